"""Whose a data folder is: what a demo left may be thrown away, so nothing real is kept there.

Owns the mark. Must not know what a demo leaves: `bot.demo.folder`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

MARK: Final = "demo.json"
"""A file in the data folder that says: what lies here is a demo's, and may be thrown away."""


def is_of_demo(data_dir: Path) -> bool:
    """Whether a data folder is a demo's."""
    return (data_dir / MARK).exists()
