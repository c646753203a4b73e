"""A person at the page: goes to places, reads, clicks and types. Every wait ends with what was on the page.

Owns the words tests are written in and how the page is found. Must not know audits.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import ConsoleMessage, Locator, Page, Request, expect

from bot.sandbox import Sandbox
from tests.slack.outbound.view_contexts import say, words

SOON = 45_000
"""Milliseconds somebody waits for something to appear."""
expect.set_options(timeout=SOON)


def text(key: str, **params: str | int) -> str:
    """A text of the bot as the page shows it, without the marks of mrkdwn."""
    return say()(key, **params).replace("*", "").strip()


def part_of(key: str) -> str:
    """Words by which the page shows a text, whatever fills it."""
    return words(key).replace("*", "").strip()


class Person:
    """Somebody at one tab.

    `complaints` are errors of the page itself: scripts, policy, missing files, and whatever it asked elsewhere than of
    this machine.
    """

    def __init__(self, page: Page, sandbox: Sandbox, pictures: Path) -> None:
        self.page = page
        self.sandbox = sandbox
        self.complaints: list[str] = []
        self._pictures = pictures
        page.set_default_timeout(SOON)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._console)
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        refused = "the server responded with a status of 409" in message.text or "413" in message.text
        if message.type == "error" and not refused and "ERR_CONNECTION_REFUSED" not in message.text:
            self.complaints.append(message.text)

    def _request(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme in ("http", "https", "ws", "wss") and asked.hostname != "127.0.0.1":
            self.complaints.append(f"asked of {asked.hostname}: {request.url}")

    # going places

    async def arrive(self, address: str = "") -> None:
        """Open the page."""
        await self.page.goto(address or self.sandbox.page_url)
        await expect(self.page.locator("#sidebar li").first).to_be_visible()

    async def be(self, name: str) -> None:
        """Act as somebody, by handle."""
        chip = self.page.locator(f'[data-person="{name}"]')
        await chip.click()
        await expect(chip).to_have_attribute("aria-pressed", "true")

    async def go(self, label: str) -> None:
        """Go to a place of the sidebar."""
        named = self.page.locator(".label", has_text=re.compile(f"^{re.escape(label)}$"))
        entry = self.page.locator("#sidebar li button").filter(has=named)
        await entry.click()
        await expect(entry).to_have_attribute("aria-current", "page")
        # the sidebar is ahead of what is read for the place: whoever wrote now would write where they were before
        await expect(self.main.get_by_role("heading", level=1)).to_have_text(label.removesuffix(" home"))

    async def reload(self) -> None:
        """Load the page anew."""
        await self.page.reload()
        await expect(self.page.locator("#sidebar li").first).to_be_visible()

    # reading

    @property
    def main(self) -> Locator:
        """The middle."""
        return self.page.locator("#main")

    @property
    def thread(self) -> Locator:
        """The thread beside it."""
        return self.page.locator("#thread")

    @property
    def panel(self) -> Locator:
        """The side panel."""
        return self.page.locator("#panel")

    @property
    def modal(self) -> Locator:
        """The modal on top."""
        return self.page.locator("dialog.modal")

    def message(self, words: str, within: Locator | None = None) -> Locator:
        """The newest message with these words."""
        return (within or self.main).locator(".message").filter(has_text=words).last

    async def reads(self, words: str, within: Locator | None = None) -> Locator:
        """Wait for a message with these words."""
        found = self.message(words, within)
        await expect(found).to_be_visible()
        return found

    # doing

    async def says(self, text: str, within: Locator | None = None) -> None:
        """Write something and send it."""
        area = (within or self.main).locator(".composer textarea")
        await area.fill(text)
        await area.press("Enter")
        await expect(area).to_have_value("")

    async def types(self, command: str) -> None:
        """Type a slash command."""
        area = self.main.locator(".composer textarea")
        await area.fill(command)
        await area.press("Escape")
        await area.press("Enter")

    async def presses(self, label: str, within: Locator | None = None) -> None:
        """Press a button by its label."""
        await (within or self.page).get_by_role("button", name=label, exact=True).last.click()

    async def chooses(self, where: Locator, *entries: str) -> None:
        """Choose entries of a menu by typing them."""
        field = where.get_by_role("combobox")
        for entry in entries:
            await field.click()
            await field.fill(entry)
            await self.page.get_by_role("option").filter(has_text=entry).first.click()

    def field(self, label: str) -> Locator:
        """An input of the modal with its label."""
        return self.modal.locator(".block.input").filter(has_text=label).first

    async def fills(self, label: str, text: str) -> None:
        """Type into an input of the modal."""
        await self.field(label).locator("input, textarea").first.fill(text)

    async def ticks(self, label: str, option: str) -> None:
        """Tick a box or choose a circle in the modal."""
        await self.field(label).get_by_label(option, exact=False).first.check()

    async def submits(self) -> None:
        """Press the modal's submit button, and see it go."""
        view = await self.modal.get_attribute("data-view")
        await self.modal.locator("footer .primary").click()
        await expect(self.page.locator(f'dialog.modal[data-view="{view}"]')).to_have_count(0)

    async def attaches(self, file: Path, within: Locator | None = None) -> None:
        """Attach a file with the button."""
        await (within or self.main).locator(".composer input[type=file]").set_input_files(file)

    async def chooses_from_menu(self, message: Locator, entry: str) -> None:
        """Use an entry of a message's menu."""
        await message.hover()
        await message.get_by_role("button", name="More actions").last.click()
        await self.page.get_by_role("menuitem").filter(has_text=entry).click()

    # looking at it all

    async def photographs(self, name: str) -> None:
        """Keep a picture of the page."""
        self._pictures.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=self._pictures / f"{name}.png", animations="disabled")

    async def writes_beneath_the_guide(self, height: int, within: Locator | None = None) -> None:
        """In a narrow window this high: the guide covers no place to write, folds away for it, and comes back."""
        area = (within or self.main).locator(".composer textarea")
        await expect(self.panel).to_be_visible()
        panel, written = await self.panel.bounding_box(), await area.bounding_box()
        assert panel
        assert written
        assert panel["y"] + panel["height"] <= written["y"]
        assert written["y"] + written["height"] <= height
        await area.click()
        await expect(self.panel).to_be_hidden()
        await self.presses("Show or hide the guide")
        await expect(self.panel).to_be_visible()

    async def finds_barriers(self) -> list[str]:
        """What axe calls serious or critical: rule, and where. A colour that is still changing is none to be judged."""
        await self.page.evaluate("Promise.all(document.getAnimations().map(each => each.finished.catch(() => {})))")
        result = await Axe().run(self.page)
        bad = [v for v in result.response["violations"] if v["impact"] in ("serious", "critical")]
        return [f"{v['id']}: {[(node['html'], node['failureSummary']) for node in v['nodes']][:2]}" for v in bad]
