"""Nobody needs a mouse: an audit is started, a document handed in and a stage approved by keys alone; and whoever types
as soon as a modal is there loses nothing.

Owns these two ways. Must not know what else the page can do.
"""

from __future__ import annotations

import contextlib

import pytest
from playwright.async_api import Locator, expect

from bot.sandbox.modals import open_modal
from tests.browser.newcomer import INVITED, POSTED, TRIES
from tests.browser.person import Person, part_of, text
from tests.browser.toy import Toy
from tests.slack.inbound.test_modals import ordinary

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]

FAR = 200
"""Presses of Tab within which everything is reached."""


class Keys:
    """Somebody without a mouse."""

    def __init__(self, person: Person) -> None:
        self.p = person
        self.board = person.page.keyboard

    async def to(self, wanted: Locator) -> None:
        """Go there, place by place."""
        await expect(wanted).to_be_visible()
        for _ in range(FAR):
            if await wanted.evaluate("(each) => each === document.activeElement"):
                return
            await self.board.press("Tab")
        raise AssertionError(f"not reached by keys: {wanted}")

    async def press(self, wanted: Locator) -> None:
        """Go to a button and press it."""
        await self.to(wanted)
        await self.board.press("Enter")

    async def choose(self, label: str, entry: str) -> None:
        """Choose an entry of a menu by typing it."""
        await self.to(self.p.field(label).get_by_role("combobox"))
        await self.board.type(entry)
        await expect(self.p.page.get_by_role("option").filter(has_text=entry).first).to_be_visible()
        await self.board.press("Enter")

    async def be(self, name: str) -> None:
        """Act as somebody."""
        chip = self.p.page.locator(f'[data-person="{name}"]')
        await self.press(chip)
        await expect(chip).to_have_attribute("aria-pressed", "true")

    async def shown(self, words: str, read: str = "") -> Locator:
        """The message that the guide leads to for what waits in these words; what it reads, where that is other words.

        Until it is posted, the guide leads to App Home.
        """
        row = self.p.panel.locator(".tone-good .rows li").filter(has_text=words)
        found = self.p.page.locator(".message.pointed").filter(has_text=read or words)
        for _ in range(TRIES):
            await self.press(row.get_by_role("button", name=text("guide-show-me")).first)
            with contextlib.suppress(AssertionError):
                await expect(found).to_be_visible(timeout=POSTED)
                break
        await expect(found).to_be_visible()
        return found

    async def submit(self) -> None:
        """Send the modal."""
        await self.press(self.p.modal.locator("footer .primary"))


@pytest.mark.slow
async def test_from_the_start_to_a_hand_in_and_an_approval_by_keys_alone(newcomer: Person) -> None:
    keys, p = Keys(newcomer), newcomer
    await keys.be("audit-lead")
    await keys.to(p.main.locator(".composer textarea"))
    await keys.board.type("/audit start")
    await keys.board.press("Escape")
    await keys.board.press("Enter")
    await expect(p.modal).to_be_visible()
    await keys.board.type("Foo-7B 1.2")
    await expect(p.field(text("input-start-model")).locator("input")).to_have_value("Foo-7B 1.2")
    await keys.to(p.field(text("input-start-description")).locator("textarea"))
    await keys.board.type("Answers questions of customers.")
    await keys.choose(text("input-start-asked_form"), "3 Inference API")
    await keys.choose(text("input-start-decision_channel"), "release-decisions")
    await keys.submit()
    await expect(p.modal).to_contain_text("has started")
    await keys.board.press("Escape")
    await keys.press(p.panel.get_by_role("button", name=text("guide-assign"), exact=True))
    await keys.be("product")
    invited = await keys.shown(part_of("duty-accept-role"), part_of(INVITED))
    await keys.press(invited.get_by_role("button", name=text("button-accept-role")))
    wanted = text("duty-submit", document="Product requirements")
    line = (await keys.shown(wanted)).locator(".block").filter(has_text=wanted).first
    beneath = line.locator("xpath=self::*|following-sibling::*")
    await keys.press(beneath.get_by_role("button", name=text("button-hand-in"), exact=True).first)
    await keys.to(p.field(text("input-submit-text")).locator("textarea"))
    await keys.board.type("It answers written questions of customers.")
    await keys.submit()
    await expect(p.modal).to_have_count(0)
    await keys.press(p.panel.get_by_role("button", name=text("guide-others"), exact=True))
    signing = await keys.shown(part_of("duty-sign"))
    await keys.press(signing.get_by_role("button", name=text("button-sign")).first)
    await keys.to(p.modal.locator("input[type=radio]").first)
    await keys.board.press("Space")
    await keys.submit()
    await expect(p.modal).to_contain_text(part_of("signed"))
    assert await p.finds_barriers() == []


async def test_whoever_types_as_soon_as_a_modal_is_there_loses_nothing(person: Person, toy: Toy) -> None:
    lead = toy.sandbox.workspace.person("lead").id
    await person.be("lead")
    for callback, view in {view.callback_id: (name, view) for name, view in ordinary()}.values():
        drawn = view.to_dict()
        opened = open_modal(toy.sandbox.workspace, lead, drawn)
        dialog = person.page.locator(f'dialog.modal[data-view="{opened.id}"]')
        await expect(dialog).to_be_visible()
        await person.page.keyboard.type("ab")
        begun = [e for b in drawn["blocks"] if (e := b.get("element", {})).get("focus_on_load")]
        if begun and begun[0]["type"] == "plain_text_input":
            await expect(dialog.locator("input:focus, textarea:focus")).to_have_value(
                begun[0].get("initial_value", "") + "ab"
            )
        assert await dialog.count() == 1, callback
