"""Concordances and statistics over a published corpus, as functions and as SQL functions."""
