"""Build and serve a large corpus, beside raw sqlite3, sqlite-utils and plain Datasette.

    python benchmarks/manual_pages.py FOLDER
    python benchmarks/publish.py FOLDER

All rates are per CPU second of the process that does the work, so that other jobs on the machine
matter little. Peers that are not installed are reported as such. Spans are made here: every 80th
word of a document is marked, in turns with four labels, each third one longer.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from curate.annotate import Annotation, By, Codebook, Fragment, Label
from curate.corpus import Cleaned, Document, Project, cleaned
from curate.publish import database, full_text, metadata, pipeline, rows
from curate.publish.corpus_functions import functions, tokens
from curate.publish.corpus_functions.concordance import concordance
from curate.publish.corpus_functions.index import WordIndex
from curate.publish.corpus_functions.stream import words_of
from curate.publish.paragraphs import paragraphs, points
from curate.publish.settings import PublishSettings
from curate.publish.tables import Said

LABELS = ("one", "two", "three", "four")
PLAIN = "import sys; sys._called_from_test = True; from datasette.cli import cli; cli()"
OURS = (
    "import sys; from pathlib import Path; from curate.publish import server; "
    "server.run(Path(sys.argv[1]), server.Address(int(sys.argv[2])))"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="a project, such as manual_pages.py makes")
    parser.add_argument("--skip-build", action="store_true")
    options = parser.parse_args()
    project = Project.find(options.folder)
    path = pipeline.database_file(project)
    if not options.skip_build:
        documents = list(cleaned.read(project))
        size = sum(len(item.text.encode()) for item in documents) / 1e6
        print(f"{len(documents):,} documents, {size:.1f} MB of text")
        building(documents, size, path.parent)
        annotated(project, documents, path)
    changing(path)
    counting(path)
    saved_queries(path)
    substrings(path)
    serving(path)


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def building(documents: list[Cleaned], size: float, folder: Path) -> None:
    print("\nper CPU second                        documents      MB")
    for name, work in (
        ("rows: documents, paragraphs, spans", ours_rows),
        ("  raw sqlite3, the same rows made before", raw_rows),
        ("  sqlite-utils, batches of 5,000", sqlite_utils_rows),
    ):
        path = folder / "benchmark.db"
        path.unlink(missing_ok=True)
        with closing(database.created(path)) as connection:
            seconds = work(connection, documents)
        if seconds is None:
            print(f"{name:40} not installed")
        else:
            print(f"{name:40} {len(documents) / seconds:8,.0f} {size / seconds:7.1f}")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TABLE IF EXISTS documents")
        create(connection)
        connection.execute("BEGIN")
        rows_of = (rows.document_row(n, item) for n, item in enumerate(documents, 1))
        connection.executemany(f"INSERT INTO documents VALUES ({', '.join('?' * 16)})", rows_of)
        connection.execute("CREATE TABLE annotations_x (number INTEGER PRIMARY KEY)")
        characters = full_text.Characters()
        for item in documents:
            characters.add(points(item.text))
        seconds = cpu(lambda: full_text.create(connection, "mul", characters.spaceless()))
        sql = "SELECT sum(pgsize) / 1e6 FROM dbstat WHERE name GLOB 'documents_fts*'"
        share = connection.execute(sql).fetchone()[0] / size
        print(f"{'full-text index':40} {'':8} {size / seconds:7.1f}   {share:.0%} of the text")
        seconds = cpu(lambda: word_index(connection, documents))
        sql = "SELECT sum(pgsize) / 1e6 FROM dbstat WHERE name GLOB 'word_*'"
        share = connection.execute(sql).fetchone()[0] / size
        name = "word index (concordance, statistics)"
        print(f"{name:40} {'':8} {size / seconds:7.1f}   {share:.0%}")
        connection.execute("COMMIT")
    path.unlink()


def create(connection: sqlite3.Connection) -> None:
    database._run(connection, "tables.sql")


def spans(documents: list[Cleaned]) -> Iterator[Annotation]:
    number = 0
    for item in documents:
        text = item.document.raw
        for place, (start, end) in enumerate(tokens.places(text)):
            if place % 80 == 0:
                stop = min(end + 60 * (number % 3 == 0), len(text))
                yield Annotation(
                    f"a{number:012}",
                    "span",
                    item.document.id,
                    "",
                    By("bench", "pattern"),
                    "2026-01-01T00:00:00Z",
                    label=LABELS[number % 4],
                    target=(Fragment(start, stop, text[start:stop]),),
                )
                number += 1


def ours_rows(connection: sqlite3.Connection, documents: list[Cleaned]) -> float:
    made = list(spans(documents))
    material = database.Material(
        documents, settings=PublishSettings(words=False), current=made, revisions=()
    )
    create(connection)
    connection.execute("BEGIN")
    seconds = cpu(lambda: database._fill(connection, material))
    connection.execute("COMMIT")
    return seconds


def paragraph_rows(number: int, text: str) -> list[tuple[object, ...]]:
    """Paragraphs as rows with their texts, as peers would store them."""
    return [
        (None, number, place, start, end, text[start:end])
        for place, (start, end) in enumerate(paragraphs(text), start=1)
    ]


def raw_rows(connection: sqlite3.Connection, documents: list[Cleaned]) -> float:
    create(connection)
    one = [rows.document_row(n, item) for n, item in enumerate(documents, 1)]
    two = [row for n, item in enumerate(documents, 1) for row in paragraph_rows(n, item.text)]

    def insert() -> None:
        connection.execute("BEGIN")
        connection.executemany(f"INSERT INTO documents VALUES ({', '.join('?' * 16)})", one)
        connection.execute(
            "CREATE TABLE raw_paragraphs (number INTEGER PRIMARY KEY, a, b, c, d, e)"
        )
        connection.executemany("INSERT INTO raw_paragraphs VALUES (?, ?, ?, ?, ?, ?)", two)
        connection.execute("COMMIT")

    return cpu(insert)


def sqlite_utils_rows(connection: sqlite3.Connection, documents: list[Cleaned]) -> float | None:
    try:
        import sqlite_utils
    except ImportError:
        return None
    made = sqlite_utils.Database(connection)
    names = ("number", "document", "place", "start", "end", "text")

    def insert() -> None:
        made["d"].insert_all(
            (
                {"id": n, "title": item.document.meta.title, "text": item.text}
                for n, item in enumerate(documents, 1)
            ),
            pk="id",
            batch_size=5000,
        )
        made["p"].insert_all(
            (
                dict(zip(names[1:], row[1:], strict=True))
                for n, item in enumerate(documents, 1)
                for row in paragraph_rows(n, item.text)
            ),
            batch_size=5000,
        )

    return cpu(insert)


def word_index(connection: sqlite3.Connection, documents: list[Cleaned]) -> None:
    index = WordIndex(connection)
    for item in documents:
        index.add(item.text)
    index.finish()


def annotated(project: Project, documents: list[Cleaned], path: Path) -> None:
    """The database that is served: with spans, and one long document with 5,000 of them."""
    made = list(spans(documents))
    longest = min(documents, key=lambda item: abs(len(item.document.raw) - 240_000))
    text = longest.document.raw
    random.seed(0)
    for number in range(5000):
        start = random.randrange(len(text) - 200)
        stop = start + random.randrange(5, 120)
        made.append(
            Annotation(
                f"z{number:012}",
                "span",
                longest.document.id,
                "",
                By("bench", "pattern"),
                "",
                label=LABELS[number % 4],
                target=(Fragment(start, stop, text[start:stop]),),
            )
        )
    codebook = Codebook("bench", labels=tuple(Label(name) for name in LABELS))
    material = database.Material(
        documents,
        project=project.settings,
        settings=PublishSettings(substrings=True),
        current=made,
        codebooks=[codebook],
        questions=metadata.queries([]),
        version="benchmark",
    )
    start = time.time()
    seconds = cpu(lambda: database.write(path, material))
    metadata.write(project, PublishSettings())
    print(
        f"\nwhole database with {len(made):,} spans, all indexes, substrings too: "
        f"{seconds:.1f} CPU s, {time.time() - start:.1f} s, {path.stat().st_size / 1e6:.0f} MB"
    )
    (path.parent / "long.txt").write_text(longest.document.id)


def changing(path: Path) -> None:
    """One document with another text and another note, in a copy of the database."""
    copy = path.with_name("benchmark.db")
    start = time.time()
    shutil.copyfile(path, copy)
    copied = time.time() - start
    with closing(sqlite3.connect(copy)) as connection:
        sql = "SELECT id, text FROM documents WHERE number = 5000"
        id, text = connection.execute(sql).fetchone()
    item = Cleaned(Document(id, text + "\nAnother word."))
    made = [replace(one, id=f"n{one.id}", note="changed") for one in spans([item])]
    changes = database.Changes({5000: item}, {5000: Said(made, [])}, {"bench": 1})
    material = database.Material(settings=PublishSettings(substrings=True), version="changed")
    start = time.time()
    seconds = cpu(lambda: database.update(copy, material, changes))
    print(
        f"one document and its {len(made):,} spans changed: {seconds:.1f} CPU s, "
        f"{time.time() - start:.1f} s, of which copying the file takes about {copied:.1f} s"
    )
    copy.unlink()


def counting(path: Path) -> None:
    print("\nCPU ms, first and second time")
    with closing(sqlite3.connect(path)) as connection:
        words = words_of(connection)
        sql = (
            "SELECT word FROM word_forms WHERE frequency BETWEEN 8000 AND 10000 "
            "AND length(word) > 3 ORDER BY frequency DESC LIMIT 1"
        )
        (word,) = connection.execute(sql).fetchone()
        total = words.find(connection, word).total
        for sort in ("right", "left"):
            times = [
                1000 * cpu(lambda sort=sort: concordance(connection, words, word, sort))
                for _ in range(3)
            ]
            name = f"concordance of {total:,} hits, by the {sort}"
            print(f"{name:46} {times[0]:6.0f} {min(times[1:]):6.0f}")
        from curate.publish.plugin.analyses.catalogue import ANALYSES

        asked = {
            "words": {"within": "language=en"},
            "collocates": {"phrase": "the"},
            "keywords": {"part": "language=de"},
            "spread": {"phrase": "the", "by": "language"},
            "together": {},
            "says": {},
        }
        for name, wish in asked.items():
            run = ANALYSES[name].run
            times = [1000 * cpu(lambda run=run, w=wish: run(connection, w)) for _ in range(2)]
            print(f"{name + ' ' + str(wish):46} {times[0]:6.0f} {times[1]:6.0f}")


def saved_queries(path: Path) -> None:
    """Every query that comes with us, on the whole corpus; Datasette stops queries after 1 s."""
    wishes = {
        "label": LABELS[0],
        "name": "file",
        "phrase": "system",
        "sort": "left",
        "rule": "",
        "by": "language",
    }
    print("\nsaved queries, CPU ms")
    with closing(sqlite3.connect(path)) as connection:
        functions.register(connection)
        for name, facts in metadata.queries([]).items():
            run = partial(connection.execute, facts["sql"], wishes)
            print(f"{name:46} {1000 * cpu(lambda run=run: run().fetchmany(501)):6.0f}")


def raw(path: Path, words: list[str], ids: list[str]) -> None:
    """What SQLite alone takes for the same rows."""
    asked = {
        "raw sqlite3: 51 rows of the table, texts cut": (
            "SELECT number, id, title, date, year, publisher, author, source_type, language, uri, "
            "retrieved, licence, sha256, characters, raw_characters, substr(text, 1, 200) "
            "FROM documents WHERE number > ? ORDER BY number LIMIT 51",
            range(100, 4000, 100),
        ),
        "raw sqlite3: 20 hits, ranked": (
            "SELECT documents.id FROM documents_fts JOIN documents "
            "ON documents.number = documents_fts.rowid WHERE documents_fts MATCH ? "
            "ORDER BY rank LIMIT 20",
            [f'"{word}"' for word in words[:60]],
        ),
        "raw sqlite3: a text and its spans": (
            "SELECT text, annotations.* FROM documents LEFT JOIN annotations "
            "ON annotations.document = documents.number WHERE documents.id = ?",
            ids[:300],
        ),
    }
    with closing(sqlite3.connect(path)) as connection:
        for name, (sql, values) in asked.items():
            seconds = cpu(
                lambda s=sql, v=values: [connection.execute(s, (x,)).fetchall() for x in v]
            )
            print(f"{name:46} {len(values) / seconds:8.1f}")


def substrings(path: Path) -> None:
    from curate.publish.search import Search, run

    print("\nfound, of what reading every text finds         CPU ms")
    with closing(sqlite3.connect(path)) as connection:
        for sought in ("ファイル", "設定", "文件", "系统调用"):
            sql = "SELECT count(*) FROM documents WHERE instr(text, ?)"
            (wanted,) = connection.execute(sql, (sought,)).fetchone()
            start = time.process_time()
            found = run(connection, Search(sought)).total
            print(
                f"{sought:30} {found:6} of {wanted:6} {1000 * (time.process_time() - start):8.0f}"
            )


@contextmanager
def server(command: list[str], port: int) -> Iterator[int]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                get(port, "/-/versions.json")
                break
            except OSError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def get(port: int, path: str) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return len(answer.read())


def used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rate(pid: int, port: int, paths: list[str]) -> float:
    """Pages per CPU second of the server."""
    import http.client

    start = used(pid)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for path in paths:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)
    connection.close()
    return len(paths) / max(used(pid) - start, 0.01)


def serving(path: Path) -> None:
    long = (path.parent / "long.txt").read_text()
    with closing(sqlite3.connect(path)) as connection:
        sql = (
            "SELECT word FROM word_forms WHERE frequency BETWEEN 300 AND 3000 AND length(word) > 4"
        )
        words = [row[0] for row in connection.execute(sql)]
        ids = [
            row[0]
            for row in connection.execute("SELECT id FROM documents WHERE characters < 20000")
        ]
    random.seed(1)
    random.shuffle(words)
    random.shuffle(ids)
    tables = [f"/corpus/documents?_next={n}" for n in range(100, 4000, 100)]
    searches = [f"/corpus/documents?_search={quote(word)}" for word in words[:40]]
    print("\nper CPU second of the server")
    raw(path, words, ids)
    plain = [sys.executable, "-c", PLAIN, "serve", "-i", str(path), "-p", "8190"]
    with server(plain, 8190) as pid:
        print(f"{'plain Datasette: table page':46} {rate(pid, 8190, tables[:8]):8.1f}")
        print(f"{'plain Datasette: search page':46} {rate(pid, 8190, searches[:8]):8.1f}")
    with server([sys.executable, "-c", OURS, str(path), "8191"], 8191) as pid:
        asked = {
            "table page, first visit": tables,
            "search in a table, first visit": searches,
            "our search page, first visit": [f"/corpus/-/search?q={quote(w)}" for w in words[:60]],
            "concordance, first visit": [
                f"/corpus/-/concordance?phrase={quote(w)}" for w in words[:60]
            ],
            "document page with spans, first visit": [f"/corpus/-/read/{id}" for id in ids[:300]],
            "any page, again": ["/corpus/documents?_next=100"] * 3000,
        }
        for name, paths in asked.items():
            rate(pid, 8191, paths[:1])
            print(f"{name:46} {rate(pid, 8191, paths[1:]):8.1f}")
        before = used(pid)
        size = get(8191, f"/corpus/-/read/{long}")
        spent = 1000 * (used(pid) - before)
        print(f"{'240 KB with 5,000 spans':46} {spent:8.0f} ms, {size / 1e6:.1f} MB of HTML")


if __name__ == "__main__":
    main()
