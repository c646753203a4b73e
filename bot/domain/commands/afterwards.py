"""Commands about a decision after the reveal: hold it, post it, follow it up.

Owns their shapes; whether they are granted is decided elsewhere.
"""

from __future__ import annotations

from bot.domain.commands.base import Command
from bot.domain.content import Prose


class CallHold(Command):
    """A seat or the lead stops the posting of a proposed decision."""

    round: int
    reason: Prose


class LiftHold(Command):
    """Whoever called a hold lifts it."""

    round: int
    hold: int


class PostDecision(Command):
    """The lead posts a proposed decision whose holds ran out."""

    round: int
