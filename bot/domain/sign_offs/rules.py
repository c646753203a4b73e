"""Sign-offs: verdicts on a stage, bound to the digest of its evidence.

Owns who counts, when, and what happens to a signature when the evidence moves. Nobody approves a stage with a document
they handed in; builders respond instead, and approve only what they commit to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.documents.earlier_versions import earlier_documents
from bot.domain.documents.rules import change_request, needed
from bot.domain.evaluations.risks import risks_are_chosen, risks_are_measured
from bot.domain.evaluations.tampering import is_outdated
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.duty import Duty, DutyKey
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow, Outdated
from bot.domain.kernel.evidence import closing_versions, evidence_of
from bot.domain.kernel.framework import Framework, SignOffRule
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.stages import open_stage
from bot.domain.roster.independence import is_builder
from bot.domain.roster.permissions import live, needs_power
from bot.domain.roster.roles import (
    acting_seats,
    conflict,
    delegate_of,
    first_reviewer_before,
    holders,
    named_people,
    people_with,
    seats_for,
)
from bot.domain.sign_offs.commands import CarryCondition, CloseCondition, Respond, SignOff, WithdrawSignature
from bot.domain.sign_offs.events import ConditionCarried, ConditionClosed, Responded, SignatureWithdrawn, Signed
from bot.domain.sign_offs.state import Condition, Signature


class SignDuty(Duty, kind="sign", key=("stage", "role")):
    """Approve a stage."""

    listed_in = "approve"


class RespondDuty(Duty, kind="respond", key=("stage", "role")):
    """Builders: facts correct, or factual error?"""

    listed_in = "approve"
    fixed = True


RULES = Rules()


@dataclass(frozen=True, slots=True)
class Tally:
    """How one sign-off rule stands."""

    rule: SignOffRule
    valid: tuple[Signature, ...]
    outdated: tuple[Signature, ...]
    """Approvals on evidence that has changed since."""
    waiting: tuple[Person, ...]
    """Who could still sign; empty once the quorum is met."""
    waived: bool = False
    """The lead proceeds without this role's answer."""

    @property
    def met(self) -> bool:
        """Whether the quorum is reached (or the lead proceeds without)."""
        return self.waived or len(self.valid) >= self.rule.quorum


def submitters(audit: Audit, framework: Framework, stage: str) -> set[Person]:
    """Whose documents a signature on this stage would judge.

    By the second edition of the rules nobody's: somebody else accepted each, and a stage is signed by its authors too.
    """
    if audit.rules > 1:
        return set()
    accepted = [audit.accepted(a.key) for a in framework.stage(stage).artifacts]
    return {v.by for v in accepted if v}


def independent(
    audit: Audit, framework: Framework, rule: SignOffRule, who: Person, seat: Person, judged: set[Person], today: date
) -> bool:
    """Whether a person may sign in a seat: no conflicting role and, unless they commit, no document of either in it.

    A commitment promises and judges nothing, so who wrote the plan may, and should, commit to it. `judged`: whose
    documents the signature judges.
    """
    if not rule.commitment and not judged.isdisjoint((who, seat)):
        return False
    return conflict(audit, framework, who, rule.role, today) is None


def waived_key(stage: str, role: str) -> str:
    """The duty key of a role's sign-off; the lead may proceed without it."""
    return DutyKey(SignDuty, stage, role).key


def tally(audit: Audit, framework: Framework, stage: str, today: date) -> list[Tally]:
    """Each sign-off rule of a stage with the approvals that count right now."""
    return list(tallies(audit, framework, stage, today))


def tallies(
    audit: Audit, framework: Framework, stage: str, today: date, evidence: Digest | None = None
) -> Iterator[Tally]:
    """The same one by one, for whom the first that is not met settles it. `evidence`: the digest, where it is known."""
    evidence, judged = evidence or evidence_of(audit, framework, stage), submitters(audit, framework, stage)
    for rule in framework.stage(stage).sign_offs:
        yield _tally(audit, framework, stage, rule, evidence, judged, today)


def _tally(
    audit: Audit,
    framework: Framework,
    stage: str,
    rule: SignOffRule,
    evidence: Digest,
    judged: set[Person],
    today: date,
) -> Tally:
    """A seat counts once, whoever signed in it; what a delegate signed in time stands as long as the seat does."""

    def able(who: Person, seat: Person) -> bool:
        return independent(audit, framework, rule, who, seat, judged, today)

    def alone(seat: Person) -> bool:
        return _first_to_sign(audit, framework, stage, rule.role, seat, evidence) is not None

    seats = {seat.person: seat for seat in acting_seats(audit, rule.role)}
    approvals = [
        s
        for s in audit.stages[stage].signatures
        if (s.role, s.withdrawn) == (rule.role, False) and s.verdict != "request-changes"
        if seat_of(s) in seats and s.person not in audit.gone and able(s.person, seat_of(s)) and not alone(seat_of(s))
    ]
    valid = {seat_of(s): s for s in reversed(approvals) if s.evidence == evidence}
    met = len(valid) >= rule.quorum
    open_seats = () if met else (seat for person, seat in seats.items() if person not in valid)
    asked = ((who, seat.person) for seat in open_seats for who in (seat.person, delegate_of(audit, seat, today)) if who)
    return Tally(
        rule=rule,
        valid=tuple(s for s in approvals if s in valid.values()),
        outdated=tuple(s for s in approvals if seat_of(s) not in valid),
        waiting=tuple(dict.fromkeys(who for who, seat in asked if able(who, seat) and not alone(seat))),
        waived=waived_key(stage, rule.role) in audit.proceeded_duties,
    )


