"""Layers of the network, for the lines of many texts at once: numbers by lines.

Lines are multiplied in blocks of `BLOCK`, all of one shape: so each product is small enough for one
core's cache, and comes out the same to the last bit whatever other texts are read with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

BLOCK = 64
"""Lines multiplied at once. With twice as many, the library behind numpy would use threads,
which cost more than they bring."""


def times(weights: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The product of weights (numbers in by numbers out) and values, block by block. A bias is the
    last of the weights, and the last of the values 1.
    """
    import numpy as np

    product = np.empty((weights.shape[1], values.shape[1]), np.float32)
    np.matmul(weights.T, _blocks(values), out=_blocks(product))
    return product


def _blocks(values: np.ndarray) -> np.ndarray:
    return values.reshape(len(values), -1, BLOCK).transpose(1, 0, 2)


def look_around(seen: np.ndarray, from_line: np.ndarray, apart: int) -> None:
    """Fill in what a line sees above and below itself. `seen` has three parts, and the number 1: of
    each line what is hidden in the line so far above it, in itself, and in the line so far below
    it; 0 beyond the text that begins and ends at `from_line`.
    """
    import numpy as np

    size, width = seen.shape[1], len(seen) // 3
    above, here, below = (seen[row : row + width] for row in range(0, 3 * width, width))
    above[:, apart:], below[:, :-apart] = here[:, :-apart], here[:, apart:]
    near = np.arange(apart)[:, None]
    above[:, np.minimum(from_line[:-1] + near, size - 1)] = 0
    below[:, np.maximum(from_line[1:] - 1 - near, 0)] = 0
    below[:, -apart:] = 0
