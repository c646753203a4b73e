"""What follows a decision: its conditions and mitigations as far as they are, and what ended or bounds it.

Owns that part of a report. What binds is `bot.domain.decision.conditions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.decision.conditions import FollowedItem, followed_items, items_before_vote
from bot.domain.decision.state import Decision
from bot.domain.decision.suspension import NEW_VERSION, cannot_be_recalled, cause_of
from bot.reports.report_data import Material
from bot.reports.sections.quotations import Said, said, said_about


@dataclass(frozen=True, slots=True)
class Binding:
    """A condition (C1) or a row of the plan of repairs (M1). `state`: open, claimed, verified, dropped,
    dropped-by-seats."""

    key: str
    kind: str
    when: str
    name: str
    text: Said | None
    owner: str
    names: Said | None
    """Whom the plan names, in its own words, where that is nobody of this audit."""
    check: Said | None
    due: date | None
    state: str
    by: str
    words: Said | None
    """What its owner says, what the auditor saw, or why it was dropped."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Why the decision is in force no more."""

    cause: str
    at: datetime
    by: str
    reported_by: str
    report: Said | None
    why: Said | None
    recalled: bool
    containment: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A decision taken outside the audit; `supported`: the most open form its evidence supported."""

    words: Said | None
    supported: str
    by: str
    seconded: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What was decided outside the audit, on record beside its own result."""

    form: str
    supported: str
    by: str
    seconded: str
    at: datetime
    words: Said | None


def statements(read: Material) -> tuple[Statement, ...]:
    """Everything on record that was decided outside; none of it is in force."""
    return tuple(
        Statement(
            form=f"{s.form} {read.framework.option(s.form).title}",
            supported=f"{s.supported} {read.framework.option(s.supported).title}",
            by=read.name(s.proposed_by),
            seconded=", ".join(read.name(who) for who in s.seconds),
            at=s.recorded_at or s.at,
            words=said(read, s.words),
        )
        for s in read.audit.outside_statements
    )


def bindings(read: Material, decision: Decision) -> tuple[Binding, ...]:
    """Everything that binds under the decision."""
    return tuple(_binding(read, item) for item in followed_items(read.audit, read.framework, decision))


def planned(read: Material, round_of_voting: int) -> tuple[Binding, ...]:
    """What is known to bind whatever form a round allows, before its board votes."""
    return tuple(_binding(read, item) for item in items_before_vote(read.audit, round_of_voting))


def _binding(read: Material, item: FollowedItem) -> Binding:
    plan = read.framework.plan
    about = plan.key if plan and item.kind == "mitigation" else ""
    state, by, words = _state(read, item)
    return Binding(
        key=item.key,
        kind=item.kind,
        when="before" if item.when == "before" else "after",
        name=read.name(item.by) if item.by else "",
        text=said_about(read, about, item.text),
        owner=read.name(item.owner) if item.owner else "",
        names=None if item.owner else said_about(read, about, item.owner_words),
        check=said_about(read, about, item.check),
        due=item.due,
        state=state,
        by=by,
        words=words,
    )


def _seats_that_dropped(read: Material, item: FollowedItem) -> str:
    this = ("drop", item.round, item.key, "carried")
    asked = (m for m in read.audit.motions if (m.kind, m.round, m.of, m.status) == this)
    return ", ".join(read.name(seat) for motion in asked for seat in motion.seconds)


def _state(read: Material, item: FollowedItem) -> tuple[str, str, Said | None]:
    found = item.followed
    if found.dropped:
        if read.audit.rules > 1:
            return "dropped-by-seats", _seats_that_dropped(read, item), said(read, found.dropped)
        return "dropped", read.name(item.by) if item.by else "", said(read, found.dropped)
    if found.verified_by:
        return "verified", read.name(found.verified_by), said(read, found.how)
    if found.claimed and found.claimed_by:
        return "claimed", read.name(found.claimed_by), said(read, found.claimed)
    return "open", "", None


def cause_words(read: Material, cause: str) -> str:
    """What suspended a decision, where the framework has no title for it."""
    return read.say("recorded-cause-new-version") if cause == NEW_VERSION else cause


def stop(read: Material, decision: Decision) -> Stop | None:
    """What suspended it; None while it stands."""
    found = decision.suspended
    if found is None:
        return None
    report = next((r for r in read.audit.reports if r.number == found.report), None)
    cause = cause_of(read.framework, found.cause)
    return Stop(
        cause=cause.title if cause else cause_words(read, found.cause),
        at=found.at,
        by=read.name(found.by),
        reported_by=read.name(report.by) if report else "",
        report=said(read, report.text) if report else None,
        why=said(read, report.why) if report else None,
        recalled=not cannot_be_recalled(read.framework, decision.form),
        containment=read.name(found.containment) if found.containment else "",
    )


def elsewhere(read: Material, decision: Decision) -> Elsewhere | None:
    """That it was taken outside; None for the board's own."""
    found = decision.outside
    if found is None:
        return None
    supported = f"{found.supported} {read.framework.option(found.supported).title}"
    second = read.name(found.seconded_by) if found.seconded_by else ""
    return Elsewhere(said(read, found.words), supported, read.name(found.proposed_by), second)
