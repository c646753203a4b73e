"""A threshold that was set by mistake: one reviewer would withdraw or replace it, a second agrees.

Owns that word and its second, from the second edition of the rules on. Until then the threshold counts as it is, and
nobody moves a target once an arrow is known: then it may only be put right to the signed expectation it was made of.
"""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.evaluations.commands import AnswerThresholdCorrection, CorrectThreshold, ThresholdPaper
from bot.domain.evaluations.events import (
    ThresholdCorrected,
    ThresholdCorrectionProposed,
    ThresholdCorrectionRefused,
)
from bot.domain.evaluations.expectations import check_strictness, is_about, is_as_strict, made_into
from bot.domain.evaluations.late_risks import all_risks, lies_beside
from bot.domain.evaluations.risks import check_paper, needs_no_result_of_builders, next_number, results_of_others
from bot.domain.evaluations.state import Expectation, PutRight, Risk, Terms, Threshold, ThresholdCorrection
from bot.domain.evaluations.verdicts import has_result, is_metric
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.evidence import comes_late, is_deciding
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.stages import reopened
from bot.domain.roster.independence import (
    holds_by_waiver,
    is_builder,
    is_reviewer,
    judges_for_another,
    judging_roles,
    needs_ties,
    reviewers,
)
from bot.domain.roster.permissions import running
from bot.domain.roster.roles import holders
from bot.domain.roster.seconds import are_two_reviewers, helped_in

RULES = Rules()


@RULES.add
def correct(audit: Audit, framework: Framework, c: CorrectThreshold, now: datetime) -> list[Event]:
    """A reviewer would withdraw a threshold, or have another one in its place."""
    today = audit.calendar.day(now)
    _needs_time(audit, framework, today)
    if not is_reviewer(audit, framework, c.actor, today):
        raise NotAllowed("threshold-correction-reviewer-only")
    risk, threshold = _known(audit, c.risk, c.number)
    if not c.why.text.strip():
        raise Invalid("threshold-correction-why-missing", field="why")
    if c.paper is not None:
        if c.sealed is None:
            raise Invalid("threshold-not-sealed")
        check_paper(c.paper, c.sealed)
        check_strictness(made_into(audit, framework, risk.key), c.paper.metric, c.paper.terms)
        if threshold.terms == c.paper.terms and threshold.metric == c.paper.metric.strip():
            raise Invalid("threshold-correction-same", field="limit")
    put_right: PutRight = ""
    known = is_known(audit, framework, risk, threshold, today)
    if lies_beside(audit, risk.key, threshold.number):
        _needs_setter(risk, threshold, c.actor, known=known)
    elif known:
        put_right = _put_right(audit, framework, risk, threshold, c.paper)
    sealed = c.sealed.digest if c.paper and c.sealed else None
    said = {"risk": risk.key, "threshold": threshold.number, "sealed": sealed, "put_right": put_right}
    for asked in (a for a in audit.threshold_corrections if a.status == "asked" and a.by == c.actor):
        if asked.model_dump(include={*said, "why"}) == {**said, "why": c.why.digest}:
            return []
    return [
        ThresholdCorrectionProposed(
            at=now,
            by=c.actor,
            number=len(audit.threshold_corrections) + 1,
            risk=risk.key,
            threshold=threshold.number,
            metric=c.paper.metric.strip() if c.paper else "",
            sealed=sealed,
            why=c.why.digest,
            put_right=put_right,
        )
    ]


@RULES.add
def answer(audit: Audit, framework: Framework, c: AnswerThresholdCorrection, now: datetime) -> list[Event]:
    """A second agrees, which opens the stage that chose the threshold again; or does not."""
    today = audit.calendar.day(now)
    asked = next((a for a in audit.threshold_corrections if a.number == c.number), None)
    if asked is None or asked.status != "asked":
        raise NotNow("threshold-correction-settled")
    _needs_time(audit, framework, today)
    if not is_reviewer(audit, framework, asked.by, today):
        raise NotNow("threshold-correction-first-gone", person=asked.by)
    risk, threshold = _known(audit, asked.risk, asked.threshold)
    able = seconds(audit, framework, asked, today)
    if c.actor not in able and not (c.actor == asked.by and not c.confirm):
        raise NotIndependent("threshold-correction-second", person=able[0] if able else audit.lead, first=asked.by)
    if not c.confirm:
        return [ThresholdCorrectionRefused(at=now, by=c.actor, number=asked.number)]
    if is_overtaken(audit, framework, asked, today):
        raise NotNow("threshold-correction-overtaken", risk=risk.key)
    needs_ties(audit, framework, c.actor, today)
    replacement = next_number(audit, risk) if asked.sealed else 0
    corrected = ThresholdCorrected(
        at=now,
        by=c.actor,
        number=asked.number,
        risk=risk.key,
        threshold=threshold.number,
        replacement=replacement,
    )
    closed = [spec.key for spec in framework.stages if spec.risks and comes_late(audit, spec.key)]
    if lies_beside(audit, risk.key, threshold.number):
        # nobody signed it: it counts for nothing
        closed = []
    return [corrected, *(reopened(audit, framework, stage, c.actor, asked.why, now) for stage in closed)]


