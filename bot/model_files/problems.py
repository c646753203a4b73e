"""What is wrong with files or a manifest that somebody named.

Owns the exception alone.
"""

from __future__ import annotations

from bot.domain.kernel.text import Text


class ModelFilesProblem(Exception):
    """Files that cannot be fingerprinted, or a manifest or signature that cannot be used. `text`: why, for a person."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.id)
        self.text = text
