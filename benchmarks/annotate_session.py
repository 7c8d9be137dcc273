"""How long a key takes: in the pure session and on the full screen, on a long document.

    python benchmarks/annotate_session.py [--characters 1000000] [--marks 2000]

Prints the time to open, and the median, the 99th percentile and the longest of a few thousand keys
of every kind, in milliseconds; with the extra `screen` also from key to screen. The text is made
up from a fixed seed; no peer is timed, because no other terminal annotator can be driven so.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import pty
import random
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
from collections import defaultdict
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

from curate.annotate import By, Codebook, Journals, Label
from curate.annotate.author import Author
from curate.annotate.session import open_session, pointed
from curate.annotate.session.drawing import screen
from curate.corpus import Cleaned, Document
from curate.text import Proposal, Span, settle

KEYS = (
    ["right", "down", "up", "ctrl+right", "ctrl+left", ")", "}", "pagedown", "shift+right"] * 3
    + ["w", "s", "p", "o", "b", "escape", "tab", "u", "U", "+", "-", '"', "n", "f", "e", "a", "s"]
    + ["F", "t", "h", "a", "/", "r", "enter"]
)  # fmt: skip


def made_text(characters: int, chance: random.Random) -> str:
    words = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(1, 10))) for _ in range(4000)]
    pieces, size = [], 0
    while size < characters:
        sentence = " ".join(chance.choices(words, k=chance.randint(4, 30))).capitalize() + ". "
        pieces.append(sentence + ("\n" if chance.random() < 0.2 else ""))
        size += len(pieces[-1])
    return "".join(pieces)[:characters]


def cleaned_text(characters: int, chance: random.Random) -> Cleaned:
    raw = made_text(characters, chance)
    cuts = sorted(chance.sample(range(0, len(raw) - 50, 60), len(raw) // 500))
    removals = [("rule", Proposal(Span(at, at + 20), "", "why")) for at in cuts]
    return Cleaned(Document("long", raw), settle(raw, removals))


def report(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    print(
        f"{name:<28} median {statistics.median(ordered) * 1000:7.3f}  "
        f"99 % {ordered[int(len(ordered) * 0.99)] * 1000:7.3f}  "
        f"longest {ordered[-1] * 1000:8.3f} ms"
        f"  ({len(ordered)} keys)"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--characters", type=int, default=1_000_000)
    options.add_argument("--marks", type=int, default=2000)
    options.add_argument("--keys", type=int, default=5000)
    asked = options.parse_args()
    chance = random.Random(1)
    cleaned = cleaned_text(asked.characters, chance)
    labels = (Label("org", key="o", overlap="nest"), Label("claim", key="b"))
    author = Author(By("anna"), Codebook("bench", labels=labels))
    start = perf_counter()
    session = open_session(cleaned, author, Journals(), "seed")
    session, _ = session.key("down", datetime.now(UTC))
    print(f"open and first key: {(perf_counter() - start) * 1000:.0f} ms, "
          f"{asked.characters:,} characters, {len(cleaned.edits):,} edits")  # fmt: skip
    for offset in sorted(chance.sample(range(len(cleaned.text)), asked.marks)):
        session, _ = pointed(session, offset).key("w", datetime.now(UTC))
        session, _ = session.key("o", datetime.now(UTC))
    times, draws, by_key = [], [], defaultdict(list)
    for _ in range(asked.keys):
        key = chance.choice(KEYS)
        begin = perf_counter()
        session, _ = session.key(key, datetime.now(UTC))
        times.append(perf_counter() - begin)
        by_key[key].append(times[-1])
        begin = perf_counter()
        screen(session)
        draws.append(perf_counter() - begin)
    report(f"session, {asked.marks} annotations", times)
    report("what is to be drawn", draws)
    slow = sorted(by_key, key=lambda key: -statistics.median(by_key[key]))[:5]
    for key in slow:
        report(f"  {key}", by_key[key])
    on_screen(cleaned.document.raw)


def on_screen(raw: str) -> None:
    """From key to bytes on a terminal of 120 by 40, in a process of its own."""
    if sys.platform == "win32" or find_spec("textual") is None:
        print("full screen: textual not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "curate.toml").write_text('[project]\nname = "bench"\n')
        (root / "schema").mkdir()
        labels = [{"id": "org", "kind": "span", "key": "o"}]
        (root / "schema" / "codebook.bench.json").write_text(
            json.dumps({"id": "bench", "version": "1.0.0", "attributes": {}, "labels": labels})
        )
        (root / "corpus" / "documents").mkdir(parents=True)
        record = {"id": "long", "raw": raw, "source": {}, "meta": {}}
        (root / "corpus" / "documents" / "0001.jsonl").write_text(json.dumps(record) + "\n")
        command = [sys.executable, "-m", "curate", "annotate", "--as", "bench", "-C", str(root)]
        subprocess.run([*command, "--plain"], input=b"", capture_output=True, check=True)
        child, terminal = pty.fork()
        if child == 0:
            os.environ.update(TERM="xterm-256color", COLUMNS="120", LINES="40")
            os.execv(sys.executable, command)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        start = perf_counter()
        shown = b""
        while b"1 of 1" not in shown:
            shown += os.read(terminal, 65536)
        print(f"start to text on the screen: {(perf_counter() - start) * 1000:.0f} ms")
        quiet(terminal, 1.0)
        times: dict[bool, list[float]] = {False: [], True: []}
        for key in ([b"w", b"o", b"\x1b[B", b"\x1b[6~", b"\x1b[1;5C", b"s", b"o", b"u"]) * 40:
            begin = perf_counter()
            os.write(terminal, key)
            os.read(terminal, 65536)
            times[key in (b"o", b"u")].append(perf_counter() - begin)
            quiet(terminal, 0.05)
        report("key to terminal", times[False])
        report("key to disk and terminal", times[True])
        report("of that: append and flush", flushes(root / "flushed"))
        os.write(terminal, b"\x1b")
        quiet(terminal, 0.3)
        os.write(terminal, b"q")
        quiet(terminal, 1.0)
        os.waitpid(child, 0)


def flushes(path: Path) -> list[float]:
    """How long this disk takes for one line to be there for good; nothing of ours in it."""
    times = []
    for _ in range(120):
        begin = perf_counter()
        with path.open("ab") as file:
            file.write(b"x" * 500 + b"\n")
            file.flush()
            os.fsync(file.fileno())
        times.append(perf_counter() - begin)
    return times


def quiet(terminal: int, seconds: float) -> None:
    """Read what comes until nothing has come for so long."""
    try:
        while select.select([terminal], [], [], seconds)[0]:
            if not os.read(terminal, 65536):
                return
    except OSError:  # the other side was closed
        return


if __name__ == "__main__":
    main()
