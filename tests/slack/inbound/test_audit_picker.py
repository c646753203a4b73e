"""Picking an audit for a sub-command: what was typed beside it is there afterwards.

Owns what the picker keeps. Which audits it shows is tested where they are seen.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.slack.inbound import slash_commands
from bot.slack.inbound.buttons import BUTTONS
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.payloads import Origin, Press
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import DONE, Reply, Response
from bot.slack.kit.slash_words import read_words
from bot.slack.kit.timeouts import Timeouts
from bot.slack.redaction import commands as redaction_commands
from tests.slack.outbound.view_contexts import say


def somebody() -> RequestContext:
    """Somebody who sees two audits, and said nowhere which one."""

    async def lines(*_: object) -> list[Any]:
        return [SimpleNamespace(key=key, model="Foo-7B 1.0") for key in ("A-1", "A-2")]

    deps = SimpleNamespace(patience=Timeouts())
    origin, access = SimpleNamespace(channel=""), SimpleNamespace(lines=lines)
    return cast(
        RequestContext, SimpleNamespace(deps=deps, access=access, origin=origin, workspace="T", who="U", say=say())
    )


async def offered(typed: str) -> list[str]:
    """The values of the picker that answers what was typed."""
    told = await slash_commands.run(somebody(), read_words(typed))
    assert isinstance(told, Reply)
    return [option["value"] for option in told.blocks[0].to_dict()["accessory"]["options"]]


async def test_the_words_to_erase_are_there_after_an_audit_was_picked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[tuple[str, str]]()

    async def redact(ctx: RequestContext, audit: str, word: str = "") -> Response:
        asked.append((audit, word))
        return DONE

    monkeypatch.setattr(redaction_commands, "redact", redact)
    value = ButtonValue.read((await offered("redact Ada Lovelace"))[1])
    press = Press(Origin(workspace="T", who="U"), ActionId.PICK, value)
    await BUTTONS[ActionId.PICK].press(somebody(), press)
    assert asked == [("A-2", "Ada Lovelace")]


@pytest.mark.parametrize("typed", ["a" * 500, "ü" * 500, '"' * 500])
async def test_of_many_words_the_picker_keeps_what_an_option_takes(typed: str) -> None:
    for value in await offered(f"redact {typed}"):
        assert len(value) <= 150
        kept = ButtonValue.read(value).seen
        assert kept
        assert typed.startswith(kept)


async def test_of_other_commands_the_picker_keeps_no_words() -> None:
    assert {ButtonValue.read(value).seen for value in await offered("status now please")} == {""}
