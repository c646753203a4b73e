"""Risks and thresholds: put on record in mapping, and sealed.

Owns who sets them and when they are opened. What results say when they are held against them is
`bot.domain.evaluations.verdicts`; results themselves are `bot.domain.evaluations.rules`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from pydantic import ValidationError

from bot.domain.documents.commands import RegisterRow
from bot.domain.evaluations.commands import RecordRisk, RevealThresholds, SetThreshold, ThresholdPaper
from bot.domain.evaluations.events import RiskRecorded, ThresholdSealed, ThresholdsRevealed
from bot.domain.evaluations.expectations import check_strictness, made_into, unanswered_expectations, without_threshold
from bot.domain.evaluations.late_risks import all_risks, latest_risk, risks_come_late
from bot.domain.evaluations.risk_kinds import unanswered_kinds
from bot.domain.evaluations.rules import senders
from bot.domain.evaluations.sample_sizes import is_called_rate
from bot.domain.evaluations.state import Result, Risk, Terms
from bot.domain.evaluations.verdicts import (
    has_result,
    is_of_this_model,
    is_tested,
    outdated_results,
    prioritised_risks,
    verdict_on,
)
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.errors import Invalid, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.independence import is_builder
from bot.domain.roster.permissions import live, needs_power, only_system

RULES = Rules()

MOST_RISKS: Final = 50
"""Risks that are put on record one by one; and rows of a register."""

MOST_LISTED: Final = 99
"""Risks on record with a register's: as many as Slack lets people choose from, beside a new one."""


@RULES.add
def record(audit: Audit, framework: Framework, c: RecordRisk, now: datetime) -> list[Event]:
    """A reviewer puts a risk on record, or words and scores it anew."""
    live(audit)
    needs_power(audit, framework, c, "review", now)
    if not (1 <= c.likelihood <= 5 and 1 <= c.severity <= 5):
        raise Invalid("risk-score-out-of-range", field="likelihood")
    known = latest_risk(audit, c.risk) if c.risk else None
    if c.risk and known is None:
        raise NotNow("risk-not-on-record")
    title = c.title.digest if c.title and c.title.text.strip() else known.title if known else None
    if title is None:
        raise Invalid("risk-title-missing", field="title")
    if known and known.priority and not c.priority and has_result(audit, known):
        raise NotNow("risk-priority-fixed")
    if not 1 <= c.least_form < len(framework.options):
        raise Invalid("risk-form-unknown", field="least_form")
    if known and c.least_form > known.least_form and has_result(audit, known):
        raise NotNow("risk-form-fixed")
    facts = (title, c.likelihood, c.severity, c.priority, c.least_form, c.tamperable)
    there = all_risks(audit)
    if any(_facts(r) == facts for r in there):
        return []
    if known is None and len(there) >= MOST_RISKS:
        raise NotNow("risks-too-many", most=MOST_RISKS)
    return [
        RiskRecorded(
            at=now,
            by=c.actor,
            risk=known.key if known else f"R{len(there) + 1}",
            title=title,
            likelihood=c.likelihood,
            severity=c.severity,
            priority=c.priority,
            least_form=c.least_form,
            tamperable=c.tamperable,
            late=risks_come_late(audit, framework),
        )
    ]


def _facts(risk: Risk) -> tuple[object, ...]:
    return risk.title, risk.likelihood, risk.severity, risk.priority, risk.least_form, risk.tamperable


def register_risks(
    audit: Audit, framework: Framework, by: Person, rows: Sequence[RegisterRow], now: datetime
) -> list[RiskRecorded]:
    """The rows of a register as risks on record: those that are there are scored anew, the others are added.

    A risk to which a result speaks keeps its priority.
    """
    events: list[RiskRecorded] = []
    added, there, late = 0, all_risks(audit), risks_come_late(audit, framework)
    for row in rows:
        known = next((risk for risk in there if risk.key == row.risk), None)
        kept = known is not None and known.priority and has_result(audit, known)
        said = (row.likelihood, row.severity, row.priority or kept)
        if known and (known.likelihood, known.severity, known.priority) == said:
            continue
        added += known is None
        key = known.key if known else f"R{len(there) + added}"
        title = known.title if known else row.title.digest
        likelihood, severity, priority = said
        events.append(
            RiskRecorded(
                at=now,
                by=by,
                risk=key,
                title=title,
                likelihood=likelihood,
                severity=severity,
                priority=priority,
                least_form=known.least_form if known else 1,
                tamperable=known.tamperable if known else True,
                late=late,
            )
        )
    return events


@RULES.add
def set_threshold(audit: Audit, framework: Framework, c: SetThreshold, now: datetime) -> list[Event]:
    """A reviewer sets what a risk's results are held against; sealed. A later one never replaces an earlier one."""
    live(audit)
    needs_power(audit, framework, c, "review", now)
    risk = latest_risk(audit, c.risk)
    if risk is None:
        raise NotNow("risk-not-on-record")
    today = audit.calendar.day(now)
    needs_no_result_of_builders(audit, framework, today)
    check_paper(c.paper, c.sealed)
    check_strictness(made_into(audit, framework, risk.key), c.paper.metric, c.paper.terms)
    if any(t.sealed == c.sealed.digest for t in risk.thresholds):
        return []
    return [
        ThresholdSealed(
            at=now,
            by=c.actor,
            risk=risk.key,
            number=next_number(audit, risk),
            metric=c.paper.metric.strip(),
            sealed=c.sealed.digest,
            after_result=has_result(audit, risk) or bool(results_of_others(audit, framework, today)),
            late=risks_come_late(audit, framework),
        )
    ]