def _first_to_sign(
    audit: Audit, framework: Framework, stage: str, role: str, seat: Person, evidence: Digest
) -> Person | None:
    """Whose approval of what is there now must come before that of a seat which joined late; None where none must."""
    first = first_reviewer_before(audit, framework, role, seat)
    there = (
        s
        for s in audit.stages[stage].signatures
        if (s.role, s.withdrawn, s.evidence) == (role, False, evidence) and s.verdict != "request-changes"
    )
    return None if any(first_reviewer_before(audit, framework, role, seat_of(s)) is None for s in there) else first


def seat_of(signature: Signature) -> Person:
    """Whose seat a signature was given in."""
    return signature.seat or signature.person


def documents_ready(audit: Audit, framework: Framework, stage: str) -> bool:
    """Whether every required document is accepted, risks and results are there, and in the reflection the summary."""
    documents = all(audit.accepted(a.key) and not is_outdated(audit, a) for a in needed(audit, framework, stage))
    documents = documents and not any(earlier_documents(audit, framework, stage))
    there = documents and risks_are_chosen(audit, framework, stage) and risks_are_measured(audit, framework, stage)
    return there and (not framework.stage(stage).questions or audit.published is not None)


@RULES.add
def sign(audit: Audit, framework: Framework, c: SignOff, now: datetime) -> list[Event]:
    """A verdict on exactly the evidence the signer was shown."""
    live(audit)
    stage = open_stage(audit, framework, c.stage)
    title = framework.stage(c.stage).title
    rule = next((r for r in framework.stage(c.stage).sign_offs if r.role == c.role), None)
    if rule is None:
        raise NotAllowed("sign-role-not-asked", stage=title)
    seats = seats_for(audit, c.role, c.actor, audit.calendar.day(now))
    if not seats:
        raise NotAllowed("sign-role-not-held", role=framework.role(c.role).title, person=audit.lead)
    seat = _seat(audit, framework, rule, c, seats, now)
    if not documents_ready(audit, framework, c.stage):
        raise NotNow("sign-documents-open", stage=title)
    evidence = evidence_of(audit, framework, c.stage)
    if c.seen != evidence:
        raise Outdated("sign-evidence-changed", stage=title)
    first = _first_to_sign(audit, framework, c.stage, c.role, seat, evidence)
    if first and c.verdict != "request-changes":
        raise NotIndependent("first-holder-signs", person=first, role=framework.role(c.role).title)
    condition = c.condition.digest if c.condition and c.condition.text.strip() else None
    if c.verdict == "approve-if" and condition is None:
        raise Invalid("sign-condition-missing", field="condition")
    before = next((s for s in stage.signatures if (s.person, s.role) == (c.actor, c.role)), None)
    if before and seat_of(before) == seat and _same(audit, before, c, evidence, condition):
        return []
    changes = _changes(audit, framework, c, now)
    if c.verdict == "request-changes" and not changes:
        return []
    number = len(audit.conditions) + 1 if c.verdict == "approve-if" else None
    signed = Signed(
        at=now,
        by=c.actor,
        stage=c.stage,
        role=c.role,
        verdict=c.verdict,
        evidence=evidence,
        seat="" if seat == c.actor else seat,
        condition=number,
        condition_text=condition if number else None,
        condition_when=c.condition_when if number and audit.rules > 1 else "before",
        versions=closing_versions(audit, framework, c.stage),
        left_out=c.left_out.digest if c.left_out and says_what_is_left_out(framework, c.stage, c.role) else None,
    )
    return [*changes, signed]


def says_what_is_left_out(framework: Framework, stage: str, role: str) -> bool:
    """Whether a signature in this role approves which risks are tested: by a role that judges, and does not lead.

    Nobody is asked where every kind of risk was answered for before.
    """
    powers, spec = framework.role(role).powers, framework.stage(stage)
    return spec.risks and not spec.risk_kinds and "review" in powers and "manage" not in powers


def _seat(
    audit: Audit, framework: Framework, rule: SignOffRule, c: SignOff, seats: list[Person], now: datetime
) -> Person:
    """The seat somebody signs in: the first whose holder did not hand in what is judged. Refuses without one."""
    other = conflict(audit, framework, c.actor, c.role, audit.calendar.day(now))
    if other:
        raise NotIndependent(
            "sign-roles-conflict",
            other=framework.role(other).title,
            role=framework.role(c.role).title,
            person=audit.lead,
        )
    if c.verdict == "request-changes" or rule.commitment:
        return seats[0]
    judged = submitters(audit, framework, c.stage)
    free = [] if c.actor in judged else [seat for seat in seats if seat not in judged]
    if not free:
        raise NotIndependent("sign-own-document", stage=framework.stage(c.stage).title, person=audit.lead)
    return free[0]


