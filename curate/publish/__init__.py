"""Publishing: the corpus as a database, and the Datasette plugin that reads it."""

from curate.publish.database import Material, write
from curate.publish.pipeline import Built, build
from curate.publish.settings import PublishSettings

__all__ = ["Built", "Material", "PublishSettings", "build", "write"]
