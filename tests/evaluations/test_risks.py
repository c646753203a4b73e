"""Risks, thresholds and results: who may, when something is opened, and what a value says of a risk.

Owns the examples of the rule. Must not read files.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.ballot.support import support
from bot.domain.documents.commands import RecordDocument, RegisterRow, SubmitArtifact
from bot.domain.duties.rules import duties_of
from bot.domain.engine.commit_plan import plan_commit
from bot.domain.evaluations.commands import (
    AdmitResult,
    DismissResult,
    RecordRisk,
    RevealThresholds,
    SetThreshold,
    ThresholdPaper,
)
from bot.domain.evaluations.events import RiskRecorded, ThresholdSealed, ThresholdsRevealed
from bot.domain.evaluations.measurement import Uncertainty
from bot.domain.evaluations.state import Terms
from bot.domain.evaluations.verdicts import (
    ResultVerdict,
    counted_results,
    judge_result,
    same_metric,
    verdict_on,
    within,
)
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.effects import OpenThresholds, PostFiles
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.commands import CloseStage, TakeIn
from bot.domain.lifecycle.stages import obstacles
from bot.domain.redaction.commands import ProposeRedaction
from bot.domain.redaction.events import ContentRedacted
from bot.domain.sign_offs.rules import Tally, tally
from tests.builders import AUDITOR, AUDITOR_2, ENGINEER, LEAD, SAFETY, Play, first_edition, measured
from tests.engine.played_audits import Branch, audit_at
from tests.engine.test_commit_plan import after


def said(play: Play, value: float, **more: Any) -> ResultVerdict:
    """The verdict on one value of a whole result of the audited model, held against "at most 0.1"."""
    play.admit(play.reading(), value=value, **more)
    risk = play.audit.risks[0]
    *_, (result, last) = counted_results(play.audit, risk)
    return judge_result(play.audit, risk, result, last)


def left(play: Branch, stage: str) -> set[tuple[str, str]]:
    return {(o.kind, o.risk) for o in obstacles(play.audit, play.framework, stage, play.today)}


def test_mapping_waits_for_a_risk_with_priority_and_its_threshold() -> None:
    play = audit_at("mapping")
    assert ("risk-missing", "") in left(play, "mapping")
    play.risk(priority=False)
    assert ("risk-missing", "") in left(play, "mapping")
    play.do(RecordRisk, SAFETY, title=play.text("Leaks."), likelihood=1, severity=5, priority=True)
    assert ("threshold-missing", "R2") in left(play, "mapping")
    play.threshold("R2")
    assert not {kind for kind, _ in left(play, "mapping")} & {"risk-missing", "threshold-missing"}


def test_testing_waits_for_a_result_of_every_risk_with_priority() -> None:
    play = audit_at("testing")
    assert ("result-missing", "R1") in left(play, "testing")
    number = play.reading()
    assert ("result-missing", "R1") in left(play, "testing"), "nothing counts before somebody says so"
    play.admit(number)
    assert ("result-missing", "R1") not in left(play, "testing")


def test_builders_neither_name_risks_nor_set_thresholds() -> None:
    play = audit_at("mapping")
    with pytest.raises(NotAllowed):
        play.do(RecordRisk, ENGINEER, title=play.text("None."), likelihood=1, severity=1)
    play.risk()
    paper = ThresholdPaper(metric="x", terms=Terms(direction="at-most", value=1))
    with pytest.raises(NotAllowed):
        play.do(SetThreshold, ENGINEER, risk="R1", paper=paper, sealed=play.text(paper.model_dump_json(), sealed=True))


def test_a_threshold_is_sealed_as_it_was_set_and_opened_as_it_was_sealed() -> None:
    play = audit_at("mapping")
    play.risk()
    paper = ThresholdPaper(metric="x", terms=Terms(direction="at-most", value=1))
    other = ThresholdPaper(metric="x", terms=Terms(direction="at-most", value=2))
    with pytest.raises(Invalid):
        play.do(SetThreshold, AUDITOR, risk="R1", paper=paper, sealed=play.text(paper.model_dump_json()))
    with pytest.raises(Invalid):
        play.do(SetThreshold, AUDITOR, risk="R1", paper=paper, sealed=play.text(other.model_dump_json(), sealed=True))
    sealed = play.audit.risks[0].thresholds[0]
    assert sealed.terms is None
    assert "0.1" not in play.audit.model_dump_json()


def test_nothing_is_opened_before_a_result_speaks_and_then_by_the_machine_alone() -> None:
    play = audit_at("testing")
    assert play.open_thresholds("R1") == []
    number = play.reading()
    what = after(play, lambda p: p.do(AdmitResult, SAFETY, number=number, risk="R1", measured=measured()))
    assert what.effects[-1:] == (OpenThresholds(risk="R1"),)
    opened = {1: play.prose[play.audit.risks[0].thresholds[0].sealed]}
    with pytest.raises(NotAllowed):
        play.do(RevealThresholds, LEAD, risk="R1", opened=opened)
    with pytest.raises(Invalid):
        play.do(RevealThresholds, SYSTEM, risk="R1", opened={1: play.text("{}")})
    [event] = play.open_thresholds("R1")
    assert isinstance(event, ThresholdsRevealed)
    assert event.terms[1].value == 0.1


@pytest.mark.parametrize(
    ("value", "uncertainty", "verdict"),
    [
        (0.05, None, "supports"),
        (0.1, None, "inconclusive"),
        (0.15, None, "does-not-support"),
        (0.05, Uncertainty(standard_error=0.01), "supports"),
        (0.09, Uncertainty(standard_error=0.01), "inconclusive"),
        (0.13, Uncertainty(standard_error=0.01), "does-not-support"),
        (0.05, Uncertainty(lower=0.02, upper=0.11), "inconclusive"),
        (0.2, Uncertainty(lower=0.15, upper=0.3), "does-not-support"),
    ],
)
def test_a_value_must_lie_on_one_side_of_its_threshold_with_all_its_uncertainty(
    value: float, uncertainty: Uncertainty | None, verdict: str
) -> None:
    assert said(audit_at("testing"), value, uncertainty=uncertainty).verdict == verdict


@pytest.mark.parametrize(
    ("value", "samples", "verdict"),
    [(0.0, 20, "inconclusive"), (0.0, 30, "supports"), (0.05, 20, "inconclusive"), (0.05, 1000, "supports")],
)
def test_a_rate_is_as_sure_as_its_samples_are_many(value: float, samples: int, verdict: str) -> None:
    assert said(audit_at("testing"), value, samples=samples).verdict == verdict


@pytest.mark.parametrize("unsure", [Uncertainty(standard_error=0.0), Uncertainty(lower=0.0, upper=0.0)])
@pytest.mark.parametrize(("samples", "verdict"), [(3, "inconclusive"), (40, "supports"), (None, "inconclusive")])
def test_samples_that_all_came_out_alike_are_as_sure_as_they_are_many(
    unsure: Uncertainty, samples: int | None, verdict: str
) -> None:
    assert said(audit_at("testing"), 0.0, samples=samples, uncertainty=unsure).verdict == verdict


def test_a_number_without_its_size_is_no_verdict_for_the_model_and_may_be_one_against_it() -> None:
    good, bad = (said(audit_at("testing"), value, samples=None) for value in (0.01, 0.3))
    assert (good.verdict, good.why) == ("inconclusive", "no-size")
    assert bad.verdict == "does-not-support"


def test_an_interval_of_a_lower_level_is_widened_before_it_is_held_against_a_threshold() -> None:
    wanted = {0.95: "supports", None: "supports", 0.99: "supports", 0.8: "inconclusive", 1e-18: "inconclusive"}
    found = {
        level: said(
            audit_at("testing"), 0.08, uncertainty=Uncertainty(lower=0.06, upper=0.095, confidence=level)
        ).verdict
        for level in wanted
    }
    assert found == wanted


def test_audits_of_before_take_a_value_as_it_stands() -> None:
    play = audit_at("testing", framework=first_edition())
    assert said(play, 0.1, samples=None).verdict == "supports"


def test_a_looser_threshold_set_later_does_not_replace_the_strict_one() -> None:
    play = audit_at("testing")
    play.threshold("R1", 0.5)
    play.admit(play.reading(), "R1", 0.3)
    play.open_thresholds("R1")
    assert verdict_on(play.audit, play.audit.risks[0]) == "does-not-support"


def test_a_larger_run_of_the_same_test_replaces_an_inconclusive_one() -> None:
    play = audit_at("testing")
    verdicts = []
    for samples in (20, 1000):
        play.admit(play.reading(), "R1", 0.05, samples=samples)
        play.open_thresholds("R1")
        verdicts.append(verdict_on(play.audit, play.audit.risks[0]))
    assert verdicts == ["inconclusive", "supports"]


def test_each_metric_with_a_threshold_needs_its_own_result() -> None:
    play = audit_at("testing")
    play.threshold("R1", 0.1, metric="leak_rate")
    play.admit(play.reading(), "R1", 0.01)
    play.open_thresholds("R1")
    assert verdict_on(play.audit, play.audit.risks[0]) == "inconclusive"


def test_a_threshold_may_ask_for_at_least_something() -> None:
    terms = Terms(direction="at-least", value=0.9)
    assert [within(terms, low, high) for low, high in ((0.9, 1), (0.8, 0.95), (0.5, 0.89))] == [
        "supports",
        "inconclusive",
        "does-not-support",
    ]


@pytest.mark.parametrize(
    ("wanted", "stated", "same"),
    [
        ("attack success rate", "attack_success_rate (mitigation.MitigationBypass)", True),
        ("acc", "acc,none", True),
        ("Accuracy", "accuracy", True),
        ("accuracy", "acc", False),
        ("attack success rate", "success rate", False),
    ],
)
def test_a_metric_is_recognized_with_what_its_tool_adds_to_it(wanted: str, stated: str, same: bool) -> None:
    assert same_metric(wanted, stated) is same


def test_another_metric_than_the_thresholds_says_nothing() -> None:
    found = said(audit_at("testing"), 0.0, metric="refusal_rate")
    assert (found.verdict, found.why) == ("inconclusive", "another-metric")


def test_one_result_that_does_not_hold_settles_a_risk() -> None:
    play = audit_at("testing")
    play.admit(play.reading(), value=0.01)
    play.admit(play.reading(), value=0.3)
    assert verdict_on(play.audit, play.audit.risks[0]) == "does-not-support"


def test_a_threshold_after_the_result_supports_forms_up_to_an_api_and_can_block() -> None:
    play = audit_at("testing")
    play.do(RecordRisk, AUDITOR, title=play.text("New."), likelihood=1, severity=5, priority=True)
    play.do(TakeIn, SAFETY, stage="mapping")
    play.admit(play.reading(), "R2")
    play.threshold("R2", 0.05)
    play.open_thresholds("R2")
    risk = play.audit.risks[1]
    [(result, last)] = counted_results(play.audit, risk)
    found = judge_result(play.audit, risk, result, last)
    assert (found.verdict, found.afterwards, risk.thresholds[0].after_result) == ("supports", True, True)
    assert [found.supports(form, 3) for form in (0, 3, 4, 7)] == [True, True, False, False]
    play.threshold("R2", 0.005)
    play.open_thresholds("R2")
    assert verdict_on(play.audit, play.audit.risks[1]) == "does-not-support"


def row(play: Play, risk: str = "", likelihood: int = 2, severity: int = 5, **more: Any) -> RegisterRow:
    """A row of a register as the worker reads it."""
    tested = {"priority": True, **more}
    return RegisterRow(title=play.text("It leaks."), likelihood=likelihood, severity=severity, risk=risk, **tested)


def read_register(play: Play, *rows: RegisterRow) -> list[Event]:
    """A register handed in by an auditor, and looked through."""
    version = play.hand_in("risk-register", AUDITOR)
    common = {"artifact": "risk-register", "version": version, "missing": (), "stated": play.text("{}")}
    return play.do(RecordDocument, SYSTEM, **common, risks=rows)


def test_every_row_of_a_register_is_a_risk_on_record_and_one_picture_follows() -> None:
    play = audit_at("testing")
    before = play.audit
    events = read_register(play, row(play), row(play, priority=False), row(play, "R1", 1, 1))
    assert [(e.risk, e.by, e.likelihood, e.severity, e.priority) for e in events if isinstance(e, RiskRecorded)] == [
        ("R2", AUDITOR, 2, 5, True),
        ("R3", AUDITOR, 2, 5, False),
        ("R1", AUDITOR, 1, 1, True),
    ]
    assert play.audit.risks[0].title == before.risks[0].title
    drawn = plan_commit(before, play.audit, events, play.framework, play.now).effects
    assert len([x for x in drawn if isinstance(x, PostFiles)]) == 1


def test_with_a_register_the_words_of_its_risks_are_erased() -> None:
    play = audit_at("mapping")
    read_register(play, row(play), row(play))
    latest = play.audit.latest("risk-register")
    assert latest
    events = play.do(
        ProposeRedaction, LEAD, content=latest.content, reason=play.text("It names somebody."), actor_admin=True
    )
    assert {r.title for r in play.audit.risks} <= {e.content for e in events if isinstance(e, ContentRedacted)}


def test_a_register_takes_no_priority_from_a_risk_a_result_speaks_to_and_says_the_same_once() -> None:
    play = audit_at("testing")
    play.admit(play.reading(), value=0.5)
    read_register(play, row(play, "R1", 3, 4, priority=False))
    assert play.audit.risks[0].priority
    assert not [e for e in read_register(play, row(play, "R1", 3, 4)) if isinstance(e, RiskRecorded)]


def test_a_register_with_more_risks_than_are_kept_is_refused_as_a_whole() -> None:
    play = audit_at("mapping")
    lines = "".join(f"Risk {n},1,1,no\n" for n in range(51))
    with pytest.raises(Invalid) as refused:
        play.do(
            SubmitArtifact,
            AUDITOR,
            artifact="risk-register",
            kind="text",
            name=play.text("t"),
            text=play.text(f"Risk,Likelihood,Severity,Tested\n{lines}"),
        )
    assert refused.value.params["problem"].texts[0].id == "register-too-long"
    assert play.audit.latest("risk-register") is None


def test_five_per_cent_typed_as_five_is_no_threshold_of_a_rate() -> None:
    play = audit_at("testing")
    with pytest.raises(Invalid) as refused:
        play.threshold("R1", 5)
    assert (refused.value.field, refused.value.params["value"]) == ("limit", "5")
    play.threshold("R1", 5, metric="leaked_records")
    play.threshold("R1", 1)


def test_testing_waits_until_somebody_has_said_which_weights_are_audited() -> None:
    play = audit_at("testing")
    assert ("weights-unknown", "") in left(play, "testing")
    assert ("weights-unknown", "") not in left(play, "collection")
    [duty] = [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == "state-weights"]
    assert (duty.person, duty.stage) == (ENGINEER, "testing")
    play.weighed()
    assert ("weights-unknown", "") not in left(play, "testing")
    assert not [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == "state-weights"]
    assert play.audit.model_number == 1, "stating them makes no new version"


def test_testing_waits_until_the_threshold_of_a_tested_risk_is_opened() -> None:
    play = audit_at("testing")
    play.documents("testing")
    key = play.risk("Another harm.")
    play.do(AdmitResult, SAFETY, number=play.reading(), risk=key, measured=measured(0.9))
    assert ("threshold-sealed", key) in left(play, "testing")
    play.open_thresholds(key)
    assert ("threshold-sealed", key) not in left(play, "testing")
    assert ("failure-unlogged", key) in left(play, "testing")


def test_testing_waits_until_a_failed_test_is_on_record_as_a_problem_that_can_block() -> None:
    play = audit_at("testing")
    play.documents("testing")
    play.admit(play.reading(), value=0.4)
    play.signatures("testing")
    play.responses("testing")
    assert left(play, "testing") == {("failure-unlogged", "R1")}
    with pytest.raises(NotNow):
        play.do(CloseStage, LEAD, stage="testing")
    [duty] = [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == "log-failure"]
    assert (duty.of, duty.stage) == ("R1", "testing")
    common = {"stage": "testing", "severity": "severe", "text": play.text("It does harm.")}
    with pytest.raises(Invalid):
        play.do(LogFinding, duty.person, **common, risk="R9")
    play.do(LogFinding, duty.person, **common, risk="R1", blocks=(3,))
    assert (play.audit.findings[0].cause, play.audit.findings[0].risk) == ("test", "R1")
    assert not support(play.audit, play.framework, 3).supported
    play.do(CloseStage, LEAD, stage="testing")


def test_a_failed_test_of_a_new_version_of_the_model_is_put_on_record_anew() -> None:
    play = audit_at("testing")
    play.admit(play.reading(), value=0.4)
    play.do(LogFinding, AUDITOR, stage="testing", severity="severe", text=play.text("It does harm."), risk="R1")
    assert ("failure-unlogged", "R1") not in left(play, "testing")
    play.new_version()
    play.admit(play.reading(), value=0.3)
    assert ("failure-unlogged", "R1") in left(play, "testing")


def test_a_threshold_set_after_the_same_values_were_read_and_dismissed_came_afterwards_too() -> None:
    play = audit_at("testing")
    play.do(RecordRisk, AUDITOR, title=play.text("New."), likelihood=1, severity=5, priority=True)
    first = play.reading()
    for who in (SAFETY, AUDITOR_2):
        play.do(DismissResult, who, number=first, why=play.text("Of another build."))
    play.threshold("R2", 0.05)
    play.admit(play.reading(same_as=first), "R2")
    [(result, said)] = counted_results(play.audit, play.audit.risks[1])
    assert result.same_as == first
    assert judge_result(play.audit, play.audit.risks[1], result, said).afterwards


def test_a_threshold_set_between_reading_and_placing_came_afterwards_too() -> None:
    play = audit_at("testing", framework=first_edition())
    play.do(RecordRisk, AUDITOR, title=play.text("New."), likelihood=1, severity=5, priority=True)
    number = play.reading()
    play.threshold("R2", 0.05)
    play.admit(number, "R2")
    [(result, last)] = counted_results(play.audit, play.audit.risks[1])
    assert judge_result(play.audit, play.audit.risks[1], result, last).afterwards


def test_a_threshold_on_another_metric_takes_nothing_from_the_one_a_result_fits() -> None:
    play = audit_at("testing")
    play.threshold("R1", 0.5, metric="refusal_rate")
    assert said(play, 0.3).verdict == "does-not-support"


def test_a_threshold_on_another_metric_than_the_known_results_counts_as_set_beforehand() -> None:
    play = audit_at("testing")
    play.admit(play.reading(), value=0.02)
    play.threshold("R1", 0.5, metric="leak_rate")
    found = said(play, 0.3, metric="leak_rate")
    assert (found.verdict, found.afterwards) == ("supports", False)


def test_a_risk_keeps_its_priority_once_a_result_speaks_to_it() -> None:
    play = audit_at("testing")
    play.admit(play.reading(), value=0.5)
    with pytest.raises(NotNow):
        play.do(RecordRisk, AUDITOR, risk="R1", likelihood=1, severity=1, priority=False)
    [event] = play.do(RecordRisk, AUDITOR, risk="R1", likelihood=1, severity=1, priority=True)
    assert isinstance(event, RiskRecorded)
    assert event.title == play.audit.risks[0].title, "left empty, the words stay"


def test_approvals_of_mapping_and_testing_are_bound_to_risks_and_results() -> None:
    play = audit_at("testing")
    play.documents("testing")
    play.approve("testing", "safety", SAFETY)
    play.admit(play.reading())
    [found] = [t for t in _tallies(play) if t.rule.role == "safety"]
    assert [s.person for s in found.outdated] == [SAFETY]
    [event] = play.threshold("R1")
    assert isinstance(event, ThresholdSealed)


def _tallies(play: Branch) -> list[Tally]:

    return tally(play.audit, play.framework, "testing", play.today)
