"""A decision from the reveal on, as people read it: proposed, held, followed up, suspended, expired, decided outside.

Owns what must be printed there, and what may not. Must not know the rules behind it.
"""

from __future__ import annotations

import re
from datetime import timedelta

from bot.domain.ballot.commands import OpenBallot
from bot.domain.decision.commands import (
    AnswerOutside,
    AnswerReport,
    CallHold,
    ProposeOutside,
    ReportCancelling,
    StageRelease,
)
from bot.domain.decision.conditions import followed_items
from bot.domain.evaluations.commands import RecordRisk
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import ApproveVariant, PassTime, TakeIn
from bot.framework_files import load_kinds
from bot.slack.ballot.matrix import matrix_text
from bot.slack.decision.condition_forms import FollowedForm
from bot.slack.decision.decision_card import decision_card
from bot.slack.decision.proposal_card import proposal_card
from bot.slack.duties.asks import ask
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.lifecycle.audit_card import audit_card
from tests.builders import BOARD, ENGINEER, LEAD, RELEASED, SAFETY, Play, an_audit, first_edition
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of, say, says, shown, tokens, words

WORDS = "Not yet, & <!channel> says so."


def proposed() -> Play:
    """The hosted product, with a condition and a repair beforehand."""
    play = an_audit().at("post-audit")
    play.bring("content-filters", "abuse-response")
    play.do(OpenBallot, LEAD)
    play.plan(("Filters hold.", "Engineering", "before"))
    for who in BOARD:
        play.vote(who, play.paper(2, conditions=("Tell the customers.",) if who == BOARD[0] else ()))
    play.reveal()
    return play


def decided() -> Play:
    play = proposed()
    play.cool_off()
    return play


def suspended(play: Play, **more: object) -> Play:
    play.do(ReportCancelling, SAFETY, cause="incident", text=play.text(WORDS))
    play.do(AnswerReport, LEAD, report=1, happened=True, why=play.text("I saw it."), **more)
    return play


def test_a_proposal_says_until_when_and_who_holds_it_and_rings_nobody() -> None:
    play = proposed()
    read = shown(proposal_card(context_of(play), 1))
    assert says(read, "proposal-standing")
    assert says(read, "decision-allowed-once", items="C1, M1", count=2)
    play.do(CallHold, BOARD[1], round=1, reason=play.text(WORDS))
    card = proposal_card(context_of(play), 1)
    assert says(shown(card), "hold-standing", who="@UBOARD2")
    assert {ActionId.HOLD, ActionId.LIFT_HOLD} <= set(buttons(blocks_of(card)))
    assert not any(token.startswith("!channel") for token in tokens(blocks_of(card)))
    assert says(shown(audit_card(context_of(play))), "audit-card-proposed")


def test_a_proposal_that_was_posted_leads_to_the_decision_and_has_no_buttons() -> None:
    card = proposal_card(context_of(decided()), 1)
    assert says(shown(card), "proposal-posted")
    assert buttons(blocks_of(card)) == []


def test_the_decision_prints_who_sees_to_what_and_what_would_cancel_it() -> None:
    card = decision_card(context_of(decided()))
    read = shown(card)
    condition = say()("post-condition", item="C1", words="Tell the customers.", follow=say()("post-owner-none"))
    assert read.count("Tell the customers.") == read.count(condition) == 1
    assert read.count("Filters hold.") == 1
    assert says(read, "post-model", model="Foo-7B 1.2")
    assert "> An assistant for customer support." in read
    assert "• An incident" in read
    assert says(read, "term-until", day="24 Nov 2027")
    assert buttons(blocks_of(card)) == [ActionId.FOLLOWED, ActionId.HAPPENED, ActionId.CO_SIGN]


def test_a_suspended_decision_says_so_first_and_what_was_reported() -> None:
    play = suspended(decided())
    card = decision_card(context_of(play))
    read = shown(card)
    assert read.index(words("decision-suspended")) < read.index(words("post-was-bound"))
    assert f"{say()('report-by', who='@USAFETY')}\n> {WORDS}" in read
    assert not says(read, "decision-not-recalled")
    assert buttons(blocks_of(card)) == []
    assert not any(token.startswith("!channel") for token in tokens(blocks_of(card)))


def test_of_published_weights_it_says_that_copies_stay_out_and_who_owns_containment() -> None:
    play = an_audit(asked_form=7, framework=first_edition()).at("post-audit")
    play.do(ProposeOutside, LEAD, form=7, words=play.text("The management decided."))
    play.do(AnswerOutside, BOARD[0], confirm=True)
    read = shown(decision_card(context_of(suspended(play, containment=ENGINEER))))
    assert says(read, "decision-not-recalled")
    assert says(read, "decision-containment", who="@UENGINEER")


def test_an_expired_decision_says_so() -> None:
    play = decided()
    play.clock.forward(timedelta(days=400))
    play.do(PassTime, SYSTEM)
    assert says(shown(decision_card(context_of(play))), "decision-expired", day="24 Nov 2027")


