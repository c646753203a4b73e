"""The page that the board votes by, as a part on paper: what stands on it and in which order.

Owns that choice; how a risk stands is `bot.domain.evaluations.standings`, and what a form needs `matrix`. The same page
stands in Slack (`bot.slack.ballot.page`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ballot.state import BallotRound
from bot.domain.decision.mitigations import plan_is_unread
from bot.domain.documents.acceptance import overruled
from bot.domain.evaluations.standings import Standing, beside_tampering, standing_records, standings
from bot.domain.evaluations.state import Terms
from bot.domain.lifecycle.late_evidence import late_evidence
from bot.reports.report_data import Material
from bot.reports.sections import evaluations, findings
from bot.reports.sections.ballot import rounds
from bot.reports.sections.decision import Binding, planned
from bot.reports.sections.documents import OutsideLine, outside_lines
from bot.reports.sections.evaluations import LeftOutLine, TamperLine, left_out, tampering
from bot.reports.sections.findings import Contradicting, Problem, contradicting, problems
from bot.reports.sections.front_page import Front, front
from bot.reports.sections.lifecycle import OtherAudit, Without, other_audits, stages
from bot.reports.sections.matrix import FormRow, forms, title_of
from bot.reports.sections.proposal import Advice, advice
from bot.reports.sections.quotations import Said, said
from bot.reports.sections.reflection import reflection
from bot.reports.sections.risk_kinds import KindLine, risk_kinds
from bot.reports.sections.roster import RoleChangeLine, WaiverLine, role_changes, waivers
from bot.reports.sections.unknowns import Unknowns, unknowns


@dataclass(frozen=True, slots=True)
class StandingRiskLine:
    """How one prioritised risk stands. `verdict`: as in the rules; empty without a result.

    `value` and what follows are of the worst value that counts; empty without one. `low` and `high` are empty where
    nobody knows how large the run was.
    """

    key: str
    title: Said | None
    likelihood: int
    severity: int
    verdict: str
    value: str
    metric: str
    low: str
    high: str
    samples: int | None
    result: int
    direction: str
    threshold: str
    threshold_metric: str
    afterwards: bool
    carried: bool
    unmeasured: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Dissent:
    """A dissent of the published summary; `words` is empty where they were removed."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Overruled:
    """A document that counts over objections."""

    document: str
    version: int
    names: str


@dataclass(frozen=True, slots=True)
class LateLine:
    """Something that came late. `kind`: document (title and version), result (number) or risk (key)."""

    kind: str
    about: str
    number: int


@dataclass(frozen=True, slots=True)
class BesideLine:
    """A document beside the tamper records. `state`: that of a need, without `report-need-`; `abstract`: its reviewer's
    words.
    """

    document: str
    version: int
    state: str
    abstract: Said | None


