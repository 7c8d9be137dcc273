"""Programs that propose: any command that reads documents and writes spans, as JSON lines.

It reads `{"id": …, "text": …}` a line, the clean text, and writes, for each line in that order,
`{"id": …, "spans": [{"start", "end", "label", "confidence"?, "rule"?, "attributes"?}]}` with
offsets in code points of that text.
"""

from __future__ import annotations

import shlex
import subprocess
import threading
from collections.abc import Iterator, Sequence
from typing import IO, Any

import orjson

from curate.annotate.prelabel.hit import Hit
from curate.corpus import Cleaned
from curate.errors import ToolError


def run(command: str, documents: Sequence[Cleaned]) -> Iterator[tuple[Cleaned, list[Hit]]]:
    """The hits that a command finds in each document. Raises `ToolError` when it cannot be
    started, ends with an error, or writes something else than it should.
    """
    try:
        process = subprocess.Popen(
            shlex.split(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except (OSError, ValueError) as error:
        raise ToolError(command, getattr(error, "strerror", None) or str(error)) from error
    assert process.stdin and process.stdout and process.stderr
    errors: list[bytes] = []
    helpers = [
        threading.Thread(target=_feed, args=(process.stdin, documents), daemon=True),
        threading.Thread(
            target=lambda out: errors.extend(out), args=(process.stderr,), daemon=True
        ),
    ]
    with process:
        for thread in helpers:
            thread.start()
        try:
            for cleaned in documents:
                line = process.stdout.readline()
                if not line:
                    process.wait()
                    helpers[1].join()
                    raise ToolError(command, _ending(process.returncode, errors))
                yield cleaned, _hits(command, cleaned, line)
        finally:
            process.stdout.close()
            process.kill()
            for thread in helpers:
                thread.join()


def _feed(into: IO[bytes], documents: Sequence[Cleaned]) -> None:
    try:
        for cleaned in documents:
            into.write(orjson.dumps({"id": cleaned.document.id, "text": cleaned.text}) + b"\n")
            into.flush()
        into.close()
    except (BrokenPipeError, ValueError):  # it ended early; the reader says so
        pass


def _ending(code: int, errors: list[bytes]) -> str:
    last = errors[-1].decode("utf-8", "replace").strip() if errors else "it said nothing"
    return f"it ended with exit code {code} before all documents were answered: {last}"


def _hits(command: str, cleaned: Cleaned, line: bytes) -> list[Hit]:
    try:
        record = orjson.loads(line)
        if record["id"] != cleaned.document.id:
            problem = f"it answered {record['id']!r} where {cleaned.document.id!r} was asked"
            raise ToolError(command, problem)
        return [_hit(item) for item in record["spans"]]
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        shown = line.decode("utf-8", "replace").strip()[:120]
        raise ToolError(command, f"it wrote {shown!r}, which is no answer ({error})") from error


def _hit(item: dict[str, Any]) -> Hit:
    return Hit(
        int(item["start"]),
        int(item["end"]),
        str(item["label"]),
        str(item.get("rule", "")),
        item.get("confidence"),
        {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in item.get("attributes", {}).items()
        },
    )
