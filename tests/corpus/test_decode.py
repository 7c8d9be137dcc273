import pytest

from curate.corpus.decode import decode
from curate.errors import NotTextError


def test_utf8_is_taken_as_it_is_with_its_line_breaks():
    assert decode("é\r\n\U0001f600".encode()) == ("é\r\n\U0001f600", "utf-8", "")


def test_a_byte_order_mark_stays_in_the_text_so_that_the_bytes_come_back():
    data = b"\xef\xbb\xbfText"
    decoded = decode(data)
    assert decoded.text == "\ufeffText"
    assert decoded.text.encode(decoded.encoding) == data


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_utf16_and_utf32_are_known_by_their_mark_and_said_so(encoding):
    data = "\ufeffText mit Ümlaut".encode(encoding)
    decoded = decode(data)
    assert decoded.text.encode(decoded.encoding) == data
    assert encoding in decoded.note


def test_another_encoding_is_detected_and_said_so():
    text = "Der Bürgermeister der schönen Stadt Köln hält später eine Rede über Bäume. " * 5
    decoded = decode(text.encode("windows-1252"))
    assert decoded.text == text
    assert "detection" in decoded.note


def test_few_bytes_are_read_as_the_web_reads_them_because_they_show_no_encoding():
    decoded = decode(b"caf\xe9 au lait")
    assert (decoded.text, decoded.encoding) == ("café au lait", "cp1252")
    assert "too few bytes" in decoded.note


def test_a_short_text_in_another_script_is_not_read_as_latin():
    text = "Мэр города говорил долго."
    assert decode(text.encode("windows-1251")).text == text


def test_broken_utf8_is_refused_with_its_place_rather_than_read_as_something_else():
    data = "über Bäume und Größe\n".encode() + b"here \xff it breaks"
    with pytest.raises(NotTextError) as caught:
        decode(data)
    assert caught.value.offset == data.index(b"\xff")
    assert "line 2" in caught.value.problem


@pytest.mark.parametrize("data", [b"", b" \n\t "])
def test_an_empty_file_is_refused(data):
    with pytest.raises(NotTextError, match="empty"):
        decode(data)


def test_binary_data_are_refused():
    with pytest.raises(NotTextError, match="Binary"):
        decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")


def test_a_named_encoding_is_used_and_a_wrong_one_explained():
    assert decode(b"\xe9", "latin-1").text == "é"
    with pytest.raises(NotTextError, match="Unknown encoding"):
        decode(b"x", "utf-9")
    with pytest.raises(NotTextError, match="byte 1"):
        decode(b"x\xff", "utf-8")