@dataclass(frozen=True, slots=True)
class BallotPage:
    """Everything on the page."""

    front: Front
    round: int
    form_0_alone: bool
    deadline: datetime
    rule: str
    tampering: tuple[TamperLine, ...]
    beside_tampering: tuple[BesideLine, ...]
    """What stands beside the tamper records: what a break of what protects the weights would release."""
    risks: tuple[StandingRiskLine, ...]
    forms: tuple[FormRow, ...]
    advice: tuple[Advice, ...]
    planned: tuple[Binding, ...]
    """Carried conditions and rows of the plan of repairs: they bind every form that is released."""
    plan_unread: bool
    planned_for_good: tuple[int, ...]
    """The forms asked about that cannot be recalled: all that is planned comes before them."""
    unknowns: Unknowns
    standing: tuple[findings.StandingProblemLine, ...]
    problems: tuple[Problem, ...]
    gaps: tuple[Problem, ...]
    kinds: tuple[KindLine, ...]
    """Kinds of risk that are not tested, or that nobody answered for."""
    unanswered: tuple[Without, ...]
    dissents: tuple[Dissent, ...]
    disputed: int
    overruled: tuple[Overruled, ...]
    objected: tuple[Overruled, ...]
    """Changes called without effect, to which a signer objected once the board had voted."""
    waivers: tuple[WaiverLine, ...]
    role_changes: tuple[RoleChangeLine, ...]
    outside: tuple[OutsideLine, ...]
    """Words from outside that count, and what ties whose they are to us."""
    void_rounds: tuple[int, ...]
    left_out: tuple[LeftOutLine, ...]
    contradicting: tuple[Contradicting, ...]
    late: tuple[LateLine, ...]
    other_audits: tuple[OtherAudit, ...]
    unsaid: tuple[str, ...]
    """What is not on record, so that nobody knows whether there is any, by the end of its text's id (`page-no-…`)."""

    @property
    def nothing(self) -> tuple[str, ...]:
        """The parts that there is nothing of, named in the same way."""
        parts = {
            "problems": self.problems or self.standing,
            "gaps": self.gaps or self.kinds or self.unanswered,
            "planned": self.planned or self.plan_unread,
            "dissents": self.dissents or self.overruled or self.objected or self.disputed or self.unsaid,
            "waivers": self.waivers,
            "role-changes": self.role_changes,
            "void-rounds": self.void_rounds,
            "left-out": self.left_out,
            "contradictions": self.contradicting,
            "late": self.late,
            "earlier-audits": self.other_audits,
        }
        return tuple(name for name, found in parts.items() if not found)


def ballot_page(read: Material, found: BallotRound) -> BallotPage:
    """The page of a round of voting, as the audit stands."""
    standing = [p for p in problems(read) if p.disposition in ("open", "accepted")]
    summary = read.audit.published
    dissents, overruled_ones, objected = tuple(_dissents(read)), tuple(_overruled(read)), tuple(_objected(read))
    disputed = sum(answer.verdict == "dispute" for answer in summary.answers) if summary else 0
    bound = planned(read, found.number)
    return BallotPage(
        front=front(read),
        round=found.number,
        form_0_alone=found.form_0_alone,
        deadline=found.deadline,
        rule=next(r.rule for r in rounds(read) if r.number == found.number),
        tampering=_tampering(read),
        beside_tampering=tuple(_beside(read)),
        risks=tuple(_line(read, standing) for standing in standings(read.audit)),
        forms=forms(read),
        advice=advice(read),
        planned=bound,
        plan_unread=plan_is_unread(read.audit, read.framework, found.number),
        planned_for_good=tuple(_for_good(read)) if bound and not found.form_0_alone else (),
        unknowns=unknowns(read, evaluations.risks(read)),
        standing=findings.standing(read),
        problems=tuple(p for p in standing if p.cause != "gap"),
        gaps=tuple(p for p in standing if p.cause == "gap"),
        kinds=tuple(kind for kind in risk_kinds(read) if kind.verdict in ("not-tested", "unanswered")),
        unanswered=tuple(without for stage in stages(read) for without in stage.without),
        dissents=dissents,
        disputed=disputed,
        overruled=overruled_ones,
        objected=objected,
        waivers=tuple(w for w in waivers(read) if w.seconded),
        role_changes=tuple(c for c in role_changes(read) if c.state == "in-force" and not c.first),
        outside=outside_lines(read),
        void_rounds=tuple(b.number for b in read.audit.ballots if b.status == "void"),
        left_out=left_out(read),
        contradicting=tuple(c for c in contradicting(read) if c.status != "kept"),
        late=tuple(_late(read)),
        other_audits=other_audits(read),
        unsaid=() if dissents or disputed or overruled_ones or objected else tuple(_unsaid(read)),
    )


def _for_good(read: Material) -> Iterator[int]:
    asked = read.audit.asked_form
    yield from (form.number for form in read.framework.options if form.cannot_be_recalled and form.number <= asked)


