"""Columns that are memory and file alike: `Strings` and `Links`."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any, overload

from curate.dedup.band import HALF, PLACE
from curate.dedup.link import KINDS, PlacedLink

if TYPE_CHECKING:
    import numpy as np


MANY = 100_000
"""Strings from which loading numpy costs less than it saves."""


class Strings(Sequence[str]):
    """Strings that are held as the UTF-8 of all of them and the size of each: a million short ones
    are loaded in milliseconds, and take a fifth of the memory of a list.
    """

    def __init__(self, values: Iterable[str] = ()) -> None:
        self.data = bytearray()
        self.sizes = array("I")
        self._ends = array("Q")
        self.extend(values)

    def __len__(self) -> int:
        return len(self.sizes)

    @property
    def ends(self) -> array[int]:
        """Where each string ends in `data`."""
        missing = len(self.sizes) - len(self._ends)
        if 0 < missing < MANY:
            start = self._ends[-1] if self._ends else 0
            self._ends.extend(islice(accumulate(self.sizes[-missing:], initial=start), 1, None))
        elif missing:
            import numpy as np

            ends = np.cumsum(np.frombuffer(self.sizes, np.uint32), dtype=np.uint64)
            self._ends = array("Q", ends.tobytes())
        return self._ends

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[place] for place in range(len(self))[at]]
        end = self.ends[at]
        return self.data[end - self.sizes[at] : end].decode()

    def pick(self, places: Iterable[int]) -> list[str]:
        """The strings at these places: at once, in a third of the time."""
        data, ends, sizes = self.data, self.ends, self.sizes
        return [data[ends[at] - sizes[at] : ends[at]].decode() for at in places]

    def __iter__(self) -> Iterator[str]:
        start = 0
        for size in self.sizes:
            yield self.data[start : start + size].decode()
            start += size

    def extend(self, values: Iterable[str]) -> None:
        """Add strings at the end."""
        if isinstance(values, Strings):
            self.data += values.data
            self.sizes += values.sizes
            return
        parts = [value.encode() for value in values]
        self.data += b"".join(parts)
        self.sizes.extend(map(len, parts))


class Links(Sequence[PlacedLink]):
    """Links in columns: pairs of places (left << 32 | right), similarities, and kinds by number."""

    def __init__(self, links: Iterable[PlacedLink] = ()) -> None:
        self.pairs, self.alike, self.kinds = array("Q"), array("d"), array("B")
        number = {kind: at for at, kind in enumerate(KINDS)}
        for left, right, similarity, kind in links:
            self.pairs.append(left << HALF | right)
            self.alike.append(similarity)
            self.kinds.append(number[kind])

    @classmethod
    def of_standing(cls, standing: Mapping[int, PlacedLink]) -> Links:
        """The links of removed texts (left) to what stands for them (right)."""
        return cls(
            PlacedLink(place, link.other(place), link.similarity, link.kind)
            for place, link in standing.items()
        )

    @property
    def columns(self) -> tuple[array[int], array[float], array[int]]:
        """Pairs, similarities, kinds."""
        return self.pairs, self.alike, self.kinds

    def __len__(self) -> int:
        return len(self.pairs)

    @overload
    def __getitem__(self, at: int) -> PlacedLink: ...
    @overload
    def __getitem__(self, at: slice) -> list[PlacedLink]: ...
    def __getitem__(self, at: int | slice) -> PlacedLink | list[PlacedLink]:
        if isinstance(at, slice):
            return [self[place] for place in range(len(self))[at]]
        pair = self.pairs[at]
        return PlacedLink(pair >> HALF, pair & PLACE, self.alike[at], KINDS[self.kinds[at]])

    def __iter__(self) -> Iterator[PlacedLink]:
        for pair, similarity, kind in zip(*self.columns, strict=True):
            yield PlacedLink(pair >> HALF, pair & PLACE, similarity, KINDS[kind])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Links) and self.columns == other.columns

    def __add__(self, other: Links) -> Links:
        both = Links()
        both.pairs = self.pairs + other.pairs
        both.alike, both.kinds = self.alike + other.alike, self.kinds + other.kinds
        return both

    def places(self) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """The places left and right of all links, as numpy arrays."""
        import numpy as np

        pairs = np.frombuffer(self.pairs, np.uint64)
        return (pairs >> np.uint64(HALF)).view(np.int64), (pairs & np.uint64(PLACE)).view(np.int64)

    def only(self, chosen: Any, left: Any, right: Any) -> Links:
        """The links chosen by a numpy mask, at other places."""
        import numpy as np

        some = Links()
        pairs = left[chosen].astype(np.uint64) << np.uint64(HALF) | right[chosen].astype(np.uint64)
        some.pairs.frombytes(pairs.tobytes())
        some.alike.frombytes(np.frombuffer(self.alike)[chosen].tobytes())
        some.kinds.frombytes(np.frombuffer(self.kinds, np.uint8)[chosen].tobytes())
        return some
