"""`DedupSettings`: the table [dedup] of `curate.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from curate.dedup.signature import Scheme
from curate.errors import UsageError

ORDERS = ("date", "length", "id")


@dataclass(frozen=True, slots=True)
class DedupSettings:
    """What counts as a duplicate, and which of two duplicates is kept.

    `threshold`: similarity from which two texts are duplicates (0 to 1). .8 on runs of five words
    is what corpus builders have settled on (Lee et al. 2022 and after).
    `raised`: a higher threshold to decide by; measures and links are those of `threshold`, so it
    costs no new search.
    `margin`: pairs so little below the threshold are recorded too, for people to judge.
    `contained`: share of a text's shingles in a longer one from which it counts as a duplicate of
    that; 0 is not to look for such texts, which takes about as long again.
    `words`: words per shingle. `split_scripts`: each character of Chinese, Japanese, Thai and other
    scripts without spaces counts as a word.
    `paragraphs`: words from which a repeated paragraph is recorded; `runs`: words from which any
    repeated run is (50 after Lee et al. 2022). 0 is not to look for them.
    `memory_mb`: about what the search may take; keys that need more than an eighth of it go to a
    file on disk (extra `fast`).
    `order`: what decides between two duplicates: the one with the earliest "date", with most
    characters ("length"), with the smallest "id"; later names decide where earlier ones are equal.
    `keep`: publishers or beginnings of source URIs of which every text is kept.
    """

    threshold: float = 0.8
    raised: float = 0.0
    margin: float = 0.05
    contained: float = 0.9
    words: int = 5
    split_scripts: bool = False
    paragraphs: int = 10
    runs: int = 50
    memory_mb: int = 2000
    order: tuple[str, ...] = ORDERS
    keep: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0.3 <= self.threshold <= 1:
            raise UsageError(f"A threshold lies between 0.3 and 1, got {self.threshold:g}.")
        if self.contained and not 0.5 <= self.contained <= 1:
            raise UsageError(f"`contained` is 0 or from 0.5 to 1, got {self.contained:g}.")
        if not 1 <= self.words <= 50:
            raise UsageError(f"A shingle has 1 to 50 words, got {self.words}.")
        if 0 < self.paragraphs < 3:
            raise UsageError(f"A repeated paragraph has 3 words or more, got {self.paragraphs}.")
        if 0 < self.runs < 10:
            raise UsageError(f"A repeated run has 10 words or more, got {self.runs}.")
        unknown = [name for name in self.order if name not in ORDERS]
        if unknown:
            raise UsageError(f"Unknown order {unknown[0]!r}. Known are: {', '.join(ORDERS)}.")

    @property
    def scheme(self) -> Scheme:
        """How texts become keys."""
        return Scheme.of(self.threshold, self.words, self.split_scripts)

    @property
    def is_deep(self) -> bool:
        """Is there more to look for than texts that are like one another?"""
        return bool(self.contained or self.paragraphs or self.runs)

    @property
    def decisive(self) -> float:
        """Similarity from which one text stands for another."""
        return max(self.threshold, self.raised)

    @property
    def least(self) -> float:
        """Similarity from which a link is recorded."""
        return max(self.threshold - self.margin, 0.0)
