"""Duties of measurements: who owes what, and by when.

Owns whose each duty is (risks, thresholds, results, tamper records, versions of the model). Pure and quick: it runs
for every command.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bot.domain.evaluations.corrections import second_of as second_of_correction
from bot.domain.evaluations.encrypted_files import compares_anothers
from bot.domain.evaluations.expectations import unanswered_expectations, without_threshold
from bot.domain.evaluations.manifests import is_identified
from bot.domain.evaluations.metric_names import second_of
from bot.domain.evaluations.risk_kinds import unanswered_kinds
from bot.domain.evaluations.risks import unlogged_failures
from bot.domain.evaluations.rules import handed_in_by, leave_out_together, senders
from bot.domain.evaluations.state import Result
from bot.domain.evaluations.verdicts import is_of_this_model, is_tested, outdated_results, prioritised_risks
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import ANSWER_DAYS, Duty, answer_by, asked_again_on, joined
from bot.domain.kernel.evidence import looks_at_version
from bot.domain.kernel.framework import Framework, StageSpec
from bot.domain.kernel.people import Person
from bot.domain.roster.independence import is_reviewer, judges_anothers, reviewers
from bot.domain.roster.roles import people_with
from bot.domain.roster.seconds import are_two_reviewers


class PlaceResultDuty(Duty, kind="place-result", key=("number",), asking="listed"):
    """Which risk does a result speak to? A reviewer says so who did not send it; whoever sent it, where the first
    edition of the rules holds.
    """


class NameRisksDuty(Duty, kind="name-risks", key=("stage",)):
    """Put the risks to test on record."""

    listed_in = "choose"


class AnswerExpectationDuty(Duty, kind="answer-expectation", key=("number",)):
    """Say which risk an expectation became, or why none. `number`: its row."""

    listed_in = "choose"


class SetThresholdDuty(Duty, kind="set-threshold", key=("of",)):
    """Set the threshold of a risk with priority. `of`: the key of the risk."""

    listed_in = "choose"


class AnswerKindsDuty(Duty, kind="answer-kinds", key=("stage",)):
    """Say of each kind of risk whether it is tested."""

    listed_in = "choose"


class MeasureRiskDuty(Duty, kind="measure-risk", key=("of",)):
    """Hand in a result for a risk. `of`: the key of the risk."""


class StateWeightsDuty(Duty, kind="state-weights"):
    """Lead: state the fingerprint of the weights that results are held for."""


class ConfirmManifestDuty(Duty, kind="confirm-manifest", key=("number",), asking="private"):
    """Who handed a manifest in: is this the model under audit? `number`: the manifest."""

    listed_in = "direct"


class TieManifestDuty(Duty, kind="tie-manifest", key=("number",), asking="private"):
    """A reviewer decrypts the files of an encrypted manifest once, and compares them. `number`: the manifest."""

    listed_in = "direct"


class SecondMetricNamesDuty(Duty, kind="second-metric-names", key=("number",)):
    """Another reviewer: are two names one metric? `number`: who asked is on record under it."""


class SecondGuardedResultDuty(Duty, kind="second-guarded-result", key=("number",)):
    """Another reviewer: was a test run behind changed filters or another system prompt? `number`: the result."""


class SecondCorrectionDuty(Duty, kind="second-threshold-correction", key=("number",)):
    """A second: is a threshold withdrawn or replaced? `number`: the correction."""


class LogFailureDuty(Duty, kind="log-failure", key=("of",)):
    """A risk does not hold its threshold: put the problem on record. `of`: the key of the risk."""


class PlaceOutdatedDuty(Duty, kind="place-outdated", key=("number",)):
    """Rerun a result of an earlier version of the model, or carry it over."""


def choosing(audit: Audit, framework: Framework, spec: StageSpec, due: date, today: date) -> Iterator[Duty]:
    """A risk with priority, a word on each expectation and kind of risk, and the thresholds of each risk."""
    who = _auditor(audit, framework, today) if spec.risks else None
    if who is None:
        return
    by = answer_by(audit, due, joined(audit, who))
    since = asked_again_on(audit, spec.key)
    wanted = prioritised_risks(audit)
    if not wanted:
        yield NameRisksDuty(person=who, due=by, stage=spec.key, since=since)
    for expectation in unanswered_expectations(audit, framework):
        yield AnswerExpectationDuty(person=who, due=by, stage=spec.key, number=expectation.number, since=since)
    for risk in wanted:
        if not risk.thresholds or without_threshold(audit, framework, risk):
            yield SetThresholdDuty(person=who, due=by, stage=spec.key, of=risk.key, since=since)
    if wanted and unanswered_kinds(audit, spec):
        yield AnswerKindsDuty(person=who, due=by, stage=spec.key, since=since)


def measuring(audit: Audit, framework: Framework, spec: StageSpec, due: date, today: date) -> Iterator[Duty]:
    """A result for every risk with priority, of weights that are known, and a word on those of an earlier version."""
    who = _auditor(audit, framework, today) if spec.results else None
    if who is None:
        return
    by = answer_by(audit, due, joined(audit, who))
    for result in outdated_results(audit):
        judge = _auditor(audit, framework, today, but=result.by)
        if judge:
            yield PlaceOutdatedDuty(person=judge, due=by, stage=spec.key, number=result.number)
    for risk in prioritised_risks(audit):
        if not is_tested(audit, risk):
            yield MeasureRiskDuty(person=who, due=by, stage=spec.key, of=risk.key)
    if audit.rules < 2 and not audit.weights:
        lead = audit.lead or who
        by_lead = answer_by(audit, due, joined(audit, lead))
        yield StateWeightsDuty(person=lead, due=by_lead, stage=spec.key)
    for risk in unlogged_failures(audit):
        yield LogFailureDuty(person=who, due=by, stage=spec.key, of=risk.key)


def results_for(audit: Audit, framework: Framework, who: Person, today: date) -> list[Result]:
    """The results of an earlier version of the model of which somebody may say whether they still speak."""
    if not is_reviewer(audit, framework, who, today):
        return []
    return [r for r in outdated_results(audit) if judges_all(audit, framework, who, handed_in_by(audit, r), today)]


def judges_all(audit: Audit, framework: Framework, who: Person, authors: Iterable[Person], today: date) -> bool:
    """Whether somebody reviews in another seat than each of these."""
    return all(judges_anothers(audit, framework, who, author, today) for author in authors)


def placing(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """A word on every result file that was read: what does it speak to?"""
    for r in audit.results:
        if r.guarded and r.status != "dismissed" and (second := second_of_guarded(audit, framework, r, today)):
            due = audit.calendar.add(r.guarded.at, ANSWER_DAYS)
            yield SecondGuardedResultDuty(person=second, due=due, number=r.number)
        elif r.status == "offered":
            due = audit.calendar.add(r.at, ANSWER_DAYS)
            yield PlaceResultDuty(person=placed_by(audit, framework, r, today), due=due, number=r.number)


def second_of_guarded(audit: Audit, framework: Framework, result: Result, today: date) -> Person | None:
    """The first reviewer who may agree to what another one says of a run behind changed filters; nobody where it has to
    be said anew.
    """
    first = result.guarded.by if result.guarded and result.model == audit.model_number else ""
    if not is_reviewer(audit, framework, first, today):
        return None
    able = (p for p in reviewers(audit, framework, today) if are_two_reviewers(audit, framework, first, p, today))
    return next((p for p in able if judges_all(audit, framework, p, senders(audit, result), today)), None)


def placed_by(audit: Audit, framework: Framework, result: Result, today: date) -> Person:
    """Who is asked what a result speaks to: a reviewer who neither handed it in nor proposed to leave it out."""
    if audit.rules < 2 or not is_of_this_model(result):
        return result.by
    first = result.dismissal.by if result.dismissal else None
    able = [p for p in people_with(audit, framework, "review", today) if is_reviewer(audit, framework, p, today)]
    judges = [p for p in able if judges_all(audit, framework, p, senders(audit, result), today)]
    seconds = (p for p in judges if first and leave_out_together(audit, framework, first, p, today))
    return next(seconds, next((p for p in judges if p != first), next(iter(judges), result.by)))


def _auditor(audit: Audit, framework: Framework, today: date, *, but: Person = "") -> Person | None:
    """The first reviewer who does not lead the audit; the lead where there is no other."""
    leads = set(people_with(audit, framework, "manage", today))
    able = [p for p in reviewers(audit, framework, today) or people_with(audit, framework, "review", today) if p != but]
    return next((p for p in able if p not in leads), None) or next(iter(able), None)


def stating(audit: Audit, framework: Framework, spec: StageSpec, due: date, today: date) -> Iterator[Duty]:
    """A builder is asked for the manifest in the first open stage that looks at the model; no stage waits before
    Testing.
    """
    if audit.rules < 2 or is_identified(audit) or not looks_at_version(framework, spec.key):
        return
    first = next(key for key in audit.open_stages() if looks_at_version(framework, key))
    under_way = any(m.status in ("reading", "read") and not m.encrypted for m in audit.manifests)
    able = people_with(audit, framework, "respond", today)
    if able and first == spec.key and not under_way:
        by = answer_by(audit, due, joined(audit, able[0]))
        yield StateWeightsDuty(person=able[0], due=by, stage=spec.key)


def confirming(audit: Audit) -> Iterator[Duty]:
    """Who handed a manifest in reads what it says."""
    for m in audit.manifests:
        if m.status == "read" and not m.encrypted:
            due = audit.calendar.add(m.at, ANSWER_DAYS)
            yield ConfirmManifestDuty(person=m.by, due=due, number=m.number, since=audit.calendar.day(m.at))


def naming(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """A second reviewer says whether two names are one metric, while results are open."""
    if any(spec.results and audit.stages[spec.key].status == "closed" for spec in framework.stages):
        return
    for names in (n for n in audit.metric_names if n.status == "asked"):
        if judge := second_of(audit, framework, names, today):
            due = audit.calendar.add(names.at, ANSWER_DAYS)
            yield SecondMetricNamesDuty(person=judge, due=due, number=names.number)


def correcting(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """A second says whether a threshold is withdrawn or replaced."""
    for asked in (c for c in audit.threshold_corrections if c.status == "asked"):
        if second := second_of_correction(audit, framework, asked, today):
            due = audit.calendar.add(asked.at, ANSWER_DAYS)
            yield SecondCorrectionDuty(person=second, due=due, number=asked.number)


def tying(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """A reviewer who did not hand them in compares encrypted files with the audited ones."""
    for m in (m for m in audit.manifests if m.status == "read" and m.encrypted):
        able = (p for p in reviewers(audit, framework, today) if compares_anothers(audit, framework, m, p, today))
        judge = next(able, None)
        if judge:
            due = audit.calendar.add(m.at, ANSWER_DAYS)
            yield TieManifestDuty(person=judge, due=due, number=m.number, since=audit.calendar.day(m.at))
