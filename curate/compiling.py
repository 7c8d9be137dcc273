"""Compiled functions: numba, from the extra `fast`, which is to be got ready with little ado.

Importing this module needs the extra; a room that has compiled functions decides whether they are
worth the half second.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec

from numba import njit

BLAS = "scipy.linalg.cython_blas"
if BLAS not in sys.modules and find_spec("scipy"):
    # When it gets ready, numba imports this only to see that it is there: as long as all else here
    sys.modules[BLAS] = sys
    import_module("numba.np.arraymath")
    del sys.modules[BLAS]

compiled = njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")
"""Compiles a function at its first use, and caches it on disk."""
