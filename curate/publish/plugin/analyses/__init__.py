"""The analyses that have a page: one file each, with what it asks and how it answers."""
