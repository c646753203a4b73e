"""Events about the reflection and the decision: summaries, ballots, the result."""

from __future__ import annotations

from datetime import date
from typing import Literal

from bot.domain.decided import Blocked
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event


class DecisionReached(Event):
    """The result of the ballot by its rule, final."""

    type: Literal["DecisionReached"] = "DecisionReached"
    round: int
    form: int
    ticks: dict[int, int]
    blocked: tuple[Blocked, ...]
    dissenters: tuple[Person, ...]
    expires: date | None = None
    model: str = ""
    """The exact model it is about, with the fingerprint of its weights where that was stated."""
    weights: str = ""
