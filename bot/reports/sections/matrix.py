"""The matrix of forms and needs: as the board saw it when a ballot opened, and as it stands.

Owns that part of a report. Must not know the rule: `bot.domain.ballot.support` decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ballot.events import BallotOpened
from bot.domain.ballot.support import NeedState, Support, matrix
from bot.domain.documents.rules import wanting_form
from bot.domain.engine.fold import fold
from bot.domain.evaluations.tampering import judge_record
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.release_forms import Need, NeededApproval
from bot.reports.report_data import Material
from bot.reports.sections.risk_kinds import kind_titles


@dataclass(frozen=True, slots=True)
class NeedCell:
    """One need of a form: its documents, how it stands, and by which document.

    `counts`: it is accepted whatever its result; `counts-failed`: and the result is bad. `unasked`: it is missing, and
    nobody was asked for it. `unjudged`: the audit ended before anybody judged it.
    """

    titles: str
    """Of the documents, any of which will do."""
    status: str
    artifact: str
    version: int


@dataclass(frozen=True, slots=True)
class FormRow:
    """A release form and its needs."""

    number: int
    title: str
    means: str
    recall: str
    supported: bool
    needs: tuple[NeedCell, ...]
    findings: tuple[int, ...]
    late: tuple[str, ...]
    risks: tuple[str, ...]
    elsewhere: tuple[str, ...]
    """Other audits in which these very weights failed."""
    called: bool
    kinds: tuple[str, ...]
    """Kinds of risk in its way: neither tested, nor not applicable with Safety's approval."""
    every_seat: bool


@dataclass(frozen=True, slots=True)
class SeenMatrix:
    """What the board saw when a round of voting opened."""

    round: int
    event: int
    """The number of the event by which it opened."""
    at: datetime
    rows: tuple[FormRow, ...]
    changed: tuple[str, ...]
    """The forms that stand otherwise now."""


def forms(read: Material) -> tuple[FormRow, ...]:
    """Every release form up to the one asked for, as it stands."""
    return _rows(read, read.audit)


def seen(read: Material, now: tuple[FormRow, ...]) -> tuple[SeenMatrix, ...]:
    """The matrix of each round in which ballots were opened, as it stood when the board was asked; `now`: as it is."""
    revealed = {found.number for found in read.audit.ballots if found.opened}
    return tuple(
        SeenMatrix(
            round=event.round,
            event=seq,
            at=event.at,
            rows=(rows := _rows(read, audit)),
            changed=tuple(f"{row.number} {row.title}" for row in now if row not in rows),
        )
        for seq, event, audit in _openings(read)
        if event.round in revealed
    )


def _openings(read: Material) -> Iterator[tuple[int, BallotOpened, Audit]]:
    """Each opening of a round, with the audit as it stood right after it."""
    audit, begun = None, 0
    for number, recorded in enumerate(read.history, 1):
        if isinstance(recorded.event, BallotOpened):
            audit, begun = fold((each.event for each in read.history[begun:number]), audit), number
            yield recorded.seq, recorded.event, audit


def _rows(read: Material, audit: Audit) -> tuple[FormRow, ...]:
    return tuple(_row(read, audit, support) for support in matrix(audit, read.framework))


def _row(read: Material, audit: Audit, support: Support) -> FormRow:
    option = read.framework.option(support.form)
    return FormRow(
        number=option.number,
        title=option.title,
        means=option.means,
        recall=option.recall,
        supported=support.supported,
        needs=tuple(
            NeedCell(
                titles=_titles(read, need.need),
                status=_status(read, audit, need),
                artifact=need.artifact,
                version=found.number if need.artifact and (found := audit.current(need.artifact)) else 0,
            )
            for need in support.needs
        ),
        findings=support.findings,
        late=support.late,
        risks=support.risks,
        elsewhere=support.elsewhere,
        called=support.called,
        kinds=kind_titles(read, support.kinds),
        every_seat=option.every_seat,
    )


def _status(read: Material, audit: Audit, need: NeedState) -> str:
    if need.status == "missing" and need.need.any_of and all(unasked(read, audit, key) for key in need.need.any_of):
        return "unasked"
    if need.status == "submitted" and audit.ended:
        return "unjudged"
    if need.status != "supports" or not need.need.whatever_result:
        return need.status
    failed = any(judge_record(audit, r).outcome == "fails" for r in audit.tampering if r.artifact == need.artifact)
    return "counts-failed" if failed else "counts"


def unasked(read: Material, audit: Audit, key: str) -> bool:
    """Whether nobody was asked for a document: no stage waits for it, and no form that was asked for needs it."""
    if not read.framework.has_artifact(key):
        return False
    spec = read.framework.artifact(key)
    return not read.framework.required(spec, audit.asked_form) and wanting_form(audit, read.framework, spec) is None


def _titles(read: Material, need: Need) -> str:
    if need.approved:
        return approval(read, need.approved)
    return read.say("report-or").join(title_of(read, key) for key in need.any_of)


def form_title(read: Material, number: int) -> str:
    """A release form by number and title."""
    return f"{number} {read.framework.option(number).title}"


def approval(read: Material, needed: NeededApproval) -> str:
    """An approval that a form needs, in words."""
    role, stage = read.framework.role(needed.role).title, read.framework.stage(needed.stage).title
    return read.say("report-needed-approval", role=role, stage=stage)


def title_of(read: Material, artifact: str) -> str:
    """A document by its title; by its key where the framework does not have it."""
    return read.framework.artifact(artifact).title if read.framework.has_artifact(artifact) else artifact
