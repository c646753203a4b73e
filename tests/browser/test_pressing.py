"""Pressing while things move: what comes between going down and letting go does not take the click away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Locator, WebSocket, expect

from tests.browser.person import SOON, Person
from tests.browser.toy import Toy
from tests.sandbox.form_bot import CARD, post_card

pytestmark = pytest.mark.asyncio(loop_scope="session")
CHANGED: list[dict[str, Any]] = [{"type": "section", "text": {"type": "mrkdwn", "text": "Card, changed"}}, *CARD[1:]]


async def test_a_click_is_not_lost_to_a_change_between_its_two_halves(person: Person, toy: Toy) -> None:
    card, ts, socket = await _in_front_of_the_card(person, toy)
    await card.get_by_role("button", name="Go").hover()
    await person.page.mouse.down()
    async with _comes_in(person, socket, "Card, changed"):
        await toy.change(ts, "card", blocks=CHANGED)
    await expect(person.main).not_to_contain_text("Card, changed")
    await person.page.mouse.up()
    await person.reads("Card, changed")
    await _was_pressed(toy, "go")


async def test_a_press_of_the_space_bar_is_not_lost_either(person: Person, toy: Toy) -> None:
    card, ts, socket = await _in_front_of_the_card(person, toy)
    await card.get_by_role("button", name="Go").focus()
    await person.page.keyboard.down(" ")
    async with _comes_in(person, socket, "Card, changed"):
        await toy.change(ts, "card", blocks=CHANGED)
    await person.page.keyboard.up(" ")
    await person.reads("Card, changed")
    await _was_pressed(toy, "go")


async def test_what_waited_for_a_finger_comes_in_its_order_and_nothing_is_lost(person: Person, toy: Toy) -> None:
    _, _, socket = await _in_front_of_the_card(person, toy)
    await person.main.locator(".timeline").hover()
    await person.page.mouse.down()
    async with _comes_in(person, socket, "number 3"):
        for number in range(4):
            await toy.post(f"number {number}")
    await person.page.mouse.up()
    await person.reads("number 3")
    said = await person.main.locator(".message .text").all_inner_texts()
    assert [text for text in said if text.startswith("number")] == [f"number {n}" for n in range(4)]
    await toy.post("and at once again")
    await person.reads("and at once again")


async def _in_front_of_the_card(person: Person, toy: Toy) -> tuple[Locator, str, WebSocket]:
    async with person.page.expect_websocket() as opened:
        await person.reload()
    await person.go("general")
    ts = str((await post_card(toy.sandbox))["ts"])
    return await person.reads("Card"), ts, await opened.value


@asynccontextmanager
async def _comes_in(person: Person, socket: WebSocket, words: str) -> AsyncIterator[None]:
    """News with these words reach the page, and its scripts had their turn."""
    came = asyncio.Event()
    socket.on("framereceived", lambda frame: came.set() if words in str(frame) else None)
    yield
    await asyncio.wait_for(came.wait(), SOON / 1000)
    await person.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


async def _was_pressed(toy: Toy, action: str) -> None:
    def told() -> int:
        return [b["actions"][0]["action_id"] for b in toy.bot.got if b.get("type") == "block_actions"].count(action)

    await toy.sandbox.workspace.until(told)
    assert told() == 1
