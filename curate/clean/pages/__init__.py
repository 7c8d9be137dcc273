"""Pages of a text whose layout is gone: where they turn, and which lines belong to them alone."""

from curate.clean.pages.furniture import Furniture, find

__all__ = ["Furniture", "find"]
