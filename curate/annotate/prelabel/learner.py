"""A learner in the loop: a token classifier trained on what is accepted so far.

It proposes spans with its confidence, and says how much doubt a text leaves it in, so that texts
it would learn most from are read first (uncertainty sampling, Lewis and Gale 1994; the measure
is mean token doubt, after the token measures in Settles and Craven 2008, "An analysis of active
learning strategies for sequence labeling tasks", with least confidence in place of entropy).

Needs the extra `learn`. Labels of one group share a model, so that an entity inside a claim is no
contradiction; of overlapping spans in one group the longest is learnt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from curate.annotate.prelabel.hit import Hit

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TOKEN = re.compile(r"\w+|[^\w\s]")
FEATURES = 2**18
"""Places for hashed features: 2 MB a tag, and room for the words of a corpus of some megabytes."""
SURE = 0.4
"""Spans below this mean probability are not proposed. On LitBank (30 texts read, 20 for testing) F1
is 0.439 without a limit and 0.427 at 0.5: the limit costs little and spares readers wrong ones.
"""


class Labelled(NamedTuple):
    """A text somebody has read to the end, with its spans: (start, end, label)."""

    text: str
    spans: Sequence[tuple[int, int, str]]


class Learner:
    """Trained on labelled texts; `groups` maps labels to the group whose model learns them.

    The same texts in the same order give the same learner.
    """

    def __init__(self, examples: Sequence[Labelled], groups: Mapping[str, str]) -> None:
        labels: dict[str, set[str]] = {}
        for example in examples:
            for _, _, label in example.spans:
                labels.setdefault(groups.get(label, label), set()).add(label)
        self._models = [_Model(examples, wanted) for _, wanted in sorted(labels.items())]

    def hits(self, text: str) -> Iterator[Hit]:
        """The spans it would label, each with its confidence, group by group in text order."""
        for model in self._models:
            yield from model.hits(text)

    def doubt(self, text: str) -> float:
        """How unsure it is of an average token, from 0 to 1; 1 while it knows no label."""
        doubts = [model.doubt(text) for model in self._models]
        return sum(doubts) / len(doubts) if doubts else 1.0


class _Model:
    """One group's labels as begin, inside and outside tags of tokens."""

    def __init__(self, examples: Sequence[Labelled], labels: set[str]) -> None:
        from sklearn.linear_model import SGDClassifier

        self._tags = ["O", *(f"{part}-{label}" for label in sorted(labels) for part in "BI")]
        rows: list[list[str]] = []
        wanted: list[str] = []
        for example in examples:
            tokens = list(_TOKEN.finditer(example.text))
            rows += _features(tokens)
            wanted += _tagged(tokens, [span for span in example.spans if span[2] in labels])
        self._classifier = SGDClassifier(
            loss="log_loss", alpha=1e-6, average=True, max_iter=15, tol=None, random_state=0
        )
        self._classifier.fit(_hashed(rows), wanted)

    def _chances(self, tokens: Sequence[re.Match[str]]) -> NDArray[Any]:
        """For each token and each tag in `_tags`, its probability."""
        import numpy as np

        found = self._classifier.predict_proba(_hashed(_features(tokens)))
        chances = np.full((len(tokens), len(self._tags)), 1e-9)
        for column, tag in enumerate(self._classifier.classes_):
            chances[:, self._tags.index(tag)] = np.maximum(found[:, column], 1e-9)
        return chances

    def doubt(self, text: str) -> float:
        tokens = list(_TOKEN.finditer(text))
        return float((1 - self._chances(tokens).max(axis=1)).mean()) if tokens else 0.0

    def hits(self, text: str) -> Iterator[Hit]:
        tokens = list(_TOKEN.finditer(text))
        if not tokens:
            return
        chances = self._chances(tokens)
        path = _best_path(chances, self._tags)
        for first, end in _runs(path, self._tags):
            sure = [float(chances[place, path[place]]) for place in range(first, end)]
            confidence = sum(sure) / len(sure)
            if confidence >= SURE:
                label = self._tags[path[first]][2:]
                span = tokens[first].start(), tokens[end - 1].end()
                yield Hit(*span, label, "learner", round(confidence, 3))


def _hashed(rows: Iterable[list[str]]) -> Any:
    from sklearn.feature_extraction import FeatureHasher

    return FeatureHasher(FEATURES, input_type="string", alternate_sign=False).transform(rows)


def _features(tokens: Sequence[re.Match[str]]) -> list[list[str]]:
    """What the model sees of each token: the word, its beginning, end and shape, and its
    neighbours up to two places away.
    """
    words = [token.group() for token in tokens]
    shapes = [_shape(word) for word in words]
    rows = []
    for place, word in enumerate(words):
        low = word.lower()
        row = ["bias", f"w={low}", f"s={shapes[place]}", f"p={low[:3]}", f"e={low[-3:]}"]
        for step in (-2, -1, 1, 2):
            there = place + step
            inside = 0 <= there < len(words)
            row.append(f"{step}w={words[there].lower() if inside else ''}")
            row.append(f"{step}s={shapes[there] if inside else ''}")
        row.append(f"s={shapes[place]} -1w={words[place - 1].lower() if place else ''}")
        rows.append(row)
    return rows


def _shape(word: str) -> str:
    """Capitals, small letters and digits as X, x and d, runs as one: "NHS" is X, "Fund" Xx."""
    signs = re.sub(r"\d", "d", re.sub(r"[^\W\d_]", lambda m: "X" if m[0].isupper() else "x", word))
    return re.sub(r"(.)\1+", r"\1", signs)


def _tagged(tokens: Sequence[re.Match[str]], spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """A tag for each token; of overlapping spans the longest counts."""
    tags = ["O"] * len(tokens)
    for start, end, label in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        inside = [
            place
            for place, token in enumerate(tokens)
            if token.start() < end and start < token.end()
        ]
        if inside and all(tags[place] == "O" for place in inside):
            for place in inside:
                tags[place] = f"I-{label}"
            tags[inside[0]] = f"B-{label}"
    return tags


def _best_path(chances: NDArray[Any], tags: Sequence[str]) -> list[int]:
    """The likeliest tags, where a span's inside follows its beginning (Viterbi 1967)."""
    import numpy as np

    forbidden = np.array([[_breaks(one, other) for other in tags] for one in tags])
    step = np.where(forbidden, -1e9, 0.0)
    scores = np.log(chances)
    starts = np.array([-1e9 if tag.startswith("I-") else 0.0 for tag in tags])
    best = scores[0] + starts
    back = np.zeros(scores.shape, dtype=int)
    for place in range(1, len(scores)):
        ways = best[:, None] + step
        back[place] = ways.argmax(axis=0)
        best = ways.max(axis=0) + scores[place]
    path = [int(best.argmax())]
    for place in range(len(scores) - 1, 0, -1):
        path.append(int(back[place, path[-1]]))
    return path[::-1]


def _breaks(one: str, other: str) -> bool:
    return other.startswith("I-") and one[2:] != other[2:]


def _runs(path: Sequence[int], tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The spans of a path of tags: first token and the one after the last."""
    first = None
    for place, tag in enumerate([*(tags[number] for number in path), "O"]):
        if first is not None and not tag.startswith("I-"):
            yield first, place
            first = None
        if tag.startswith("B-"):
            first = place
