"""A newcomer at the demo: follows the guide, and does by click and key what it points at.

Owns how the guide and the bot's messages are used through the page. Must not know the course of an audit.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from playwright.async_api import Locator, expect

from tests.browser.person import Person, part_of, text

INVITED, VOTES = "invite", "ask-vote"
"""Messages that the guide calls otherwise than they say themselves."""

ROWS = {INVITED: "duty-accept-role", VOTES: "duty-vote"}
"""How it calls them."""

POSTED = 2_500
"""Milliseconds within which a message that asks is posted."""
TRIES = 20
STAGE = 90_000
"""Milliseconds the others get to do their part."""


def row_of(words: str) -> str:
    """How the guide calls what a message with these words asks for."""
    return next((part_of(row) for key, row in ROWS.items() if words == part_of(key)), words)


class Newcomer:
    """Somebody at the demo's page."""

    def __init__(self, person: Person) -> None:
        self.p = person
        self.page = person.page

    async def asked(self, who: str, words: str, button: str = "") -> Locator:
        """Be somebody, and let the guide show what is asked of them: the message with these words, and the button."""
        await self.p.be(who)
        rows = self.p.panel.locator(".tone-good .rows li")
        row = rows.filter(has_text=row_of(words))
        place = self.page.locator("#thread:not([hidden]) .message, #main .message")
        pressed = self.page.locator(".block.actions").get_by_role("button", name=button or None, exact=bool(button))
        found = place.filter(has_text=words).filter(has=pressed).last
        pointed = self.page.locator(".message.pointed").filter(has_text=words)
        for _ in range(TRIES):
            # until the message that asks is posted, the guide leads to App Home
            await self.page.evaluate(
                "document.querySelectorAll('.pointed').forEach((m) => m.classList.remove('pointed'))"
            )
            await row.get_by_role("button", name=text("guide-show-me")).first.click()
            with contextlib.suppress(AssertionError):
                await expect(pointed).to_be_visible(timeout=POSTED)
                break
        await expect(found).to_be_visible()
        return found

    async def does(self, who: str, words: str, button: str) -> None:
        """Press the button of what is asked of somebody: in a list the one beneath these words."""
        line = (await self.asked(who, words, button)).locator(".block").filter(has_text=words).first
        beneath = line.locator("xpath=self::*|following-sibling::*")
        await beneath.get_by_role("button", name=button, exact=True).first.click()

    async def opens(self, who: str, words: str, button: str) -> None:
        """The same, where it opens a modal; pressed again where the bot was too busy, and asks for it."""
        told = self.page.locator(".message.ephemeral").filter(has_text=text("not-saved"))
        for _ in range(TRIES):
            before = await told.count()
            await self.does(who, words, button)
            await expect(self.p.modal.or_(told.nth(before)).first).to_be_visible()
            if await self.p.modal.is_visible():
                return
        await expect(self.p.modal).to_be_visible()

    async def uses(self, name: str, within: Locator) -> None:
        """[Use this] in the private question about what was just sent."""
        question = within.locator(".message.ephemeral").filter(has_text=name).last
        await expect(question.get_by_text("Only visible to you")).to_be_visible()
        await self.p.presses(text("button-use-offer"), question)

    async def lets_others(self, who: str) -> str:
        """Be somebody, and let everybody else do their part; what the page says of it."""
        await self.p.be(who)
        return await self.guide(text("guide-others"))

    async def guide(self, label: str) -> str:
        """Press a button of the guide and wait for its word."""
        await self.page.evaluate("document.querySelectorAll('.toast').forEach((toast) => toast.remove())")
        await self.p.panel.get_by_role("button", name=label, exact=True).click()
        toast = self.page.locator("#toasts .toast").last
        await expect(toast).to_be_visible(timeout=STAGE)
        return (await toast.inner_text()).strip()

    async def guide_to(self, label: str) -> None:
        """Press a button of the guide that leads somewhere."""
        await self.p.panel.get_by_role("button", name=label, exact=True).click()

    async def stands_at(self, stage: str) -> None:
        """The guide says that the audit has come to this stage."""
        await expect(self.p.panel.locator("h3").first).to_have_text(re.compile(f"^{stage}"))

    async def hands_in_a_file(self, path: Path, thread: Locator) -> None:
        """A file as a reply in the thread."""
        await self.p.attaches(path, thread)
        await expect(thread.locator(".pending li:not(.busy)")).to_have_count(1)
        await self.p.presses("Send", thread)
        await self.uses(path.name, thread)
        sent = thread.locator(".message").filter(has=self.page.locator(".file", has_text=path.name)).last
        await expect(sent.locator(".reaction", has_text="✅")).to_be_visible()

    async def pictures_of(self, number: int, title: str) -> None:
        """Keep pictures of a stage: its message, and the thread beneath it."""
        await self.p.panel.get_by_role("link", name=f"{number} {title}").click()
        card = self.p.main.locator(".message.pointed")
        await expect(card).to_contain_text(f"{number} {title}")
        name = f"{number}-{title.lower().replace(' ', '-')}"
        await self.p.photographs(name)
        await card.locator(".thread-link").click()
        await expect(self.p.thread.locator(".message").nth(1)).to_be_visible()
        await self.p.photographs(f"{name}-thread")
        await self.p.presses("Close thread")
