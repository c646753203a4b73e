"""The state of the decision, as an audit holds it.

Owns these shapes (proposal, holds, conditions, suspension, decisions taken elsewhere) and small look-ups on them.
Must not know the audit around them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from bot.domain.ballot.state import When
from bot.domain.kernel.content import Digest
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.kernel.release_forms import NeededApproval


class Blocked(Frozen):
    """A form the seats would allow, but whose needs are not met."""

    form: int
    ticks: int
    missing: tuple[str, ...] = ()
    """Artifact keys that are missing or do not support."""
    findings: tuple[int, ...] = ()
    late: tuple[str, ...] = ()
    """Risks that hold only against a threshold set when a result was known."""
    risks: tuple[str, ...] = Field(default=(), exclude_if=lambda risks: not risks)
    """Risks that fail, are inconclusive or have no result."""
    elsewhere: tuple[str, ...] = Field(default=(), exclude_if=lambda elsewhere: not elsewhere)
    """Other audits in which these very weights failed."""
    unsigned: tuple[NeededApproval, ...] = Field(default=(), exclude_if=lambda unsigned: not unsigned)
    """Approvals of stages that it needs and that were not given."""
    called: bool = Field(default=False, exclude_if=lambda called: not called)
    """The model is only called, and an audit of such a model does not decide this form."""
    kinds: tuple[str, ...] = Field(default=(), exclude_if=lambda kinds: not kinds)
    """Kinds of risk, by their keys, neither tested nor called not applicable with Safety's approval."""


class AcceptedRisk(Frozen):
    """A risk that does not hold and that as many seats accepted by name, for a form, as the form needs."""

    form: int
    risk: str
    by: tuple[Person, ...]


class Hold(Frozen):
    """A seat or the lead stops the posting of a proposed decision."""

    number: int
    by: Person
    reason: Digest
    at: datetime
    until: datetime
    """When it stops the posting no longer; a hold that ended so posts nothing by itself."""
    ended: Literal["", "lifted", "lapsed"] = ""


class Mitigation(Frozen):
    """One row of the plan of repairs, as it stood when the ballot opened. M1 is its first row."""

    number: int
    what: Digest
    when: When = "after"
    check: Digest | None = None
    owner: Person | None = None
    """None where the plan names nobody of this audit: the lead names somebody."""
    owner_words: Digest | None = None
    """Whom the plan names, in its own words."""
    due: date | None = None


class Followed(Frozen):
    """What became of a condition or a mitigation since the board voted."""

    owner: Person | None = None
    check: Digest | None = None
    due: date | None = None
    claimed: Digest | None = None
    """What its owner says was done."""
    claimed_by: Person | None = None
    claimed_at: datetime | None = None
    verified_by: Person | None = None
    verified_at: datetime | None = None
    how: Digest | None = None
    """What the auditor who verified it saw."""
    dropped: Digest | None = None
    """Why its author, or the board, dropped it."""
    hands: tuple[Person, ...] = Field(default=(), exclude_if=lambda hands: not hands)
    """Whoever owned it or said that it was done, from the second edition of the rules on: none of them verifies it."""
    overdue: date | None = Field(default=None, exclude_if=lambda day: day is None)
    """The date that passed without it being verified, once the board was told."""
    named_at: datetime | None = Field(default=None, exclude_if=lambda at: at is None)
    """When its owner was named, where the plan named none or another."""


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
    allowed: tuple[int, ...] = ()
    """Every form that passed and is supported; empty where the rules named one."""
    absent: tuple[int, ...] = Field(default=(), exclude_if=lambda absent: not absent)
    """The supported forms that would have passed, had every seat that did not vote ticked them."""
    residual: tuple[AcceptedRisk, ...] = Field(default=(), exclude_if=lambda accepted: not accepted)
    """The risks that the board accepted by name, for forms that it allows."""
    holds: tuple[Hold, ...] = ()

    @property
    def forms(self) -> tuple[int, ...]:
        """Every form it would allow, whatever the edition of the rules; form 0 where nothing would be released."""
        return self.allowed or (self.form,)

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


MotionKind = Literal["drop", "move", "fresh-ballot", "close-stage", "open-ballot", "post", "void-round"]
"""What seats of the board do together. drop, move: a condition, or its date · fresh-ballot: in place of a result that
is held · close-stage, open-ballot, post: what the lead left undone · void-round: whose ballots cannot be opened."""


