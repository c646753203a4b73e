"""The first click on a button says who may, before anything is filled in.

Owns which modals are held shut for whom. Whose wish is granted at last is the rules'.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable
from itertools import combinations
from types import SimpleNamespace
from typing import cast

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.findings.commands import DisposeFinding, LogFinding
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.roster.independence import is_reviewer
from bot.domain.roster.roles import holds_power
from bot.slack.inbound import dispatch
from bot.slack.inbound.first_click import LEADS, refusal_of_all
from bot.slack.inbound.forms import FORMS
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.button_actions import Opens
from bot.slack.kit.payloads import Origin, Press
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, Response
from bot.slack.kit.timeouts import Timeouts
from tests.builders import AUDITOR, BOARD, ENGINEER, LEAD, LEGAL, PRODUCT, SAFETY
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import loaded

ABOUT = ButtonValue(audit="A-1", stage="testing", artifact="documentation-review", number=1, key="R1")

MAY: dict[str, Person] = {
    "details": LEAD,
    "people": LEAD,
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
    "risk-kinds": AUDITOR,
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


def test_who_may_only_open_a_problem_again_gets_the_modal() -> None:
    play = in_testing()
    play.do(LogFinding, SAFETY, stage="testing", severity="low", text=play.text("It leaks"))
    play.do(DisposeFinding, SAFETY, finding=1, disposition="fixed", why=play.text("Mended"))
    reviews = {s.person for seats in play.audit.roster.values() for s in seats}
    may = [p for p in reviews if holds_power(play.audit, play.framework, p, "review", play.today)]
    only_open = [p for p in may if not is_reviewer(play.audit, play.framework, p, play.today)]
    assert only_open
    assert {told(play, "dispose", who) for who in only_open} == {""}


def test_a_waiver_that_is_asked_for_somebody_else_opens_for_the_lead() -> None:
    play = in_testing()
    written = play.framework.model_dump(mode="json")
    keys = [role["key"] for role in written["roles"]]
    builds = {role.key for role in play.framework.roles if "respond" in role.powers}
    first, second = next(
        pair for pair in combinations(keys, 2) if play.framework.incompatible(*pair) and not builds & set(pair)
    )
    written["roles"].sort(key=lambda role: {first: 0, second: 1}.get(role["key"], 2))
    play.framework = Framework.model_validate_json(json.dumps(written))
    assert told(play, "waive", LEAD) == ""


async def test_who_may_and_what_opens_share_the_time_of_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    allowances, within = list[float](), list[int]()

    async def counted(work: Awaitable[Response], seconds: float) -> Response:
        allowances.append(seconds)
        return await work

    async def look(*_: object) -> Response:
        within.append(len(allowances))
        return DONE

    monkeypatch.setattr(dispatch, "in_time", counted)
    monkeypatch.setattr(dispatch, "must_be_one_who_may", look)
    monkeypatch.setattr(Opens, "press", look)
    ctx = SimpleNamespace(deps=SimpleNamespace(patience=Timeouts()))
    press = Press(Origin(workspace="T01", who=LEAD), ActionId.REVIEW, ABOUT)
    await dispatch.open_in_time(cast(RequestContext, ctx), Opens(FORMS["review"]), press)
    assert within == [1, 1]
    assert allowances == [Timeouts().open]


def test_every_modal_of_the_table_is_there() -> None:
    assert set(LEADS) <= set(FORMS)
    assert set(LEADS) - set(MAY) == {"hold", "dispose"}