def seconds(audit: Audit, framework: Framework, asked: ThresholdCorrection, today: date) -> list[Person]:
    """Who may agree, in order: reviewers, then external reviewers and seats of the board; none who asked or set the
    threshold, who is brought in by who asked, builds, or judges by a waiver. Where a result is known, reviewers alone.
    """
    if asked.put_right:
        able = reviewers(audit, framework, today)
        return [p for p in able if are_two_reviewers(audit, framework, asked.by, p, today)]
    judges = dict.fromkeys(
        (*reviewers(audit, framework, today), *(p for r in judging_roles(framework) for p in holders(audit, r, today)))
    )
    set_by = next((t.by for r in all_risks(audit) for t in r.thresholds if _is(asked, r, t)), asked.by)
    return [
        p
        for p in judges
        if p not in (asked.by, set_by)
        and judges_for_another(audit, framework, p, asked.by, today)
        and not (is_builder(audit, framework, p, today) or holds_by_waiver(audit, p))
        and not helped_in(audit, framework, asked.by, p)
    ]


def second_of(audit: Audit, framework: Framework, asked: ThresholdCorrection, today: date) -> Person | None:
    """Who is asked to agree; nobody where it has to be asked for anew."""
    there = any(_is(asked, r, t) for r in all_risks(audit) for t in r.thresholds)
    if not there or not is_reviewer(audit, framework, asked.by, today) or is_deciding(audit):
        return None
    if is_overtaken(audit, framework, asked, today):
        return None
    return next(iter(seconds(audit, framework, asked, today)), None)


def is_known(audit: Audit, framework: Framework, risk: Risk, threshold: Threshold, today: date) -> bool:
    """Whether a result of a risk was handed in or a run of it has begun, here or in another audit of these weights.

    What a builder handed in counts once a reviewer said what it speaks to; what others did, at once.
    """
    elsewhere = (
        is_metric(audit, risk.key, threshold.metric, metric)
        for other in audit.earlier_audits
        if other.same_weights
        for metric in other.measured
    )
    return has_result(audit, risk) or bool(results_of_others(audit, framework, today)) or any(elsewhere)


def is_overtaken(audit: Audit, framework: Framework, asked: ThresholdCorrection, today: date) -> bool:
    """Whether a result of the risk is known since a correction was asked for: it takes another one then."""
    risk, threshold = _known(audit, asked.risk, asked.threshold)
    return is_known(audit, framework, risk, threshold, today) is not bool(asked.put_right)


def expected_terms(audit: Audit, framework: Framework, risk: Risk, threshold: Threshold) -> Terms | None:
    """What a threshold would be put right to: the value of the expectation it was made of, within the margin that it
    has; None where no signed expectation says another value.
    """
    spec = framework.expectations
    signed = spec is not None and any(
        audit.stages[stage.key].status == "closed"
        for stage in framework.stages
        if any(artifact.key == spec.key for artifact in stage.artifacts)
    )
    made = [e for e in made_into(audit, framework, risk.key) if is_about(e, threshold.metric)] if signed else []
    terms = _strictest(made)
    if terms is None or (threshold.terms and _bare(threshold.terms) == terms):
        return None
    return terms.replace(margin=threshold.terms.margin if threshold.terms else None)


def _strictest(made: list[Expectation]) -> Terms | None:
    """Of several rows that became a risk, the one that lets through least; None of two directions."""
    return next((e.terms for e in made if all(is_as_strict(e.terms, other.terms) for other in made)), None)


def _bare(terms: Terms) -> Terms:
    return terms.replace(margin=None)


def _put_right(
    audit: Audit, framework: Framework, risk: Risk, threshold: Threshold, paper: ThresholdPaper | None
) -> PutRight:
    """What a threshold of which a result is known becomes. Refuses everything but what was expected of it."""
    if threshold.terms is None:
        raise NotNow("threshold-correction-sealed", risk=risk.key)
    terms = expected_terms(audit, framework, risk, threshold)
    if terms is None:
        raise Invalid("threshold-correction-result-known", field="threshold", risk=risk.key)
    if paper is None or paper.metric.strip() != threshold.metric or paper.terms != terms:
        value = f"{terms.value:g}"
        raise Invalid(
            "threshold-correction-as-expected", field="limit", risk=risk.key, direction=terms.direction, value=value
        )
    return "stricter" if is_as_strict(terms, threshold.terms) else "looser"


def _is(asked: ThresholdCorrection, risk: Risk, threshold: Threshold) -> bool:
    return (asked.risk, asked.threshold) == (risk.key, threshold.number)


def _needs_setter(risk: Risk, threshold: Threshold, who: Person, *, known: bool) -> None:
    """Refuse of one that lies beside a closed stage whoever did not set it: nobody would sign again that it is gone."""
    if known:
        raise NotNow("threshold-correction-beside", risk=risk.key)
    if who != threshold.by:
        raise NotAllowed("threshold-correction-setter", person=threshold.by)


def _known(audit: Audit, key: str, number: int) -> tuple[Risk, Threshold]:
    found = ((r, t) for r in all_risks(audit) for t in r.thresholds if (r.key, t.number) == (key, number))
    if (there := next(found, None)) is None:
        raise Invalid("threshold-correction-gone", field="threshold")
    return there


def _needs_time(audit: Audit, framework: Framework, today: date) -> None:
    """Refuse by the first edition of the rules, while the board decides, and while a builder's result waits."""
    running(audit)
    if audit.rules < 2:
        raise NotNow("threshold-correction-older-rules")
    if is_deciding(audit):
        raise NotNow("threshold-correction-board-deciding")
    needs_no_result_of_builders(audit, framework, today)
