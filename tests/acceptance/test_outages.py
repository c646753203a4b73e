"""Bad days: the bot is thrown out, a channel is gone, the token dies, the database is away, a model fails.

Owns what people and operators see then, and that everything is there again afterwards. Must not test single retries.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from sqlalchemy import Connection

from bot.demo.messages import AskFor, ButtonOf, CardOf, buttons_of
from bot.domain.documents.commands import RequestChanges
from bot.domain.documents.duties import AnswerChangesDuty, ReviewDuty, ReworkDuty, SubmitDuty
from bot.domain.kernel.content import Prose
from bot.domain.kernel.conversation import AuditCard, QuestionCard
from bot.domain.lifecycle.commands import PauseAudit
from bot.domain.lifecycle.duties import PublishSummaryDuty
from bot.domain.reflection.events import SummaryDrafted
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.conftest import Arrange
from tests.acceptance.stage import Stage
from tests.builders import LEAD, SAFETY, TEAM, Play
from tests.patience import SOON_TOLD
from tests.slack.bot_in_sandbox import eventually
from tests.slack.outbound.view_contexts import say, says, words

ASKED = AskFor(SubmitDuty, "documentation-review")

ONCE_MORE = (0.05,)
"""How often Slack tells of what could not be saved, until it gives up: each time is seconds until the bot says so."""


async def parked(stage: Stage, count: int = 1) -> list[str]:
    """The problems of what is parked, once there is that much of it."""
    found: list[str] = []
    for _ in range(50):
        found = [p.problem for p in await stage.bot.deps.outbox.parked(TEAM)]
        if len(found) >= count:
            break
        await stage.quiet()
    return found


def audits_channels(stage: Stage) -> list[str]:
    """The names of the channels of audits there are."""
    return [c.name for c in stage.sandbox.workspace.channels.values() if c.name.startswith("audit-")]


async def test_a_kicked_bot_says_so_to_the_lead_and_goes_on_when_it_is_invited_again(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    channel = stage.channel
    stage.sandbox.admin.kick_bot(channel)
    # what happens meanwhile is not lost: the audit goes on from App Home
    home = await stage["auditor"].driver.open_home()
    buttons = [e for e in home.elements if e.get("action_id") == "submit"]
    assert (await stage["auditor"].driver.click(home, "submit", value=buttons[0]["value"])).ok
    await stage["auditor"].driver.modal()
    assert (await stage["auditor"].submits(text="What the records claim.")).closed

    told = await stage["lead"].reads(words("notice-delivery-refused"))
    assert says(told.readable, "slack-refuses-channel")
    assert buttons_of(told) == [ActionId.RESUME_DELIVERY, ActionId.INVITE_MISSING, ActionId.NEW_CHANNEL]
    assert set(await parked(stage, 2)) == {"channel_not_found"}
    assert sum(says(m.readable, "notice-delivery-refused") for m in stage["lead"].driver.dms()) == 1

    await stage["lead"].driver.invite(channel, "smactr")
    await stage["lead"].reads(words("document-submitted"), channel=channel)
    await stage["safety"].reads(AskFor(ReviewDuty), ActionId.REVIEW, channel=channel)
    assert await stage.bot.deps.outbox.parked(TEAM) == []
    # pressed though the channel is there: nothing moves
    await stage["lead"].presses(ButtonOf(ActionId.NEW_CHANNEL), ActionId.NEW_CHANNEL)
    await stage.quiet()
    assert audits_channels(stage) == [channel]
    assert sum(says(m.readable, "audit-card-title") for m in stage["lead"].driver.sees(channel)) == 1


async def test_a_deleted_channel_is_reported_and_the_rest_goes_on(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    stage.sandbox.admin.delete_channel(stage.channel)
    home = await stage["auditor"].driver.open_home()
    buttons = [e for e in home.elements if e.get("action_id") == "submit"]
    assert (await stage["auditor"].driver.click(home, "submit", value=buttons[0]["value"])).ok
    await stage["auditor"].driver.modal()
    assert (await stage["auditor"].submits(text="What the records claim.")).closed
    await stage["lead"].reads(words("notice-delivery-refused"))
    assert "channel_not_found" in await parked(stage)
    # direct messages and App Home are places of their own
    assert says((await stage["safety"].driver.command("/audit", "")).text, "duty-review")

    await stage["lead"].presses(ButtonOf(ActionId.NEW_CHANNEL), ActionId.NEW_CHANNEL)
    assert (await stage["lead"].reads(CardOf(AuditCard()), ActionId.PEOPLE)).channel
    asked = await stage["safety"].reads(AskFor(ReviewDuty), ActionId.REVIEW)
    assert asked.thread_ts
    assert audits_channels(stage) == ["audit-a1-foo-7b-1-2"]
    await stage.quiet()
    assert await stage.bot.deps.outbox.parked(TEAM) == []


async def test_with_a_revoked_token_work_is_parked_and_resumed(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    stage.sandbox.workspace.app.token_state = "token_revoked"
    reason = Prose(salt="0" * 32, text="A rest.")
    await stage.bot.deps.service.execute(
        PauseAudit(workspace=TEAM, audit="A-1", request="p1", actor=LEAD, reason=reason)
    )
    stage.bot.worker.wake()
    assert "token_revoked" in await parked(stage)
    stage.sandbox.workspace.app.token_state = "good"
    await stage.bot.deps.outbox.resume(TEAM)
    stage.bot.worker.wake()
    await stage["lead"].reads(words("notice-audit-paused"), channel=stage.channel)


async def test_what_is_not_signed_by_slack_gets_401_and_leaves_no_trace(arrange: Arrange) -> None:
    stage = await arrange(at="testing", delivery="http")
    before = (await stage.audit()).seq
    payload = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": {"type": "message"}}
    stale = {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=" + "0" * 64}
    async with aiohttp.ClientSession() as session:
        for headers in ({}, stale, {"X-Slack-Signature": "v0=nonsense"}):
            async with session.post(stage.url, json=payload, headers=headers) as answer:
                assert (answer.status, await answer.text()) == (401, "")
    assert (await stage.audit()).seq == before


async def test_where_slack_dropped_events_every_thread_is_read_again(arrange: Arrange) -> None:
    stage = await arrange(at="testing", delivery="http")
    await stage["auditor"].reads(ASKED, ActionId.SUBMIT)
    await stage.quiet()
    read = len(stage.sandbox.traffic.calls("conversations.replies"))
    assert (await stage.sandbox.http.say_that_events_were_dropped()).acknowledged
    await stage.sandbox.workspace.until(lambda: len(stage.sandbox.traffic.calls("conversations.replies")) > read)


@asynccontextmanager
async def somebody_else_writing(stage: Stage) -> AsyncIterator[None]:
    """Somebody else writes, and does not come to an end within the block."""
    begun, may_end = threading.Event(), threading.Event()

    def write(_: Connection) -> None:
        begun.set()
        may_end.wait()

    writing = asyncio.create_task(stage.bot.storage.database.transact(write))
    await asyncio.to_thread(begun.wait)
    try:
        yield
    finally:
        may_end.set()
        await writing


async def test_while_the_database_is_away_nothing_typed_is_lost(arrange: Arrange) -> None:
    stage = await arrange(at="testing", timeouts=SOON_TOLD)
    asked = await stage["auditor"].reads(ASKED, ActionId.SUBMIT)
    await stage["auditor"].opens(ASKED, ActionId.SUBMIT)
    async with somebody_else_writing(stage):
        answer = await stage["auditor"].submits(text="What the records claim.")
        assert answer.status == "errors", answer
        assert set(answer.errors.values()) == {say()("not-saved")}
        # an event is told again by Slack; a click is not
        await stage["safety"].driver.upload(asked.channel, "chart.md", b"# Chart", thread_ts=asked.thread_ts)
    assert (await stage["auditor"].driver.submit()).closed
    await stage["auditor-2"].reads(AskFor(ReviewDuty, "documentation-review"), ActionId.REVIEW)


async def test_a_sign_on_a_question_that_could_not_be_saved_counts_once_it_can(arrange: Arrange) -> None:
    stage = await arrange(at="reflection", timeouts=SOON_TOLD, retries=ONCE_MORE)
    courier, safety = stage.sandbox.courier, stage["safety"].driver
    question = await stage["safety"].reads(CardOf(QuestionCard("unknowns")), channel=stage.channel)
    async with somebody_else_writing(stage):
        await safety.react(question, "-1")
        await stage.sandbox.settled()
        # Slack, too, has given up
        await stage.sandbox.workspace.until(lambda: courier.in_flight == courier.waiting_to_retry == 0)

    async def counted() -> bool:
        return [stance.word for stance in (await stage.audit()).stances] == ["against"]

    await eventually(counted)


async def test_a_file_put_into_the_channel_while_nothing_could_be_saved_is_asked_about_once_it_can(
    arrange: Arrange,
) -> None:
    stage = await arrange(at="testing", timeouts=SOON_TOLD, retries=ONCE_MORE)
    courier, auditor = stage.sandbox.courier, stage["auditor"]
    await auditor.reads(ASKED, ActionId.SUBMIT)
    async with somebody_else_writing(stage):
        await auditor.driver.upload(stage.channel, "documentation-review.md", b"# What the records claim")
        await stage.sandbox.settled()
        # Slack, too, has given up
        await stage.sandbox.workspace.until(lambda: courier.in_flight == courier.waiting_to_retry == 0)
    await auditor.presses("documentation-review.md", ActionId.USE_OFFER)
    await stage["auditor-2"].reads(AskFor(ReviewDuty, "documentation-review"), ActionId.REVIEW)


def sent_back(play: Play) -> None:
    play.hand_in("documentation-review")
    play.do(RequestChanges, SAFETY, artifact="documentation-review", version=1, what=play.text("Which two cards?"))


async def test_a_reply_beneath_an_ask_in_a_direct_message_while_nothing_could_be_saved_is_asked_about_once_it_can(
    arrange: Arrange,
) -> None:
    stage = await arrange(at="testing", timeouts=SOON_TOLD, retries=ONCE_MORE, then=sent_back)
    courier, auditor = stage.sandbox.courier, stage["auditor"]
    asked = await auditor.reads(AskFor(ReworkDuty), ActionId.SUBMIT)
    assert asked.channel != stage.channel
    async with somebody_else_writing(stage):
        await auditor.driver.upload(asked.channel, "documentation-review.md", b"# Both cards", thread_ts=asked.ts)
        await stage.sandbox.settled()
        # Slack, too, has given up
        await stage.sandbox.workspace.until(lambda: courier.in_flight == courier.waiting_to_retry == 0)
    await auditor.presses("documentation-review.md", ActionId.USE_OFFER)
    await stage["safety"].reads(AskFor(AnswerChangesDuty), ActionId.RESOLVED)


async def test_where_the_model_fails_the_lead_gets_excerpts_with_why_and_can_ask_it_again(
    arrange: Arrange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    stage = await arrange(at="reflection", given={"SMACTR_MODEL": "openai:none"})
    question = await stage["safety"].reads(CardOf(QuestionCard("unknowns")), channel=stage.channel)
    await stage["safety"].driver.say(question.channel, "We do not know enough about German.", thread_ts=question.ts)
    await stage.sandbox.settled()
    answer = await stage["lead"].driver.command("/audit", "summarize", channel=stage.channel)
    assert say()("summarize-begun") in answer.text
    draft = await stage["lead"].reads(AskFor(PublishSummaryDuty), ActionId.PUBLISH)
    assert says(draft.readable, "summary-excerpts-instead", problem=say()("summary-problem-unreachable"))
    assert says(draft.readable, "ask-model-again")
    assert ActionId.SUMMARIZE in buttons_of(draft)
    await stage["lead"].opens(AskFor(PublishSummaryDuty), ActionId.PUBLISH)
    read = await stage["lead"].driver.modal()
    assert "We do not know enough about German." in read.readable
    await stage["lead"].driver.close_modal()
    kept = await stage.bot.deps.discussion.thread(TEAM, question.channel, question.ts)
    assert [m.text for m in kept] == ["We do not know enough about German."]
    await stage["lead"].presses(AskFor(PublishSummaryDuty), ActionId.SUMMARIZE)
    await stage.quiet()
    assert [(e.origin, e.problem) for e in await stage.events(SummaryDrafted)] == [("excerpts", "unreachable")] * 2
