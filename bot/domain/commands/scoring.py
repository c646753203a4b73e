"""Commands about scoring rows blind. Owns their shapes; what is granted is decided in `bot.domain.scoring`."""

from __future__ import annotations

from bot.domain.kernel.content import Prose
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command


class ScoreRows(Command):
    """A reviewer scores the rows of a version. `paper`, sealed: JSON of row number -> scores in column order."""

    artifact: str
    version: int
    paper: Prose


class RevealScores(Command):
    """Open all scores of a version together."""

    artifact: str
    version: int


class OpenScores(Command):
    """The sealed papers, opened: each with the salt and text its digest was made from."""

    artifact: str
    version: int
    opened: dict[Person, Prose]
