"""What keeps a hostile text, and a hostile question, from doing harm."""

from __future__ import annotations

import base64
import hashlib
import re
import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Any

from curate.publish.plugin import corpora

LONGEST = 20_000_000
"""Bytes of one value in SQL. The time limit does not see a single call such as `zeroblob`, which
was measured to take seven seconds and two gigabytes; with this limit it fails at once."""

OURS = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content security policy of our pages: nothing but our own files, nothing inline."""


def limit(connection: sqlite3.Connection) -> None:
    """Limit the length of values to what the corpus needs, or `LONGEST`."""
    (longest,) = connection.execute("SELECT longest FROM corpus").fetchone()
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(LONGEST, 4 * longest + 1_000_000))
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000)


@lru_cache
def theirs() -> str:
    """Content security policy of Datasette's own pages: its own files, and those inline scripts
    that stand word for word in its templates, by their digests; inline styles.
    """
    import datasette

    templates = Path(datasette.__file__).parent / "templates"
    digests = set()
    for template in templates.glob("*.html"):
        source = template.read_text(encoding="utf-8")
        for script in re.findall(r"<script>(.*?)</script>", source, re.DOTALL):
            for filled in _filled(script, datasette.__version__):
                digest = hashlib.sha256(filled.encode("utf-8")).digest()
                digests.add(f"'sha256-{base64.b64encode(digest).decode()}'")
    return (
        f"default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self' "
        f"{' '.join(sorted(digests))}; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _filled(script: str, version: str) -> list[str]:
    """A script with every value its template can give it; none when it shows what is not ours."""
    script = script.replace("{{ datasette_version }}", version)
    flag = "{{ datasette_allow_facet }}"
    found = [script.replace(flag, value) for value in ("true", "false")]
    return [text for text in dict.fromkeys(found) if "{{" not in text and "{%" not in text]


def with_headers(datasette: Any) -> Any:
    """ASGI middleware that sets the headers on every answer, where a corpus is served."""

    def wrap(app: Any) -> Any:
        async def with_security(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http" or not corpora.first(datasette):
                await app(scope, receive, send)
                return

            async def send_safely(message: Any) -> None:
                if message["type"] == "http.response.start":
                    message = {**message, "headers": _headers(message.get("headers") or [])}
                await send(message)

            await app(scope, receive, send_safely)

        return with_security

    return wrap


def _headers(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    known = {name.lower() for name, _ in headers}
    safe = {
        b"content-security-policy": theirs(),
        b"x-content-type-options": "nosniff",
        b"referrer-policy": "same-origin",
        b"cross-origin-opener-policy": "same-origin",
    }
    added = [(name, value.encode()) for name, value in safe.items() if name not in known]
    return [*headers, *added]