class Motion(Frozen):
    """Something that takes several seats of the board: asked for by one, and done once enough of them agree."""

    number: int
    kind: MotionKind
    by: Person
    at: datetime
    round: int = 0
    of: str = ""
    """The condition or mitigation (`C1`), or the stage."""
    due: date | None = None
    """The date that is asked for."""
    why: Digest | None = None
    seconds: tuple[Person, ...] = ()
    """The seats that agree, whoever asked among them where they sit on the board."""
    refusals: tuple[Person, ...] = ()
    status: Literal["asked", "carried", "refused"] = "asked"


class Staging(Frozen):
    """A release in steps: what is not reconsidered before a day; of no release, what would reopen the question."""

    form: int | None = None
    not_before: date | None = None
    words: Digest | None = None
    by: Person
    at: datetime


class Report(Frozen):
    """Somebody reports that something happened which would cancel the decision."""

    number: int
    decision: int
    """The number of the event that brought the decision it is about."""
    cause: str
    text: Digest
    by: Person
    at: datetime
    status: Literal["open", "happened", "not"] = "open"
    board_asked: bool = False
    answered_by: Person | None = None
    answered_at: datetime | None = None
    why: Digest | None = None


class UpkeepDone(Frozen):
    """Whoever sees to it says that something owed after the decision was done."""

    of: str
    """What was owed, as `bot.domain.decision.upkeep` names it."""
    due: date
    words: Digest
    by: Person
    at: datetime


class Suspension(Frozen):
    """The decision is in force no more: a cancelling condition came true."""

    report: int
    cause: str
    stage: str
    by: Person
    at: datetime
    containment: Person | None = None
    """Who sees to what is out already, where it cannot be recalled."""


class Outside(Frozen):
    """A decision taken outside the audit, recorded by the lead with a board member."""

    proposed_by: Person
    words: Digest
    form: int
    at: datetime
    supported: int
    """The most open form the audit's evidence supported at that moment."""
    seconded_by: Person | None = None
    until: datetime | None = None
    """Not recorded before: every seat is told, and may hold it. None by the first edition of the rules."""
    seconds: tuple[Person, ...] = ()
    """The seats that seconded it, where it takes as many as its form needs in a ballot."""
    holds: dict[Person, datetime] = {}
    """The seats that hold it, and until when."""
    recorded_at: datetime | None = None
    model: str = ""
    weights: str = ""


class FormTerm(Frozen):
    """From when to when a decision allows one form."""

    form: int
    begin_by: date | None = None
    """The last day to begin; None where any will do."""
    until: date | None = None
    """The last day on which it holds; of a form that cannot be recalled, the last on which a copy is published."""


class CoSignature(Frozen):
    """What a seat signed the decision with. `key`: `SHA256:…`, as `ssh-keygen -l` shows it."""

    by: Person
    key: str
    signature: Digest
    at: datetime


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
    model: str = ""
    """The exact model it is about, as it was called then; empty in decisions of before this was kept."""
    weights: str = ""
    """The fingerprint of its weights, where somebody had stated it."""
    expires: date | None = None
    """Its last day; None where it does not expire."""
    noticed_at: datetime | None = None
    """When it was said that it is about to expire."""
    expired_at: datetime | None = None
    suspended: Suspension | None = None
    outside: Outside | None = None
    met_at: datetime | None = None
    """When everything that had to come before the release was verified."""
    allowed: tuple[int, ...] = ()
    """Every form it allows, the least open first; empty where the rules named one."""
    terms: tuple[FormTerm, ...] = Field(default=(), exclude_if=lambda terms: not terms)
    """Of each form it allows, from when to when; none before the second edition of the rules."""
    residual: tuple[AcceptedRisk, ...] = Field(default=(), exclude_if=lambda accepted: not accepted)
    """The risks that the board accepted by name, for forms that it allows."""
    stopped_by: tuple[str, ...] = Field(default=(), exclude_if=lambda items: not items)
    """The conditions for after the release that are so late that it is suspended: until each is verified or moved."""
    co_signed: tuple[CoSignature, ...] = Field(default=(), exclude_if=lambda signatures: not signatures)
    """The seats that signed it beside the bot."""

    @property
    def forms(self) -> tuple[int, ...]:
        """Every form it allows, whatever the edition of the rules; form 0 where nothing is released."""
        return self.allowed or (self.form,)
