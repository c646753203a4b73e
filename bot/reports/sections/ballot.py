"""The ballots and the decision.

Owns that part of a report. Must not know the rule: `bot.domain.ballot.support` decides. What the board saw is `matrix`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.ballot.events import BallotVoided
from bot.domain.ballot.state import BallotRound
from bot.domain.ballot.support import pass_rule_texts
from bot.domain.decision.state import Blocked, Decision
from bot.domain.decision.suspension import Validity, cancelling_conditions, cannot_be_recalled, validity
from bot.domain.kernel.conversation import DecisionCard
from bot.domain.kernel.decision_rules import Cancelling
from bot.reports.report_data import Material
from bot.reports.sections.decision import Binding, Elsewhere, Stop, bindings, elsewhere, stop
from bot.reports.sections.matrix import approval, form_title, title_of, unasked
from bot.reports.sections.quotations import Said, said
from bot.reports.sections.risk_kinds import kind_titles
from bot.reports.sections.upkeep import Recurs, recurs


@dataclass(frozen=True, slots=True)
class SeatVote:
    """A seat after the reveal. `how`: forms, none, sent-back, absent."""

    name: str
    how: str
    forms: tuple[str, ...] = ()
    stage: str = ""
    reason: Said | None = None
    printed: bool = False
    """Whether these words stand with the decision already."""
    public: Said | None = None
    conditions: tuple[tuple[str, Said | None], ...] = ()
    conditions_for: tuple[int, ...] = ()
    """The forms under which they bind."""
    residual: tuple[tuple[str, str], ...] = ()
    """Risks that do not hold and that it accepts, each with the form it accepts it for."""
    residual_reason: Said | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One round of voting. Its votes are there once they were revealed."""

    number: int
    status: str
    cause: str
    """Why it is void: evidence, roster, reopened; empty where it is not."""
    deadline: datetime
    extended: bool
    rule: str
    """How many seats each form up to the one asked for needs."""
    evidence: str
    seats: tuple[str, ...]
    votes: tuple[SeatVote, ...]
    absent: tuple[str, ...]
    """The seats that did not vote, where forms did not pass for want of them."""
    absent_forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlockedForm:
    """A form the seats would allow, and what stands in its way. `ticks`: how many of the `seats` allow it."""

    title: str
    ticks: int
    seats: int
    lacking: tuple[str, ...]
    """Needs that are missing, not judged or against it, a clause for each kind."""
    findings: tuple[int, ...]
    late: tuple[str, ...]
    risks: tuple[str, ...]
    elsewhere: tuple[str, ...]
    """Other audits in which these very weights failed."""
    called: bool


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when a form is allowed. `recalled`: whether what is out can be taken back."""

    title: str
    begin_by: date | None
    until: date | None
    recalled: bool


@dataclass(frozen=True, slots=True)
class Votes:
    """How the seats voted on one form: the decided one, or the one asked for where nothing is released."""

    form: str
    yes: int
    no: int
    absent: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision."""

    title: str
    number: int
    allowed: tuple[str, ...]
    """Every form it allows; empty in decisions that named one."""
    means: str
    recall: str
    model: str
    weights: str
    at: datetime
    event: int
    head: str
    link: str
    round: int
    conditions: tuple[Binding, ...]
    verified_by: str
    """The titles of the roles that verify what it is bound to; empty where the framework names none."""
    met: bool
    """Everything that had to come before the release is verified."""
    released_since: datetime | None
    """Since when it may be released; None while something has to come first, and where it may not be (any more)."""
    after: tuple[Binding, ...]
    """What is bound to after the release and not done yet."""
    after_until: date | None
    """The last day of these; None where one of them has no day."""
    votes: Votes | None
    """None where no ballot brought the decision."""
    expires: date | None
    validity: Validity
    suspended: Stop | None
    stopped_by: tuple[str, ...]
    """Conditions for after the release that are so late that it is suspended."""
    outside: Elsewhere | None
    cancelled_by: tuple[str, ...]
    recurring: tuple[Recurs, ...]
    terms: tuple[Term, ...]
    residual: tuple[tuple[str, str, str], ...]
    """Risks that the board accepted by name: the form, the risk, and who did."""
    blocked: tuple[BlockedForm, ...]
    dissents: tuple[tuple[str, Said | None], ...]
    reasons: tuple[tuple[str, Said | None], ...]


