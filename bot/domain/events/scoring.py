"""Events about scoring rows blind: sealed papers, then all scores at once."""

from __future__ import annotations

from typing import Literal

from bot.domain.kernel.content import Digest
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event


class RowsScored(Event):
    """A reviewer scored the rows of a version; what they wrote is sealed."""

    type: Literal["RowsScored"] = "RowsScored"
    artifact: str
    version: int
    paper: Digest


class ScoringClosed(Event):
    """No further scores: the papers are opened together."""

    type: Literal["ScoringClosed"] = "ScoringClosed"
    artifact: str
    version: int


class ScoresRevealed(Event):
    """Everybody's scores: person -> row number -> scores in the order of the scored columns."""

    type: Literal["ScoresRevealed"] = "ScoresRevealed"
    artifact: str
    version: int
    scores: dict[Person, dict[int, tuple[int, ...]]]
