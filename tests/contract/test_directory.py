"""The discussion and the directory: what is cached of Slack.

Owns what these two ports promise.
"""

from __future__ import annotations

from itertools import permutations

import pytest

from bot.ports.directory import Channel, Profile
from bot.ports.discussion import Message
from bot.ports.outbox import Sent
from tests.builders import AUDITOR, ENGINEER, LEAD, TEAM
from tests.contract.record import Record


def said(text: str, *, edited: str = "", ts: str = "1.2", deleted: bool = False) -> Message:
    """One version of a message."""
    return Message(
        TEAM, "CAUDIT", ts, "1.1", LEAD, text, edited_ts=edited, deleted=deleted, files=(("F1", "card.pdf"),)
    )


VERSIONS = (said("first"), said("second", edited="2.0"), said("third", edited="3.0"))


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_the_latest_edit_wins_whatever_order_edits_arrive_in(record: Record, order: tuple[int, ...]) -> None:
    for which in order:
        await record.storage.discussion.keep(VERSIONS[which])
    assert await record.storage.discussion.message(TEAM, "CAUDIT", "1.2") == VERSIONS[2]


async def test_versions_that_arrive_together_are_one_message(record: Record) -> None:
    await record.commit(discussion=(VERSIONS[1], VERSIONS[0], VERSIONS[2]))
    assert await record.storage.discussion.thread(TEAM, "CAUDIT", "1.1") == [VERSIONS[2]]


async def test_a_deleted_message_keeps_its_place_without_its_text(record: Record) -> None:
    discussion = record.storage.discussion
    for message in (said("before", ts="1.1"), said("gone"), said("gone", deleted=True), said("back", edited="9.0")):
        await discussion.keep(message)
    found = await discussion.message(TEAM, "CAUDIT", "1.2")
    assert found is not None
    assert (found.deleted, found.text, found.files) == (True, "", ())
    assert [m.text for m in await discussion.thread(TEAM, "CAUDIT", "1.1")] == ["before"]
    assert await discussion.stamps(TEAM, "CAUDIT", "1.1") == {"1.1", "1.2"}


async def test_an_erased_message_stays_erased(record: Record) -> None:
    await record.storage.discussion.keep(said("hazard"))
    await record.storage.discussion.erase(TEAM, "CAUDIT", "1.2")
    await record.storage.discussion.keep(said("hazard", edited="9.0"))
    assert await record.storage.discussion.thread(TEAM, "CAUDIT", "1.1") == []


async def test_a_thread_is_read_in_order_and_alone(record: Record) -> None:
    for ts in ("1.3", "1.1", "1.2"):
        await record.storage.discussion.keep(said(ts, ts=ts))
    await record.storage.discussion.keep(Message(TEAM, "CAUDIT", "5.5", "5.5", LEAD, "another thread"))
    await record.storage.discussion.keep(Message("T02", "CAUDIT", "1.4", "1.1", LEAD, "another workspace"))
    assert [m.ts for m in await record.storage.discussion.thread(TEAM, "CAUDIT", "1.1")] == ["1.1", "1.2", "1.3"]
    assert await record.storage.discussion.stamps(TEAM, "CAUDIT", "9.9") == set()
    assert await record.storage.discussion.message(TEAM, "CAUDIT", "9.9") is None


async def test_what_is_not_known_is_not_granted(record: Record) -> None:
    directory = record.storage.directory
    assert await directory.profile(TEAM, LEAD) is None
    assert await directory.channel(TEAM, "C1") is None
    assert not await directory.is_member(TEAM, "C1", LEAD)
    assert await directory.members(TEAM, "C1") == []
    assert await directory.dm(TEAM, LEAD) is None


async def test_a_person_is_as_last_described(record: Record) -> None:
    directory = record.storage.directory
    await directory.remember_dm(TEAM, LEAD, "DLEAD")
    assert await directory.profile(TEAM, LEAD) is None
    for profile in (Profile(LEAD, "Lead", "Europe/Berlin"), Profile(LEAD, "Lead", "Asia/Tokyo", deleted=True)):
        await directory.remember(TEAM, profile, record.now)
        assert await directory.profile(TEAM, LEAD) == profile
    assert await directory.dm(TEAM, LEAD) == "DLEAD"
    await directory.remember_dm(TEAM, LEAD, "DNEW")
    assert (await directory.dm(TEAM, LEAD), await directory.profile("T02", LEAD)) == ("DNEW", None)


async def test_members_follow_what_is_told(record: Record) -> None:
    directory = record.storage.directory
    channel = Channel("C1", "audit-foo", private=True, bot_in=True, synced_at=record.now)
    await directory.remember_channel(TEAM, channel, [LEAD, AUDITOR])
    await directory.joined(TEAM, "C1", ENGINEER)
    await directory.joined(TEAM, "C1", ENGINEER)
    await directory.left(TEAM, "C1", AUDITOR)
    assert await directory.members(TEAM, "C1") == [ENGINEER, LEAD]
    assert await directory.is_member(TEAM, "C1", ENGINEER)
    assert not await directory.is_member("T02", "C1", ENGINEER)
    archived = Channel("C1", "audit-foo", archived=True)
    await directory.remember_channel(TEAM, archived, None)
    assert await directory.channel(TEAM, "C1") == archived
    assert await directory.members(TEAM, "C1") == [ENGINEER, LEAD]
    await directory.remember_channel(TEAM, archived, [])
    assert await directory.members(TEAM, "C1") == []


async def test_all_channels_are_told_at_once_with_who_is_in_them(record: Record) -> None:
    directory = record.storage.directory
    private, public = Channel("C1", "audit-foo", synced_at=record.now), Channel("C2", "general", private=False)
    await directory.remember_channel(TEAM, private, [LEAD])
    await directory.remember_channel(TEAM, public, None)
    await directory.remember_channel("T02", Channel("C3"), [LEAD])
    assert sorted(await directory.channels(TEAM, LEAD), key=lambda told: told[0].id) == [
        (private, True),
        (public, False),
    ]
    assert (private, False) in await directory.channels(TEAM, AUDITOR)


async def test_a_converted_channel_is_followed_everywhere(record: Record) -> None:
    from bot.domain.kernel.conversation import AuditCard

    directory, discussion = record.storage.directory, record.storage.discussion
    await record.begin(channel="COLD", cards=(AuditCard(),))
    [card] = await record.claim_cards()
    await record.outbox.card_done(card, Sent("COLD", "1.1"), "print", record.now)
    await directory.remember_channel(TEAM, Channel("COLD", "audit-foo"), [LEAD])
    await directory.joined(TEAM, "CNEW", AUDITOR)
    await discussion.keep(Message(TEAM, "COLD", "1.2", "1.1", LEAD, "said before"))
    for _ in range(2):
        await directory.rename_channel_id(TEAM, "COLD", "CNEW")
        assert await record.store.audits_in(TEAM, "CNEW") == ["A-1"]
        assert await record.outbox.sent(TEAM, "A-1", "audit") == Sent("CNEW", "1.1")
        assert await directory.members(TEAM, "CNEW") == [LEAD]
        known = await directory.channel(TEAM, "CNEW")
        assert known is not None
        assert known.name == "audit-foo"
        assert [m.text for m in await discussion.thread(TEAM, "CNEW", "1.1")] == ["said before"]
        assert await record.store.audits_in(TEAM, "COLD") == []
