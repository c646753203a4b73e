"""Risks, thresholds, and what results and tamper records say of them.

Owns that part of a report. Of a tamper record it says the verdict and no figure: the document is for its readers alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.evaluations.measurement import Measurement
from bot.domain.evaluations.samples import DrawnSamples
from bot.domain.evaluations.state import Result, Risk, Speaks, Threshold
from bot.domain.evaluations.tampering import judge_record as judged_record
from bot.domain.evaluations.verdicts import (
    judge_result,
    prioritised_risks,
    sized_interval,
    tells_uncertainty,
    verdict_on,
    widened,
)
from bot.reports.report_data import Material
from bot.reports.risk_states import State, state_of
from bot.reports.sections.findings import Against, against
from bot.reports.sections.probes import GARAK, told_probe
from bot.reports.sections.quotations import Said, said

_COUNTED: Final = {(GARAK, "attack_success_rate"), ("junit", "pass_rate"), ("promptfoo", "pass_rate")}
"""Format and metric of the rates whose files say how many of how many it was."""


@dataclass(frozen=True, slots=True)
class ThresholdLine:
    """One threshold. `value` is empty while it is sealed; `unopened`: for ever, as the audit is over."""

    metric: str
    direction: str
    value: str
    unopened: bool
    margin: str
    name: str
    at: datetime | None
    """When it was set; None in audits of before, where nobody noted it."""
    event: int
    after_result: bool


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One value that speaks to a risk. `counts`: for the present version of the model."""

    number: int
    by: str
    """Who handed it in."""
    at: datetime
    admitted_by: str
    began: datetime | None
    """When its run began, where its file says so."""
    link: str
    value: str
    told: str
    """The value as it is read: `11 of 500 (2.2 %)` where its file counts, else the number."""
    metric: str
    """What its file calls it."""
    held: str
    """What the threshold calls it that it is held against; empty where it is held against none."""
    task: str
    samples: int | None
    low: str
    high: str
    """From where to where the value surely lies; empty where nobody knows how large the run was."""
    interval: str
    """The same in words: its level, its ends, how it was got."""
    tool: str
    """The format of its file, which is that of the tool that wrote it."""
    tried: str
    """What was tried, in words, where the file names it by a code; else empty."""
    verdict: str
    why: str
    afterwards: bool
    because: Said | None
    scale: Said | None
    scale_by: str
    guard: Said | None
    """Behind which changed filters or other system prompt it was measured."""
    guarded_by: tuple[str, ...]
    carried: Said | None
    carried_by: str
    counts: bool
    fingerprint: str
    first: bool
    """The first of the values that the file was admitted for: what is said of the file is said there."""
    drawn: DrawnSamples | None
    """Random inputs and outputs, where the file holds any; beside its first value."""


