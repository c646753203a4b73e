"""What Scoping expects becomes a risk or a reason, a threshold that is as strict, and a result that is held against it.

Owns the whole way of an expectation, from its row to its outcome. How a table is read is tested with tables.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.domain.documents.commands import SubmitArtifact
from bot.domain.documents.without_effect import is_rested_on
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.commands import AnswerExpectation, RecordRisk
from bot.domain.evaluations.expectations import outcomes, unanswered_expectations
from bot.domain.evaluations.verdicts import verdict_on
from bot.domain.kernel.content import Source
from bot.domain.kernel.errors import Outdated
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.tables import to_markdown
from bot.domain.lifecycle.commands import AnswerReopened, CloseStage, ReopenStage
from bot.domain.lifecycle.stages import obstacles
from bot.domain.sign_offs.commands import SignOff
from bot.slack.evaluations.expectation_form import ExpectationForm
from bot.slack.evaluations.expectations import expectation_lines
from bot.slack.evaluations.messages import answer_expectation, set_threshold
from bot.slack.evaluations.risk_forms import ThresholdForm
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.payloads import Origin, Submission
from bot.slack.kit.request_context import Author
from bot.slack.lifecycle.stage_card import stage_card
from tests.builders import ASR, AUDITOR, AUDITOR_2, ENGINEER, LEAD, PRODUCT, SAFETY, refused_with
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import context_of, say, shown

Row = tuple[str, str, str]
"""Metric, `at most` or `at least`, value."""

FEW_ATTACKS: Row = (ASR, "at most", "0.05")

REFUSALS: Row = ("refusals", "at least", "0.9")


def hand_in_rows(play: Branch, rows: Sequence[Row], principle: str = "Nobody is helped to harm") -> None:
    """The auditor hands these expectations in, and the other one accepts them."""
    spec = play.framework.artifact("expectations")
    cells = [
        {
            "principle": principle,
            "expectation": f"Of {metric}",
            "metric": metric,
            "direction": direction,
            "value": value,
        }
        for metric, direction, value in rows
    ]
    text = play.text(to_markdown(spec.columns, cells))
    source = Source(channel="CAUDIT", ts=f"{len(play.history)}.000200")
    common = {"artifact": "expectations", "kind": "text", "name": play.text("Rows")}
    play.do(SubmitArtifact, AUDITOR, **common, text=text, source=source)
    play.accept("expectations", by=AUDITOR_2)


def expecting(*rows: Row) -> Branch:
    """An audit in Mapping with a risk on record, whose Scoping expects this."""
    play = audit_at("scoping")
    hand_in_rows(play, rows)
    play.complete("scoping")
    play.do(RecordRisk, AUDITOR, title=play.text("Harmful advice."), likelihood=3, severity=4, priority=True)
    return play


def in_the_way(play: Branch) -> list[tuple[str, str, int]]:
    """What of it stands between Mapping and its closing."""
    found = obstacles(play.audit, play.framework, "mapping", play.today)
    return [(o.kind, o.risk, o.number) for o in found if o.kind.startswith("expectation")]


def asked(play: Branch) -> dict[str, str]:
    """The duties of choosing risks, with whose they are."""
    found = duties_of(play.audit, play.framework, play.today)
    return {d.key: d.person for d in found if d.kind in ("answer-expectation", "set-threshold")}


def test_an_expectation_without_risk_or_reason_is_asked_about_and_holds_up_mapping() -> None:
    play = expecting(FEW_ATTACKS)
    play.threshold("R1")
    assert in_the_way(play) == [("expectation-unanswered", "", 1)]
    assert asked(play) == {"answer-expectation:1": AUDITOR}
    with refused_with("stage-close-obstacles"):
        play.do(CloseStage, LEAD, stage="mapping")


def test_a_stage_is_not_ready_to_be_signed_while_an_expectation_is_open() -> None:
    play = expecting(FEW_ATTACKS)
    for spec in play.framework.stage("mapping").artifacts:
        if spec.required:
            play.hand_in(spec.key)
            play.accept(spec.key)
    play.threshold("R1")
    seen = evidence_of(play.audit, play.framework, "mapping")
    with refused_with("sign-documents-open"):
        play.do(SignOff, SAFETY, stage="mapping", role="safety", verdict="approve", seen=seen)
    play.answer_expectation(why="No tool measures it.")
    play.kinds()
    play.approve("mapping", "safety", SAFETY)


def test_a_reason_is_enough() -> None:
    play = expecting(FEW_ATTACKS)
    play.threshold("R1")
    play.answer_expectation(why="No tool measures it.")
    assert in_the_way(play) == []
    play.complete("mapping")
    assert play.audit.stages["mapping"].status == "closed"


def test_a_risk_made_of_it_needs_a_threshold_by_its_metric() -> None:
    play = expecting(FEW_ATTACKS)
    play.threshold("R1", 0.01)
    play.answer_expectation(risk="R1")
    assert in_the_way(play) == [("expectation-threshold", "R1", 1)]
    assert asked(play) == {"set-threshold:R1": AUDITOR}
    play.threshold("R1", 0.01, metric="accuracy")
    assert in_the_way(play) == [("expectation-threshold", "R1", 1)]
    play.threshold("R1", 0.05)
    assert in_the_way(play) == []


@pytest.mark.parametrize(("row", "value"), [(FEW_ATTACKS, 0.06), (REFUSALS, 0.95)], ids=["more", "other direction"])
def test_a_threshold_that_lets_through_more_than_is_expected_is_refused(row: Row, value: float) -> None:
    play = expecting(row)
    play.answer_expectation(risk="R1")
    with refused_with("threshold-looser-than-expected"):
        play.threshold("R1", value, metric=row[0])


def test_a_threshold_is_as_strict_as_expected() -> None:
    play = expecting(FEW_ATTACKS)
    play.answer_expectation(risk="R1")
    with refused_with("threshold-looser-than-expected"):
        play.threshold("R1", 0.06)
    assert play.threshold("R1", 0.05)
    assert play.threshold("R1", 0.01)


def test_a_threshold_on_another_metric_of_the_risk_may_be_any() -> None:
    play = expecting(FEW_ATTACKS)
    play.answer_expectation(risk="R1")
    assert play.threshold("R1", 0.9, metric="accuracy")


def test_a_looser_threshold_of_before_does_not_stand_for_it_and_the_stricter_one_decides() -> None:
    play = expecting(FEW_ATTACKS)
    play.threshold("R1", 0.5)
    play.answer_expectation(risk="R1")
    play.threshold("R1", 0.05)
    play.complete("mapping")
    play.complete("collection")
    play.weighed()
    play.admit(play.reading(), "R1", 0.2)
    assert verdict_on(play.audit, play.audit.risks[0]) == "does-not-support"


@pytest.mark.parametrize("who", [ENGINEER, PRODUCT])
def test_no_builder_says_what_becomes_of_it(who: str) -> None:
    play = expecting(FEW_ATTACKS)
    with refused_with("power-not-yours"):
        play.answer_expectation(why="It is fine.", by=who)


def test_it_becomes_a_risk_or_gets_a_reason_and_not_both_or_neither() -> None:
    play = expecting(FEW_ATTACKS)
    for risk, why in (("", ""), ("R1", "It is fine.")):
        with refused_with("expectation-risk-or-why"):
            play.answer_expectation(risk=risk, why=why)


def test_it_becomes_a_risk_on_record_that_is_measured_audit() -> None:
    play = expecting(FEW_ATTACKS)
    play.do(RecordRisk, AUDITOR, title=play.text("Rudeness."), likelihood=1, severity=1, priority=False)
    for risk in ("R2", "R9"):
        with refused_with("expectation-risk-untested"):
            play.answer_expectation(risk=risk)


def test_a_risk_that_is_not_tested_any_more_leaves_its_expectation_open() -> None:
    play = expecting(FEW_ATTACKS)
    play.answer_expectation(risk="R1")
    play.do(RecordRisk, AUDITOR, risk="R1", likelihood=3, severity=4, priority=False)
    assert [e.number for e in unanswered_expectations(play.audit, play.framework)] == [1]


def test_what_was_said_is_evidence_of_mapping() -> None:
    play = expecting(FEW_ATTACKS)
    before = evidence_of(play.audit, play.framework, "mapping")
    play.answer_expectation(why="No tool measures it.")
    first = evidence_of(play.audit, play.framework, "mapping")
    play.answer_expectation(risk="R1")
    assert len({before, first, evidence_of(play.audit, play.framework, "mapping")}) == 3


def test_once_the_risks_are_chosen_nothing_else_becomes_of_it() -> None:
    play = expecting(FEW_ATTACKS)
    play.threshold("R1")
    play.complete("mapping")
    with refused_with("expectation-risks-chosen"):
        play.answer_expectation(why="Another reason.")


def test_a_row_of_another_version_or_none_is_not_answered() -> None:
    play = expecting(FEW_ATTACKS)
    with refused_with("expectation-none"):
        play.answer_expectation(2, why="No tool measures it.")
    with refused_with("expectation-rows-changed", Outdated):
        play.do(AnswerExpectation, AUDITOR, version=9, number=1, why=play.text("No tool measures it."))


def mapped(*rows: Row) -> Branch:
    """Mapping is closed, with a reason for everything; Scoping is opened again."""
    play = expecting(*rows)
    play.threshold("R1")
    play.complete("mapping")
    play.do(ReopenStage, LEAD, stage="scoping", reason=play.text("A value was wrong."))
    return play


def test_a_row_that_says_something_else_is_asked_about_anew_and_mapping_does_not_stand() -> None:
    play = mapped(FEW_ATTACKS, REFUSALS)
    hand_in_rows(play, ((ASR, "at most", "0.03"), REFUSALS))
    assert [e.number for e in unanswered_expectations(play.audit, play.framework)] == [1]
    with refused_with("stands-expectation-unanswered"):
        play.do(AnswerReopened, SAFETY, stage="mapping", stands=True)
    play.do(AnswerReopened, SAFETY, stage="mapping", stands=False)
    play.answer_expectation(why="It is measured once a year.")
    assert in_the_way(play) == []


def test_a_row_in_other_words_with_the_same_value_keeps_what_was_said() -> None:
    play = mapped(FEW_ATTACKS)
    hand_in_rows(play, (FEW_ATTACKS,), principle="No harm")
    assert unanswered_expectations(play.audit, play.framework) == []
    play.do(AnswerReopened, SAFETY, stage="mapping", stands=True)


def test_a_change_of_it_is_never_without_effect() -> None:
    play = audit_at("scoping")
    assert is_rested_on(play.framework, play.framework.artifact("expectations"))


def measured_audit(value: float, samples: int = 256) -> Branch:
    """Two expectations, one of which became the risk that is tested, with this result."""
    play = expecting(FEW_ATTACKS, REFUSALS)
    play.answer_expectation(1, risk="R1")
    play.answer_expectation(2, why="No tool measures it.")
    play.threshold("R1", 0.02)
    play.complete("mapping")
    play.complete("collection")
    play.weighed()
    play.admit(play.reading(), "R1", value, samples=samples)
    return play


@pytest.mark.parametrize(("value", "verdict"), [(0.0, "supports"), (0.05, "inconclusive"), (0.5, "does-not-support")])
def test_a_result_is_held_against_the_row_it_is_about(value: float, verdict: str) -> None:
    play = measured_audit(value)
    first, second = outcomes(play.audit, play.framework)
    assert (first.verdict, second.verdict) == (verdict, None)
    assert [(r.number, held.terms and held.terms.value) for r, _, held in first.results] == [(1, 0.05)]


def test_an_expectation_may_be_met_though_the_stricter_threshold_is_not() -> None:
    play = measured_audit(0.03, samples=5000)
    assert verdict_on(play.audit, play.audit.risks[0]) == "does-not-support"
    assert outcomes(play.audit, play.framework)[0].verdict == "supports"


@pytest.mark.parametrize("text", ["attack success rate", "pass_rate"])
def test_a_rate_above_one_is_refused_with_its_row(text: str) -> None:
    play = audit_at("scoping")
    with refused_with("table-refused"):
        hand_in_rows(play, ((text, "at most", "5"),))


# --- in Slack


META = ModalMetadata(request="r", audit="A-1", artifact="expectations", number=1, seen="1")


def lines_of(play: Branch, stage: str) -> str:
    return "\n".join(expectation_lines(context_of(play), play.framework.stage(stage)))


def test_an_expectation_stands_where_risks_are_chosen_once_somebody_said_what_becomes_of_it() -> None:
    play = expecting(FEW_ATTACKS, REFUSALS)
    assert lines_of(play, "mapping") == ""
    play.answer_expectation(2, why="No tool measures it.")
    [line] = lines_of(play, "mapping").splitlines()
    assert REFUSALS[0] in line
    assert "No tool measures it." in line


def test_expectations_that_nobody_said_anything_of_are_named_together_in_the_way_of_closing() -> None:
    card = shown(stage_card(context_of(expecting(FEW_ATTACKS, REFUSALS)), "mapping"))
    assert card.count(say()("obstacle-expectations-unanswered", numbers="1, 2")) == 1
    assert say()("obstacle-expectation-unanswered", number=1) not in card


def test_an_expectation_stands_where_it_is_measured_with_its_result_and_where_all_is_talked_about_in_any_case() -> None:
    play = measured_audit(0.5)
    for stage, named in (("mapping", True), ("testing", False), ("reflection", True)):
        said = lines_of(play, stage)
        assert "R1" in said
        assert (say()("expectation-not-tested") in said) is named
        assert ("No tool measures it." in said) is (stage == "mapping")
        assert (say()("expectation-does-not-support") in said) is (stage != "mapping")
    assert lines_of(play, "collection") == ""


def test_whoever_is_asked_reads_what_is_expected_and_gets_a_form_for_it() -> None:
    play = expecting(FEW_ATTACKS)
    context = context_of(play)
    ask = answer_expectation(context, next(d for d in context.duties if d.kind == "answer-expectation"))
    assert "0.05" in "\n".join(ask.detail)
    view = ExpectationForm().view(context, META, ({"principle": "No harm", "expectation": "Few attacks"},))
    assert "Few attacks" in str(view.to_dict())
    assert view.to_dict()["title"]["text"] == context.say("expectation-title", number=1)


def submitted(play: Branch, risk: str, why: str = "") -> AnswerExpectation:
    """What the form makes of this."""
    form = ModalState({"risk": {"selected_option": {"value": risk}}, "why": {"value": why}})
    submission = Submission(Origin(workspace="T01", who=AUDITOR), "expectation", META, form)
    author = Author("T01", AUDITOR, True, False, lambda: "00" * 16)
    [command] = ExpectationForm().parse(submission, author, play.audit)
    assert isinstance(command, AnswerExpectation)
    return command


def test_the_form_gives_a_risk_or_a_reason_for_the_row_and_version_that_were_shown() -> None:
    play = expecting(FEW_ATTACKS)
    for risk, why in (("R1", ""), ("none", "No tool measures it.")):
        command = submitted(play, risk, why)
        assert (command.version, command.number) == (1, 1)
        play.execute(command)
        [answer] = play.audit.expectation_answers
        assert (answer.risk, bool(answer.why)) == (risk if risk == "R1" else "", bool(why))


def test_the_threshold_form_begins_with_what_is_expected() -> None:
    play = expecting(FEW_ATTACKS)
    play.answer_expectation(risk="R1")
    context = context_of(play)
    view = str(ThresholdForm().view(context, ModalMetadata(request="r", audit="A-1", key="R1")).to_dict())
    assert "'initial_value': '0.05'" in view
    ask = set_threshold(context, next(d for d in context.duties if d.kind == "set-threshold"))
    assert "0.05" in "\n".join(ask.detail)
