"""The same model for fewer people: who says so, what stays signed, and how the word is bent.

Owns that word. What any other change of the description does is `tests/decision/test_bent_decisions`.
"""

from __future__ import annotations

import json

import pytest

from bot.calendars.public_holidays import PublicHolidays
from bot.domain.ballot.commands import OpenBallot
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.evidence import moved_stages
from bot.domain.kernel.framework import Framework
from bot.domain.lifecycle.audience import may_agree
from bot.domain.lifecycle.commands import AnswerAudience, ChangeDetails, NarrowAudience
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.calendar_inputs import CalendarInputs
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.lifecycle.messages import confirm_audience
from bot.slack.lifecycle.start_forms import DetailsForm
from tests.builders import AUDITOR, BOARD, DEPUTY, ENGINEER, LEAD, LEGAL, SAFETY, first_edition, refused_with
from tests.engine.played_audits import Branch, audit_at
from tests.roster.brought_in import brought_in
from tests.slack.outbound.view_contexts import context_of

HOSPITAL = "For the staff of one hospital."


def asked(words: str = HOSPITAL, *, stage: str = "mapping", framework: Framework | None = None) -> Branch:
    play = audit_at(stage, framework=framework)
    play.do(NarrowAudience, LEAD, description=play.text(words))
    return play


def answer(play: Branch, who: str = SAFETY, *, confirm: bool = True) -> None:
    assert play.audit.audience
    play.do(AnswerAudience, who, description=play.audit.audience.description, confirm=confirm)


def said(play: Branch) -> str:
    return play.prose[play.audit.description].text


def owed(play: Branch) -> list[str]:
    return [d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "confirm-audience"]


def test_for_fewer_people_nothing_opens_again() -> None:
    play = asked()
    assert said(play) != HOSPITAL
    assert owed(play) == [AUDITOR]
    answer(play)
    assert said(play) == HOSPITAL
    assert (moved_stages(play.audit, play.framework), owed(play)) == ([], [])


def test_a_plain_change_of_the_description_is_one_of_the_evidence() -> None:
    play = audit_at("mapping")
    play.do(ChangeDetails, LEAD, description=play.text(HOSPITAL))
    assert moved_stages(play.audit, play.framework) == ["scoping"]


@pytest.mark.parametrize("who", [LEAD, DEPUTY, ENGINEER, LEGAL, BOARD[0]])
def test_nobody_but_a_reviewer_agrees(who: str) -> None:
    play = asked()
    with refused_with("audience-reviewer-only"):
        answer(play, who)


def test_the_lead_alone_does_not_call_it_fewer_people() -> None:
    play = asked("For everybody.")
    with refused_with("audience-reviewer-only"):
        answer(play, LEAD)


def test_whom_the_lead_brought_in_does_not_agree_with_the_lead() -> None:
    play = asked("For everybody.")
    audit = brought_in(play.audit, LEAD, SAFETY, "safety")
    assert SAFETY in may_agree(play.audit, play.framework, play.today)
    assert SAFETY not in may_agree(audit, play.framework, play.today)


def test_what_a_reviewer_does_not_agree_to_stays_as_it_was() -> None:
    play = asked("For everybody.")
    before = play.audit.description
    answer(play, confirm=False)
    assert (play.audit.description, play.audit.audience, owed(play)) == (before, None, [])


def test_another_text_than_the_one_that_was_read_is_not_agreed_to() -> None:
    play = asked()
    read = play.audit.audience
    assert read
    play.do(NarrowAudience, LEAD, description=play.text("For everybody."))
    with refused_with("audience-settled"):
        play.do(AnswerAudience, SAFETY, description=read.description, confirm=True)


def test_fewer_people_do_not_hide_a_later_change_of_the_description() -> None:
    play = asked()
    answer(play)
    play.do(ChangeDetails, LEAD, description=play.text("For everybody."))
    assert moved_stages(play.audit, play.framework) == ["scoping"]


def test_the_audience_is_not_changed_while_the_board_votes() -> None:
    play = asked(stage="post-audit")
    play.do(OpenBallot, LEAD)
    with refused_with("details-board-voting"):
        answer(play)


def test_by_the_older_rules_the_lead_changes_the_description() -> None:
    with refused_with("audience-older-rules"):
        asked(framework=first_edition())


def test_the_details_ask_which_of_both_it_is_and_the_reviewer_sees_both_texts() -> None:
    play = asked()
    context, days = context_of(play), CalendarInputs(PublicHolidays(), "UTC", 2026)
    drawn = json.dumps(DetailsForm().view(context, ModalMetadata(request="r", audit="A-1"), days).to_dict())
    assert '"fewer"' in drawn
    ask = confirm_audience(context, next(d for d in context.duties if d.kind == "confirm-audience"))
    assert [b.action_id for b in ask.buttons] == [ActionId.FEWER_PEOPLE, ActionId.NOT_FEWER_PEOPLE]
    assert HOSPITAL in " ".join(ask.detail)
