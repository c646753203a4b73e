"""The fold of risks: how the state changes with what is to be measured, and against what.

Owns a function per event (risks, their kinds, thresholds, expectations, names of metrics) and their table; nothing is
decided here, and nothing can be refused.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.evaluations.events import (
    ExpectationAnswered,
    ExpectationsListed,
    MetricNamesJoined,
    MetricNamesParted,
    MetricNamesProposed,
    RiskKindsAnswered,
    RiskRecorded,
    ThresholdCorrected,
    ThresholdCorrectionProposed,
    ThresholdCorrectionRefused,
    ThresholdSealed,
    ThresholdsRevealed,
)
from bot.domain.evaluations.state import (
    AnsweredKind,
    ExpectationAnswer,
    ExpectationList,
    LateRisk,
    LateThreshold,
    MetricNames,
    Risk,
    Threshold,
    ThresholdCorrection,
)
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.registry import Folds

FOLDS = Folds()


@FOLDS.add
def risk_recorded(audit: Audit, e: RiskRecorded) -> Audit:
    """A new risk, or an old one in new words or scores; its thresholds stay. What comes late lies beside."""
    if e.late:
        return _late_risk(audit, e)
    if audit.risk(e.risk) is None:
        new = Risk(
            key=e.risk,
            title=e.title,
            likelihood=e.likelihood,
            severity=e.severity,
            priority=e.priority,
            by=e.by,
            least_form=e.least_form,
            tamperable=e.tamperable,
        )
        return audit.replace(risks=(*audit.risks, new))
    return _risk(
        audit,
        e.risk,
        lambda r: r.replace(
            title=e.title,
            likelihood=e.likelihood,
            severity=e.severity,
            priority=e.priority,
            least_form=e.least_form,
            tamperable=e.tamperable,
        ),
    )


def _late_risk(audit: Audit, e: RiskRecorded) -> Audit:
    known = audit.risk(e.risk)
    risk = Risk(
        key=e.risk,
        title=e.title,
        likelihood=e.likelihood,
        severity=e.severity,
        priority=e.priority,
        by=known.by if known else e.by,
        least_form=e.least_form,
        tamperable=e.tamperable,
    )
    others = (late for late in audit.late_risks if late.risk.key != e.risk)
    return audit.replace(late_risks=(*others, LateRisk(risk=risk, at=e.at)))


def _risk(audit: Audit, key: str, change: Callable[[Risk], Risk]) -> Audit:
    return audit.replace(risks=tuple(change(r) if r.key == key else r for r in audit.risks))


@FOLDS.add
def risk_kinds_answered(audit: Audit, e: RiskKindsAnswered) -> Audit:
    """The last word on each kind counts."""
    said = {each.kind: each for each in audit.risk_kinds}
    for new in e.answers:
        said[new.kind] = AnsweredKind(
            kind=new.kind, verdict=new.verdict, risks=new.risks, why=new.why, by=e.by, at=e.at
        )
    return audit.replace(risk_kinds=tuple(said.values()))


@FOLDS.add
def threshold_sealed(audit: Audit, e: ThresholdSealed) -> Audit:
    """One more threshold of a risk."""
    new = Threshold(
        number=e.number,
        metric=e.metric,
        sealed=e.sealed,
        by=e.by,
        seq=audit.seq + 1,
        after_result=e.after_result,
        at=e.at if audit.rules > 1 else None,
    )
    if e.late:
        return audit.replace(late_thresholds=(*audit.late_thresholds, LateThreshold(risk=e.risk, threshold=new)))
    return _risk(audit, e.risk, lambda r: r.replace(thresholds=(*r.thresholds, new)))


@FOLDS.add
def threshold_correction_proposed(audit: Audit, e: ThresholdCorrectionProposed) -> Audit:
    """A second is asked, and of the same threshold about nothing else any more."""
    same = (e.risk, e.threshold)
    known = tuple(
        c.replace(status="replaced") if c.status == "asked" and (c.risk, c.threshold) == same else c
        for c in audit.threshold_corrections
    )
    new = ThresholdCorrection(
        number=e.number,
        risk=e.risk,
        threshold=e.threshold,
        metric=e.metric,
        sealed=e.sealed,
        why=e.why,
        put_right=e.put_right,
        by=e.by,
        at=e.at,
    )
    return audit.replace(threshold_corrections=(*known, new))


def _correction(audit: Audit, number: int, change: Callable[[ThresholdCorrection], ThresholdCorrection]) -> Audit:
    corrections = tuple(change(c) if c.number == number else c for c in audit.threshold_corrections)
    return audit.replace(threshold_corrections=corrections)


@FOLDS.add
def threshold_corrected(audit: Audit, e: ThresholdCorrected) -> Audit:
    """It counts no more; what stands in its place counts from now on. One that was put right because it let too much
    through counts from when the first one did: nobody gains by that. What stands in the place of one that lies beside a
    closed stage lies there, too.
    """
    asked = next(c for c in audit.threshold_corrections if c.number == e.number)
    beside = [late for late in audit.late_thresholds if late.risk == e.risk]
    counting = [t for r in audit.risks if r.key == e.risk for t in r.thresholds]
    gone = next(t for t in (*counting, *(late.threshold for late in beside)) if t.number == e.threshold)
    new = _replacement(audit, asked, asked.sealed, gone, e) if asked.sealed else None
    done = asked.replace(status="done", answered_by=e.by, withdrawn=gone, replacement=e.replacement)
    audit = _correction(audit, e.number, lambda c: done)
    if gone not in counting:
        others = (late for late in audit.late_thresholds if (late.risk, late.threshold) != (e.risk, gone))
        added = (LateThreshold(risk=e.risk, threshold=new),) if new else ()
        return audit.replace(late_thresholds=(*others, *added))
    left = tuple(t for t in counting if t != gone)
    return _risk(audit, e.risk, lambda r: r.replace(thresholds=(*left, new) if new else left))


def _replacement(
    audit: Audit, asked: ThresholdCorrection, sealed: Digest, gone: Threshold, e: ThresholdCorrected
) -> Threshold:
    """What stands in the place of the one that is gone. A stricter one is as old as that was; a looser one of which a
    result is known is stamped as set after it.
    """
    first = asked.put_right == "stricter"
    return Threshold(
        number=e.replacement,
        metric=asked.metric,
        sealed=sealed,
        by=asked.by,
        seq=gone.seq if first else audit.seq + 1,
        after_result=gone.after_result if first else asked.put_right == "looser",
        at=gone.at if first else e.at,
        put_right=bool(asked.put_right),
    )


@FOLDS.add
def threshold_correction_refused(audit: Audit, e: ThresholdCorrectionRefused) -> Audit:
    """It stays as it is."""
    return _correction(audit, e.number, lambda c: c.replace(status="refused", answered_by=e.by))


@FOLDS.add
def expectations_listed(audit: Audit, e: ExpectationsListed) -> Audit:
    """They count once their version does."""
    new = ExpectationList(artifact=e.artifact, version=e.version, rows=e.rows)
    return audit.replace(expectation_lists=(*audit.expectation_lists, new))


@FOLDS.add
def expectation_answered(audit: Audit, e: ExpectationAnswered) -> Audit:
    """A later word on a row takes the place of an earlier one."""
    new = ExpectationAnswer(expectation=e.expectation, risk=e.risk, why=e.why, by=e.by, at=e.at, seq=audit.seq + 1)
    others = (a for a in audit.expectation_answers if a.expectation.number != e.expectation.number)
    return audit.replace(expectation_answers=(*others, new))


@FOLDS.add
def metric_names_proposed(audit: Audit, e: MetricNamesProposed) -> Audit:
    """Another reviewer is asked."""
    new = MetricNames(number=e.number, risk=e.risk, one=e.one, other=e.other, by=e.by, at=e.at, why=e.why)
    return audit.replace(metric_names=(*audit.metric_names, new))


def _names(audit: Audit, number: int, change: Callable[[MetricNames], MetricNames]) -> Audit:
    return audit.replace(metric_names=tuple(change(n) if n.number == number else n for n in audit.metric_names))


@FOLDS.add
def metric_names_joined(audit: Audit, e: MetricNamesJoined) -> Audit:
    """They are one metric."""
    return _names(audit, e.number, lambda n: n.replace(status="joined", answered_by=e.by))


@FOLDS.add
def metric_names_parted(audit: Audit, e: MetricNamesParted) -> Audit:
    """They are two."""
    return _names(audit, e.number, lambda n: n.replace(status="parted", answered_by=e.by))


@FOLDS.add
def thresholds_revealed(audit: Audit, e: ThresholdsRevealed) -> Audit:
    """Everybody may read what they ask for."""

    def revealed(risk: Risk) -> Risk:
        opened = (t.replace(terms=e.terms[t.number]) if t.number in e.terms else t for t in risk.thresholds)
        return risk.replace(thresholds=tuple(opened))

    def withdrawn(c: ThresholdCorrection) -> ThresholdCorrection:
        terms = e.terms.get(c.threshold) if c.risk == e.risk and c.withdrawn else None
        return c.replace(withdrawn=c.withdrawn.replace(terms=terms)) if terms and c.withdrawn else c

    corrections = tuple(withdrawn(c) for c in audit.threshold_corrections)
    return _risk(audit.replace(threshold_corrections=corrections), e.risk, revealed)
