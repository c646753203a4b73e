"""Signs on a question that nobody heard of, told apart from those on record.

Owns which of them are news. That they count afterwards is tested in `tests/acceptance/test_outages.py`.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.kernel.people import user_of
from bot.domain.reflection.commands import TakeStance, WithdrawStance
from bot.slack.outbound.missed_signs import signs_put, signs_taken_back
from tests.builders import ENGINEER, SAFETY, Play, an_audit

QUESTION = "unknowns"


def card(*signs: tuple[str, str], more: int = 0) -> dict[str, Any]:
    """A question's card with signs, each of a person; `more`: of each, people whom Slack does not name."""
    return {
        "ts": "1.0",
        "reactions": [{"name": name, "users": [user_of(who)], "count": 1 + more} for name, who in signs],
    }


def put(play: Play, shown: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["reaction"], each["user"]) for _, each in signs_put(shown, QUESTION, play.history)]


def taken_back(play: Play, shown: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["reaction"], each["user"]) for _, each in signs_taken_back(shown, QUESTION, play.audit)]


@pytest.fixture
def play() -> Play:
    """Safety is against, by a sign."""
    play = an_audit().at("reflection")
    play.do(TakeStance, SAFETY, question=QUESTION, word="against", sign="-1")
    return play


def test_a_sign_by_which_nobody_took_their_stance_is_news(play: Play) -> None:
    assert put(play, card(("-1", SAFETY), ("-1::skin-tone-2", ENGINEER))) == [("-1", user_of(ENGINEER))]
    assert put(play, card(("+1", SAFETY))) == [("+1", user_of(SAFETY))]


def test_a_sign_that_says_nothing_is_none(play: Play) -> None:
    assert put(play, card(("eyes", ENGINEER))) == []


def test_a_sign_of_before_does_not_come_before_the_button_that_was_pressed_since(play: Play) -> None:
    play.do(TakeStance, SAFETY, question=QUESTION, word="for")
    assert put(play, card(("-1", SAFETY))) == []
    assert taken_back(play, card()) == []


def test_a_sign_that_counts_and_stands_there_no_more_was_taken_back(play: Play) -> None:
    assert taken_back(play, card(("-1", SAFETY))) == []
    assert taken_back(play, card(("-1", ENGINEER))) == [("-1", user_of(SAFETY))]
    assert taken_back(play, card()) == [("-1", user_of(SAFETY))]


def test_whom_slack_does_not_name_may_stand_there_still(play: Play) -> None:
    assert taken_back(play, card(("-1", ENGINEER), more=1)) == []


def test_the_same_sign_taken_back_twice_is_two_events(play: Play) -> None:
    [(first, _)] = signs_taken_back(card(), QUESTION, play.audit)
    play.do(WithdrawStance, SAFETY, question=QUESTION, sign="-1")
    play.later(seconds=1)
    play.do(TakeStance, SAFETY, question=QUESTION, word="against", sign="-1")
    [(second, _)] = signs_taken_back(card(), QUESTION, play.audit)
    assert first != second
