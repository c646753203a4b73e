"""The first click on a button says who may, before anything is filled in.

Owns which modals are held shut for whom. Whose wish is granted at last is the rules'.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.kernel.people import Person
from bot.slack.inbound.first_click import LEADS, refusal_of_all
from bot.slack.inbound.forms import FORMS
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.request_context import Author
from tests.builders import AUDITOR, BOARD, ENGINEER, LEAD, LEGAL, PRODUCT, SAFETY
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import loaded

ABOUT = ButtonValue(audit="A-1", stage="testing", artifact="documentation-review", number=1, key="R1")

MAY: dict[str, Person] = {
    "details": LEAD,
    "pause": LEAD,
    "end": LEAD,
    "form-0-ballot": LEAD,
    "reopen": LEAD,
    "waive": LEAD,
    "outside": LEAD,
    "review": SAFETY,
    "submit": AUDITOR,
    "finding": SAFETY,
    "respond": ENGINEER,
    "risk": AUDITOR,
    "threshold": SAFETY,
    "recommend": AUDITOR,
    "new-model": LEAD,
    "manifest": ENGINEER,
}
"""Somebody who may, by the callback of the modal; PRODUCT or LEGAL may not."""


def in_testing() -> Branch:
    play = audit_at("testing")
    play.hand_in("documentation-review", AUDITOR)
    return play


def told(play: Branch, callback: str, who: Person, about: ButtonValue = ABOUT) -> str:
    """The refusal that opening a modal meets; empty where it opens."""
    author = Author(workspace="T01", who=who, full_member=True, admin=False, salt=lambda: "00" * 16)
    commands = LEADS[callback](loaded(play), author, about)
    assert commands, "the case asks nothing"
    refused = refusal_of_all(loaded(play), commands, play.now)
    return refused.id if refused else ""


@pytest.mark.parametrize("callback", MAY)
def test_it_opens_for_one_who_may_and_for_nobody_else(callback: str) -> None:
    play = in_testing()
    assert told(play, callback, MAY[callback]) == ""
    assert told(play, callback, LEGAL if callback == "respond" else PRODUCT if callback != "manifest" else LEGAL)


def test_a_hold_of_a_result_that_releases_nothing_is_for_seats_alone() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    for seat in BOARD:
        play.vote(seat, play.paper(0, 1))
    play.reveal()
    assert [told(play, "hold", who) == "" for who in (BOARD[0], LEAD, ENGINEER)] == [True, False, False]


def test_whoever_handed_a_document_in_is_told_before_they_review_it() -> None:
    assert told(in_testing(), "review", AUDITOR) == "accept-own-document"


def test_every_modal_of_the_table_is_there() -> None:
    assert set(LEADS) <= set(FORMS)
    assert set(LEADS) - set(MAY) == {"hold", "dispose"}
