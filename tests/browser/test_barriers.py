"""Nobody is kept out: axe finds nothing serious; the keyboard, large type and narrow windows reach everything."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import expect
from pydantic import TypeAdapter

from bot.sandbox.blocks.models import MessageBlock, ViewBlock
from bot.sandbox.inputs import HOLDERS
from tests.browser.drawn import blocks, controls
from tests.browser.person import Person
from tests.browser.toy import Toy
from tests.sandbox.form_bot import post_card

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_no_serious_barrier(person: Person, toy: Toy, scheme: str) -> None:
    await person.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    await person.go("general")
    await post_card(toy.sandbox)
    await toy.post("quote\n&gt; quoted\n`code` <@U1> :tada: ```pre```")
    await person.says("an own message with @auditor")
    await person.types("/whisper hello")
    await person.reads("heard: hello")
    assert await person.finds_barriers() == []
    await person.message("an own message").hover()
    await person.presses("Reply in thread", person.message("an own message"))
    await person.says("a reply", person.thread)
    assert await person.finds_barriers() == []
    await person.types("/form")
    await person.modal.locator("footer .primary").click()
    await expect(person.modal.get_by_text("Please complete this required field.").first).to_be_visible()
    assert await person.finds_barriers() == []


async def test_everything_can_be_reached_and_done_by_keyboard(person: Person, toy: Toy) -> None:
    await person.go("general")
    await post_card(toy.sandbox)
    await person.reads("Card")
    keys = person.page.keyboard
    reached: set[str] = set()
    for _ in range(60):
        await keys.press("Tab")
        reached.add(await person.page.evaluate("document.activeElement.textContent.trim().slice(0, 20)"))
    assert {"Go", "End"} <= reached
    assert any("auditor" in words for words in reached)
    await person.main.locator(".composer textarea").focus()
    await keys.type("/fo")
    await keys.press("Enter")
    await keys.press("Enter")
    await expect(person.modal).to_be_visible()
    await person.field("choice").get_by_role("combobox").focus()
    await keys.press("ArrowDown")
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await expect(person.field("choice").get_by_role("combobox")).to_have_value("Closed")
    await keys.press("Escape")
    await expect(person.modal).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(680, 430), (360, 700)])
async def test_large_type_and_narrow_windows_keep_everything_in_reach(person: Person, width: int, height: int) -> None:
    """1360 by 860 at 200 % is a window of 680 by 430 to the page."""
    await person.page.set_viewport_size({"width": width, "height": height})
    await person.presses("Conversations")
    await person.page.locator("#sidebar li button").filter(has_text="general").click()
    await person.says("still here")
    message = await person.reads("still here")
    await message.hover()
    await person.presses("Reply in thread", message)
    await person.says("below", person.thread)
    await person.reads("below", person.thread)
    await person.presses("Close thread")
    await person.reads("still here")
    await expect(person.page.locator("#top").get_by_role("button", name="safety", exact=True)).to_be_visible()
    await person.be("safety")
    wide = await person.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


async def test_what_comes_is_read_out_in_words_without_their_marks(person: Person, toy: Toy) -> None:
    await person.go("general")
    await toy.post("*Model card* is :white_check_mark: <https://example.com|there>\n&gt; _really_")
    await person.reads("Model card")
    heard = person.page.locator("#announcer")
    await expect(heard).to_contain_text("Model card is white check mark there really")


async def test_the_page_has_a_drawing_for_every_block_the_workspace_takes() -> None:
    taken = {kind for union in (MessageBlock, ViewBlock) for kind in _types_of(union)}
    assert taken >= {"section", "context", "actions", "input", "table", "rich_text"}
    assert taken <= blocks()


def _types_of(union: Any) -> set[str]:
    schema = TypeAdapter[Any](union).json_schema()
    return set(schema["discriminator"]["mapping"])


async def test_the_page_has_a_control_for_everything_that_holds_a_value() -> None:
    assert set(HOLDERS) - {"rich_text_input"} <= controls()
