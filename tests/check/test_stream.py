"""Lines are read whole, counted right, and up to a limit, however the bytes come."""

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.check import stream


class Slow(io.BytesIO):
    """Gives three bytes at a time."""

    def read(self, size=-1):
        return super().read(3)


@given(st.lists(st.binary(max_size=9)).map(b"\n".join))
def test_every_line_keeps_its_number_place_and_bytes(data):
    expected = [
        (number, line)
        for number, line in enumerate(data.split(b"\n"), start=1)
        if line and not line.isspace()
    ]
    for source in (io.BytesIO(data), Slow(data)):
        pieces = list(stream.lines(source))
        assert [(piece.line, piece.data) for piece in pieces] == expected
        for piece in pieces:
            assert data[piece.offset : piece.offset + len(piece.data)] == piece.data


def test_a_line_beyond_the_limit_is_skipped_and_counted():
    pieces = list(stream.lines(Slow(b"[1]\n" + b"x" * 50 + b"\n[3]\n[4]"), max_bytes=10))
    assert [(piece.line, piece.data) for piece in pieces if not piece.problem] == [
        (1, b"[1]"),
        (3, b"[3]"),
        (4, b"[4]"),
    ]
    assert [piece.line for piece in pieces if piece.problem] == [2]


@pytest.mark.parametrize(
    ("name", "start", "form"),
    [
        ("a.json", b"{}\n{}", "json"),
        ("a.JSONL", b"", "lines"),
        ("a.jsonl.gz", b"", "lines"),
        ("a.yml", b"{}", "yaml"),
        ("-", b'{"a": 1}\n{"a": 2}\n', "lines"),
        ("-", b'{\n"a": 1\n}', "json"),
        ("-", b"[1,\n2]", "json"),
        ("-", b"a: 1\nb: 2", "yaml"),
        ("-", b"---\n- 1", "yaml"),
        ("-", b"# hello\na: 1", "yaml"),
        ("a.txt", b'"a"', "json"),
        ("a.geojson", b"", "json"),
        ("-", b"", "json"),
    ],
)
def test_the_form_is_known_by_suffix_or_by_content(name, start, form):
    assert stream.form_of(name, start) == form


def test_a_compressed_file_that_is_cut_off_says_so():
    data = gzip.compress(b"[1]\n" * 1000)[:-20]
    pieces = list(stream.lines(gzip.GzipFile(fileobj=io.BytesIO(data))))
    assert pieces[-1].problem.startswith("cannot be expanded")
