"""The fold of measurements: how the state changes with what happened.

Owns a function per event (risks, thresholds, results, tamper records, versions of the model) and their table; nothing
is decided here, and nothing can be refused.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.evaluations.events import (
    ExpectationAnswered,
    ExpectationsListed,
    GuardedResultProposed,
    GuardedResultRefused,
    ManifestDropped,
    ManifestFailed,
    ManifestRead,
    ManifestStated,
    ManifestSubmitted,
    ManifestTied,
    MetricNamesJoined,
    MetricNamesParted,
    MetricNamesProposed,
    ModelChanged,
    ResultAdmitted,
    ResultCarried,
    ResultDismissalProposed,
    ResultDismissed,
    ResultOffered,
    ResultRead,
    ResultSetAside,
    ResultUnread,
    RiskKindsAnswered,
    RiskRecorded,
    ServedModelStated,
    TamperRecorded,
    ThresholdCorrected,
    ThresholdCorrectionProposed,
    ThresholdCorrectionRefused,
    ThresholdSealed,
    ThresholdsRevealed,
    TieDoubted,
    VersionDeclared,
    VersionProposed,
    VersionRefused,
)
from bot.domain.evaluations.state import (
    AnsweredKind,
    Dismissal,
    ExpectationAnswer,
    ExpectationList,
    GuardedAdmission,
    LateRisk,
    LateThreshold,
    Manifest,
    MetricNames,
    Result,
    ResultStatus,
    Risk,
    ServedModel,
    Speaks,
    TamperRecord,
    Threshold,
    ThresholdCorrection,
    Tie,
    VersionChange,
)
from bot.domain.kernel.audit import Audit
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
    through counts from when the first one did: nobody gains by that.
    """
    asked = next(c for c in audit.threshold_corrections if c.number == e.number)
    risk = next(r for r in audit.risks if r.key == e.risk)
    gone = next(t for t in risk.thresholds if t.number == e.threshold)
    left = tuple(t for t in risk.thresholds if t.number != e.threshold)
    if asked.sealed:
        first = asked.put_right == "stricter"
        new = Threshold(
            number=e.replacement,
            metric=asked.metric,
            sealed=asked.sealed,
            by=asked.by,
            seq=gone.seq if first else audit.seq + 1,
            after_result=gone.after_result if first else asked.put_right == "looser",
            at=gone.at if first else e.at,
            put_right=bool(asked.put_right),
        )
        left = (*left, new)
    done = asked.replace(status="done", answered_by=e.by, withdrawn=gone, replacement=e.replacement)
    return _risk(_correction(audit, e.number, lambda c: done), e.risk, lambda r: r.replace(thresholds=left))


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


@FOLDS.add
def result_offered(audit: Audit, e: ResultOffered) -> Audit:
    """A file is being read."""
    new = Result(number=e.result, by=e.person, at=e.at, source=e.source, name=e.name, artifact=e.artifact)
    return audit.replace(results=(*audit.results, new))


def _result(audit: Audit, number: int, change: Callable[[Result], Result]) -> Audit:
    return audit.replace(results=tuple(change(r) if r.number == number else r for r in audit.results))


@FOLDS.add
def result_read(audit: Audit, e: ResultRead) -> Audit:
    """What the file says is known, since it was first read; its sender is asked."""
    first = audit.result(e.same_as) if e.same_as else None
    read_seq = first.read_seq if first else audit.seq + 1

    def read(result: Result) -> Result:
        return result.replace(
            status="offered",
            content=e.content,
            size=e.size,
            reading=e.reading,
            read_seq=read_seq,
            same_as=e.same_as,
            began=e.began,
            weights=e.weights,
            format=e.format,
            run=e.run,
            notes=e.notes,
            subject=e.subject,
            model=e.model,
        )

    return _result(audit, e.result, read)


@FOLDS.add
def result_unread(audit: Audit, e: ResultUnread) -> Audit:
    """No reader could."""
    return _result(audit, e.result, lambda r: r.replace(status="unread", problem=e.problem, params=e.params))


