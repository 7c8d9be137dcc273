"""A model that tells boilerplate from content by plain text alone, line by line."""
