"""What people see of risks, results and tamper records: in words, within Slack's sizes, whatever a file holds.

Owns what these drawings say. Must not test the rules behind them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.models.views import View

from bot.domain.documents.commands import SubmitArtifact
from bot.domain.engine.cards import cards_to_redraw
from bot.domain.evaluations.commands import FailReading, OfferResult
from bot.domain.evaluations.excerpt import Excerpt, chosen_value, compared_with, excerpt
from bot.domain.evaluations.measurement import Completeness, DataSet, SystemUnderTest, Variant
from bot.domain.kernel.content import Source
from bot.domain.kernel.conversation import NoticeCard, ResultCard
from bot.domain.kernel.effects import Rendering
from bot.domain.kernel.errors import Invalid
from bot.domain.kernel.notices import ModelChangedNotice, ResultUnreadNotice, ThresholdsOpenedNotice
from bot.domain.kernel.people import SYSTEM
from bot.sandbox import readable
from bot.sandbox.blocks.check import check_view
from bot.slack.documents.messages import offer_whisper
from bot.slack.documents.review_forms import DocumentForm, ReviewForm
from bot.slack.evaluations.forms import NewModelForm, PlaceResultForm
from bot.slack.evaluations.result_card import result_card
from bot.slack.evaluations.risk_forms import RiskForm, ThresholdForm
from bot.slack.evaluations.tamper_forms import TamperForm
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from bot.slack.kit.visibility import readings_of
from bot.slack.lifecycle.stage_card import stage_card
from bot.slack.outbound.file_notes import beside_files
from bot.slack.outbound.notices import notice_message
from tests.builders import AUDITOR, LEAD, SAFETY, Play, a_record, an_arm, measured, refused_with
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of, say, says, shown, tokens

HOSTILE = "<!channel> `x` ``` & <@U1|me> *b* _i_ " * 40

META = ModalMetadata(request="r", audit="A-1")


def seen(play: Play, number: int = 1) -> ViewContext:
    """A view context that has what a result file says, too."""
    return replace(context_of(play), excerpts={number: shown_of(play, number)})


def shown_of(play: Play, number: int = 1) -> Excerpt:
    """What is shown of a result file."""
    result = play.audit.results[number - 1]
    wanted = tuple(t.metric for risk in play.audit.risks for t in risk.thresholds)
    found = excerpt(stored(play, number), *compared_with(play.audit, result), wanted)
    assert found
    return found


def stored(play: Play, number: int = 1) -> str:
    """What a result file says, as it is stored."""
    [digest] = readings_of(ResultCard(number), play.audit)
    return play.prose[digest].text


def said(view: View) -> str:
    """What a person reads of a modal; fails where Slack would refuse it."""
    drawn = view.to_dict()
    check_view(drawn, ("modal",))
    return readable(drawn["blocks"])


def a_file(**more: Any) -> Branch:
    play = audit_at("testing")
    play.reading(**more)
    return play


def test_a_result_is_a_table_that_asks_a_reviewer_who_did_not_send_it() -> None:
    card = result_card(seen(a_file()), 1)
    text = shown(card)
    for word in ("Result 1", "dan.Dan_11_0", "attack_success_rate", "0.02", "256", "@UAUDITOR2: which risk"):
        assert word in text, word
    assert buttons(blocks_of(card)) == [ActionId.PLACE_RESULT, ActionId.DISMISS_RESULT]


def test_whatever_a_file_holds_nothing_in_its_table_acts_and_slack_takes_it() -> None:
    named = SystemUnderTest(name=HOSTILE)
    many = tuple(measured(0.1, task=f"{HOSTILE}{n}", metric=HOSTILE, model=named) for n in range(500))
    play = a_file(measurements=many, models=(named,), tool=HOSTILE, limits=(HOSTILE,))
    card = result_card(seen(play), 1)
    assert "480 more values" in shown(card)
    assert {t for t in tokens(blocks_of(card)) if not t.startswith(("@UAUDITOR", "http"))} == set()
    assert "Risk" in said(PlaceResultForm().view(seen(play), META, play.audit.results[0], shown_of(play)))


def test_a_result_whose_file_was_removed_says_so() -> None:
    assert "removed" in shown(result_card(context_of(a_file(), texts={}), 1))


def test_the_values_a_threshold_is_about_are_offered_first() -> None:
    play = a_file(measurements=(measured(0.5, metric="refusal_rate"), measured(0.1), measured(0.2, metric="x")))
    view = PlaceResultForm().view(seen(play), META, play.audit.results[0], shown_of(play)).to_dict()
    [menu] = [b["element"] for b in view["blocks"] if b.get("block_id") == "measured"]
    assert [o["value"] for o in menu["options"]] == ["1", "0", "2"]
    assert menu["options"][0]["text"]["text"].startswith("0.1 attack_success_rate")


def test_a_table_shows_variant_and_data_set_and_the_system_where_several_were_tested() -> None:
    foo, bar = SystemUnderTest(name="foo", revision="01ab"), SystemUnderTest(name="bar")
    values = (
        measured(0.5, model=foo, variant=Variant(reducer="max"), dataset=DataSet(name="D", split="test")),
        measured(0.25, model=bar, variant=Variant(reducer="max"), dataset=DataSet(name="D", split="test")),
    )
    text = shown(result_card(seen(a_file(measurements=values, models=(foo, bar))), 1))
    for word in ("attack_success_rate (max)", "foo@01ab", "model: foo@01ab, bar", "D (test)"):
        assert word in text, word
    alone = shown(result_card(seen(a_file(measurements=values[:1], models=(foo,))), 1))
    assert "D (test)" in alone
    assert f"```{say()('result-column-task')}" in alone
    assert f"```{say()('result-column-model')}" in text


def test_how_whole_a_run_was_is_said_with_what_that_rests_on() -> None:
    short = Completeness(status="partial", reason="samples-missing", params={"samples": 5, "declared": 10})
    text = shown(result_card(seen(a_file(completeness=short)), 1))
    assert say()("result-run-why-samples-missing", samples=5, declared=10) in text


def test_values_that_nobody_can_tell_apart_are_told_and_never_offered() -> None:
    twins = (measured(0.1), measured(0.9), measured(0.5, task="other"))
    play = a_file(measurements=twins)
    assert say()("result-note-one-name", count=2, task="dan.Dan_11_0", metric="attack_success_rate") in shown(
        result_card(seen(play), 1)
    )
    view = PlaceResultForm().view(seen(play), META, play.audit.results[0], shown_of(play)).to_dict()
    [menu] = [b["element"] for b in view["blocks"] if b.get("block_id") == "measured"]
    assert [o["value"] for o in menu["options"]] == ["2"]
    assert chosen_value(stored(play), "2").value == 0.5
    with refused_with("result-one-name", Invalid):
        chosen_value(stored(play), "0")


def test_values_whose_names_are_cut_alike_are_told_apart_by_their_place() -> None:
    long = "task" * 30
    play = a_file(measurements=tuple(measured(0.1, task=f"{long}{n}") for n in range(2)))
    view = PlaceResultForm().view(seen(play), META, play.audit.results[0], shown_of(play)).to_dict()
    [menu] = [b["element"] for b in view["blocks"] if b.get("block_id") == "measured"]
    assert [o["text"]["text"][:2] for o in menu["options"]] == ["1.", "2."]


def test_a_sealed_threshold_shows_its_metric_and_no_figure() -> None:
    play = audit_at("mapping")
    play.risk()
    text = shown(stage_card(context_of(play), "mapping"))
    assert "threshold on `attack_success_rate` set by @UAUDITOR, sealed until the first result" in text
    assert "0.1" not in text


def test_a_card_of_fifty_risks_is_still_one_that_slack_takes() -> None:
    play = audit_at("mapping")
    for n in range(50):
        play.risk(f"{n} {HOSTILE}"[:3000], priority=n % 2 == 0)
    assert "R50" in shown(stage_card(context_of(play), "mapping"))
    context = context_of(play)
    assert all(
        map(
            said,
            (RiskForm().view(context, META), ThresholdForm().view(context, META), NewModelForm().view(context, META)),
        )
    )


def test_thresholds_opened_are_told_with_what_they_come_to() -> None:
    play = audit_at("testing")
    play.admit(play.reading(), value=0.5)
    play.threshold("R1", 0.7)
    play.open_thresholds("R1")
    text = shown(notice_message(seen(play), ThresholdsOpenedNotice(stage="testing", risk="R1")))
    assert "at most 0.1" in text
    assert "at most 0.7 _(set after its result)_" in text
    assert "⛔" in text
    assert "does not hold its threshold" in text


@pytest.mark.parametrize("problem", ["bomb", "too-slow", "too-large", "gone", "never-heard-of"])
def test_a_file_that_cannot_be_read_gets_a_sentence(problem: str) -> None:
    play = audit_at("testing")
    number = play.reading()
    play.do(
        OfferResult,
        AUDITOR,
        source=play.audit.results[0].source.model_copy(update={"file": "F2"}),
        name=play.text(HOSTILE),
    )
    params = play.text('{"most": 32, "seconds": "2"}')
    play.do(FailReading, SYSTEM, number=number + 1, problem=problem, params=params, offer="o1")
    drawn = notice_message(context_of(play), ResultUnreadNotice(result=number + 1, person=LEAD))
    assert "could not be read as a test result" in shown(drawn)
    assert not tokens(blocks_of(drawn))
    never_came = problem in ("too-large", "gone")
    assert buttons(blocks_of(drawn)) == (
        [ActionId.SUBMIT] if never_came else [ActionId.OFFER_OTHER, ActionId.JUST_TALK]
    )


def test_a_file_that_was_no_result_and_became_a_document_is_asked_about_no_more() -> None:
    play = audit_at("testing")
    source = Source(channel="C", ts="1.1", file="F1")
    play.do(OfferResult, AUDITOR, source=source, name=play.text("notes.md"))
    params = play.text('{"most": 32, "seconds": "2"}')
    play.do(FailReading, SYSTEM, number=1, problem="bomb", params=params, offer="o1")
    as_document = {"artifact": "documentation-review", "kind": "file", "offer": "o1"}
    used = play.do(SubmitArtifact, AUDITOR, source=source, name=play.text("notes.md"), **as_document)
    drawn = notice_message(context_of(play), ResultUnreadNotice(result=1, person=AUDITOR))
    assert buttons(blocks_of(drawn)) == []
    assert says(shown(drawn), "outcome-handed-in")
    told = NoticeCard("result-unread", 1, AUDITOR)
    assert told in cards_to_redraw(play.audit, play.framework, used, [], play.today)


def test_the_question_whether_a_file_is_a_document_says_why_it_is_no_result() -> None:
    play = audit_at("testing")
    source = Source(channel="C", ts="1.1", file="F1")
    play.do(OfferResult, AUDITOR, source=source, name=play.text("notes.md"))
    params = play.text('{"formats": "CSV"}')
    play.do(FailReading, SYSTEM, number=1, problem="unknown-format", params=params, offer="o1")
    why = say()("result-unreadable-unknown-format", formats="CSV")
    assert why in shown(offer_whisper(context_of(play), play.audit.offers[0]))


def test_a_new_version_lists_the_results_of_the_one_before() -> None:
    play = audit_at("testing")
    play.admit(play.reading())
    play.new_version()
    text = shown(notice_message(seen(play), ModelChangedNotice(person=LEAD, version=2)))
    assert "A-1: Foo-7B 1.3" in text
    assert "result 1 (R1)" in text
    card = result_card(seen(play), 1)
    assert buttons(blocks_of(card)) == [ActionId.CARRY_RESULT, ActionId.RERUN_RESULT]


def tampered(*arms: dict[str, str], asked_form: int = 6) -> Branch:
    play = audit_at("testing", asked_form=asked_form)
    text = a_record(an_arm("untouched", harm="0.02", refusal="0.97"), *arms)
    play.do(SubmitArtifact, AUDITOR, artifact="tamper-record", kind="text", name=play.text("t"), text=play.text(text))
    play.open_thresholds("R1")
    return play


def test_a_record_of_good_figures_says_where_nobody_can_tell_whether_these_were_the_audited_weights() -> None:
    play = tampered(an_arm(harm="0.05"), asked_form=3)
    unsure = "the audit does not know the fingerprint of its weights"
    card = shown(stage_card(context_of(play), "testing"))
    assert f"supports nothing* (the worst tampered model stays within the threshold; {unsure}" in card
    play.weighed()
    card = shown(stage_card(context_of(play), "testing"))
    assert "*holds within this budget* (the worst tampered model stays within the threshold)" in card
    assert unsure not in card


def test_the_card_says_the_verdict_on_a_tamper_record_and_no_figure() -> None:
    text = shown(stage_card(context_of(tampered(an_arm(harm="0.77", seeds="2"))), "testing"))
    assert "*fails* (the worst tampered model is beyond the threshold)" in text
    assert "0.77" not in text


def test_who_may_open_or_review_it_sees_figures_and_why_refusals_do_not_count() -> None:
    play = tampered(an_arm(harm="0.05", seeds="2"))
    spec, version = play.framework.artifact("tamper-record"), play.audit.artifacts["tamper-record"][0]
    for view in (
        DocumentForm().view(context_of(play), META, spec, version, "…", ""),
        ReviewForm().view(context_of(play), META, spec, version, ""),
    ):
        text = said(view)
        for word in (
            "fewer than 3 seeds",
            "2 tampered (worst)",
            "340 examples, 2 seeds, $12",
            "0.05",
            "0.97",
            "at most 0.1",
            "decides nothing",
        ):
            assert word in text, word


def test_the_figures_stand_beside_the_pictures() -> None:
    play = tampered(an_arm(harm="0.05"))
    play.accept("tamper-record", by=SAFETY)
    beside = beside_files(context_of(play), Rendering(kind="tamper-chart", artifact="tamper-record", number=1))
    assert "✅ *holds within this budget*" in beside
    assert "0.05" in beside
    assert "likelihood 3, severity 4" in beside_files(context_of(play), Rendering(kind="risk-chart"))


def test_the_form_of_a_tamper_record_begins_the_table() -> None:
    play = audit_at("testing", asked_form=6)
    view = TamperForm().view(context_of(play), META, play.framework.artifact("tamper-record"))
    said(view)
    [arms] = [b["element"] for b in view.to_dict()["blocks"] if b.get("block_id") == "arms"]
    assert "| tampered |" in arms["initial_value"]


def test_the_form_of_the_next_tamper_record_begins_with_what_the_last_one_says() -> None:
    play = tampered(an_arm(harm="0.05"))
    spec = play.framework.artifact("tamper-record")
    view = TamperForm().view(
        context_of(play), META, spec, {"actor": "One engineer", "risk": "R1"}, [an_arm(harm="0.05")]
    )
    elements = {b["block_id"]: b["element"] for b in view.to_dict()["blocks"] if b["type"] == "input"}
    assert elements["actor"]["initial_value"] == "One engineer"
    assert elements["risk"]["initial_option"]["value"] == "R1"
    assert "| tampered | Low-rank tuning on harmful examples | 340 |" in elements["arms"]["initial_value"]
