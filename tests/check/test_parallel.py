"""Several cores give the same results in the same order as one."""

import io
from pathlib import Path

from curate.check import parallel, stream
from curate.check.lines import check_block
from curate.check.schemas import Options, load
from curate.corpus import blocks
from curate.engines import Local

DATA = b"\n".join(str(number).encode() for number in range(1000)) + b"\n[1,]\n\n\nx"


def shape_in(folder):
    schema = Path(folder / "s.json")
    schema.write_text('{"type": "integer", "maximum": 900}')
    return load(schema, Options())


def alone(shape, name, counted=True):
    return [
        result
        for block in stream.blocks(io.BytesIO(DATA))
        for result in check_block(shape, name, counted, block)
    ]


def test_several_cores_say_the_same_of_a_stream_in_the_same_order(tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "BLOCK", 500)
    shape = shape_in(tmp_path)
    two = list(parallel.check_stream(Local(2), shape, "x", True, io.BytesIO(DATA)))
    assert two == alone(shape, "x")
    assert sum(result.records for result in two) == 1002


def test_blocks_of_a_file_are_checked_apart_and_count_the_lines_of_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BYTES", 700)
    shape = shape_in(tmp_path)
    path = tmp_path / "data.jsonl"
    path.write_bytes(DATA)
    for jobs in (1, 2):
        read = []
        found = parallel.check_file(Local(jobs), shape, str(path), False, read.append)
        assert list(found) == alone(shape, str(path), counted=False)
        assert sum(read) == len(DATA)


def test_a_line_that_is_too_long_is_skipped_in_its_block_as_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BYTES", 700)
    monkeypatch.setattr(stream, "BLOCK", 100)
    monkeypatch.setattr(stream.blocks, "__defaults__", (600,))
    shape = shape_in(tmp_path)
    path = tmp_path / "data.jsonl"
    path.write_bytes(b"1\n" * 200 + b"1" * 2000 + b"\n" + b"x\n" + b"1\n" * 900)
    found = [item for item in parallel.check_file(Local(), shape, str(path), True) if item.findings]
    assert [item.findings[0].place.line for item in found] == [201, 202]
