"""Where the files that come with the package stand."""

from __future__ import annotations

from pathlib import Path


def schema_folder() -> Path:
    """The schemas: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "schema"
    return inside if inside.is_dir() else package.parent / "schema"