def rounds(read: Material) -> tuple[Round, ...]:
    """Every round of voting."""
    return tuple(
        Round(
            number=found.number,
            status=found.status,
            cause=_void(read, found.number),
            deadline=found.deadline,
            extended=found.extended,
            rule=" ".join(
                read.say(r.id, **r.params) for r in pass_rule_texts(read.framework, read.audit.asked_form, found)
            ),
            evidence=found.evidence,
            seats=tuple(read.name(seat) for seat in found.seats),
            votes=tuple(_votes(read, found)) if found.opened else (),
            absent=tuple(read.name(seat) for seat in found.seats if seat not in found.opened),
            absent_forms=_absent(read, found.number),
        )
        for found in read.audit.ballots
    )


def _absent(read: Material, number: int) -> tuple[str, ...]:
    proposal = next((p for p in read.audit.proposals if p.round == number), None)
    return tuple(form_title(read, form) for form in proposal.absent) if proposal else ()


def _void(read: Material, number: int) -> str:
    voided = (r.event for r in read.history if isinstance(r.event, BallotVoided))
    return next((event.cause for event in voided if event.round == number), "")


def _votes(read: Material, found: BallotRound) -> Iterator[SeatVote]:
    decision = read.audit.decision
    for seat in found.seats:
        ballot, name = found.opened.get(seat), read.name(seat)
        if ballot is None:
            yield SeatVote(name, "absent")
            continue
        stage = read.framework.stage(ballot.send_back).title if ballot.send_back else ""
        yield SeatVote(
            name=name,
            how="sent-back" if ballot.send_back else "forms" if ballot.forms else "none",
            # nobody who allows more is against not releasing
            forms=tuple(form_title(read, number) for number in sorted(ballot.forms) if number or ballot.forms == (0,)),
            stage=stage,
            reason=said(read, ballot.reason),
            printed=bool(decision and decision.round == found.number and not ballot.public),
            public=said(read, ballot.public),
            conditions=tuple((c.when, said(read, c.text)) for c in ballot.conditions),
            conditions_for=ballot.binds,
            residual=tuple((each.risk, form_title(read, each.form)) for each in ballot.residual),
            residual_reason=said(read, ballot.residual_reason),
        )


def verdict(read: Material) -> Verdict | None:
    """The decision, once there is one."""
    decision = read.audit.decision
    if decision is None:
        return None
    option = read.framework.option(decision.form)
    ballots = next((r.papers for r in read.audit.ballots if r.number == decision.round), {})
    words = {who: said(read, ballot.public or ballot.reason) for who, ballot in ballots.items()}
    bound, worth = bindings(read, decision), validity(read.audit, decision, read.audit.calendar.day(read.at))
    after = tuple(each for each in bound if each.when != "before" and each.state in ("open", "claimed"))
    days = [each.due for each in after if each.due]
    return Verdict(
        title=option.title,
        number=option.number,
        allowed=tuple(form_title(read, form) for form in decision.allowed),
        means=option.means,
        recall=option.recall,
        model=decision.model or str(read.audit.subject),
        weights=decision.weights,
        at=decision.at,
        event=decision.seq,
        head=next((r.hash for r in read.history if r.seq == decision.seq), ""),
        link=read.cards.get(DecisionCard(len(read.audit.earlier_decisions) + 1).key, ""),
        round=decision.round,
        conditions=bound,
        verified_by=", ".join(read.framework.role(role).title for role in read.framework.decision.verified_by),
        met=decision.met_at is not None,
        released_since=_released_since(decision, bound) if worth == "in-force" else None,
        after=after,
        after_until=max(days) if days and len(days) == len(after) else None,
        votes=_votes_on(read, decision),
        expires=decision.expires,
        validity=worth,
        suspended=stop(read, decision),
        stopped_by=decision.stopped_by,
        outside=elsewhere(read, decision),
        cancelled_by=_cancelled_by(read, decision),
        recurring=recurs(read),
        terms=tuple(
            Term(form_title(read, t.form), t.begin_by, t.until, not cannot_be_recalled(read.framework, t.form))
            for t in decision.terms
        ),
        residual=tuple(
            (form_title(read, each.form), each.risk, ", ".join(map(read.name, each.by))) for each in decision.residual
        ),
        blocked=tuple(_blocked(read, each, decision.round) for each in decision.blocked),
        dissents=tuple((read.name(who), words.get(who)) for who in decision.dissenters),
        reasons=tuple((read.name(who), told) for who, told in words.items() if who not in decision.dissenters),
    )


