import json
from collections.abc import Callable
from pathlib import Path

import pytest

from curate.corpus import Document, Project

TEXTS = {
    "fair": "The fair was held in the old town hall.\nPage 1 |\nPage 2 |\nPage 3 |\n",
    "plain": "Nothing is wrong with this text.\n",
}


@pytest.fixture
def make_project(tmp_path) -> Callable[..., Project]:
    """Make or change a project whose shards hold documents: {shard: {id: raw}}."""

    def make(shards=None, settings="") -> Project:
        folder = tmp_path / "corpus" / "documents"
        folder.mkdir(parents=True, exist_ok=True)
        for name, texts in (shards or {"0001": TEXTS}).items():
            lines = [json.dumps(Document(id, raw).to_json()) for id, raw in texts.items()]
            Path(folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (tmp_path / "curate.toml").write_text(settings, encoding="utf-8")
        return Project.find(tmp_path)

    return make
