import gzip
import hashlib

import pytest

from curate.corpus import Document, Project, ledger, originals
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


def test_a_newer_text_takes_the_place_of_its_document_and_the_old_one_is_kept(tmp_path):
    project = made(tmp_path, a=b"first\r\n", b=b"other")
    add(project, tmp_path, "a", "b")
    old = project.document("a")
    other = (project.documents_folder / "0001.jsonl").read_bytes().splitlines()[1]
    (tmp_path / "a.txt").write_bytes(b"second")
    result = add(project, tmp_path, "a", replace=True)
    assert [document.id for document in result.replaced] == ["a"]
    assert [document.raw for document in project.documents()] == ["second", "other"]
    assert (project.documents_folder / "0001.jsonl").read_bytes().splitlines()[1] == other
    assert originals.find(project, old.sha256) == "first\r\n"


def test_every_replaced_text_is_kept(tmp_path):
    project = made(tmp_path, a=b"1")
    add(project, tmp_path, "a")
    digests = []
    for text in (b"2", b"3"):
        digests.append(project.document("a").sha256)
        (tmp_path / "a.txt").write_bytes(text)
        add(project, tmp_path, "a", replace=True)
    assert [originals.find(project, digest) for digest in digests] == ["1", "2"]


def test_the_old_text_is_on_disk_before_the_new_one_takes_its_place(tmp_path, monkeypatch):
    project = made(tmp_path, a=b"first")
    add(project, tmp_path, "a")
    old = project.document("a")
    (tmp_path / "a.txt").write_bytes(b"second")

    def killed(path, document):
        raise KeyboardInterrupt

    monkeypatch.setattr("curate.corpus.shard.replace", killed)
    with pytest.raises(KeyboardInterrupt):
        add(project, tmp_path, "a", replace=True)
    assert project.document("a") == old
    assert originals.find(project, old.sha256) == "first"


def test_a_replacement_that_cannot_be_finished_leaves_the_old_shard(tmp_path, monkeypatch):
    project = made(tmp_path, a=b"first")
    add(project, tmp_path, "a")
    before = (project.documents_folder / "0001.jsonl").read_bytes()
    (tmp_path / "a.txt").write_bytes(b"second")
    monkeypatch.setattr("os.fsync", lambda number: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        add(project, tmp_path, "a", replace=True)
    assert (project.documents_folder / "0001.jsonl").read_bytes() == before


def test_two_files_of_one_run_never_replace_one_another(tmp_path):
    project = made(tmp_path, a=b"first")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_bytes(b"second")
    files = [(tmp_path / name, name) for name in ("a.txt", "sub/a.txt")]
    result = collect(project, files, Wishes(replace=True))
    assert [finding.code for finding in result.findings] == ["duplicate-id"]
    assert [document.raw for document in project.documents()] == ["first"]


def test_what_a_person_said_of_the_old_text_holds_for_the_new_one(tmp_path):
    project = made(tmp_path, a=b"A fine title\n\nA sentence of some length here.\n" * 3)
    source = {"uri": "https://example.org/a", "licence": "CC0"}
    add(project, tmp_path, "a", meta={"date": "2020", "publisher": "The Gazette"}, source=source)
    (tmp_path / "a.txt").write_bytes(b"Another title\n\nA sentence of some length here.\n" * 3)
    add(project, tmp_path, "a", replace=True, meta={"date": "2021"})
    [document] = project.documents()
    assert (document.meta.date, document.meta.publisher) == ("2021", "The Gazette")
    assert (document.source.uri, document.source.licence) == ("https://example.org/a", "CC0")


def test_a_document_in_a_compressed_shard_is_replaced_too(tmp_path):
    project = made(tmp_path, a=b"new")
    path = project.documents_folder / "0001.jsonl.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [ledger.dump(Document(id, f"old {id}").to_json()) for id in "ab"]
    path.write_bytes(gzip.compress(b"".join(lines)))
    add(project, tmp_path, "a", replace=True)
    assert [document.raw for document in project.documents()] == ["new", "old b"]
    assert gzip.decompress(path.read_bytes()).splitlines(True)[1] == lines[1]


def test_a_kept_text_that_was_changed_is_not_taken_for_it(tmp_path):
    project = made(tmp_path)
    document = Document("a", "as it was")
    originals.keep(project, document).write_text("as it is")
    assert originals.find(project, document.sha256) is None
    originals.keep(project, document)
    assert originals.find(project, document.sha256) == "as it was"
