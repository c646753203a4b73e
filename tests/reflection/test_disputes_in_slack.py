"""What the lead hears of disputed statements: one message, which follows what is disputed.

Owns that message. Who may dispute is `test_reflection`.
"""

from __future__ import annotations

from bot.domain.kernel.conversation import DisputesCard, dm
from bot.domain.kernel.notices import StatementsDisputedNotice
from bot.domain.reflection.commands import RequestSummary
from bot.slack.kit.action_ids import ActionId
from bot.slack.outbound.cards import card_drawing
from bot.slack.outbound.notices import notice_message
from tests.builders import AUDITOR, ENGINEER, LEAD
from tests.engine.played_audits import Branch
from tests.engine.test_commit_plan import after
from tests.reflection.test_accurate_in_slack import quoted_twice
from tests.reflection.test_reflection import answer
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of, says, shown

WORDS = "I said: without them."

CARD = DisputesCard(1, LEAD)


def dispute(play: Branch, who: str = ENGINEER, line: str = "s1") -> None:
    answer(play, who, line, verdict="dispute", words=WORDS)


def read(play: Branch) -> tuple[str, list[str]]:
    drawn = card_drawing(context_of(play), CARD)
    return shown(drawn), buttons(blocks_of(drawn))


def test_the_lead_hears_who_disputes_and_can_draft_again() -> None:
    play = quoted_twice()
    assert CARD in after(play, dispute).cards
    assert CARD.place == dm(LEAD)
    words, pressed = read(play)
    assert says(words, "notice-statements-disputed", who="@UENGINEER", count=1)
    assert pressed == [ActionId.SUMMARIZE]


def test_a_second_dispute_stands_in_the_same_message() -> None:
    play = quoted_twice()
    dispute(play)
    assert CARD in after(play, lambda p: dispute(p, AUDITOR, "s8")).cards
    assert says(read(play)[0], "notice-statements-disputed", who="@UENGINEER, @UAUDITOR", count=2)


def test_whoever_changes_their_mind_is_not_named_any_more() -> None:
    play = quoted_twice()
    dispute(play)
    assert CARD in after(play, lambda p: answer(p, ENGINEER, "s1")).redraw
    words, pressed = read(play)
    assert says(words, "statements-disputed-none")
    assert pressed == []


def test_whoever_drafts_again_is_not_offered_it_once_more() -> None:
    play = quoted_twice()
    dispute(play)
    assert CARD in after(play, lambda p: p.do(RequestSummary, LEAD)).redraw
    words, pressed = read(play)
    assert says(words, "statements-disputed-again")
    assert pressed == []


def test_what_the_lead_disputes_nobody_is_told_of() -> None:
    assert CARD not in after(quoted_twice(), lambda p: dispute(p, LEAD)).cards


def test_what_is_called_accurate_nobody_is_told_of() -> None:
    assert CARD not in after(quoted_twice(), lambda p: answer(p, ENGINEER, "s1")).cards


def test_what_an_earlier_build_queued_says_what_is_disputed_now() -> None:
    play = quoted_twice()
    dispute(play)
    drawn = notice_message(context_of(play), StatementsDisputedNotice(number=1, person=ENGINEER))
    assert says(shown(drawn), "notice-statements-disputed", who="@UENGINEER", count=1)
