"""What stands around the decision: a release in steps, what was reported since, and the decisions before it.

Owns that part of a report. What ends a decision is `bot.domain.decision.suspension`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.decision.suspension import cause_of
from bot.domain.kernel.conversation import DecisionCard
from bot.reports.report_data import Material
from bot.reports.sections.decision import Elsewhere, Stop, elsewhere, stop
from bot.reports.sections.quotations import Said, said
from bot.reports.sections.upkeep import FirstReport, first_report


@dataclass(frozen=True, slots=True)
class Staged:
    """Which more open form is not reconsidered before a day; of no release, what would reopen the question."""

    form: str
    not_before: date | None
    words: Said | None
    by: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """Somebody reported what would cancel the decision. `status`: open, happened, not."""

    number: int
    cause: str
    at: datetime
    by: str
    first_report: FirstReport | None
    text: Said | None
    status: str
    board_asked: bool
    answered_by: str
    answered_at: datetime | None
    why: Said | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """A decision that another one followed."""

    title: str
    at: datetime
    event: int
    link: str
    suspended: Stop | None
    outside: Elsewhere | None


def staged(read: Material) -> Staged | None:
    """The newest word on steps; None where nobody said anything."""
    found = read.audit.staging
    if found is None:
        return None
    form = "" if found.form is None else _form(read, found.form)
    return Staged(form, found.not_before, said(read, found.words), read.name(found.by))


def reports(read: Material) -> tuple[ReportLine, ...]:
    """Everything that was reported of this audit's decisions."""
    return tuple(
        ReportLine(
            number=r.number,
            cause=cause.title if (cause := cause_of(read.framework, r.cause)) else r.cause,
            at=r.at,
            by=read.name(r.by),
            first_report=first_report(read, r.number),
            text=said(read, r.text),
            status=r.status,
            board_asked=r.board_asked,
            answered_by=read.name(r.answered_by) if r.answered_by else "",
            answered_at=r.answered_at,
            why=said(read, r.why),
        )
        for r in read.audit.reports
    )


def earlier(read: Material) -> tuple[Earlier, ...]:
    """The decisions before the one that stands, the oldest first."""
    return tuple(
        Earlier(
            title=_form(read, d.form),
            at=d.at,
            event=d.seq,
            link=read.cards.get(DecisionCard(number + 1).key, ""),
            suspended=stop(read, d),
            outside=elsewhere(read, d),
        )
        for number, d in enumerate(read.audit.earlier_decisions)
    )


def _form(read: Material, number: int) -> str:
    return f"{number} {read.framework.option(number).title}"
