"""The record cannot be reached: people are told that nothing was saved, modals stay open, events are told again."""

from __future__ import annotations

import pytest

from bot.domain.kernel.text import Text
from bot.ports.store import Unavailable
from bot.sandbox.faults import CallFault
from bot.service import Service
from bot.slack.inbound.app import dispatch
from bot.slack.kit.action_ids import ActionId
from tests.slack.bot_in_sandbox import BotInSandbox
from tests.slack.outbound.view_contexts import says, words


def broken(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    async def execute(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr(Service, "execute", execute)


async def test_a_click_says_not_saved_and_works_when_pressed_again(
    bot_in_sandbox: BotInSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bot_in_sandbox.start_audit()
    legal = bot_in_sandbox.person("legal")
    invitation = await legal.reads(words("invite"))
    with monkeypatch.context() as patch:
        broken(patch, Unavailable(Text("record-silent", reason="gone")))
        await legal.click(invitation, ActionId.ACCEPT_ROLE)
        await legal.reads(words("not-saved"), channel="@app")
    await legal.click(invitation, ActionId.ACCEPT_ROLE)
    await legal.reads(words("outcome-role-accepted"), channel="@app")


async def test_that_nothing_was_saved_is_said_later_where_slack_has_no_time(
    bot_in_sandbox: BotInSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bot_in_sandbox.start_audit()
    legal = bot_in_sandbox.person("legal")
    invitation = await legal.reads(words("invite"))
    bot_in_sandbox.sandbox.faults.on_call("response_url", "ratelimited", times=2, seconds=1)
    with monkeypatch.context() as patch:
        broken(patch, Unavailable(Text("record-silent", reason="gone")))
        assert (await legal.click(invitation, ActionId.ACCEPT_ROLE)).ok
    told = await legal.reads(words("not-saved"), channel="@app")
    assert told.ephemeral


async def test_a_modal_stays_open_with_what_was_typed(
    bot_in_sandbox: BotInSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    card, product = await bot_in_sandbox.thread(), bot_in_sandbox.person("product")
    await product.click(card, ActionId.SUBMIT)
    await product.fill({"artifact": "1 Product requirements", "text": "We need it"})
    with monkeypatch.context() as patch:
        broken(patch, Unavailable(Text("record-silent", reason="gone")))
        refused = await product.submit()
        assert says(str(refused.errors), "not-saved")
    assert (await product.submit()).closed
    assert (await bot_in_sandbox.audit()).latest("product-requirements")


async def test_an_event_is_answered_so_that_slack_tells_it_again(
    bot_in_sandbox: BotInSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    card, engineer = await bot_in_sandbox.thread(), bot_in_sandbox.person("engineer")
    event = {
        "type": "event_callback",
        "event_id": "Ev9",
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
            "files": [{"id": "F1", "name": "ai-principles.md"}],
        },
    }
    with monkeypatch.context() as patch:
        broken(patch, Unavailable(Text("record-silent", reason="gone")))
        assert (await dispatch(bot_in_sandbox.bot.app, event)).status == 503
    assert (await dispatch(bot_in_sandbox.bot.app, event)).status == 200
    assert len((await bot_in_sandbox.audit()).offers) == 1


@pytest.mark.parametrize("trouble", ["server_error", "lost_request", "ratelimited"])
async def test_slack_s_own_trouble_while_a_modal_opens_says_press_again(
    bot_in_sandbox: BotInSandbox, trouble: CallFault
) -> None:
    card, product = await bot_in_sandbox.thread(), bot_in_sandbox.person("product")
    bot_in_sandbox.sandbox.faults.on_call("views.open", trouble, seconds=1)
    await product.click(card, ActionId.SUBMIT)
    await product.reads(words("not-saved"), channel="lab")
    await product.click(card, ActionId.SUBMIT)
    assert product.open_modal()


@pytest.mark.parametrize("trouble", ["server_error", "ratelimited"])
async def test_slack_s_own_trouble_while_it_is_asked_says_press_again(
    bot_in_sandbox: BotInSandbox, trouble: CallFault
) -> None:
    lead = bot_in_sandbox.person("lead")
    await lead.command("/audit", "start")
    await lead.fill({"model": "Foo-7B 1.0", "description": "x", "asked_form": "3 Inference API", "channel": "lab"})
    await lead.fill({"lead": ["lead", "deputy"], "decision_channel": "decisions"})
    bot_in_sandbox.sandbox.faults.on_call("conversations.info", trouble, seconds=1)
    refused = await lead.submit()
    assert says(str(refused.errors), "not-saved")
    assert (await lead.submit()).status == "updated"


async def test_what_nobody_foresaw_is_an_apology_with_a_reference(
    bot_in_sandbox: BotInSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bot_in_sandbox.start_audit()
    legal = bot_in_sandbox.person("legal")
    invitation = await legal.reads(words("invite"))
    with monkeypatch.context() as patch:
        broken(patch, ZeroDivisionError("a bug"))
        await legal.click(invitation, ActionId.ACCEPT_ROLE)
    told = await legal.reads(words("apology"), channel="@app")
    assert "ZeroDivision" not in told.readable
