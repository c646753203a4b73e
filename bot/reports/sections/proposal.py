"""What the auditors recommended, and what was proposed after a ballot: its cooling-off, its holds.

Owns that part of a report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.reports.report_data import Material
from bot.reports.sections.lifecycle import Approval, Closing, StagePart, stages
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
    signed: tuple[tuple[str, datetime], ...]
    """Who signed that sentence with the stage that it was said in, and when."""


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
        Advice(
            name=read.name(r.person),
            form=_form(read, r.form),
            reason=said(read, r.reason),
            at=r.at,
            benefits=said(read, r.benefits),
            signed=_signed(read, r.at) if r.benefits else (),
        )
        for r in read.audit.recommendations
    )


def _signed(read: Material, since: datetime) -> tuple[tuple[str, datetime], ...]:
    """Whoever approved a stage with a recommendation after it was made, as far as their signature counts.

    Of a stage that is open again and that nobody signed anew: with whose signatures it was closed last.
    """
    advised = {spec.key for spec in read.framework.stages if spec.recommended_by}
    return tuple(
        (each.name, each.at)
        for stage in stages(read)
        if stage.key in advised
        for each in _counting(stage)
        if each.verdict != "request-changes" and each.at >= since
    )


def _counting(stage: StagePart) -> tuple[Approval, ...]:
    closings = [each for each in stage.before if isinstance(each, Closing)]
    now = tuple(each for each in stage.approvals if not each.counts)
    return now or (closings[-1].signers if closings else ())


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