@dataclass(frozen=True, slots=True)
class NamesLine:
    """Two names of one metric, and the reviewers who say that they are."""

    one: str
    other: str
    names: tuple[str, ...]
    why: Said | None


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A threshold that was withdrawn or replaced, and who agreed to it."""

    threshold: ThresholdLine
    how: str
    """withdrawn, replaced; or what it became when a result was known: stricter, looser."""
    names: tuple[str, ...]
    why: Said | None


@dataclass(frozen=True, slots=True)
class RiskPart:
    """One risk with everything that was measured of it."""

    key: str
    title: Said | None
    likelihood: int
    severity: int
    tested: bool
    verdict: str
    """What its results say together; empty without one."""
    state: State
    """What the chart shows of it: its results and its tamper records together."""
    thresholds: tuple[ThresholdLine, ...]
    results: tuple[ResultLine, ...]
    one_metric: tuple[NamesLine, ...]
    corrected: tuple[CorrectionLine, ...]
    against: tuple[Against, ...]
    """The open problems that stand beside what its tests say."""


@dataclass(frozen=True, slots=True)
class TamperLine:
    """The verdict on one version of a tamper record."""

    artifact: str
    document: str
    version: int
    risk: str
    verdict: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOutLine:
    """A result that counts for nothing, by whom and why; or one that says the same as another (`repeats`, else 0)."""

    number: int
    by: str
    names: tuple[str, ...]
    reasons: tuple[Said, ...]
    repeats: int


def left_out(read: Material) -> tuple[LeftOutLine, ...]:
    """The results that were left out, and those that were handed in again."""
    return tuple(
        LeftOutLine(
            number=result.number,
            by=read.name(result.by),
            names=tuple(read.name(who) for who in (found.by, found.seconded_by) if who) if found else (),
            reasons=tuple(words for why in (found.why, found.seconded_why) if (words := said(read, why)))
            if found
            else (),
            repeats=0 if found else result.same_as,
        )
        for result in read.audit.results
        if ((found := result.dismissal) and result.status == "dismissed") or result.same_as
    )


def risks(read: Material) -> tuple[RiskPart, ...]:
    """Every risk, those that are tested first, the gravest before the others."""
    tested = {risk.key for risk in prioritised_risks(read.audit)}
    ordered = sorted(read.audit.risks, key=lambda r: (r.key not in tested, -r.severity * r.likelihood, -r.severity))
    return tuple(
        RiskPart(
            key=risk.key,
            title=said(read, risk.title),
            likelihood=risk.likelihood,
            severity=risk.severity,
            tested=risk.key in tested,
            verdict=verdict_on(read.audit, risk) or "",
            state=state_of(read.audit, read.framework, risk),
            thresholds=tuple(_threshold(read, t, share=t.metric in _shares(read, risk)) for t in risk.thresholds),
            results=tuple(_results(read, risk)),
            one_metric=tuple(_one_metric(read, risk)),
            corrected=tuple(_corrected(read, risk)),
            against=against(read, risk.key),
        )
        for risk in ordered
    )


def _shares(read: Material, risk: Risk) -> set[str]:
    """The metrics of a risk by which files counted how many of how many it was: a limit on them is a share, too."""
    placed = ((result, one) for result in read.audit.results for one in result.placed if one.risk == risk.key)
    counted = ((result, one) for result, one in placed if _count(result, one.measured) is not None)
    return {judge_result(read.audit, risk, result, one).metric for result, one in counted}


def _threshold(read: Material, found: Threshold, *, share: bool) -> ThresholdLine:
    terms = found.terms
    value = f"{terms.value:.6g}" if terms else ""
    return ThresholdLine(
        metric=found.metric,
        direction=terms.direction if terms else "",
        value=f"{value} ({_ends(terms.value, percent=True)})" if terms and share else value,
        unopened=terms is None and read.audit.over,
        margin=f"{terms.margin:.6g}" if terms and terms.margin is not None else "",
        name=read.name(found.by),
        at=found.at,
        event=found.seq,
        after_result=found.after_result,
    )


def _one_metric(read: Material, risk: Risk) -> Iterator[NamesLine]:
    for found in read.audit.metric_names:
        if found.risk == risk.key and found.status == "joined":
            names = tuple(read.name(who) for who in (found.by, found.answered_by) if who)
            yield NamesLine(one=found.one, other=found.other, names=names, why=said(read, found.why))


def _corrected(read: Material, risk: Risk) -> Iterator[CorrectionLine]:
    for found in read.audit.threshold_corrections:
        if found.risk == risk.key and found.withdrawn:
            yield CorrectionLine(
                threshold=_threshold(read, found.withdrawn, share=found.withdrawn.metric in _shares(read, risk)),
                how=found.put_right or ("replaced" if found.replacement else "withdrawn"),
                names=tuple(read.name(who) for who in (found.by, found.answered_by) if who),
                why=said(read, found.why),
            )


def _results(read: Material, risk: Risk) -> Iterator[ResultLine]:
    for result in read.audit.results:
        yield from (_result(read, risk, result, one) for one in result.placed if one.risk == risk.key)


def _result(read: Material, risk: Risk, result: Result, one: Speaks) -> ResultLine:
    found = judge_result(read.audit, risk, result, one)
    between, counted = sized_interval(one.measured), _count(result, one.measured)
    return ResultLine(
        number=result.number,
        by=read.name(result.by),
        at=result.at,
        admitted_by=read.name(one.by),
        began=result.began,
        link=read.message(result.source),
        value=f"{one.measured.value:.6g}",
        told=f"{one.measured.value:.6g}"
        if counted is None
        else read.say(
            "report-result-counted",
            count=str(counted),
            samples=str(one.measured.samples),
            share=_ends(one.measured.value, percent=True),
        ),
        metric=one.measured.label,
        held="" if found.why in ("no-threshold", "another-metric", "sealed") else found.metric,
        task=one.measured.task,
        samples=one.measured.samples,
        low=f"{between[0]:.3g}" if between else "",
        high=f"{between[1]:.3g}" if between else "",
        interval=_interval(read, one.measured, between, percent=counted is not None) if between else "",
        tool=result.format,
        tried=told_probe(read, result.format, one.measured),
        verdict=found.verdict,
        why=found.why,
        afterwards=found.afterwards,
        because=said(read, one.why),
        scale=said(read, one.scale),
        scale_by=read.name(one.scale_by) if one.scale_by else "",
        guard=said(read, one.guard),
        guarded_by=tuple(read.name(who) for who in (one.guarded_by, one.by) if who) if one.guard else (),
        carried=said(read, result.carried_why),
        carried_by=read.name(result.carried_by) if result.carried_by else "",
        counts=result.status == "admitted" and result.model == read.audit.model_number,
        fingerprint=result.content or "",
        first=one == result.placed[0],
        drawn=read.samples.get(result.number) if one == result.placed[0] else None,
    )


def _count(result: Result, measured: Measurement) -> int | None:
    """How many of its samples a rate counts, where files of this format count them; None of any other value."""
    if (result.format, measured.metric) not in _COUNTED or not measured.samples:
        return None
    exact = measured.value * measured.samples
    return round(exact) if abs(exact - round(exact)) < 1e-6 else None


def _ends(value: float, *, percent: bool) -> str:
    if not percent:
        return f"{value:.3g}"
    share = 100 * value
    return f"{share:.3g} %" if share >= 10 else f"{share:.2g} %"


def _interval(read: Material, measured: Measurement, between: tuple[float, float], *, percent: bool) -> str:
    """Of which level an interval is, from where to where it goes, and how it was got; as `sized_interval` gets it."""
    unsure, level = measured.uncertainty, "95"
    if unsure is None or not tells_uncertainty(measured):
        how = "three" if measured.value in (0, 1) else "wilson"
    elif unsure.standard_error is not None:
        how = "error"
    else:
        how = "widened" if widened(measured) else "method" if unsure.method else "file"
        level = f"{100 * unsure.confidence:.3g}" if unsure.confidence is not None else ""
    stated, level = level, "95" if how == "widened" else level
    low, high = (_ends(end, percent=percent) for end in between)
    told = read.say(f"report-interval-{how}", method=unsure.method if unsure else "", level=stated)
    return read.say(
        "report-interval" if level else "report-interval-unlevelled", level=level, low=low, high=high, how=told
    )


def tampering(read: Material) -> tuple[TamperLine, ...]:
    """Every version of every tamper record, with its verdict as it stands."""
    lines = []
    for record in read.audit.tampering:
        found = judged_record(read.audit, record)
        title = read.framework.artifact(record.artifact).title
        lines.append(TamperLine(record.artifact, title, record.version, record.facts.risk, found.outcome, found.why))
    return tuple(lines)
