"""What the auditors recommended, and what was proposed after a ballot: its cooling-off, its holds.

Owns that part of a report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.reports.report_data import Material
from bot.reports.sections.quotations import Said, said


@dataclass(frozen=True, slots=True)
class Advice:
    """An auditor's recommendation to the board."""

    name: str
    form: str
    reason: Said | None
    at: datetime
    benefits: Said | None
    """How they end the sentence that the benefits outweigh the risks; None where nobody asked."""


@dataclass(frozen=True, slots=True)
class HoldLine:
    """A hold. `ended`: "" while it stops the posting, else lifted or lapsed."""

    name: str
    reason: Said | None
    at: datetime
    until: datetime
    ended: str


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """A proposed decision. `status` and `cause` as in `bot.domain.decision.state`."""

    form: str
    round: int
    at: datetime
    until: datetime
    status: str
    cause: str
    holds: tuple[HoldLine, ...]


def advice(read: Material) -> tuple[Advice, ...]:
    """Every recommendation that stands."""
    return tuple(
        Advice(read.name(r.person), _form(read, r.form), said(read, r.reason), r.at, said(read, r.benefits))
        for r in read.audit.recommendations
    )


def proposed(read: Material) -> tuple[ProposedLine, ...]:
    """Every result that was proposed, final or not."""
    return tuple(
        ProposedLine(
            form=_form(read, p.form),
            round=p.round,
            at=p.at,
            until=p.until,
            status=p.status,
            cause=p.cause,
            holds=tuple(HoldLine(read.name(h.by), said(read, h.reason), h.at, h.until, h.ended) for h in p.holds),
        )
        for p in read.audit.proposals
    )


def _form(read: Material, number: int) -> str:
    return f"{number} {read.framework.option(number).title}"
