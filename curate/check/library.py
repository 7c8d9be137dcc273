"""`Library`: where a schema's references lead. Nothing is ever fetched from a network.

A reference is looked up, in this order, in the folders that `--ref-map` names, among the bundled
metaschemas, by the `$id` of the schemas beside the one that refers, and as a file beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import orjson

from curate.errors import BrokenSchemaError

DRAFTS = {
    "https://json-schema.org/draft/2020-12/schema": "2020-12",
    "https://json-schema.org/draft/2019-09/schema": "2019-09",
    "http://json-schema.org/draft-07/schema": "7",
    "http://json-schema.org/draft-06/schema": "6",
    "http://json-schema.org/draft-04/schema": "4",
}
METASCHEMAS = {draft: uri for uri, draft in DRAFTS.items()}
NEWEST = "2020-12"


class NotInLibraryError(ValueError):
    """A reference that leads nowhere we look. The engines turn it into their own error."""


class Library:
    """The schemas that references may lead to."""

    def __init__(
        self,
        folders: tuple[Path, ...] = (),
        ref_map: tuple[tuple[str, Path], ...] = (),
        draft: str = NEWEST,
    ) -> None:
        self.folders = tuple(folder.resolve() for folder in folders)
        self.ref_map = tuple(sorted(ref_map, key=lambda pair: -len(pair[0])))
        self.default_draft = draft

    def retrieve(self, uri: str) -> Any:
        """The schema at an absolute URI without fragment. Raises `NotInLibraryError`."""
        uri = uri.split("#")[0]
        for prefix, folder in self.ref_map:
            if uri.startswith(prefix):
                return _load(folder, unquote(uri[len(prefix) :].lstrip("/")))
        bundled = _metaschema(uri)
        if bundled is not None:
            return bundled
        if uri in self._by_id:
            return self._by_id[uri]
        parts = urlsplit(uri)
        if parts.scheme == "file":
            path = Path(unquote(parts.path)).resolve()
            for folder in self.folders:
                if path.is_relative_to(folder):
                    return _load(folder, str(path.relative_to(folder)))
            raise NotInLibraryError(f"{uri} lies outside the schema's folder")
        raise NotInLibraryError(f"nothing is fetched; --ref-map {uri}=FOLDER says where it is")

    @cached_property
    def _by_id(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for folder in self.folders:
            for path in sorted(folder.glob("*.json")):
                try:
                    schema = orjson.loads(path.read_bytes())
                except (OSError, orjson.JSONDecodeError):
                    continue
                id = schema.get("$id") if isinstance(schema, dict) else None
                if isinstance(id, str):
                    found.setdefault(id.rstrip("#"), schema)
        return found

    def dialect(self, schema: Any) -> str:
        """The URI of the schema's metaschema, or of the default draft's."""
        named = schema.get("$schema") if isinstance(schema, dict) else None
        return named.rstrip("#") if isinstance(named, str) else METASCHEMAS[self.default_draft]

    def draft(self, schema: Any) -> str:
        """The draft a schema is written in, through metaschemas of its own.

        Raises `BrokenSchemaError` for a metaschema that is not here.
        """
        *_, last = self._dialects(schema)
        return DRAFTS[last]

    def own_metaschemas(self, schema: Any) -> list[tuple[str, Any]]:
        """The metaschemas a schema's `$schema` leads to that are not a draft's own.

        Raises as `draft`.
        """
        dialects = list(self._dialects(schema))
        return [(uri, self.retrieve(uri)) for uri in dialects if uri not in DRAFTS]

    def _dialects(self, schema: Any) -> Iterator[str]:
        seen: set[str] = set()
        uri = self.dialect(schema)
        while uri not in DRAFTS:
            yield uri
            seen.add(uri)
            try:
                uri = self.dialect(self.retrieve(uri))
            except NotInLibraryError as error:
                raise BrokenSchemaError(("$schema",), f"unknown dialect: {error}", uri) from error
            if uri in seen:
                raise BrokenSchemaError(("$schema",), "its metaschema is its own", uri)
        yield uri


def _load(folder: Path, name: str) -> Any:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise NotInLibraryError(f"{name} lies outside {folder}")
    try:
        return orjson.loads(path.read_bytes())
    except OSError as error:
        raise NotInLibraryError(f"no file {name} in {folder}") from error
    except orjson.JSONDecodeError as error:
        raise NotInLibraryError(f"{name} is not JSON: {error}") from error


def _metaschema(uri: str) -> Any:
    if "json-schema.org" not in uri:
        return None
    from jsonschema_specifications import REGISTRY
    from referencing.exceptions import NoSuchResource

    for name in (uri, uri + "#"):
        try:
            return REGISTRY.contents(name)
        except NoSuchResource:
            continue
    return None