@FOLDS.add
def result_admitted(audit: Audit, e: ResultAdmitted) -> Audit:
    """It speaks to a risk."""
    known = len(audit.findings) if e.guard else 0
    fields = e.model_dump(include={"risk", "why", "by", "at", "guard", "guarded_by"})
    said = Speaks(measured=e.measured, problems=known, **fields)
    audit = _result(audit, e.result, lambda r: r.replace(dismissal=None, guarded=None))
    if e.late:
        return _result(audit, e.result, lambda r: _beside(r, said))
    return _result(audit, e.result, lambda r: r.replace(status="admitted", speaks=(*r.speaks, said)))


@FOLDS.add
def guarded_result_proposed(audit: Audit, e: GuardedResultProposed) -> Audit:
    """It speaks to nothing before another reviewer agrees."""
    asked = GuardedAdmission(risk=e.risk, measured=e.measured, why=e.why, guard=e.guard, by=e.by, at=e.at)
    return _result(audit, e.result, lambda r: r.replace(guarded=asked))


@FOLDS.add
def guarded_result_refused(audit: Audit, e: GuardedResultRefused) -> Audit:
    """What it speaks to has to be said anew."""
    return _result(audit, e.result, lambda r: r.replace(guarded=None))


def _beside(result: Result, said: Speaks) -> Result:
    status: ResultStatus = "admitted" if result.status == "admitted" else "late"
    return result.replace(status=status, late=(*result.late, said))


@FOLDS.add
def result_dismissed(audit: Audit, e: ResultDismissed) -> Audit:
    """It was talk, or is left out with reasons."""

    def left_out(result: Result) -> Result:
        if e.why is None:
            return result.replace(status="dismissed")
        first = result.dismissal
        both = first.replace(seconded_by=e.by, seconded_why=e.why) if first else Dismissal(by=e.by, why=e.why)
        return result.replace(status="dismissed", dismissal=both)

    return _result(audit, e.result, left_out)


@FOLDS.add
def result_dismissal_proposed(audit: Audit, e: ResultDismissalProposed) -> Audit:
    """One reviewer would leave it out."""
    return _result(audit, e.result, lambda r: r.replace(dismissal=Dismissal(by=e.by, why=e.why)))


@FOLDS.add
def model_changed(audit: Audit, e: ModelChanged) -> Audit:
    """The audit is about the new version; what was measured before waits for a word."""
    known = audit.weights and audit.rules > 1 and e.number > audit.model_number
    past = {**audit.past_weights, audit.model_number: audit.weights} if known else audit.past_weights
    changes = tuple(v.replace(status="in-force") if v.number == e.change else v for v in audit.version_changes)
    return audit.replace(
        subject=e.subject,
        weights=e.weights,
        model_number=e.number,
        past_weights=past,
        version_changes=changes,
        served=None if audit.rules > 1 else audit.served,
    )


@FOLDS.add
def version_proposed(audit: Audit, e: VersionProposed) -> Audit:
    """It takes the place of one that waits."""
    before = tuple(v.replace(status="replaced") if v.status == "asked" else v for v in audit.version_changes)
    new = VersionChange(number=e.change, subject=e.subject, weights=e.weights, line=e.line, why=e.why, by=e.by, at=e.at)
    return audit.replace(version_changes=(*before, new))


def _change(audit: Audit, number: int, change: Callable[[VersionChange], VersionChange]) -> Audit:
    return audit.replace(version_changes=tuple(change(v) if v.number == number else v for v in audit.version_changes))


@FOLDS.add
def version_declared(audit: Audit, e: VersionDeclared) -> Audit:
    """Two say so."""
    return _change(audit, e.change, lambda v: v.replace(status="declared", answered_by=e.by))


@FOLDS.add
def version_refused(audit: Audit, e: VersionRefused) -> Audit:
    """It is none."""
    return _change(audit, e.change, lambda v: v.replace(status="refused", answered_by=e.by))


