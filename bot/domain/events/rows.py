"""Events about documents that consist of rows, while their next version is put together."""

from __future__ import annotations

from typing import Literal

from bot.domain.kernel.content import Digest
from bot.domain.kernel.registry import Event


class RowKept(Event):
    """A row of a draft was added or worded anew; the first one begins the draft, from version `base` (0: nothing)."""

    type: Literal["RowKept"] = "RowKept"
    artifact: str
    row: str
    cells: Digest
    base: int


class RowRemoved(Event):
    """A row was taken out of a draft."""

    type: Literal["RowRemoved"] = "RowRemoved"
    artifact: str
    row: str
    base: int


class DraftClosed(Event):
    """A draft came to its end: as a version of the document, or (version 0) forgotten."""

    type: Literal["DraftClosed"] = "DraftClosed"
    artifact: str
    version: int
