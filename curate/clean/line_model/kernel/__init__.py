"""The compiled kernel: what `methods` may use in place of numpy, with the same results to the last
bit: characters and words in one pass each.

Compiled by numba at first use and cached by it on disk. Importing this package needs the extra
`fast`; `methods` decides whether it is worth it. Tests hold every function equal to its reference.
"""

from curate.clean.line_model.kernel.lines import measure
from curate.clean.line_model.kernel.words import add_up, content_words, lift

__all__ = ["add_up", "content_words", "lift", "measure"]
