import hashlib

from curate.corpus import Project
from curate.corpus.collect import Wishes, collect, id_of, text_files
from curate.corpus.start import start


def made(tmp_path, **files):
    start(tmp_path / "p", "", "")
    for name, data in files.items():
        (tmp_path / f"{name}.txt").write_bytes(data)
    return Project.find(tmp_path / "p")


def add(project, tmp_path, *names, **wishes):
    files = [(tmp_path / f"{name}.txt", f"{name}.txt") for name in names]
    return collect(project, files, Wishes(**wishes))


def test_a_file_becomes_a_document_whose_raw_text_is_the_file(tmp_path):
    data = "\ufeffOne\r\ntwo \U0001f600\n".encode()
    project = made(tmp_path, a=data)
    add(project, tmp_path, "a")
    [document] = project.documents()
    assert document.raw.encode(document.source.encoding) == data
    assert document.source.sha256 == hashlib.sha256(data).hexdigest()
    assert (document.id, document.source.uri) == ("a", "a.txt")


def test_the_same_bytes_are_added_once(tmp_path):
    project = made(tmp_path, a=b"text", b=b"text")
    assert add(project, tmp_path, "a", "b").known == {"b.txt": "a"}
    assert add(project, tmp_path, "a").known == {"a.txt": "a"}
    assert len(list(project.documents())) == 1


def test_bad_files_become_findings_and_the_good_one_is_added(tmp_path):
    project = made(tmp_path, empty=b"", binary=b"\0\1", broken=b"\xc3\xa9 \xff", good=b"fine")
    result = add(project, tmp_path, "empty", "binary", "broken", "missing", "good")
    assert [document.id for document in result.added] == ["good"]
    codes = [finding.code for finding in result.findings]
    assert codes == ["not-text", "not-text", "not-text", "unreadable"]
    assert all(finding.place.file for finding in result.findings)


def test_a_file_over_the_limit_is_a_finding_that_says_how_to_allow_it(tmp_path):
    project = made(tmp_path, big=b"x" * 2000)
    [finding] = add(project, tmp_path, "big", max_bytes=1000).findings
    assert "--max-mib" in finding.hint


def test_a_clash_of_ids_is_a_finding_and_nothing_is_replaced(tmp_path):
    project = made(tmp_path, a=b"first")
    add(project, tmp_path, "a")
    (tmp_path / "a.txt").write_bytes(b"second")
    [finding] = add(project, tmp_path, "a").findings
    assert finding.code == "duplicate-id"
    assert [document.raw for document in project.documents()] == ["first"]


def test_what_the_curator_says_outranks_what_the_text_says(tmp_path):
    text = b"A fine title\n3 December 2019\n" + b"A sentence of some length. " * 10
    project = made(tmp_path, a=text)
    add(project, tmp_path, "a", id="mine", meta={"date": "2020"})
    [document] = project.documents()
    assert (document.id, document.meta.date, document.meta.title) == (
        "mine",
        "2020",
        "A fine title",
    )


def test_folders_are_read_in_name_order_without_hidden_files(tmp_path):
    for name in ("b.txt", "a.txt", "c.png", ".hidden.txt", "sub/d.txt", ".git/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    names = [name for _, name in text_files([tmp_path])]
    assert names == ["a.txt", "b.txt", "sub/d.txt"]


def test_ids_are_plain_letters():
    assert id_of("sub/Å b.v2.txt") == "A-b.v2"
    assert id_of("中文.txt") == ""
