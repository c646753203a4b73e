"""What was written while the bot was away is read again, once.

Owns which messages count as missed, and the events made of them. Must not know what listeners do with these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.domain.documents.commands import RequestChanges
from bot.domain.kernel.conversation import AskListCard
from bot.domain.lifecycle.commands import PauseAudit
from bot.ports.chat import TryAgain
from bot.ports.discussion import Message
from bot.ports.outbox import Sent
from bot.ports.store import AuditLine, Loaded
from bot.slack.kit.slack_errors import Refused
from bot.slack.outbound import backfill
from bot.slack.outbound.backfill import Backfill, cards_with_threads
from tests.builders import AUDITOR, LEAD, SAFETY, TEAM, Play, an_audit
from tests.clock import MONDAY, ManualClock
from tests.decision.test_suspension import decided

STARTED = int(MONDAY.timestamp()) + 86_400


def loaded(play: Play) -> Loaded:
    return Loaded(play.audit.replace(channel="CAUDIT"), play.framework, "head")


def kept(ts: str, text: str = "words", edited: str = "", thread: str = "10.0") -> Message:
    return Message(TEAM, "CAUDIT", ts, thread, f"{TEAM}:ULEAD", text, edited)


def put(ts: str, **more: Any) -> dict[str, Any]:
    """Into the channel itself."""
    return {"ts": ts, "user": "ULEAD", "text": "", "subtype": "file_share", "files": [{"id": "F1"}], **more}


def said(ts: str, **more: Any) -> dict[str, Any]:
    return {"ts": ts, "thread_ts": "10.0", "user": "ULEAD", "text": "words", **more}


class Away:
    """A workspace in which one thread went on while nobody listened; `pages` are Slack's answers, in order."""

    def __init__(
        self,
        *pages: list[dict[str, Any]] | Exception,
        known: Sequence[Message] = (),
        deleted: Sequence[str] = (),
        channel: Sequence[dict[str, Any]] | Exception = (),
        older: bool = False,
        play: Play | None = None,
        cards: Mapping[str, Sent] | None = None,
    ) -> None:
        self.clock = ManualClock()
        self.play = play or an_audit().at("scoping")
        self.cards = cards or {"stage:scoping": Sent("CAUDIT", "10.0")}
        self.pages = list(pages)
        self.channel, self.older = channel, older
        self.known = list(known)
        self.deleted = list(deleted)
        self.calls: list[dict[str, Any]] = []
        self.delivered: list[dict[str, Any]] = []
        self.status = "open"

    async def audits(self, workspace: str) -> list[AuditLine]:
        return [AuditLine("A-1", "Foo 7B", "CAUDIT", "scoping", cast(Any, self.status), MONDAY)]

    async def load(self, workspace: str, audit: str) -> Loaded:
        return loaded(self.play)

    async def all_sent(self, workspace: str, audit: str, cards: Iterable[str]) -> dict[str, Sent]:
        return {card: self.cards[card] for card in cards if card in self.cards}

    async def stamps(self, workspace: str, channel: str, thread_ts: str) -> set[str]:
        return {m.ts for m in await self.thread(workspace, channel, thread_ts)} | set(self.deleted)

    async def thread(self, workspace: str, channel: str, thread_ts: str) -> list[Message]:
        return [m for m in self.known if m.thread_ts == thread_ts]

    async def call(self, method: str, *, repeatable: bool, **arguments: Any) -> dict[str, Any]:
        if method == "conversations.history":
            if isinstance(self.channel, Exception):
                raise self.channel
            return {"messages": list(self.channel)[::-1], "has_more": self.older}
        self.calls.append(arguments)
        page = self.pages.pop(0)
        if isinstance(page, Exception):
            raise page
        return {"messages": page, "response_metadata": {"next_cursor": "more" if self.pages else ""}}

    async def deliver(self, event: dict[str, Any]) -> None:
        self.delivered.append(event)

    async def fill(self) -> list[str]:
        here = cast(Any, self)
        web = cast(Any, SimpleNamespace(workspace=TEAM, bot_user="UBOT", call=self.call))
        await Backfill(web, here, here, here, self.clock, self.deliver).run()
        return [event["event"]["ts"] for event in self.delivered]

    async def missed(self) -> list[dict[str, Any]]:
        await self.fill()
        return [event["event"] for event in self.delivered]


