"""Turn scraped text into a corpus that people can read, cite, annotate and query."""
