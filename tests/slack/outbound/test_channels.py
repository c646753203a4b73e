"""The audit's channel: created once, joined where chosen, its people brought in.

Owns these steps under failures. Must not know messages.
"""

import pytest

from bot.domain.kernel.effects import EnsureChannel
from bot.ports.chat import Terminal, Unclear
from tests.builders import LEAD, SAFETY, an_audit
from tests.slack.outbound.delivery_bench import DeliveryBench, delivery_bench
from tests.slack.outbound.view_contexts import loaded, says


async def ensure(post: DeliveryBench) -> str:
    return await post.chat.ensure_channel(post.effect(EnsureChannel()), loaded(post.play))


async def test_a_new_audit_gets_a_private_channel_with_its_people_and_a_topic() -> None:
    async with delivery_bench(an_audit().staffed(), channel=None) as post:
        channel = post.sandbox.workspace.channels[await ensure(post)]
        assert (channel.name, channel.kind) == ("audit-a1-foo-7b-1-2", "private")
        assert {"ULEAD", "USAFETY", "UBOARD3"} <= set(channel.members)
        assert says(channel.topic, "channel-topic", audit="A-1", model="Foo-7B 1.2")
        assert {LEAD, SAFETY} <= set(post.people.channels[channel.id])


async def test_a_lost_answer_does_not_make_a_second_channel() -> None:
    async with delivery_bench(an_audit(), channel=None) as post:
        post.sandbox.faults.on_call("conversations.create", "lost_reply")
        with pytest.raises(Unclear):
            await ensure(post)
        first = await ensure(post)
        assert await ensure(post) == first
        assert [c.name for c in post.sandbox.workspace.channels.values()].count("audit-a1-foo-7b-1-2") == 1


async def test_a_lost_answer_does_not_announce_the_topic_twice() -> None:
    async with delivery_bench(an_audit(), channel=None) as post:
        post.sandbox.faults.on_call("conversations.setTopic", "lost_reply")
        with pytest.raises(Unclear):
            await ensure(post)
        place = post.sandbox.workspace.channels[await ensure(post)]
        assert [m.subtype for m in place.messages.values()].count("channel_topic") == 1


async def test_a_name_that_somebody_else_took_gets_a_number() -> None:
    async with delivery_bench(an_audit(), channel=None) as post:
        post.sandbox.admin.create("audit-a1-foo-7b-1-2", private=True, members=("ulead",))
        channel = post.sandbox.workspace.channels[await ensure(post)]
        assert channel.name == "audit-a1-foo-7b-1-2-2"


async def test_a_chosen_public_channel_is_joined() -> None:
    async with delivery_bench(an_audit(), channel="COPEN") as post:
        assert await ensure(post) == "COPEN"
        assert post.sandbox.workspace.app.user_id in post.sandbox.workspace.channels["COPEN"].members


@pytest.mark.parametrize(("channel", "code"), [("CPAST", "is_archived"), ("CCLOSED", "channel_not_found")])
async def test_a_chosen_channel_that_cannot_be_used_is_reported(channel: str, code: str) -> None:
    async with delivery_bench(an_audit(), channel=channel) as post:
        with pytest.raises(Terminal) as refused:
            await ensure(post)
        assert refused.value.problem == code
