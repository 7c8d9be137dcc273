"""Layers of the network, for the lines of many texts at once.

Lines are multiplied in blocks of `BLOCK` rows, all of one shape: so each product is small enough
for one core's cache, and comes out the same to the last bit whatever other texts are read with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

BLOCK = 64
"""Lines multiplied at once. With four times as many, the library behind numpy would use threads,
which cost more than they bring."""


def times(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Their product, made block by block."""
    import numpy as np

    blocks = np.matmul(values.reshape(-1, BLOCK, values.shape[1]), weights)
    product: np.ndarray = blocks.reshape(len(values), -1)
    return product


def beside(hidden: np.ndarray, from_line: np.ndarray, apart: int, found: np.ndarray) -> None:
    """Fill in, for each line, what is hidden in the line so far above it, in itself, and in the
    line so far below it; 0 beyond the text that begins and ends at `from_line`.
    """
    import numpy as np

    size, width = hidden.shape
    row = np.dtype((np.void, hidden.itemsize * width))  # copied as one thing
    above, here, below = found.view(row).T
    rows, near = hidden.view(row)[:, 0], np.arange(apart)[:, None]
    above[apart:], here[:], below[:-apart] = rows[:-apart], rows, rows[apart:]
    found[-apart:, 2 * width :] = 0
    found[np.minimum(from_line[:-1] + near, size - 1), :width] = 0
    found[np.maximum(from_line[1:] - 1 - near, 0), 2 * width :] = 0


def learn(hidden: np.ndarray, new: np.ndarray, bias: np.ndarray) -> None:
    """Add to what is hidden what is above 0 of something new and its bias."""
    import numpy as np

    blocks = new.reshape(-1, BLOCK * len(bias))
    blocks += np.tile(bias, BLOCK)
    np.maximum(blocks, 0, out=blocks)
    hidden += new
