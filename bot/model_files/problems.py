"""What is wrong with files or a manifest that somebody named, as a text with what it needs.

Owns the exception alone.
"""

from __future__ import annotations

from typing import Any

from bot.domain.kernel.text import Text


class ModelFilesProblem(Exception):
    """Files that cannot be fingerprinted, or a manifest or signature that cannot be used. `text`: why, for a person."""

    def __init__(self, key: str, /, **params: Any) -> None:
        super().__init__(key)
        self.text = Text(f"model-files-{key}", **params)
