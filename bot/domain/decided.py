"""What the state keeps of a decision, from the proposal after the reveal to the day it ends.

Owns these shapes. How they come to be is told in `cooling`, `conditions`, `mitigations` and `cancelling`; the fold in
`evolve.afterwards`. Must not know the audit around them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.domain.content import Digest, Frozen
from bot.domain.people import Person


class Blocked(Frozen):
    """A form the seats would allow, but whose needs are not met."""

    form: int
    ticks: int
    missing: tuple[str, ...] = ()
    """Artifact keys that are missing or do not support."""
    findings: tuple[int, ...] = ()


class Hold(Frozen):
    """A seat or the lead stops the posting of a proposed decision."""

    number: int
    by: Person
    reason: Digest
    at: datetime
    until: datetime
    """When it stops the posting no longer; a hold that ended so posts nothing by itself."""
    ended: Literal["", "lifted", "lapsed"] = ""


class Proposal(Frozen):
    """The result of a ballot by its rule, before it is final."""

    form: int
    ticks: dict[int, int]
    blocked: tuple[Blocked, ...] = ()
    dissenters: tuple[Person, ...] = ()
    at: datetime
    round: int
    until: datetime
    """The end of the cooling-off: nothing may be released before."""
    status: Literal["standing", "posted", "void", "asked-again"] = "standing"
    cause: str = ""
    """Why it is void: `evidence`, `needs` or `reopened`."""
    holds: tuple[Hold, ...] = ()

    @property
    def held(self) -> tuple[Hold, ...]:
        """The holds that stop the posting now."""
        return tuple(h for h in self.holds if not h.ended)

    @property
    def held_up(self) -> bool:
        """Whether somebody stops the posting, or did so until their time ran out."""
        return bool(self.held or self.lapsed)

    @property
    def lapsed(self) -> tuple[Hold, ...]:
        """The holds whose time ran out without a word of their caller."""
        return tuple(h for h in self.holds if h.ended == "lapsed")


class Decision(Frozen):
    """The decision as it was posted."""

    form: int
    ticks: dict[int, int]
    """How many seats ticked each form."""
    blocked: tuple[Blocked, ...] = ()
    dissenters: tuple[Person, ...] = ()
    at: datetime
    round: int
    seq: int
    """The number of the event that brought it: the head of the chain at that event is printed with it."""
