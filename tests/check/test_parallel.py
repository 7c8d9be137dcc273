"""Several cores give the same results in the same order as one."""

import io
from pathlib import Path

from curate.check import parallel, stream
from curate.check.lines import check_block
from curate.check.schemas import Options, load


def test_several_cores_say_the_same_in_the_same_order(tmp_path, monkeypatch):
    schema = Path(tmp_path / "s.json")
    schema.write_text('{"type": "integer", "maximum": 900}')
    data = b"\n".join(str(number).encode() for number in range(1000)) + b"\n[1,]\n\nx"
    monkeypatch.setattr(stream, "BLOCK", 500)
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    shape = load(schema, Options())
    assert shape.origin == (schema, Options())
    one = [
        result
        for block in stream.blocks(io.BytesIO(data))
        for result in check_block(shape, "x", True, block)
    ]
    two = list(parallel.check_lines(*shape.origin, "x", True, io.BytesIO(data)))
    assert two == one
    assert sum(result.records for result in one) == 1002
