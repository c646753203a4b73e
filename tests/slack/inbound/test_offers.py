"""With every refusal stands the button by which the person gets on, or there is a reason why none does.

Owns that walk over all refusals there are; `refusals.toml` holds the reasons.
"""

from __future__ import annotations

import ast
import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.demo.messages import buttons_of
from bot.domain.kernel.errors import NotNow
from bot.slack.inbound.app import dispatch
from bot.slack.inbound.buttons import BUTTONS
from bot.slack.inbound.offers import OFFERS, offer
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.button_actions import Opens
from bot.slack.kit.modal_state import ModalMetadata
from tests.house.tree import ROOT
from tests.slack.bot_in_sandbox import BotInSandbox
from tests.slack.outbound.view_contexts import say, words

KINDS = {"Refusal", "NotAllowed", "NotIndependent", "NotNow", "Outdated", "Invalid"}
REASONS = tomllib.loads(Path(__file__).with_name("refusals.toml").read_text(encoding="utf-8"))["none"]
WITHOUT = [refusal for reason in REASONS for refusal in reason["refusals"]]


def raised(source: str) -> Iterator[str]:
    """The ids of the refusals that a module makes."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS:
            match node.args:
                case [ast.Constant(value=str(named)), *_]:
                    yield named
                case [ast.IfExp(body=ast.Constant(value=str(one)), orelse=ast.Constant(value=str(other))), *_]:
                    yield from (one, other)
                case _:
                    yield f"(not read: line {node.lineno})"


def refusals() -> set[str]:
    """Every refusal of the bot and its record."""
    files = [path for folder in ("bot", "storage") for path in sorted((ROOT / folder).rglob("*.py"))]
    texts = [path.read_text(encoding="utf-8") for path in files]
    made = [text for text in texts if any(f"{kind}(" in text for kind in KINDS)]
    return {named for text in made for named in raised(text)}


def test_every_refusal_offers_a_button_or_says_why_there_is_none() -> None:
    there = refusals()
    assert sorted(there - OFFERS.keys() - set(WITHOUT)) == []
    assert sorted((OFFERS.keys() | set(WITHOUT)) - there) == []


def test_no_refusal_is_told_of_twice_and_every_reason_is_a_sentence() -> None:
    assert [refusal for refusal, times in Counter([*OFFERS, *WITHOUT]).items() if times > 1] == []
    assert [reason["why"] for reason in REASONS if not reason["why"].endswith(".")] == []


@pytest.mark.parametrize("act", sorted(set(OFFERS.values())))
def test_what_is_offered_opens_a_modal_of_the_audit_that_was_meant(act: ActionId) -> None:
    refusal = next(refusal for refusal, offered in OFFERS.items() if offered == act)
    [row] = offer(say(), NotNow(refusal), ButtonValue(audit="A-1", stage="testing", role="safety"))
    [element] = row.to_dict()["elements"]
    about = ButtonValue.read(element["value"])
    assert (element["action_id"], about.audit) == (act, "" if act == ActionId.START else "A-1")
    assert isinstance(BUTTONS[act], Opens)


def test_nothing_is_offered_where_nobody_knows_which_audit_was_meant() -> None:
    assert offer(say(), NotNow("stage-not-closed"), ButtonValue()) == []
    assert offer(say(), NotNow("followed-gone"), ButtonValue(audit="A-1")) == []


async def test_the_button_beneath_a_refusal_leads_on(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.everybody_accepts(await bot_in_sandbox.start_audit())
    lead = bot_in_sandbox.person("lead")
    await lead.command("/audit", "ballot A-1", channel="lab")
    assert buttons_of(await lead.reads(words("ballot-stage-not-closed"), channel="lab")) == [ActionId.STATUS]
    await lead.command("/audit", "ballot", channel="lab")
    told = await lead.reads(words("ballot-stage-not-closed"), channel="lab")
    assert buttons_of(told) == [ActionId.STATUS]
    await lead.click(told, ActionId.STATUS)
    assert "Foo-7B" in (await lead.modal()).readable


async def test_what_was_typed_stays_beneath_a_refusal_with_a_button(bot_in_sandbox: BotInSandbox) -> None:
    workspace, lead = bot_in_sandbox.bot.workspace.id, bot_in_sandbox.person("lead").id
    await bot_in_sandbox.everybody_accepts(await bot_in_sandbox.start_audit())
    values = {"stage": {"stage": {"selected_option": {"value": "testing"}}}, "reason": {"reason": {"value": "New."}}}
    view = {
        "type": "modal",
        "callback_id": "reopen",
        "private_metadata": ModalMetadata(request="r" * 22, audit="A-1").written(),
        "state": {"values": values},
    }
    payload = {"type": "view_submission", "team": {"id": workspace}, "user": {"id": lead, "team_id": workspace}}
    answer = json.loads((await dispatch(bot_in_sandbox.bot.app, payload | {"view": view})).body)
    assert answer["response_action"] == "push"
    acts = [element["action_id"] for block in answer["view"]["blocks"] for element in block.get("elements", ())]
    assert acts == [ActionId.STATUS]
    on_top = view | {"previous_view_id": "V1"}
    answer = json.loads((await dispatch(bot_in_sandbox.bot.app, payload | {"view": on_top})).body)
    assert answer["response_action"] == "errors"
