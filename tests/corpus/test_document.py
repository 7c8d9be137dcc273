import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.corpus import Document, Meta, Source
from curate.errors import InvalidDocumentError


@given(st.text())
def test_a_document_comes_back_from_its_record(raw):
    document = Document("a", raw, Source(uri="a.txt"), Meta(title="T"))
    assert Document.from_json(document.to_json()) == document


@pytest.mark.parametrize("id", ["", "../up", "a/b", ".hidden", "a b", "x" * 200, "a\n"])
def test_an_id_that_could_not_be_a_file_name_is_refused(id):
    with pytest.raises(InvalidDocumentError):
        Document(id, "text")


def test_half_a_surrogate_pair_is_refused_with_its_offset():
    with pytest.raises(InvalidDocumentError, match="offset 2"):
        Document("a", "ab\ud800")


def test_unknown_fields_of_a_later_version_do_not_stop_reading():
    record = {"id": "a", "raw": "x", "meta": {"title": "T", "mood": "sad"}}
    assert Document.from_json(record).meta == Meta(title="T")
