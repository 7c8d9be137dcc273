"""Texts for the tests: the example corpus where it stands, and near copies made from texts."""

from pathlib import Path
from random import Random

import pytest

from curate.corpus import Project
from curate.dedup import Text

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def articles() -> list[Text]:
    return [Text(item.id, item.raw, item.meta.date) for item in Project.find(ROOT).documents()]


class InMemory:
    """A unit of texts that are in memory."""

    extents = ()

    def __init__(self, texts):
        self.texts = [item._replace(offset=at) for at, item in enumerate(texts)]
        self.size = sum(len(item.text) for item in self.texts)

    def read(self):
        return iter(self.texts)

    def pick(self, offsets):
        return (self.texts[offset].text for offset in offsets)


def vary(text: str, changes: int, seed: int) -> str:
    """The text with some of its words replaced by ones it does not have."""
    random = Random(seed)
    words = text.split(" ")
    for place in random.sample(range(len(words)), changes):
        words[place] = f"other{seed}x{place}"
    return " ".join(words)


def write_lines(path: Path, texts) -> Path:
    import orjson

    rows = [orjson.dumps({"id": item.id, "text": item.text, "date": item.date}) for item in texts]
    path.write_bytes(b"".join(row + b"\n" for row in rows))
    return path


@pytest.fixture(name="vary", scope="session")
def _vary():
    return vary


@pytest.fixture(name="in_memory", scope="session")
def _in_memory():
    return lambda texts: [InMemory(texts)]


@pytest.fixture(name="write_lines", scope="session")
def _write_lines():
    return write_lines
