"""`Sketches`: what is kept in memory of every text while duplicates are sought, in columns."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from curate.dedup.settings import DedupSettings
from curate.dedup.source import Text


@dataclass
class Sketches:
    """Columns with one entry per text, by place; `keys` has `bands` entries per text.

    Standard arrays, so that plain Python and compiled code share them without copying.
    """

    bands: int
    ids: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    lengths: array[int] = field(default_factory=lambda: array("Q"))
    origins: list[tuple[str, ...]] = field(default_factory=list)
    digests: array[int] = field(default_factory=lambda: array("q"))
    keys: array[int] = field(default_factory=lambda: array("I"))

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, texts: Sequence[Text], digests: array[int], keys: array[int]) -> None:
        """Add texts with what `Methods.sign` made of them."""
        self.ids += [item.id for item in texts]
        self.dates += [item.date for item in texts]
        self.lengths.extend([len(item.text) for item in texts])
        self.origins += [item.origins for item in texts]
        self.digests += digests
        self.keys += keys

    def is_kept(self, place: int, keep: tuple[str, ...]) -> bool:
        """Does a setting say that this text is kept whatever it resembles?"""
        return any(origin.startswith(keep) for origin in self.origins[place])

    def ranks(self, places: Iterable[int], settings: DedupSettings) -> dict[int, int]:
        """The total order over these places, 0 first: texts kept by setting, then by
        `settings.order`, then by id and place. A text of a lower rank stands for one of a higher.
        """
        columns: dict[str, Callable[[int], str | int]] = {
            "date": lambda place: self.dates[place] or "~",  # without a date: after all dates
            "length": lambda place: -self.lengths[place],
            "id": lambda place: self.ids[place],
        }
        order = [columns[name] for name in (*settings.order, "id")]

        def key(place: int) -> tuple[str | int, ...]:
            return (
                not self.is_kept(place, settings.keep),
                *(column(place) for column in order),
                place,
            )

        return {place: rank for rank, place in enumerate(sorted(places, key=key))}
