"""Commands about documents that consist of rows, while their next version is put together.

Owns their shapes; whether they are granted is decided in `bot.domain.rows`.
"""

from __future__ import annotations

from bot.domain.kernel.content import Prose
from bot.domain.kernel.registry import Command


class KeepRow(Command):
    """Keep one row of a draft: a new one, or another wording of one that is there."""

    artifact: str
    cells: Prose
    """JSON: column -> cell, as typed."""
    row: str = ""
    """Which row; empty for a new one."""
    base: int = 0
    """The version the rows were shown from, where there is no draft yet."""


class RemoveRow(Command):
    """Take a row out of a draft; the version it began from keeps it."""

    artifact: str
    row: str
    base: int = 0


class DropDraft(Command):
    """Forget a draft; the versions stay."""

    artifact: str
