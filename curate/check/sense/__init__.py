"""Sense: what must hold of records and no schema can say. One rule a file; see `rule`."""