def check_paper(paper: ThresholdPaper, sealed: Prose) -> None:
    """Refuse a threshold that says nothing, or is not what was sealed."""
    if not paper.metric.strip():
        raise Invalid("metric-missing", field="metric")
    if paper.terms.margin is not None and paper.terms.margin < 0:
        raise Invalid("margin-negative", field="margin")
    if is_called_rate(paper.metric) and max(paper.terms.value, paper.terms.margin or 0) > 1:
        raise Invalid("threshold-is-a-rate", field="limit", metric=paper.metric, value=f"{paper.terms.value:g}")
    if not sealed.sealed or _opened(sealed.text) != paper:
        raise Invalid("threshold-not-sealed")


def next_number(audit: Audit, risk: Risk) -> int:
    """The number of one more threshold of a risk: that of a withdrawn one is not given again."""
    withdrawn = (c.threshold for c in audit.threshold_corrections if c.risk == risk.key and c.withdrawn)
    return 1 + max((*(t.number for t in risk.thresholds), *withdrawn), default=0)


def _waiting(audit: Audit, framework: Framework, today: date, *, builders: bool) -> list[Result]:
    """Results of this model of which nobody has said what they speak to, by who handed them in: builders, or others."""
    waiting = [r for r in audit.results if r.status == "offered" and is_of_this_model(r)] if audit.rules > 1 else []
    return [r for r in waiting if any(is_builder(audit, framework, p, today) for p in senders(audit, r)) is builders]


def needs_no_result_of_builders(audit: Audit, framework: Framework, today: date) -> None:
    """Refuse while a result that a builder handed in waits for a reviewer's word: it may stamp no threshold, and nobody
    may draw one around it. From the second edition of the rules on.
    """
    if waiting := _waiting(audit, framework, today, builders=True):
        raise NotNow("threshold-result-waiting", number=waiting[0].number)


def results_of_others(audit: Audit, framework: Framework, today: date) -> list[Result]:
    """Results of this model that wait for a reviewer's word, and that no builder handed in: known of any risk."""
    return _waiting(audit, framework, today, builders=False)


def sealed_thresholds(audit: Audit, risk: str) -> dict[int, Digest]:
    """The thresholds of a risk that nobody opened yet, by their numbers; those that were withdrawn, too."""
    counting = (t for r in audit.risks if r.key == risk for t in r.thresholds)
    withdrawn = (c.withdrawn for c in audit.threshold_corrections if c.risk == risk and c.withdrawn)
    return {t.number: t.sealed for t in (*counting, *withdrawn) if t.terms is None}


@RULES.add
def reveal(audit: Audit, framework: Framework, c: RevealThresholds, now: datetime) -> list[Event]:
    """Open the sealed thresholds of a risk to which a result speaks, and match each with its digest."""
    only_system(c)
    risk = audit.risk(c.risk)
    if audit.is_shut or risk is None or not has_result(audit, risk):
        return []
    terms: dict[int, Terms] = {}
    for number, sealed in sealed_thresholds(audit, risk.key).items():
        opened = c.opened.get(number)
        paper = _opened(opened.text) if opened and opened.digest == sealed else None
        if paper is None:
            raise Invalid("threshold-seal-broken")
        terms[number] = paper.terms
    return [ThresholdsRevealed(at=now, by=c.actor, risk=risk.key, terms=terms)] if terms else []


def _opened(text: str) -> ThresholdPaper | None:
    try:
        return ThresholdPaper.model_validate_json(text)
    except ValidationError:
        return None


def unlogged_failures(audit: Audit) -> list[Risk]:
    """Tested risks whose results do not hold, of which no problem is on record for this version of the model."""
    logged = {f.risk for f in audit.findings if f.model == audit.model_number}
    return [r for r in prioritised_risks(audit) if r.key not in logged and verdict_on(audit, r) == "does-not-support"]


def risks_are_chosen(audit: Audit, framework: Framework, stage: str) -> bool:
    """Whether a stage that asks for risks has them, each with its thresholds, and a word on each expectation and
    kind of risk; true where it asks for none.
    """
    spec = framework.stage(stage)
    if not spec.risks:
        return True
    wanted = prioritised_risks(audit)
    set_for_all = all(r.thresholds and not without_threshold(audit, framework, r) for r in wanted)
    answered = not unanswered_expectations(audit, framework) and not unanswered_kinds(audit, spec)
    return bool(wanted) and set_for_all and answered


def risks_are_measured(audit: Audit, framework: Framework, stage: str) -> bool:
    """Whether a stage of results has one for every risk with priority, and none waits for a word."""
    if not framework.stage(stage).results:
        return True
    return not outdated_results(audit) and all(is_tested(audit, r) for r in prioritised_risks(audit))