async def test_what_nobody_knows_of_was_missed_before_and_after_what_is_known() -> None:
    away = Away([said("10.0"), said("11.0"), said("12.0"), said("13.0")], known=[kept("12.0")])
    assert await away.fill() == ["11.0", "13.0"]


async def test_what_is_known_to_be_deleted_and_still_stands_there_for_a_moment_was_not_missed() -> None:
    assert await Away([said("11.0")], deleted=["11.0"]).fill() == []


async def test_what_was_edited_meanwhile_is_told_as_slack_tells_an_edit() -> None:
    anew = said("11.0", text="other words", edited={"user": "ULEAD", "ts": "20.0"})
    [event] = await Away([anew, said("12.0")], known=[kept("11.0"), kept("12.0")]).missed()
    assert (event["subtype"], event["message"]) == ("message_changed", anew)


async def test_an_edit_that_is_known_was_not_missed() -> None:
    anew = said("11.0", text="other words", edited={"user": "ULEAD", "ts": "20.0"})
    assert await Away([anew], known=[kept("11.0", "other words", "20.0")]).missed() == []


async def test_what_was_deleted_meanwhile_is_told_as_slack_tells_a_deletion() -> None:
    [event] = await Away([said("10.0"), said("12.0")], known=[kept("11.0"), kept("12.0")]).missed()
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", "11.0")
    assert event["previous_message"]["user"] == "ULEAD"


async def test_a_thread_that_cannot_be_read_to_its_end_tells_of_no_deletion() -> None:
    away = Away([said("11.0")], Refused("not_in_channel", {}), known=[kept("11.0"), kept("12.0")])
    assert await away.missed() == []


async def test_of_a_thread_nobody_is_known_to_have_written_in_everything_was_missed_but_the_card() -> None:
    assert await Away([said("10.0"), said("11.0")]).fill() == ["11.0"]


async def test_long_gaps_come_in_pages() -> None:
    away = Away([said("10.0"), said("11.0")], [said("10.0"), said("12.0")])
    assert await away.fill() == ["11.0", "12.0"]
    assert [call["cursor"] for call in away.calls] == [None, "more"]


async def test_the_bots_own_messages_were_not_missed() -> None:
    assert await Away([said("11.0", bot_id="B1"), {"ts": "12.0", "subtype": "tombstone"}]).fill() == []


async def test_an_event_is_made_as_slack_would_have_made_it_and_its_id_is_always_the_same() -> None:
    first, again = Away([said("11.0")]), Away([said("11.0")])
    await first.fill()
    await again.fill()
    [event] = first.delivered
    assert event["event_id"] == again.delivered[0]["event_id"]
    assert event["event"] == {**said("11.0"), "type": "message", "channel": "CAUDIT", "event_ts": "11.0"}
    assert event["team_id"] == TEAM


async def test_slack_may_ask_to_wait() -> None:
    assert await Away(TryAgain("ratelimited", timedelta(0)), [said("11.0")]).fill() == ["11.0"]


@pytest.mark.parametrize("problem", [Refused("not_in_channel", {}), ZeroDivisionError()])
async def test_what_cannot_be_read_harms_nothing(problem: Exception) -> None:
    assert await Away(problem).fill() == []


CARD = [said("10.0")]


async def test_a_file_that_was_put_into_the_channel_meanwhile_was_missed() -> None:
    [event] = await Away(CARD, channel=[put("11.0"), put("12.0")], known=[kept("11.0", thread="")]).missed()
    assert event == {**put("12.0"), "type": "message", "channel": "CAUDIT", "event_ts": "12.0"}


async def test_what_has_replies_by_now_is_told_as_it_was_written() -> None:
    [event] = await Away(CARD, channel=[put("11.0", thread_ts="11.0", reply_count=1)]).missed()
    assert "thread_ts" not in event


async def test_who_joined_and_what_was_said_beneath_a_card_are_nothing_put_into_the_channel() -> None:
    joined = {"ts": "11.0", "user": "ULEAD", "subtype": "channel_join"}
    assert await Away(CARD, channel=[joined, said("12.0", subtype="thread_broadcast")]).fill() == []