def _unsaid(read: Material) -> Iterator[str]:
    """Why nobody knows whether anybody dissents, where none is on record; nothing where it was looked for."""
    told = reflection(read)
    if told is None:
        yield "summary" if any(stage.questions for stage in read.framework.stages) else "reflection"
    elif any(line.unread for asked in told.asked for line in asked.lines):
        yield "languages"


def _line(read: Material, standing: Standing) -> StandingRiskLine:
    risk, worst = standing.risk, standing.worst
    between = worst.between if worst else None
    terms: Terms | None = worst.judged.terms if worst else None
    newest = risk.thresholds[-1] if risk.thresholds else None
    if worst is None and newest:
        terms = newest.terms
    return StandingRiskLine(
        key=risk.key,
        title=said(read, risk.title),
        likelihood=risk.likelihood,
        severity=risk.severity,
        verdict=standing.verdict or "",
        value=f"{worst.measured.value:.6g}" if worst else "",
        metric=(worst.judged.metric if worst.judged.why != "another-metric" else "") or worst.measured.label
        if worst
        else "",
        low=f"{between[0]:.3g}" if between else "",
        high=f"{between[1]:.3g}" if between else "",
        samples=worst.measured.samples if worst else None,
        result=worst.result.number if worst else 0,
        direction=terms.direction if terms else "",
        threshold=f"{terms.value:.6g}" if terms else "",
        threshold_metric=(worst.judged.metric if worst else "") or (newest.metric if newest else ""),
        afterwards=worst is not None and worst.judged.afterwards,
        carried=worst is not None and worst.result.carried_by is not None,
        unmeasured=standing.unmeasured if standing.held else (),
        more=max(0, len(standing.held) - 1),
    )


def _tampering(read: Material) -> tuple[TamperLine, ...]:
    """The tamper records of this version of the model, the worst first."""
    lines = {(line.artifact, line.version): line for line in tampering(read)}
    return tuple(lines[record.artifact, record.version] for _, record in standing_records(read.audit))


def _beside(read: Material) -> Iterator[BesideLine]:
    for spec in beside_tampering(read.audit, read.framework):
        version = read.audit.accepted(spec.key) or read.audit.latest(spec.key)
        if version is None:
            yield BesideLine(spec.title, 0, "missing", None)
            continue
        judged = "supports" if version.supports else "does-not-support"
        state = judged if version.counts else "submitted"
        yield BesideLine(spec.title, version.number, state, said(read, version.abstract))


def _dissents(read: Material) -> Iterator[Dissent]:
    summary, told = read.audit.published, reflection(read)
    if summary is None:
        return
    lines = [line for asked in told.asked for line in asked.lines if line.dissent] if told else []
    if lines:
        yield from (Dissent(line.name, line.text) for line in lines)
        return
    for statement in summary.statements:
        if statement.dissent and statement.id not in summary.removed:
            yield Dissent(", ".join(map(read.name, statement.people)), "")


def _late(read: Material) -> Iterator[LateLine]:
    """What lies beside its stage and counts for nothing until a reviewer takes it in."""
    for stage in read.audit.stages:
        found = late_evidence(read.audit, read.framework, stage)
        yield from (LateLine("document", title_of(read, key), version) for key, version in found.artifacts.items())
        yield from (LateLine("result", "", number) for number in found.results)
        yield from (LateLine("risk", key, 0) for key in found.risks)


def _objected(read: Material) -> Iterator[Overruled]:
    for artifact, versions in read.audit.artifacts.items():
        waiting = ((v.number, v.objected_by) for v in versions if v.objection_waits and v.objected_by)
        yield from (Overruled(title_of(read, artifact), number, read.name(who)) for number, who in waiting)


def _overruled(read: Material) -> Iterator[Overruled]:
    for artifact in read.audit.artifacts:
        version = read.audit.accepted(artifact)
        if version and (people := overruled(read.audit, artifact, version)):
            yield Overruled(title_of(read, artifact), version.number, ", ".join(map(read.name, people)))
