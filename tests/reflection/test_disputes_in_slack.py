"""What the lead hears of disputed statements.

Owns that message. Who may dispute is `test_reflection`.
"""

from __future__ import annotations

from bot.domain.kernel.conversation import dm
from bot.domain.kernel.effects import PostNotice
from bot.domain.kernel.notices import StatementsDisputedNotice
from bot.slack.kit.action_ids import ActionId
from bot.slack.outbound.notices import notice_message
from tests.builders import ENGINEER, LEAD
from tests.engine.played_audits import Branch
from tests.engine.test_commit_plan import after
from tests.reflection.test_accurate_in_slack import quoted_twice
from tests.reflection.test_reflection import answer
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of, says, shown

WORDS = "I said: without them."


def disputed(play: Branch, who: str = ENGINEER) -> list[object]:
    told = after(play, lambda p: answer(p, who, "s1", verdict="dispute", words=WORDS))
    return [e for e in told.effects if isinstance(e, PostNotice) and isinstance(e.notice, StatementsDisputedNotice)]


def test_the_lead_hears_who_disputes_and_can_draft_again() -> None:
    play = quoted_twice()
    notice = StatementsDisputedNotice(number=1, person=ENGINEER)
    assert disputed(play) == [PostNotice(place=dm(LEAD), notice=notice)]
    drawn = notice_message(context_of(play), notice)
    assert says(shown(drawn), "notice-statements-disputed", who="@UENGINEER")
    assert buttons(blocks_of(drawn)) == [ActionId.SUMMARIZE]


def test_what_the_lead_disputes_nobody_is_told_of() -> None:
    assert disputed(quoted_twice(), LEAD) == []


def test_what_is_called_accurate_nobody_is_told_of() -> None:
    play = quoted_twice()
    told = after(play, lambda p: answer(p, ENGINEER, "s1"))
    assert not [e for e in told.effects if isinstance(e, PostNotice)]