def _same(audit: Audit, before: Signature, c: SignOff, evidence: str, condition: str | None) -> bool:
    if before.withdrawn or (before.verdict, before.evidence) != (c.verdict, evidence):
        return False
    if c.left_out and c.left_out.digest != before.left_out:
        return False
    if c.verdict != "approve-if":
        return c.verdict == "approve"  # whether changes were asked for before is known to the request for changes
    known = next((x for x in audit.conditions if x.number == before.condition), None)
    return known is not None and known.text == condition


def _changes(audit: Audit, framework: Framework, c: SignOff, now: datetime) -> list[Event]:
    """With "request changes": which document is wrong, and how."""
    if c.verdict != "request-changes":
        return []
    stage = framework.stage(c.stage)
    spec = stage.artifact(c.artifact)
    version = audit.current(c.artifact) if spec else None
    if spec is None or version is None:
        raise Invalid("sign-document-missing", field="artifact")
    if c.what is None:
        raise Invalid("changes-words-missing", field="what")
    return change_request(audit, framework, spec, version, c, c.what, now)


@RULES.add
def withdraw(audit: Audit, framework: Framework, c: WithdrawSignature, now: datetime) -> list[Event]:
    """A signer takes their approval back, with a reason."""
    live(audit)
    stage = open_stage(audit, framework, c.stage)
    mine = next((s for s in stage.signatures if (s.person, s.role) == (c.actor, c.role)), None)
    if mine is None or mine.verdict == "request-changes":
        raise NotNow("withdraw-not-approved", stage=framework.stage(c.stage).title)
    if mine.withdrawn:
        return []
    if not c.reason.text.strip():
        raise Invalid("withdraw-reason-missing", field="reason")
    return [SignatureWithdrawn(at=now, by=c.actor, stage=c.stage, role=c.role, person=c.actor, reason=c.reason.digest)]


@RULES.add
def respond(audit: Audit, framework: Framework, c: Respond, now: datetime) -> list[Event]:
    """A builder says that the facts are right, or which one is wrong; it is printed as written."""
    live(audit)
    stage = open_stage(audit, framework, c.stage)
    asked = [r for r in framework.stage(c.stage).responses if c.actor in holders(audit, r, audit.calendar.day(now))]
    if not asked:
        raise NotAllowed("respond-role-only")
    text = c.text.digest if c.text and c.text.text.strip() else None
    if c.verdict == "factual-error" and text is None:
        raise Invalid("respond-text-missing", field="text")
    events: list[Event] = []
    for role in asked:
        same = any((r.person, r.role, r.verdict, r.text) == (c.actor, role, c.verdict, text) for r in stage.responses)
        if not same:
            events.append(Responded(at=now, by=c.actor, stage=c.stage, role=role, verdict=c.verdict, text=text))
    return events


def _condition(audit: Audit, number: int) -> Condition:
    found = next((x for x in audit.conditions if x.number == number), None)
    if found is None:
        raise NotNow("condition-unknown")
    return found


@RULES.add
def close_condition(audit: Audit, framework: Framework, c: CloseCondition, now: datetime) -> list[Event]:
    """Only its author says that a condition is met."""
    live(audit)
    found = _condition(audit, c.condition)
    if found.by != c.actor:
        raise NotAllowed("condition-author-only", person=found.by)
    if audit.rules > 1 and found.status == "carried" and audit.proposal:
        raise NotNow("condition-revealed")
    return [ConditionClosed(at=now, by=c.actor, condition=c.condition)] if found.status != "closed" else []


@RULES.add
def carry_condition(audit: Audit, framework: Framework, c: CarryCondition, now: datetime) -> list[Event]:
    """The lead puts an open condition before the board."""
    live(audit)
    needs_power(audit, framework, c, "manage", now)
    found = _condition(audit, c.condition)
    return [ConditionCarried(at=now, by=c.actor, condition=c.condition)] if found.status == "open" else []


def answering(audit: Audit, framework: Framework, stage: str, today: date) -> list[Person]:
    """Who says whether a closed stage still stands: its signers who build nothing; where none of them is left, whoever
    could sign it, else whoever leads.
    """
    tallies = tally(audit, framework, stage, today)
    signed = [s.person for t in tallies for s in (*t.valid, *t.outdated)]
    could = [who for t in tallies for who in t.waiting]
    for able in (signed, could):
        if others := [who for who in dict.fromkeys(able) if not is_builder(audit, framework, who, today)]:
            return others
    return people_with(audit, framework, "manage", today)


def silent_responders(audit: Audit, framework: Framework, stage: str, today: date) -> dict[str, list[Person]]:
    """Role -> people named for it, of whom none has answered: they have time to accept it and to answer."""
    given = {r.role for r in audit.stages[stage].responses}
    return {
        role: people
        for role in framework.stage(stage).responses
        if role not in given and (people := named_people(audit, role, today))
    }
