"""What becomes of what Slack refuses by the state of a workspace: parked with Slack's word, told to the lead in words.

Owns what each of these refusals means to the bot. That Slack refuses so is `tests/sandbox/test_documented_refusals.py`;
who is told, `tests/worker/test_delivery.py`.
"""

from __future__ import annotations

from collections.abc import Awaitable

import pytest

from bot.domain.kernel.content import Source
from bot.domain.kernel.conversation import CHANNEL, AuditCard, DecisionCard, HomeCard, StageCard, dm, stage_thread
from bot.domain.kernel.effects import (
    Effect,
    EnsureChannel,
    InvitePeople,
    PinDecision,
    PostFiles,
    PostNotice,
    React,
    Rendering,
)
from bot.domain.kernel.notices import AuditPausedNotice, DeliveryFailedNotice, SummaryFailedNotice
from bot.domain.kernel.people import user_of
from bot.domain.lifecycle.commands import PauseAudit
from bot.ports.chat import MessageGone, Terminal
from bot.ports.renderer import RenderedFile
from bot.sandbox import message_actions
from bot.sandbox.emoji import names
from bot.sandbox.spec import Limit
from bot.slack.kit.block_kit import section
from bot.slack.kit.message_limits import messages
from bot.slack.outbound.notices import notice_message
from tests.builders import ENGINEER, LEAD, SAFETY, an_audit
from tests.decision.test_decision_in_slack import voted
from tests.slack.outbound.delivery_bench import DeliveryBench, delivery_bench
from tests.slack.outbound.view_contexts import context_of, loaded, says, shown

PAUSED = PostNotice(place=CHANNEL, notice=AuditPausedNotice(person=LEAD))

TOLD = PostNotice(place=dm(LEAD), notice=AuditPausedNotice(person=LEAD))

INVITED = InvitePeople(people=(SAFETY,))

REPORT = PostFiles(place=CHANNEL, rendering=Rendering(kind="report", person=LEAD))


async def refused(attempt: Awaitable[object]) -> str:
    """Slack's word, with which the work is parked."""
    with pytest.raises(Terminal) as problem:
        await attempt
    return problem.value.problem


def told(word: str) -> str:
    """What the lead reads of it."""
    return shown(notice_message(context_of(an_audit()), DeliveryFailedNotice(job=1, refused=word)))


async def uploaded(post: DeliveryBench, data: bytes = b"<p>so it is</p>", alt: str = "") -> object:
    files = [RenderedFile("report.html", "Report", data, alt=alt)]
    return await post.chat.post_files(post.effect(REPORT), loaded(post.play), files)


async def test_a_card_in_an_archived_channel_waits_for_somebody_to_unarchive_it() -> None:
    play = an_audit()
    async with delivery_bench(play) as post:
        sent, drawn = await post.draw(post.card(StageCard("scoping")))
        play.do(PauseAudit, LEAD, reason=play.text("The weights are late."))
        post.sandbox.workspace.channels["CAUDIT"].archived = True
        word = await refused(post.draw(post.card(StageCard("scoping"), sent=sent, fingerprint=drawn)))
    assert word == "is_inactive"
    assert says(told(word), "slack-refuses-archived")


@pytest.mark.parametrize(
    ("limit", "notice"),
    [
        ("read_only", PAUSED),
        ("thread_only", PAUSED),
        ("non_threadable", PostNotice(place=stage_thread("scoping"), notice=SummaryFailedNotice(number=1))),
    ],
)
async def test_a_channel_that_an_admin_limited_later_is_named_to_the_lead(limit: Limit, notice: PostNotice) -> None:
    async with delivery_bench(an_audit()) as post:
        await post.draw(post.card(StageCard("scoping")))
        post.sandbox.workspace.channels["CAUDIT"].limited = limit
        word = await refused(post.deliver(post.effect(notice)))
    assert word == f"restricted_action_{limit}_channel"
    assert says(told(word), "slack-refuses-posting")


async def test_a_channel_full_of_pins_is_said_and_the_decision_stands_there_all_the_same() -> None:
    async with delivery_bench(voted()) as post:
        sent, _ = await post.draw(post.card(DecisionCard()))
        assert sent
        workspace, place = post.sandbox.workspace, post.sandbox.workspace.channels["CDECISIONS"]
        for _ in range(100):
            said = message_actions.post(workspace, place, place.members[0], "keep this")
            message_actions.pin(workspace, place, said, place.members[0])
        word = await refused(post.deliver(post.effect(PinDecision())))
        assert sent.ts in place.messages
    assert word == "too_many_pins"
    assert says(told(word), "slack-refuses-pins")


async def test_pinning_that_an_admin_keeps_from_apps_is_said() -> None:
    async with delivery_bench(voted()) as post:
        await post.draw(post.card(DecisionCard()))
        post.sandbox.admin.restrict("pins")
        word = await refused(post.deliver(post.effect(PinDecision())))
    assert word == "restricted_action"
    assert says(told(word), "slack-refuses-app")


async def test_a_workspace_where_apps_make_no_private_channels_is_said() -> None:
    async with delivery_bench(an_audit(), channel=None) as post:
        post.sandbox.admin.restrict("private_channels")
        word = await refused(post.chat.ensure_channel(post.effect(EnsureChannel()), loaded(post.play)))
    assert word == "restricted_action"
    assert says(told(word), "slack-refuses-app")


