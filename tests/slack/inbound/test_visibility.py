"""To whoever may not see an audit it does not exist; guests, the deactivated and the removed are told in words."""

from __future__ import annotations

from typing import get_args

import pytest

from bot.sandbox import ChannelSpec, Driver, PersonSpec, WorkspaceSpec
from bot.sandbox.spec import Limit
from bot.slack.inbound.app import dispatch
from bot.slack.kit.action_ids import ActionId, ButtonValue
from tests.slack.bot_in_sandbox import PEOPLE, BotInSandbox, eventually
from tests.slack.outbound.view_contexts import say, says, words


@pytest.fixture
def spec() -> WorkspaceSpec:
    inside = tuple(name for name in PEOPLE if name != "other")
    return WorkspaceSpec(
        people=(
            *(PersonSpec(name=name) for name in PEOPLE),
            PersonSpec(name="guest", guest="multi_channel"),
            PersonSpec(name="admin", admin=True),
        ),
        channels=(
            ChannelSpec(name="general", bot=True),
            ChannelSpec(name="lab", private=True, members=inside, bot=True),
            ChannelSpec(name="shut", private=True, members=inside),
            ChannelSpec(name="decisions", members=PEOPLE),
            *(ChannelSpec(name=f"limited-{limit}", limited=limit, bot=True) for limit in get_args(Limit)),
        ),
    )


async def test_a_private_audit_exists_only_for_its_members_and_people(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.start_audit()
    other, admin, member = bot_in_sandbox.person("other"), bot_in_sandbox.person("admin"), bot_in_sandbox.person("bo")
    for stranger in (other, admin):
        for typed in ("status A-1", "people A-1", "pause A-1", "remind A-1", "ballot A-1"):
            told = await stranger.command("/audit", typed)
            unknown = await stranger.command("/audit", typed.replace("A-1", "A-77"))
            assert told.text == unknown.text
            assert says(told.text, "audit-unknown")
        assert says((await stranger.command("/audit", "list")).text, "audit-none")
        assert says((await stranger.command("/audit", "status")).text, "audit-none")
        await stranger.say("general", "@app status")
        await stranger.reads(words("message-no-audit"), channel="general")
        assert says((await stranger.open_home()).readable, "home-no-audits")
    assert "Foo-7B" in (await member.command("/audit", "list")).text


async def test_who_leaves_the_channel_without_a_role_sees_it_no_more(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.start_audit()
    lead, other = bot_in_sandbox.person("lead"), bot_in_sandbox.person("other")
    await lead.invite("lab", "other")
    assert await _sees_soon(bot_in_sandbox, other, "Foo-7B")
    await other.leave("lab")
    assert await _sees_soon(bot_in_sandbox, other, words("audit-unknown"))


async def _sees_soon(bot_in_sandbox: BotInSandbox, person: Driver, words: str) -> bool:
    """A join or leave takes effect as soon as its event arrived."""

    async def answered() -> bool:
        return words in (await person.command("/audit", "status A-1")).text

    await eventually(answered)
    return True


async def test_a_private_channel_without_the_bot_is_refused_with_what_to_do(bot_in_sandbox: BotInSandbox) -> None:
    lead = bot_in_sandbox.person("lead")
    await lead.command("/audit", "start")
    await lead.fill(
        {
            "model": "Foo-7B 1.0",
            "description": "A chat model",
            "asked_form": "3 Inference API",
            "lead": ["lead"],
            "channel": "shut",
            "decision_channel": "decisions",
        }
    )
    assert says((await lead.submit()).errors["channel"], "channel-not-reached")


@pytest.mark.parametrize("limit", get_args(Limit))
@pytest.mark.parametrize("field", ["channel", "decision_channel"])
async def test_a_channel_in_which_an_admin_limits_posts_or_replies_is_refused_at_the_start(
    bot_in_sandbox: BotInSandbox, limit: Limit, field: str
) -> None:
    lead = bot_in_sandbox.person("lead")
    await lead.command("/audit", "start")
    places = {"channel": "lab", "decision_channel": "decisions", field: f"limited-{limit}"}
    await lead.fill(
        {"model": "Foo-7B 1.0", "description": "A model", "asked_form": "3 Inference API", "lead": ["lead"], **places}
    )
    assert says((await lead.submit()).errors[field], "channel-restricted")


async def test_a_button_pressed_by_somebody_removed_since_is_refused_in_words(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.start_audit()
    lead, legal = bot_in_sandbox.person("lead"), bot_in_sandbox.person("legal")
    invitation = await legal.reads(words("invite"))
    await lead.command("/audit", "people", channel="lab")
    await lead.fill({"legal": ["bob"], "board": ["bo", "bea"]})
    assert (await lead.submit()).closed
    workspace = bot_in_sandbox.sandbox.workspace
    await workspace.until(lambda: invitation.ts not in [m.ts for m in legal.sees("@app")])
    pressed = await _press_again(bot_in_sandbox, legal, invitation.channel, invitation.ts)
    assert say()("seat-not-yours") in pressed


async def _press_again(bot_in_sandbox: BotInSandbox, person: Driver, channel: str, ts: str) -> str:
    """Press a button that is no longer drawn, as a second window would still show it."""
    accept = ButtonValue(audit="A-1", role="legal").written()
    team = bot_in_sandbox.bot.workspace.id
    payload = {
        "type": "block_actions",
        "team": {"id": team},
        "user": {"id": person.id, "team_id": team},
        "container": {"type": "message", "message_ts": ts, "channel_id": channel},
        "channel": {"id": channel},
        "message": {"ts": ts},
        "actions": [{"type": "button", "action_id": ActionId.ACCEPT_ROLE, "value": accept}],
    }
    answer = await dispatch(bot_in_sandbox.bot.app, payload)
    assert answer.status == 200
    seen = [m.readable for m in person.sees("@app") if m.ephemeral]
    return seen[-1] if seen else ""


async def test_a_deactivated_person_owes_nothing_any_more(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.start_audit()
    bot_in_sandbox.sandbox.admin.deactivate("legal")

    async def noticed() -> bool:
        return bool((await bot_in_sandbox.audit()).gone)

    await eventually(noticed)
    home = await bot_in_sandbox.person("lead").open_home()
    assert home is not None
    await bot_in_sandbox.sandbox.workspace.until(
        lambda: "Legal" in (bot_in_sandbox.person("lead").home() or home).readable
    )
