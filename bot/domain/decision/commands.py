"""Commands on the decision: what may be asked for.

Owns the shape of these requests (proposal, holds, conditions, suspension, decisions taken elsewhere). Whether they
are granted, the rules say.
"""

from __future__ import annotations

from datetime import date

from bot.domain.kernel.content import Prose
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command


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


class PlanRow(Frozen):
    """One row of the plan of repairs, as it was read."""

    what: Prose
    when: str = ""
    check: Prose | None = None
    owner: Prose | None = None
    due: date | None = None


class ListMitigations(Command):
    """The plan of repairs was read: its rows are followed up after the decision."""

    round: int
    artifact: str
    version: int
    rows: tuple[PlanRow, ...]


class NameOwner(Command):
    """The lead says who sees to a condition or mitigation (`C1`, `M2`), how it is checked, and by when."""

    round: int
    item: str
    owner: Person
    check: Prose | None = None
    due: date


class ClaimDone(Command):
    """Its owner says that it is done."""

    round: int
    item: str
    words: Prose


class VerifyDone(Command):
    """An auditor who does not own it says whether it is done, and what they saw."""

    round: int
    item: str
    done: bool
    words: Prose


class DropCondition(Command):
    """The author of a condition drops it."""

    round: int
    item: str
    why: Prose


class StageRelease(Command):
    """The lead says what is not reconsidered before a day, or what would reopen the question."""

    form: int | None = None
    not_before: date | None = None
    words: Prose | None = None


class ReportCancelling(Command):
    """Something happened that would cancel the decision. `cause`: a key of the framework's list."""

    cause: str
    text: Prose


class AnswerReport(Command):
    """Whether it happened; if so, the stage that looks at it again, and who sees to what is out already."""

    report: int
    happened: bool
    why: Prose
    stage: str = ""
    containment: Person | None = None


class RecordUpkeep(Command):
    """Whoever sees to it says that what is owed after the decision was done. `due`: the day by which it was owed."""

    of: str
    due: date
    words: Prose


class HandOnUpkeep(Command):
    """Somebody else sees to what is owed after the decision, from now on."""

    of: str
    owner: Person


class CoSign(Command):
    """A seat hands in its own signature of the decision. `key`: the one that it was found to be made with."""

    round: int
    key: str
    signature: Prose


class ProposeOutside(Command):
    """The lead asks to record a decision that was taken outside the audit."""

    form: int
    words: Prose


class AnswerOutside(Command):
    """A board member seconds it, or refuses."""

    confirm: bool