async def test_uploads_that_are_switched_off_are_said_with_another_way_to_the_report() -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.admin.restrict("uploads")
        word = await refused(uploaded(post))
    assert word == "file_uploads_disabled"
    assert says(told(word), "slack-refuses-files")


@pytest.mark.parametrize(
    ("data", "alt", "word"), [(b"", "", "missing_argument"), (b"x", "x" * 1001, "alt_txt_too_large")]
)
async def test_a_file_that_slack_cannot_take_is_a_fault_of_ours_and_said_so(data: bytes, alt: str, word: str) -> None:
    async with delivery_bench(an_audit()) as post:
        assert await refused(uploaded(post, data, alt)) == word
    assert says(told(word), "slack-refuses-fault")


@pytest.mark.parametrize("there", [50, 23], ids=["of everybody", "of the bot"])
async def test_a_message_that_takes_no_more_emoji_stays_without_a_tick(there: int) -> None:
    async with delivery_bench(an_audit()) as post:
        sent = await post.deliver(post.effect(PAUSED))
        assert sent
        [message] = post.messages("CAUDIT")
        who = post.sandbox.workspace.app.user_id if there == 23 else "ULEAD"
        message.reactions = {name: [who] for name in sorted(names() - {"white_check_mark"})[:there]}
        await post.deliver(post.effect(React(source=Source(channel="CAUDIT", ts=sent.ts))))
        assert len(message.reactions) == there


async def test_an_emoji_that_the_workspace_has_not_is_no_failure() -> None:
    async with delivery_bench(an_audit()) as post:
        sent = await post.deliver(post.effect(PAUSED))
        assert sent
        await post.deliver(post.effect(React(source=Source(channel="CAUDIT", ts=sent.ts), name="no_such_emoji")))
        [message] = post.messages("CAUDIT")
        assert not message.reactions


def test_however_much_is_said_no_text_and_no_message_is_longer_than_slack_updates() -> None:
    blocks = [part for size in (10, 2999, 6001, 9000, 40_000) for part in section("a <b> & “c” " * (size // 12))]
    drawn = messages("name " * 2000, blocks)
    assert len(drawn) > 3
    assert shown(drawn)


@pytest.mark.parametrize("word", ["msg_too_long", "msg_blocks_too_long"])
async def test_a_message_that_is_too_long_all_the_same_is_a_fault_of_ours_and_said_so(word: str) -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.faults.on_call("chat.postMessage", "refused", error=word)
        assert await refused(post.deliver(post.effect(PAUSED))) == word
    assert says(told(word), "slack-refuses-fault")


@pytest.mark.parametrize(
    ("method", "effect", "word", "text"),
    [
        ("chat.postMessage", PAUSED, "not_in_channel", "slack-refuses-channel"),
        ("chat.postMessage", PAUSED, "invalid_blocks", "slack-refuses-fault"),
        ("chat.postMessage", PAUSED, "metadata_too_large", "slack-refuses-fault"),
        ("chat.postMessage", PAUSED, "missing_scope", "slack-refuses-installation"),
        ("conversations.open", TOLD, "user_not_found", "slack-refuses-person"),
        ("conversations.open", TOLD, "user_not_visible", "slack-refuses-person"),
        ("conversations.open", TOLD, "cannot_dm_bot", "slack-refuses-person"),
        ("conversations.invite", INVITED, "ura_max_channels", "slack-refuses-guest"),
    ],
)
async def test_whatever_slack_refuses_for_good_the_lead_reads_who_can_mend_it(
    method: str, effect: Effect, word: str, text: str
) -> None:
    async with delivery_bench(an_audit().staffed()) as post:
        post.sandbox.faults.on_call(method, "refused", error=word)
        assert await refused(post.deliver(post.effect(effect))) == word
    assert says(told(word), text)


@pytest.mark.parametrize("word", ["message_not_found", "cant_update_message", "edit_window_closed"])
async def test_a_card_that_can_be_updated_no_longer_is_reported_gone(word: str) -> None:
    async with delivery_bench(an_audit()) as post:
        sent, _ = await post.draw(post.card(AuditCard()))
        post.sandbox.faults.on_call("chat.update", "refused", error=word)
        with pytest.raises(MessageGone):
            await post.draw(post.card(AuditCard(), sent=sent, fingerprint="other/1"))


@pytest.mark.parametrize("why", ["deactivated", "no homes"])
async def test_whoever_has_no_home_any_more_gets_none_and_it_is_no_failure(why: str) -> None:
    async with delivery_bench(an_audit().at("mapping")) as post:
        if why == "deactivated":
            post.sandbox.workspace.people[user_of(ENGINEER)].deleted = True
        else:
            spec = post.sandbox.workspace.app.spec
            post.sandbox.workspace.app.spec = spec.model_copy(update={"home_enabled": False})
        sent, fingerprint = await post.draw(post.card(HomeCard(ENGINEER)))
        assert (sent, bool(fingerprint)) == (None, True)


@pytest.mark.parametrize("word", ["already_in_channel", "cant_invite_self"])
async def test_whoever_is_in_the_channel_already_is_no_refusal(word: str) -> None:
    async with delivery_bench(an_audit().staffed()) as post:
        post.sandbox.faults.on_call("conversations.invite", "refused", error=word)
        assert await post.deliver(post.effect(INVITED)) is None
        assert post.calls("conversations.invite") == 1
