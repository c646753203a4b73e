"""A sign on a question is its giver's word, like the button; on anything else, or another sign, it says nothing.

Owns what becomes of Slack's events about reactions. The rules are in `test_reflection`.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.domain.kernel.conversation import QuestionCard, StageCard
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.registry import Command
from bot.domain.reflection.commands import TakeStance, WithdrawStance
from bot.slack.inbound.workspace_events import PERSONAL
from bot.slack.kit.payloads import Event
from bot.slack.kit.request_context import Author, RequestContext
from tests.builders import SAFETY, TEAM

QUESTION, STAGE = "1.0", "2.0"

CARDS = {QUESTION: QuestionCard("unknowns").key, STAGE: StageCard("reflection").key}


class Bot:
    """A context that notes what it is told to do."""

    workspace = TEAM

    def __init__(self, *, refuses: bool = False) -> None:
        self.given: list[Command] = []
        self.refuses = refuses
        self.deps = SimpleNamespace(store=self)

    async def spot(self, workspace: str, channel: str, ts: str) -> Any:
        return SimpleNamespace(audit="A-1", card=CARDS[ts]) if ts in CARDS else None

    async def author(self) -> Author:
        return Author(TEAM, SAFETY, full_member=True, admin=False, salt=lambda: "salt")

    async def profile(self) -> Any:
        return SimpleNamespace(person=SAFETY)

    async def execute(self, command: Command) -> None:
        self.given.append(command)
        if self.refuses:
            raise NotAllowed("role-needed", person=SAFETY)


async def told(bot: Bot, kind: str, sign: str, ts: str = QUESTION) -> list[Command]:
    body = {"type": kind, "user": "USAFETY", "reaction": sign, "item": {"type": "message", "channel": "C1", "ts": ts}}
    event = SimpleNamespace(id="Ev1", type=kind, body=body)
    await PERSONAL[kind](cast(RequestContext, bot), cast(Event, event))
    return bot.given


@pytest.mark.parametrize(
    ("sign", "word"),
    [("+1", "for"), ("+1::skin-tone-4", "for"), ("-1", "against"), ("x", "against"), ("white_check_mark", "for")],
)
async def test_a_sign_on_a_question_is_its_givers_word_until_it_is_taken_back(sign: str, word: str) -> None:
    (taken,) = await told(Bot(), "reaction_added", sign)
    assert isinstance(taken, TakeStance)
    assert (taken.actor, taken.question, taken.word, taken.sign) == (SAFETY, "unknowns", word, sign.partition("::")[0])
    (withdrawn,) = await told(Bot(), "reaction_removed", sign)
    assert isinstance(withdrawn, WithdrawStance)
    assert (withdrawn.question, withdrawn.sign) == ("unknowns", taken.sign)


@pytest.mark.parametrize(("sign", "ts"), [("eyes", QUESTION), ("+1", STAGE), ("+1", "9.0")])
async def test_another_sign_or_another_message_says_nothing(sign: str, ts: str) -> None:
    assert await told(Bot(), "reaction_added", sign, ts) == []


async def test_a_sign_of_somebody_who_may_not_answer_is_let_be() -> None:
    assert len(await told(Bot(refuses=True), "reaction_added", "-1")) == 1
