"""What a search for a decision against the evidence came to, by framework and board, and where that is kept.

Owns its shape. No rule reads it: it is printed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Protocol

from bot.domain.kernel.content import Digest
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.models import Frozen

Board = Literal["trusting", "knowing"]
"""trusting: seats outside tick what the matrix calls supported · knowing: they never tick the form in question."""


class Colluders(Frozen):
    """The fewest people found to get a form posted, each by a role of theirs."""

    form: int
    board: Board
    roles: tuple[str, ...]
    below: bool = False
    """Below the bound: it must not be possible."""


class AttackTable(Frozen):
    """One search: by the rules of a framework, with a board of so many seats. The same seed and plays find the same."""

    framework: Digest
    seats: int
    seed: int
    plays: int
    smallest: tuple[Colluders, ...]

    def of(self, form: int, board: Board) -> Colluders | None:
        """Who was found for a form before such a board; None where nobody was, not even everybody: it was too short."""
        return next((found for found in self.smallest if (found.form, found.board) == (form, board)), None)


class AttackSearch(Protocol):
    """The search: it takes as long as an operator gives it, and holds nothing else up."""

    async def table(self, digest: Digest, framework: Framework, seats: int) -> AttackTable:
        """What it comes to; without any plays where it could not be carried out here."""
        ...


class AttackTables(Protocol):
    """Where tables are kept."""

    async def found(self, workspace: str, framework: Digest, seats: int) -> AttackTable | None:
        """The table of a framework and a board; None before it is there, or where somebody else wrote it."""
        ...

    async def keep(self, workspace: str, table: AttackTable, now: datetime) -> None: ...

    async def audits(self) -> list[tuple[str, str]]:
        """(workspace, audit) of every audit there is."""
        ...