@FOLDS.add
def result_carried(audit: Audit, e: ResultCarried) -> Audit:
    """It counts for the new version too."""
    return _result(audit, e.result, lambda r: _carried(audit, r, e))


def _carried(audit: Audit, result: Result, e: ResultCarried) -> Result:
    measured_on = (result.measured_on or result.model) if audit.rules > 1 else 0
    return result.replace(model=e.model, carried_why=e.why, carried_by=e.by, measured_on=measured_on)


@FOLDS.add
def result_set_aside(audit: Audit, e: ResultSetAside) -> Audit:
    """It counts no longer."""
    return _result(audit, e.result, lambda r: r.replace(status="rerun"))


@FOLDS.add
def tamper_recorded(audit: Audit, e: TamperRecorded) -> Audit:
    """The facts of one version of the record."""
    new = TamperRecord(artifact=e.artifact, version=e.version, facts=e.facts, seq=audit.seq + 1, model=e.model)
    return audit.replace(tampering=(*audit.tampering, new))


@FOLDS.add
def manifest_submitted(audit: Audit, e: ManifestSubmitted) -> Audit:
    """One more manifest; a fingerprint alone is read already."""
    new = Manifest(
        number=e.manifest,
        by=e.by,
        at=e.at,
        how=e.how,
        status="read" if e.fingerprint else "reading",
        fingerprint=e.fingerprint,
        content=e.content,
        source=e.source,
        encrypted=e.encrypted,
    )
    return audit.replace(manifests=(*audit.manifests, new))


def _manifest(audit: Audit, number: int, change: Callable[[Manifest], Manifest]) -> Audit:
    return audit.replace(manifests=tuple(change(m) if m.number == number else m for m in audit.manifests))


@FOLDS.add
def manifest_read(audit: Audit, e: ManifestRead) -> Audit:
    """What it says is shown to who handed it in."""

    def read(found: Manifest) -> Manifest:
        said = found.replace(content=e.content, fingerprint=e.fingerprint, files=e.files, size=e.size, parts=e.parts)
        return said.replace(status="read")

    return _manifest(audit, e.manifest, read)


@FOLDS.add
def manifest_failed(audit: Audit, e: ManifestFailed) -> Audit:
    """It is none."""
    return _manifest(audit, e.manifest, lambda m: m.replace(status="unread", problem=e.problem, params=e.params))


@FOLDS.add
def manifest_stated(audit: Audit, e: ManifestStated) -> Audit:
    """The first one of a version says what its weights are; a later one changes nothing by itself."""
    stated = _manifest(audit, e.manifest, lambda m: m.replace(status="stated"))
    fingerprint = next(m.fingerprint for m in stated.manifests if m.number == e.manifest)
    return stated.replace(weights=audit.weights or fingerprint)


@FOLDS.add
def manifest_tied(audit: Audit, e: ManifestTied) -> Audit:
    """These files may leave in place of the audited ones."""
    said = e.model_dump(include={"audited", "comparison", "decrypted", "how"})
    tie = Tie(by=e.by, at=e.at, **said)
    return _manifest(audit, e.manifest, lambda m: m.replace(status="tied", tie=tie))


@FOLDS.add
def manifest_dropped(audit: Audit, e: ManifestDropped) -> Audit:
    """It counts for nothing."""
    return _manifest(
        audit,
        e.manifest,
        lambda m: m.replace(status="dropped", tie=None, taken_back=audit.seq + 1 if m.tie else 0),
    )


@FOLDS.add
def tie_doubted(audit: Audit, e: TieDoubted) -> Audit:
    """The tie stands until another reviewer finds the same."""
    return _manifest(audit, e.manifest, lambda m: m.replace(tie=m.tie and m.tie.replace(doubted_by=e.by, doubt=e.how)))


@FOLDS.add
def served_model_stated(audit: Audit, e: ServedModelStated) -> Audit:
    """There will be no manifest of this version."""
    served = ServedModel(provider=e.provider, endpoint=e.endpoint, since=e.since, by=e.by, at=e.at)
    return audit.replace(served=served)