def test_who_signed_before_a_decision_was_suspended_reads_what_happened_since() -> None:
    play = decided()
    play.do(ReportCancelling, ENGINEER, cause="new-attack", text=play.text("A prompt of Tuesday."))
    play.clock.forward(timedelta(hours=1))
    play.do(AnswerReport, LEAD, report=1, happened=True, why=play.text("Repeated on ours."))
    context = context_of(play)
    duty = next(d for d in context.duties if d.kind == "still-approve")
    read = shown(ask(context, duty))
    assert says(read, "answer-report-what", who="@UENGINEER", cause="A new attack that works on this model")
    assert "> A prompt of Tuesday." in read


def test_a_decision_taken_outside_stands_beside_what_the_audit_supported() -> None:
    play = an_audit(asked_form=7, framework=first_edition()).at("post-audit")
    play.do(ProposeOutside, LEAD, form=7, words=play.text("The management decided."))
    context = context_of(play)
    duty = next(d for d in context.duties if d.kind == "confirm-outside")
    assert says(shown(ask(context, duty)), "ask-confirm-outside", form="7 Open weights")
    play.do(AnswerOutside, BOARD[0], confirm=True)
    read = shown(decision_card(context_of(play)))
    assert says(read, "decision-outside", form="7 Open weights")
    assert "> The management decided." in read


def test_a_decision_taken_outside_carries_the_marks_and_problems_of_its_audit_too() -> None:
    play = an_audit(framework=load_kinds(RELEASED)["light"]).staffed()
    play.do(ApproveVariant, SAFETY)
    for stage in ("scoping", "testing"):
        play.complete(stage)
    play.do(LogFinding, SAFETY, stage="testing", severity="severe", text=play.text("Leaks keys."), blocks=(3,))
    play.do(ProposeOutside, LEAD, form=3, words=play.text("The management decided."))
    play.do(AnswerOutside, BOARD[0], confirm=True)
    read = shown(decision_card(context_of(play)))
    assert "Light audit" in read
    assert says(read, "decision-problems")
    assert "Leaks keys." in read


def test_a_release_in_steps_is_printed() -> None:
    play = decided()
    play.do(StageRelease, LEAD, form=3, not_before=play.clock.now().date() + timedelta(days=90))
    assert says(shown(decision_card(context_of(play))), "decision-staged", form="3 Inference API", day="22 Feb 2027")


def test_what_is_followed_up_lists_everything_with_its_buttons() -> None:
    play = decided()
    found = play.audit.decision
    assert found
    view = FollowedForm().view(
        context_of(play), ModalMetadata(request="r"), followed_items(play.audit, play.framework, found)
    )
    assert buttons(view.blocks or []) == [
        ActionId.NAME_OWNER,
        ActionId.VERIFY,
        ActionId.DROP,
        ActionId.MOVE_DATE,
        ActionId.NAME_OWNER,
        ActionId.CLAIM,
        ActionId.VERIFY,
        ActionId.MOVE_DATE,
    ]


def test_the_matrix_leads_to_every_document_and_highlights_what_is_missing_alone() -> None:
    play = an_audit(asked_form=5).at("collection")
    play.hand_in("key-release-policy")
    links = {"stage:collection": "https://example.slack.com/p1", "stage:testing": "https://example.slack.com/p2"}
    text = matrix_text(context_of(play, links=links))
    assert f"<https://example.slack.com/p2|Tamper record (safety after fine-tuning)> {say()('or')} " in text
    assert any(says(need, "need-submitted") and "|Policy for releasing keys>" in need for need in text.split(";"))
    assert say()("need-missing", document="<https://example.slack.com/p1|Allowed hardware>") in text
    lacking = say()("need-missing", document="").split()[-1].strip("*")
    assert all(lacking in bold for line in text.splitlines() for bold in re.findall(r"(?<!\w)\*([^*]+)\*", line))


def test_the_matrix_calls_a_record_that_fails_no_support_where_its_result_does_not_matter() -> None:
    play = an_audit(asked_form=6).at("testing")
    play.hand_in("tamper-record")
    play.accept("tamper-record", supports=False)
    line = {text[2:4]: text for text in matrix_text(context_of(play)).splitlines()}
    assert says(line["5 "], "need-counts", document="Tamper record (safety after fine-tuning)")
    assert says(line["6 "], "need-does-not-support", document="Tamper record (safety after fine-tuning)")


def test_the_matrix_names_a_risk_that_holds_only_a_threshold_set_after_its_result() -> None:
    play = an_audit(asked_form=4).at("testing")
    play.do(RecordRisk, SAFETY, title=play.text("Leaks keys."), likelihood=2, severity=4, priority=True)
    play.do(TakeIn, SAFETY, stage="mapping")
    play.admit(play.reading(), "R2")
    play.threshold("R2")
    play.open_thresholds("R2")
    line = {text[2:4]: text for text in matrix_text(context_of(play)).splitlines()}
    assert says(line["4 "], "blocked-late", risk="R2")
    assert "R2" not in line["3 "]
