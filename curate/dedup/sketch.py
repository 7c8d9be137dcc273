"""`Sketches`: all that is measured of texts, in columns; texts are read once for it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property, partial
from itertools import accumulate, groupby, islice

from curate.dedup.methods import Methods
from curate.dedup.settings import DedupSettings
from curate.dedup.source import Source, Text, Unit
from curate.dedup.table import Strings
from curate.finding import Finding

BATCH_TEXTS = 500

SMALL, LARGE, SIGNED = partial(array, "I"), partial(array, "Q"), partial(array, "q")


@dataclass
class Sketches:
    """Columns with one entry per text, by place; standard arrays, so that plain Python and compiled
    code share them, and so that they are written as they are.

    `keys` has one entry per band of each text. Of what a text has several of, a column has how many
    (`paragraphs`, …) and others have them, one text after the other; `origins` are joined by NUL.
    """

    ids: Strings = field(default_factory=Strings)
    dates: Strings = field(default_factory=Strings)
    origins: Strings = field(default_factory=Strings)
    findings: list[Finding] = field(default_factory=list)
    unit_sizes: list[int] = field(default_factory=list)
    lengths: array[int] = field(default_factory=LARGE)
    offsets: array[int] = field(default_factory=LARGE)
    digests: array[int] = field(default_factory=SIGNED)
    keys: array[int] = field(default_factory=SMALL)
    samples: array[int] = field(default_factory=SMALL)
    sample_values: array[int] = field(default_factory=SMALL)
    paragraphs: array[int] = field(default_factory=SMALL)
    paragraph_digests: array[int] = field(default_factory=SIGNED)
    paragraph_starts: array[int] = field(default_factory=SMALL)
    paragraph_ends: array[int] = field(default_factory=SMALL)
    paragraph_words: array[int] = field(default_factory=SMALL)
    prints: array[int] = field(default_factory=SMALL)
    print_values: array[int] = field(default_factory=SIGNED)
    print_words: array[int] = field(default_factory=SMALL)

    def __len__(self) -> int:
        return len(self.ids)

    def extend(self, other: Sketches) -> None:
        """Add the texts of further units."""
        for column in fields(self):
            getattr(self, column.name).extend(getattr(other, column.name))

    def kept(self, places: Iterable[int], keep: tuple[str, ...]) -> set[int]:
        """Those of these texts that a setting keeps, whatever they resemble."""
        if not keep:
            return set()
        return {
            place
            for place in places
            if any(origin.startswith(keep) for origin in self.origins[place].split("\0"))
        }

    def ranks(self, places: Iterable[int], settings: DedupSettings) -> dict[int, int]:
        """The total order over these places, 0 first: texts kept by setting, then by
        `settings.order`, then by id and place. A text of a lower rank stands for one of a higher.
        """
        order = sorted({*places})
        columns: dict[str, Callable[[], Iterable[str | int]]] = {
            "date": lambda: (date or "~" for date in self.dates.pick(order)),  # none: after all
            "length": lambda: (-self.lengths[at] for at in order),
            "id": lambda: self.ids.pick(order),
        }
        for name in ("id", *reversed(settings.order)):  # the sort is stable: the first key is last
            values = dict(zip(order, columns[name](), strict=True))
            order.sort(key=values.__getitem__)
        kept = self.kept(order, settings.keep)
        order.sort(key=lambda at: at not in kept)
        return {place: rank for rank, place in enumerate(order)}

    def unit_of(self, place: int) -> int:
        """The number of the unit that a text is in."""
        return bisect_right(self._ends, place)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(self.unit_sizes))

    def pick(self, source: Source, places: Sequence[int]) -> Iterator[str]:
        """The texts at these places, which rise, read again from the source."""
        for unit, inside in groupby(places, key=self.unit_of):
            yield from source[unit].pick([self.offsets[place] for place in inside])


def sketch(unit: Unit, settings: DedupSettings, methods: Methods) -> Sketches:
    """What is measured of the texts of one unit."""
    made = Sketches()
    items = unit.read()
    while batch := list(islice(items, BATCH_TEXTS)):
        texts = [item for item in batch if isinstance(item, Text)]
        made.findings += [item for item in batch if isinstance(item, Finding)]
        _describe(made, texts)
        contents = [item.text for item in texts]
        _add(made.digests, made.keys, new=methods.sign(contents, settings.scheme))
        if settings.contained:
            sampled = methods.sample(contents, settings.scheme)
            _add(made.sample_values, made.samples, new=sampled)
        if settings.paragraphs:
            columns = (
                *(made.paragraphs, made.paragraph_digests, made.paragraph_starts),
                *(made.paragraph_ends, made.paragraph_words),
            )
            _add(*columns, new=methods.paragraphs(contents, settings.paragraphs))
        if settings.runs:
            found = methods.fingerprints(contents, settings.runs)
            _add(made.print_values, made.print_words, made.prints, new=found)
    made.unit_sizes.append(len(made))
    return made


def _add(*columns: array[int], new: tuple[array[int], ...]) -> None:
    for column, values in zip(columns, new, strict=True):
        column.extend(values)


def _describe(made: Sketches, texts: Sequence[Text]) -> None:
    made.ids.extend([item.id for item in texts])
    made.dates.extend([item.date for item in texts])
    made.origins.extend(["\0".join(item.origins) for item in texts])
    made.lengths.extend([len(item.text) for item in texts])
    made.offsets.extend([item.offset for item in texts])
