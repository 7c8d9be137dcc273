"""Layers of the network: see `line_model.layers`."""

from __future__ import annotations

import numpy as np

from curate.compiling import compiled


@compiled
def beside(hidden, from_line, apart, found):  # type: ignore[no-untyped-def]
    """What `layers.beside` does."""
    width = hidden.shape[1]
    for text in range(len(from_line) - 1):
        first, after = from_line[text], from_line[text + 1]
        for line in range(first, after):
            above, below = line - apart, line + apart
            for column in range(width):
                found[line, column] = hidden[above, column] if above >= first else np.float32(0)
            for column in range(width):
                found[line, width + column] = hidden[line, column]
            for column in range(width):
                found[line, 2 * width + column] = (
                    hidden[below, column] if below < after else np.float32(0)
                )
    for line in range(from_line[-1], len(found)):
        found[line] = 0


@compiled
def learn(hidden, new, bias):  # type: ignore[no-untyped-def]
    """What `layers.learn` does."""
    for line in range(len(hidden)):
        for column in range(hidden.shape[1]):
            hidden[line, column] += max(new[line, column] + bias[column], np.float32(0))
