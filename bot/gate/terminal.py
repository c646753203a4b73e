"""How lines are printed: whatever files are called, and whatever a terminal can show.

Owns that no name moves a cursor, and that none changes an answer because a terminal lacks its letters.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import Final, Literal

Style = Literal["bold", "green", "yellow", "red"]

_STYLES: Final[dict[Style, int]] = {"bold": 1, "green": 32, "yellow": 33, "red": 31}
"""Numbers of ECMA-48 (8.3.117, select graphic rendition)."""


def show(text: str, style: Style | None = None) -> None:
    """Print what the terminal's encoding has, and of the rest its numbers. Styled where somebody looks at it."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    text = text.encode(encoding, "backslashreplace").decode(encoding)
    if style and sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        text = f"\x1b[{_STYLES[style]}m{text}\x1b[0m"
    print(text)


def apart(one: str, other: str) -> tuple[str, str]:
    """Two names as they are shown: with their letters written out where they would look the same."""
    alike = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    return (ascii(one)[1:-1], ascii(other)[1:-1]) if alike else (one, other)


def plain(value: object) -> str:
    """Characters that move a terminal's cursor or turn the direction of a line are written out."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in str(value))