def _cancelled_by(read: Material, decision: Decision) -> tuple[str, ...]:
    """What would end the decision; nothing where nothing is released."""
    causes = cancelling_conditions(read.framework, decision.forms) if decision.form else ()
    return tuple(_cancelling(read, decision, cause) for cause in causes)


def _released_since(decision: Decision, bound: tuple[Binding, ...]) -> datetime | None:
    if decision.form == 0:
        return None
    return decision.met_at if any(each.when == "before" for each in bound) else decision.at


def _votes_on(read: Material, decision: Decision) -> Votes | None:
    found = next((each for each in read.audit.ballots if each.number == decision.round and each.opened), None)
    if found is None or decision.outside:
        return None
    form = decision.form or read.audit.asked_form
    yes, cast = sum(form in ballot.forms for ballot in found.opened.values()), len(found.opened)
    return Votes(form_title(read, form), yes, cast - yes, len(found.seats) - cast)


def _blocked(read: Material, form: Blocked, number: int) -> BlockedForm:
    return BlockedForm(
        title=form_title(read, form.form),
        ticks=form.ticks,
        seats=next((len(each.seats) for each in read.audit.ballots if each.number == number), form.ticks),
        lacking=tuple(_lacking(read, form)),
        findings=form.findings,
        late=form.late,
        risks=form.risks,
        elsewhere=form.elsewhere,
        called=form.called,
    )


def _lacking(read: Material, form: Blocked) -> Iterator[str]:
    """What a form needs and has not, by how it stands: a clause for each."""
    audit = read.audit
    found: dict[str, list[str]] = {"missing": [], "unasked": [], "submitted": [], "against": []}
    for key in form.missing:
        there = "against" if audit.accepted(key) else "submitted" if audit.current(key) else ""
        how = there or ("unasked" if unasked(read, audit, key) else "missing")
        found[how].append(title_of(read, key))
    found["missing"] += [approval(read, each) for each in form.unsigned]
    for how, needs in found.items():
        if needs:
            yield read.say(f"report-blocked-{how}", count=len(needs), needs=", ".join(needs))
    if form.kinds:
        yield read.say("report-blocked-kinds", kinds=", ".join(kind_titles(read, form.kinds)))


def _cancelling(read: Material, decision: Decision, cause: Cancelling) -> str:
    """In words, with the allowed forms that it is about where it is not about all of them."""
    forms = [form for form in decision.forms if form in cause.forms]
    some = 0 < len(forms) < len(decision.forms)
    of = read.say("cancelled-by-of", count=len(forms), forms=", ".join(map(str, forms))) if some else ""
    clock = read.say("cause-clock", to=cause.report_to, days=cause.report_days) if cause.report_days else ""
    return " ".join(filter(None, (cause.title, of, clock)))
