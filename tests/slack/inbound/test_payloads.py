"""Whatever arrives through the real door: no traceback, no 5xx, and what comes twice is done once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.slack.inbound.app import dispatch
from bot.slack.kit.action_ids import ActionId, ButtonValue
from tests.slack.bot_in_sandbox import BotInSandbox, eventually
from tests.slack.inbound.test_payload_parsing import JSON, clicked, mangled, samples
from tests.slack.outbound.view_contexts import words


def here(bot_in_sandbox: BotInSandbox, payload: dict[str, Any]) -> dict[str, Any]:
    """A payload that is answered at the sandbox: another host is looked up for a second, in vain."""
    return {
        **payload,
        **({"response_url": f"{bot_in_sandbox.sandbox.url}/expired"} if "response_url" in payload else {}),
    }


def ours(bot_in_sandbox: BotInSandbox, payload: dict[str, Any]) -> dict[str, Any]:
    """A payload of this workspace, by the lead."""
    team = bot_in_sandbox.bot.workspace.id
    user = {"id": bot_in_sandbox.person("lead").id, "team_id": team}
    payload = here(bot_in_sandbox, payload)
    return {**payload, "team": {"id": team}, "team_id": team, **({"user": user} if "user" in payload else {})}


@pytest.mark.slow
@pytest.mark.samples
async def test_every_sample_gets_an_answer_below_500(
    bot_in_sandbox: BotInSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    for payload in samples():
        for given_payload in (here(bot_in_sandbox, payload), ours(bot_in_sandbox, payload)):
            assert (await dispatch(bot_in_sandbox.bot.app, given_payload)).status < 500
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err


@pytest.mark.slow
async def test_mangled_payloads_get_an_answer_below_500(
    bot_in_sandbox: BotInSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    payloads = [ours(bot_in_sandbox, payload) for payload in samples()]
    seen: list[dict[str, Any]] = []

    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.data())
    def collect(data: st.DataObject) -> None:
        payload = data.draw(st.sampled_from(payloads))
        broken = mangled(payload, data.draw(st.lists(st.integers(0, 20), min_size=1, max_size=6)), data.draw(JSON))
        if isinstance(broken, dict):
            seen.append(broken)

    collect()
    for payload in seen:
        assert (await dispatch(bot_in_sandbox.bot.app, payload)).status < 500, payload
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err


async def test_unknown_buttons_shortcuts_and_modals_are_answered(bot_in_sandbox: BotInSandbox) -> None:
    unknown = {"type": "modal", "callback_id": "made-up", "private_metadata": '{"q":"1"}'}
    strange = clicked(ActionId.LINK, ButtonValue()) | {"actions": [{"action_id": "made-up", "value": "x"}]}
    for payload in (
        strange,
        {"type": "shortcut", "callback_id": "made-up", "user": {}, "trigger_id": "t"},
        {"type": "view_closed", "user": {}, "view": {"type": "modal", "callback_id": "sign", "private_metadata": "{}"}},
        {"type": "view_submission", "user": {}, "view": unknown},
        {"type": "event_callback", "event_id": "E1", "event": {"type": "made_up"}},
    ):
        assert (await dispatch(bot_in_sandbox.bot.app, ours(bot_in_sandbox, payload))).status == 200


async def test_another_workspace_is_told_nothing(bot_in_sandbox: BotInSandbox) -> None:
    key = await bot_in_sandbox.start_audit()
    payload = {"command": "/audit", "text": f"status {key}", "team_id": "TOTHER", "user_id": "U1", "channel_id": "C1"}
    answer = await dispatch(bot_in_sandbox.bot.app, payload)
    assert answer.status == 200
    assert "Foo" not in str(answer.body)


async def test_the_same_event_three_times_is_one_offer(bot_in_sandbox: BotInSandbox) -> None:
    card, engineer = await bot_in_sandbox.thread(), bot_in_sandbox.person("engineer")
    event = {
        "type": "event_callback",
        "event_id": "Ev1",
        "team_id": bot_in_sandbox.bot.workspace.id,
        "authorizations": [{"team_id": bot_in_sandbox.bot.workspace.id}],
        "event": {
            "type": "message",
            "subtype": "file_share",
            "channel": card.channel,
            "user": engineer.id,
            "ts": "1795486599.000100",
            "thread_ts": card.ts,
            "text": "here",
            "files": [{"id": "F1", "name": "ai-principles.md", "size": 3}],
        },
    }
    for _ in range(3):
        assert (await dispatch(bot_in_sandbox.bot.app, event)).status == 200
    assert len((await bot_in_sandbox.audit()).offers) == 1


async def test_the_same_submission_twice_is_one_document(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.thread()
    product = bot_in_sandbox.person("product")
    payload = ours(
        bot_in_sandbox,
        {
            "type": "view_submission",
            "user": {},
            "view": {
                "type": "modal",
                "callback_id": "submit",
                "private_metadata": '{"q":"the-same","a":"A-1","d":"product-requirements"}',
                "state": {"values": {"text": {"value": {"value": "We need it"}}}},
            },
        },
    ) | {"user": {"id": product.id, "team_id": bot_in_sandbox.bot.workspace.id}}
    for _ in range(2):
        answer = await dispatch(bot_in_sandbox.bot.app, payload)
        assert (answer.status, answer.body) == (200, "")
    assert len((await bot_in_sandbox.audit()).artifacts["product-requirements"]) == 1


async def test_the_same_click_twice_is_one_acceptance(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.start_audit()
    legal = bot_in_sandbox.person("legal")
    invitation = await legal.reads(words("invite"))
    await legal.click(invitation, ActionId.ACCEPT_ROLE)
    before = (await bot_in_sandbox.audit()).seq

    async def accepted() -> bool:
        return (await bot_in_sandbox.audit()).roster["legal"][0].accepted is True

    await eventually(accepted)
    press = ours(bot_in_sandbox, clicked(ActionId.ACCEPT_ROLE, ButtonValue(audit="A-1", role="legal")))
    press["user"] = {"id": legal.id, "team_id": bot_in_sandbox.bot.workspace.id}
    assert (await dispatch(bot_in_sandbox.bot.app, press)).status == 200
    assert (await bot_in_sandbox.audit()).seq == before