async def test_what_is_older_than_the_newest_of_a_busy_channel_counts_as_deleted_by_nobody() -> None:
    known = [kept(f"{now}.0", thread="") for now in range(STARTED, STARTED + 3)]
    away = Away(CARD, channel=[put(f"{STARTED + 1}.0")], known=known, older=True)
    assert [event["deleted_ts"] for event in await away.missed()] == [f"{STARTED + 2}.0"]


async def test_a_channel_that_cannot_be_read_harms_no_thread() -> None:
    assert await Away([said("10.0"), said("11.0")], channel=Refused("not_in_channel", {})).fill() == ["11.0"]


async def test_audits_that_have_ended_are_left_alone() -> None:
    away = Away([said("11.0")])
    away.status = "ended"
    assert await away.fill() == []


async def test_what_follows_a_decision_is_missed_as_long_as_the_decision_is_valid() -> None:
    assert await Away([said("10.0"), said("11.0")], play=decided()).fill() == ["11.0"]


async def test_once_a_decision_is_not_valid_any_more_its_audit_is_left_alone() -> None:
    play = decided()
    assert play.audit.in_force
    assert play.audit.in_force.expires
    away = Away([said("11.0")], play=play)
    away.clock.forward(timedelta(days=800))
    assert await away.fill() == []


async def test_what_came_late_beneath_a_closed_stage_was_missed() -> None:
    assert await Away([said("10.0"), said("11.0")], play=an_audit().at("mapping")).fill() == ["11.0"]


def test_people_talk_beneath_stages_that_have_begun_and_questions_of_open_ones() -> None:
    assert cards_with_threads(loaded(an_audit().at("scoping"))) == ["stage:scoping", "audit"]
    kinds = [card.partition(":")[0] for card in cards_with_threads(loaded(an_audit().at("reflection")))]
    assert kinds[:6] == [*["stage"] * 5, "question"]


def sent_back(*documents: str) -> Play:
    """Their author is asked in direct messages for new versions."""
    play = an_audit().at("testing")
    for document in documents:
        play.hand_in(document)
        play.do(RequestChanges, SAFETY, artifact=document, version=1, what=play.text("Which two?"))
    return play


def rework(number: int, ts: str) -> dict[str, Sent]:
    return {f"ask:rework:{number}@{AUDITOR}": Sent("DAUDITOR", ts)}


async def test_what_was_replied_to_an_ask_in_a_direct_message_was_missed() -> None:
    reply = said("21.0", thread_ts="20.0")
    away = Away([said("20.0"), reply], play=sent_back("documentation-review"), cards=rework(1, "20.0"))
    [event] = await away.missed()
    assert event == {**reply, "type": "message", "channel": "DAUDITOR", "event_ts": "21.0"}


async def test_what_was_replied_to_the_direct_message_of_a_day_was_missed() -> None:
    play = sent_back("documentation-review")
    asked = AskListCard("direct", "", AUDITOR, play.clock.now().date())
    cards = {asked.key: Sent("DAUDITOR", "20.0")}
    assert await Away([said("21.0", thread_ts="20.0")], play=play, cards=cards).fill() == ["21.0"]


async def test_while_an_audit_is_paused_replies_to_asks_are_missed_all_the_same() -> None:
    play = sent_back("documentation-review")
    play.do(PauseAudit, LEAD, reason=play.text("A rest."))
    assert await Away([said("21.0", thread_ts="20.0")], play=play, cards=rework(1, "20.0")).fill() == ["21.0"]


async def test_what_was_asked_and_is_settled_is_not_read_again() -> None:
    play = sent_back("documentation-review")
    play.hand_in("documentation-review")
    assert await Away([said("21.0", thread_ts="20.0")], play=play, cards=rework(1, "20.0")).fill() == []


async def test_of_many_asks_the_newest_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backfill, "MOST_ASKS", 1)
    play = sent_back("documentation-review", "adversarial-report")
    away = Away([said("31.0", thread_ts="30.0")], play=play, cards=rework(1, "30.0") | rework(2, "20.0"))
    assert await away.fill() == ["31.0"]
    assert [call["ts"] for call in away.calls] == ["30.0"]
