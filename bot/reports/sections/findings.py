"""Problems found, changes asked for, texts removed.

Owns that part of a report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ballot.standing_problems import standing_problems
from bot.domain.documents.acceptance import overruled
from bot.domain.documents.state import ChangeRequest
from bot.domain.findings.events import FindingLogged
from bot.domain.findings.state import Finding
from bot.reports.report_data import Material
from bot.reports.risk_states import problems_against
from bot.reports.sections.matrix import title_of
from bot.reports.sections.quotations import Said, said, said_about


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem found. `disposition`: open, fixed, mitigated, accepted."""

    number: int
    stage: str
    at: datetime | None
    """When it was put on record; None where the history that is told does not go back so far."""
    event: int
    severity: str
    text: Said | None
    name: str
    artifact: str
    document: str
    blocks: tuple[int, ...]
    cause: str
    """gap, test, conflict (with a principle) or other."""
    risk: str
    """The risk whose test failed."""
    owner: str
    answer: Said | None
    """What its owner says was done about it."""
    disposition: str
    disposed: str
    why: Said | None


@dataclass(frozen=True, slots=True)
class Against:
    """An open problem beside a risk's results. `named`: it names the risk; if not, it is severe and names none."""

    number: int
    severity: str
    named: bool


@dataclass(frozen=True, slots=True)
class StandingProblemLine:
    """A severe problem that stands by itself. `kind`: risk or tampering."""

    kind: str
    about: str
    forms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Changes somebody asked for. `status`: open, answered, resolved, logged, or overruled by the lead."""

    number: int
    artifact: str
    document: str
    version: int
    name: str
    at: datetime
    text: Said | None
    status: str


@dataclass(frozen=True, slots=True)
class Removal:
    """A text or file that was erased, or is to be."""

    fingerprint: str
    name: str
    at: datetime
    reason: Said | None
    done: str
    agreed: str
    """Who agreed, where words of a ballot were erased."""


def problems(read: Material) -> tuple[Problem, ...]:
    """Every problem found, as it was found."""
    logged = {r.event.finding: r for r in read.history if isinstance(r.event, FindingLogged)}
    return tuple(
        Problem(
            number=f.number,
            at=logged[f.number].event.at if f.number in logged else None,
            event=logged[f.number].seq if f.number in logged else 0,
            stage=read.framework.stage(f.stage).title if read.framework.has_stage(f.stage) else f.stage,
            severity=f.severity,
            text=said_about(read, f.artifact, f.text),
            name=_found_by(read, f),
            artifact=f.artifact,
            document=title_of(read, f.artifact),
            blocks=f.blocks,
            cause=f.cause,
            risk=f.risk,
            owner=read.name(f.owner) if f.owner else "",
            answer=said_about(read, f.artifact, f.answer),
            disposition=f.disposition,
            disposed=read.name(f.disposed_by) if f.disposed_by else "",
            why=said_about(read, f.artifact, f.disposed_why),
        )
        for f in read.audit.findings
    )


def against(read: Material, risk: str) -> tuple[Against, ...]:
    """What is open and speaks against a risk, beside its results."""
    return tuple(Against(f.number, f.severity, f.risk == risk) for f in problems_against(read.audit, risk))


def _found_by(read: Material, finding: Finding) -> str:
    """Who found it; of what a report on the decision became, who reported that."""
    report = next((r for r in read.audit.reports if r.number == finding.report), None)
    return read.name(report.by if report else finding.by)


def standing(read: Material) -> tuple[StandingProblemLine, ...]:
    """What blocks release forms by itself, as things stand."""
    return tuple(
        StandingProblemLine(
            kind=each.kind, about=each.about if each.kind == "risk" else title_of(read, each.about), forms=each.forms
        )
        for each in standing_problems(read.audit, read.framework)
    )


def _is_overruled(read: Material, request: ChangeRequest) -> bool:
    version = next((v for v in read.audit.artifacts[request.artifact] if v.number == request.version), None)
    return version is not None and request.by in overruled(read.audit, request.artifact, version)


def changes(read: Material) -> tuple[Change, ...]:
    """Every request for changes."""
    return tuple(
        Change(
            number=r.number,
            artifact=r.artifact,
            document=title_of(read, r.artifact),
            version=r.version,
            name=read.name(r.by),
            at=r.at,
            text=said_about(read, r.artifact, r.what),
            status="overruled" if _is_overruled(read, r) else r.status,
        )
        for r in read.audit.requests
    )


@dataclass(frozen=True, slots=True)
class Contradicting:
    """Two statements that contradict each other. `status`: open, mending, kept; `kind`: quantity, version, form."""

    number: int
    kind: str
    artifact: str
    document: str
    version: int
    later: Said | None
    against: str
    against_title: str
    against_version: int
    earlier: Said | None
    status: str
    name: str
    """Who answered."""
    why: Said | None


def contradicting(read: Material) -> tuple[Contradicting, ...]:
    """What is not answered, and what stays with a reason; neither what was mended nor what means two things."""
    return tuple(
        Contradicting(
            number=c.number,
            kind=c.kind,
            artifact=c.artifact,
            document=title_of(read, c.artifact),
            version=c.version,
            later=said_about(read, c.artifact, c.later),
            against=c.against,
            against_title=title_of(read, c.against),
            against_version=c.against_version,
            earlier=said_about(read, c.against, c.earlier),
            status=c.status,
            name=read.name(c.answered_by) if c.answered_by else "",
            why=said_about(read, c.artifact, c.why),
        )
        for c in read.audit.contradictions
        if c.pending or c.status == "kept"
    )


def removals(read: Material) -> tuple[Removal, ...]:
    """What was redacted, by whom and why."""
    return tuple(
        Removal(
            r.content,
            read.name(r.by),
            r.at,
            said(read, r.reason),
            read.name(r.done_by) if r.done_by else "",
            ", ".join(read.name(who) for who in r.agreed),
        )
        for r in read.audit.redactions
    )
