"""Answers kept in memory: what is published cannot change while it is served, so an answer can be
given again as it is.

Only answers to anonymous GETs are kept, of databases that are served immutable, without cookies, up
to a size; the ones used longest ago go first. With plugins that tell readers apart by anything but
cookies and authorization, nothing is kept.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import Any, NamedTuple

from curate.publish.plugin import corpora

TOTAL = 64_000_000
LARGEST = 4_000_000
"""Bytes kept in all, and of one answer."""
TELLING = (b"cookie", b"authorization")
OWN = "/-/"
"""Datasette's pages about itself and the reader start so; they are not kept."""


class Kept(NamedTuple):
    """An answer: its headers, its body, and the tag by which a browser asks whether it changed."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    tag: bytes


class Cache:
    """Answers by what was asked, bounded by `TOTAL` bytes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[bytes, ...], Kept] = OrderedDict()
        self._size = 0

    def get(self, key: tuple[bytes, ...]) -> Kept | None:
        """The answer, which now counts as just used."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: tuple[bytes, ...], kept: Kept) -> None:
        """Keep an answer."""
        self._kept[key] = kept
        self._size += len(kept.body)
        while self._size > TOTAL:
            _, gone = self._kept.popitem(last=False)
            self._size -= len(gone.body)


def with_cache(datasette: Any) -> Any:
    """ASGI middleware around everything else; one cache for each Datasette, however often its
    application is made.
    """
    cache = getattr(datasette, "_curate_cache", None) or Cache()
    datasette._curate_cache = cache

    def wrap(app: Any) -> Any:
        async def answered(scope: Any, receive: Any, send: Any) -> None:
            key = _key(datasette, scope)
            if key is None:
                await app(scope, receive, send)
                return
            kept = cache.get(key)
            if kept is None:
                await _answer(app, scope, receive, send, cache, key)
                return
            asked = next((v for name, v in scope["headers"] if name == b"if-none-match"), b"")
            await _send(send, kept, asked)

        return answered

    return wrap


def _key(datasette: Any, scope: Any) -> tuple[bytes, ...] | None:
    """What the answer depends on; None where it must not be kept."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(OWN):
        return None
    headers = dict(scope["headers"])
    if any(name in headers for name in TELLING) or not _may_keep(datasette):
        return None
    host, accept = headers.get(b"host", b""), headers.get(b"accept", b"")
    return host, accept, scope.get("raw_path") or scope["path"].encode(), scope["query_string"]


def _may_keep(datasette: Any) -> bool:
    """Is a corpus served, nothing that can change, and nobody told apart in ways of their own?"""
    known = getattr(datasette, "_curate_may_keep", None)
    if known is None:
        from datasette.plugins import pm

        files = [item for item in datasette.databases.values() if item.path]
        telling = [
            item.plugin_name
            for item in pm.hook.actor_from_request.get_hookimpls()
            if not item.plugin_name.startswith("datasette.")
        ]
        known = bool(
            corpora.first(datasette) and all(not item.is_mutable for item in files) and not telling
        )
        datasette._curate_may_keep = known
    return bool(known)


async def _answer(
    app: Any, scope: Any, receive: Any, send: Any, cache: Cache, key: tuple[bytes, ...]
) -> None:
    """Pass the answer on, and keep it when it is whole, fine, small and nobody's own."""
    start: dict[str, Any] = {}
    parts: list[bytes] = []
    size = 0

    async def kept_send(message: Any) -> None:
        nonlocal size
        if message["type"] == "http.response.start":
            start.update(message)
        elif message["type"] == "http.response.body":
            part = message.get("body", b"")
            size += len(part)
            if size <= LARGEST:
                parts.append(part)
            if not message.get("more_body") and size <= LARGEST and _is_fine(start):
                body = b"".join(parts)
                tag = b'"' + hashlib.blake2b(body, digest_size=12).hexdigest().encode() + b'"'
                cache.put(key, Kept(_headers(start["headers"], body, tag), body, tag))
        await send(message)

    await app(scope, receive, kept_send)


def _is_fine(start: dict[str, Any]) -> bool:
    names = {name.lower() for name, _ in start.get("headers", ())}
    return start.get("status") == 200 and b"set-cookie" not in names


def _headers(
    headers: list[tuple[bytes, bytes]], body: bytes, tag: bytes
) -> list[tuple[bytes, bytes]]:
    changed = (b"content-length", b"transfer-encoding", b"etag")
    kept = [(name, value) for name, value in headers if name.lower() not in changed]
    return [*kept, (b"content-length", str(len(body)).encode()), (b"etag", tag)]


async def _send(send: Any, kept: Kept, asked: bytes) -> None:
    if asked == kept.tag:
        await send({"type": "http.response.start", "status": 304, "headers": [(b"etag", kept.tag)]})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": kept.headers})
    await send({"type": "http.response.body", "body": kept.body})
