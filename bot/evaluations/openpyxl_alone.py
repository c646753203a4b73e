"""openpyxl without numpy, which it imports where that is installed: 70 MB that reading a file needs itself.

Owns that import, for the processes in which files are read; they import it before anything else imports openpyxl, and
write no arrays into workbooks. numpy itself can be imported afterwards. Must not know what is read.
"""

from __future__ import annotations

import sys
from typing import Final

NUMPY: Final = "numpy"

_there = sys.modules.get(NUMPY)
# what stands as None is not found, and openpyxl goes on without it
sys.modules[NUMPY] = None  # type: ignore[assignment]
try:
    import openpyxl
finally:
    if _there:
        sys.modules[NUMPY] = _there
    else:
        del sys.modules[NUMPY]

__all__ = ("openpyxl",)
