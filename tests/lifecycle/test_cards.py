"""What the cards of an audit, a stage and a question tell, as the audit moves.

Owns what people read there. Must not know how a card is sent.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.documents.commands import RequestChanges, SubmitArtifact
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.content import Source
from bot.domain.kernel.conversation import LINKED_FROM, read_card
from bot.domain.kernel.notices import DeliveryFailedNotice
from bot.domain.lifecycle.commands import AnswerEnd, PauseAudit, ProposeEnd, ReopenStage
from bot.domain.lifecycle.state import Subject
from bot.domain.reflection.commands import RequestSummary, TakeStance
from bot.domain.roster.commands import AssignRoles
from bot.domain.sign_offs.commands import Respond
from bot.ports.summarizer import Reading
from bot.slack.ballot.matrix import recommendation_lines
from bot.slack.kit.action_ids import ActionId, ButtonValue, read_choice
from bot.slack.kit.visibility import links_of
from bot.slack.lifecycle.audit_card import audit_card
from bot.slack.lifecycle.stage_card import stage_card
from bot.slack.lifecycle.status import status_blocks
from bot.slack.outbound.notices import notice_message
from bot.slack.reflection.summary_card import question_card
from tests.builders import AUDITOR, BOARD, ENGINEER, LEAD, SAFETY, an_audit
from tests.slack.outbound.view_contexts import (
    blocks_of,
    buttons,
    context_of,
    elements,
    say,
    says,
    shown,
    tokens,
    values,
    words,
)


def test_a_new_audit_asks_for_people() -> None:
    read = shown(card := audit_card(context_of(an_audit())))
    assert "A-1: Foo-7B 1.2" in read
    assert says(read, "audit-card-title", form="3 Inference API")
    assert says(read, "audit-card-roles", roles=9, filled=2)
    missing = shown(stage_card(context_of(an_audit()), "scoping"))
    assert "Release board (3)" in next(line for line in missing.splitlines() if says(line, "obstacle-roles-empty"))
    assert "@UDEPUTY " + say()("seat-unanswered") in read
    assert ActionId.PEOPLE in buttons(blocks_of(card))


def test_the_stage_bar_shows_where_the_audit_is() -> None:
    links = {"stage:mapping": "https://example.slack.com/archives/C1/p1"}
    read = shown(audit_card(context_of(an_audit().at("testing"), links=links)))
    assert "✅ 2 Mapping · " + say()("stage-closed-on", day="23 Nov 2026") in read
    assert "▶️ 4 Testing · " in read
    assert "▫️ 5 Reflection" in read


def test_while_a_summary_is_drafted_its_stage_says_how_far_and_until_when_a_model_pauses_and_offers_to_stop() -> None:
    play = an_audit().at("reflection")
    play.do(RequestSummary, LEAD)
    later = play.clock.now() + timedelta(minutes=5)
    context = replace(context_of(play), draft_progress=Reading(2, 5, until=later))
    read = shown(card := stage_card(context, "reflection"))
    assert says(read, "stage-card-drafting", done=2, of=5)
    assert says(read, "stage-card-drafting-waits")
    assert say().moment(later)[1:-1] in "".join(tokens(blocks_of(card)))
    [value] = values(blocks_of(card), ActionId.STOP_SUMMARY)
    assert ButtonValue.read(value).number == 1
    assert ActionId.SUMMARIZE not in buttons(blocks_of(card))


def test_what_is_rarely_done_is_in_the_overflow_menu() -> None:
    menu = next(e for e in elements(blocks_of(audit_card(context_of(an_audit())))) if e["type"] == "overflow")
    chosen = [read_choice(option["value"]) for option in menu["options"]]
    assert [act for act, _ in chosen] == [ActionId.PAUSE, ActionId.END, ActionId.FINDING]
    assert {value.audit for _, value in chosen} == {"A-1"}


def test_a_paused_audit_says_why_and_offers_to_go_on() -> None:
    play = an_audit()
    play.do(PauseAudit, LEAD, reason=play.text("Waiting for <!channel>"))
    read = shown(card := audit_card(context_of(play)))
    assert says(read, "audit-card-paused")
    assert "Waiting for <!channel>" in read
    assert "Who is awaited" not in read
    assert ActionId.RESUME in buttons(blocks_of(card))
    assert not any(token.startswith("!channel") for token in tokens(blocks_of(card)))


def test_an_ended_audit_releases_nothing_and_asks_nothing() -> None:
    play = an_audit().staffed()
    play.do(ProposeEnd, LEAD, reason=play.text("The use conflicts with our principles."))
    assert says(shown(audit_card(context_of(play))), "audit-card-end-proposed")
    play.do(AnswerEnd, SAFETY, confirm=True)
    read = shown(card := audit_card(context_of(play)))
    assert says(read, "audit-card-ended", stage="Scoping")
    assert says(read, "audit-card-ended")
    assert "The use conflicts with our principles." in read
    assert buttons(blocks_of(card)) == [ActionId.MORE]


def test_forty_people_and_endless_names_fit() -> None:
    play = an_audit()
    roles = {"auditor": tuple(f"T01:UA{n}" for n in range(10)), "board": tuple(f"T01:UB{n}" for n in range(15))}
    play.do(AssignRoles, LEAD, roles=roles)
    audit = play.audit.model_copy(update={"subject": Subject(model="🦣" * 3000, version="<@U0>" * 500)})
    context = context_of(play)
    card = audit_card(type(context)(type(context.loaded)(audit, play.framework, ""), {}, context.say, context.now))
    read = shown(card)
    assert read.count("🦣") == 3000
    assert "@UB14" in read
    assert "@U0" not in tokens(blocks_of(card))


def test_a_stage_lists_what_is_in_the_way_until_nothing_is() -> None:
    play = an_audit().at("mapping")
    read = shown(card := stage_card(context_of(play), "mapping"))
    assert "*Stakeholder map*, 🔒 *Interview notes* · " + say()("document-missing", owners="Auditor") in read
    assert says(read, "stage-card-obstacles")
    assert says(read, "obstacle-risk-missing")
    assert not says(read, "obstacle-document-missing", document="Stakeholder map")
    assert ActionId.CLOSE_STAGE not in buttons(blocks_of(card))
    play.documents("mapping")
    read = shown(stage_card(context_of(play), "mapping"))
    assert (
        say()("tally", role="Auditor", given=0, quorum=1)
        + " · "
        + say()("tally-waiting", people="@UAUDITOR, @UAUDITOR2")
        in read
    )
    play.signatures("mapping")
    read = shown(card := stage_card(context_of(play), "mapping"))
    assert "✅ " + say()("tally", role="Auditor", given=1, quorum=1) + " · @UAUDITOR" in read
    assert says(read, "stage-card-nothing-left", lead="@ULEAD")
    [value] = values(blocks_of(card), ActionId.CLOSE_STAGE)
    assert ButtonValue.read(value).stage == "mapping"


def test_nobody_is_named_as_waiting_before_they_can_sign() -> None:
    read = shown(stage_card(context_of(an_audit().at("mapping")), "mapping"))
    assert say()("tally", role="Auditor", given=0, quorum=1) in read
    assert "waiting:" not in read


def test_a_change_after_signing_is_shown() -> None:
    play = an_audit().at("mapping")
    play.documents("mapping")
    play.approve("mapping", "safety", SAFETY)
    play.hand_in("system-map")
    play.accept("system-map")
    assert says(shown(stage_card(context_of(play), "mapping")), "tally-changed", people="@USAFETY")


def test_a_restricted_document_shows_its_title_date_and_fingerprint_alone() -> None:
    play = an_audit().at("mapping")
    number = play.hand_in("interview-notes", AUDITOR)
    play.do(RequestChanges, SAFETY, artifact="interview-notes", version=number, what=play.text("Name hidden <b>"))
    version = play.audit.latest("interview-notes")
    assert version
    assert version.content
    texts = {d: "Secret" for d in play.prose}
    read = shown(stage_card(context_of(play, texts=texts), "mapping"))
    line = next(line for line in read.splitlines() if "Interview notes" in line)
    assert "🔒" in line
    assert version.content.removeprefix("sha256:")[:12] in line
    assert "Secret" not in line
    assert says(read, "text-restricted")


def test_what_was_recorded_for_somebody_without_an_account_says_so() -> None:
    play = an_audit(asked_form=7).at("testing")
    play.do(
        SubmitArtifact,
        AUDITOR,
        artifact="external-review",
        kind="file",
        name=play.text("review.pdf"),
        text=None,
        source=Source(channel="C1", ts="1.1", file="F1"),
        behalf=play.text("Dr. R. <!channel>"),
        ties=play.text("None."),
    )
    assert says(
        shown(stage_card(context_of(play), "testing")), "document-behalf", by="@UAUDITOR", whom="Dr. R. <!channel>"
    )


def test_requests_conditions_and_problems_are_quoted() -> None:
    play = an_audit().at("mapping")
    number = play.hand_in("system-map")
    play.do(RequestChanges, SAFETY, artifact="system-map", version=number, what=play.text("No data flows."))
    play.do(LogFinding, SAFETY, stage="mapping", severity="severe", text=play.text("Leaks."), artifact="", blocks=(3,))
    read = shown(stage_card(context_of(play), "mapping"))
    assert says(read, "open-request", who="@USAFETY", document="System and lifecycle map", version=1)
    assert "> No data flows." in read
    assert says(read, "finding-open", severity=say()("severity-severe"), number=1)
    assert "✏️ *System and lifecycle map* v1 · " + say()("document-changes") in read


def test_builders_answers_are_printed_verbatim_and_silence_is_noted() -> None:
    play = an_audit().at("testing")
    play.documents("testing")
    words = play.text("The score is 0.4, not 0.5.")
    play.do(Respond, ENGINEER, stage="testing", verdict="factual-error", text=words)
    read = shown(stage_card(context_of(play), "testing"))
    assert says(read, "response-factual-error", role="Engineering", who="@UENGINEER")
    assert "> The score is 0.4, not 0.5." in read
    assert says(read, "response-none", role="Product")


def test_a_closed_stage_keeps_what_it_closed_with() -> None:
    play = an_audit().at("collection")
    play.hand_in("system-map")
    read = shown(card := stage_card(context_of(play), "mapping"))
    assert f"System and lifecycle map* v1 · {words('document-accepted')}" in read
    seq = play.audit.stages["mapping"].closed_seq
    assert says(read, "record-head", seq=seq, head=f"`sha256:{seq:064x}`")
    assert buttons(blocks_of(card)) == []


def test_a_closed_stage_is_opened_again_from_the_status_and_a_closing_undone_there_while_nothing_followed() -> None:
    play = an_audit().at("collection")
    offered = status_blocks(context_of(play))
    assert ActionId.REOPEN in buttons(offered)
    [value] = values(offered, ActionId.UNDO_CLOSING)
    assert ButtonValue.read(value).stage == "mapping"
    play.hand_in("audit-checklist")
    assert ActionId.UNDO_CLOSING not in buttons(status_blocks(context_of(play)))
    assert not {ActionId.REOPEN, ActionId.UNDO_CLOSING} & set(buttons(status_blocks(context_of(an_audit()))))


def test_the_board_s_stage_names_the_form_that_is_recommended_and_its_ballot_the_reasons() -> None:
    play = an_audit().at("post-audit")
    reason, form = play.prose[play.audit.recommendations[0].reason].text, play.audit.recommendations[0].form
    read = shown(stage_card(context_of(play), "post-audit"))
    assert says(read, "recommendation", form=context_of(play).form_title(form))
    assert reason not in read
    assert reason in shown(stage_card(context_of(play), "reflection"))
    assert reason in "\n".join(recommendation_lines(context_of(play)))


def test_the_board_s_stage_shows_who_voted_not_what() -> None:
    play = an_audit().at(list(an_audit().framework.stages)[-1].key)
    stage = play.framework.stages[-1].key
    assert says(shown(stage_card(context_of(play), stage)), "ballot-not-open")
    play.do(OpenBallot, LEAD)
    play.vote(BOARD[0], play.paper(0, 1, 2, 3))
    read = shown(stage_card(context_of(play), stage))
    assert says(read, "ballot-open", rule=say()("rule-share", count=3, first=1, last=3, needed=2, seats=3))
    assert says(read, "ballot-voted", people="@UBOARD1")
    assert says(read, "ballot-waiting", people="@UBOARD2, @UBOARD3")
    assert "What the evidence carries." not in read


def test_a_question_says_how_to_answer_and_until_when() -> None:
    play = an_audit().at("reflection")
    stage = play.framework.stage("reflection")
    key = stage.questions[0].key
    read = shown(question_card(context_of(play), key))
    assert says(read, "question-title", number=1, count=len(stage.questions))
    assert says(read, "question-how")
    play.do(TakeStance, SAFETY, question=key, word="only-if", condition=play.text("The logs are <!here> kept."))
    play.do(TakeStance, ENGINEER, question=key, word="against", sign="-1")
    drawn = question_card(context_of(play), key)
    assert says(shown(drawn), "stance-against", count=1, people="@UENGINEER")
    assert says(shown(drawn), "stance-only-if", count=1, people="@USAFETY")
    assert "The logs are <!here> kept." in shown(drawn)
    assert buttons(blocks_of(drawn)) == [ActionId.AGAINST, ActionId.IN_FAVOUR, ActionId.ONLY_IF]
    assert not any(token.startswith("!here") for token in tokens(blocks_of(drawn)))
    play.summary()
    summed_up = question_card(context_of(play), key)
    assert says(shown(summed_up), "question-summed-up")
    assert buttons(blocks_of(summed_up)) == []


def test_a_question_is_answered_again_once_its_stage_is_opened_again() -> None:
    play = an_audit().at("reflection")
    play.complete("reflection")
    play.do(ReopenStage, LEAD, stage="reflection", reason=play.text("More was said."))
    key = play.framework.stage("reflection").questions[0].key
    drawn = question_card(context_of(play), key)
    assert says(shown(drawn), "question-how")
    assert buttons(blocks_of(drawn)) == [ActionId.AGAINST, ActionId.IN_FAVOUR, ActionId.ONLY_IF]


def test_every_link_between_cards_is_among_those_that_are_drawn_again() -> None:
    play = an_audit().at("reflection")
    cards = ["audit", "summary", "decision", "stage:reflection", "question:expectations", "ask:sign@T01:ULEAD"]
    for card in map(read_card, cards):
        for linked in links_of(card, play.audit, play.framework):
            assert card.kind in LINKED_FROM[linked.kind]


@pytest.mark.parametrize(
    ("failed", "said", "offered"),
    [
        (DeliveryFailedNotice(job=1), "notice-delivery-failed", 3),
        (DeliveryFailedNotice(job=1, refused="is_archived"), "slack-refuses-archived", 3),
        (DeliveryFailedNotice(job=1, refused="a_word_of_next_year"), "slack-refuses-other", 3),
        (DeliveryFailedNotice(job=1, cause="signer-public-key-missing"), "notice-work-failed", 1),
    ],
)
def test_what_the_bot_itself_gave_up_on_is_no_trouble_with_a_channel(
    failed: DeliveryFailedNotice, said: str, offered: int
) -> None:
    drawn = notice_message(context_of(an_audit()), failed)
    assert says(shown(drawn), said)
    assert len(buttons(blocks_of(drawn))) == offered
