from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curate.dedup.methods import PLAIN
from curate.dedup.spill import Keys

pytest.importorskip("duckdb")


@given(st.lists(st.integers(0, 5), max_size=60), st.data())
@settings(deadline=None, max_examples=30)
def test_keys_on_disk_give_the_candidates_of_keys_in_memory(values, data):
    values = values[: len(values) // 3 * 3]
    count = len(values) // 3
    copies = data.draw(st.sets(st.integers(0, max(0, count - 1)), max_size=count))
    found = []
    for limit in (1000, 0):
        keys = Keys(3, limit)
        for start in range(0, len(values), 6):
            keys.add(array("I", values[start : start + 6]))
        found.append(keys.candidates(copies, PLAIN))
        assert keys.is_on_disk == (limit == 0 and count > 0)
        keys.close()
    assert found[0] == found[1]


def test_families_are_told_apart_on_disk_too(monkeypatch):
    monkeypatch.setattr("curate.dedup.band.FAMILY", 2)
    keys = Keys(2, 0)
    keys.add(array("I", [1, 5, 1, 5, 1, 6]))
    assert keys.candidates([], PLAIN) == (array("Q", [1]), [[0, 1, 2]])
    keys.close()


def test_a_closed_store_leaves_no_file_behind():
    keys = Keys(1, 0)
    keys.add(array("I", [1, 2]))
    folder = keys._folder.name
    keys.close()
    from pathlib import Path

    assert not Path(folder).exists()
