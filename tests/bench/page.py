"""How quick the page is: opening a channel of 500 messages, and a new message from the app's post to the screen.

Owns these two measurements, in Chromium on this machine. Must not judge them: the command line does.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import Page, async_playwright

from bot.sandbox import CountingIds, Sandbox
from tests.browser import chromium
from tests.sandbox.form_bot import CARD
from tests.sandbox.running import WORKSPACE, client_of

MESSAGES = 500
TIMES = 20


@dataclass(frozen=True)
class Measured:
    """Seconds: opening the page at the channel, opening the channel in an open page, and each new message."""

    load: float
    switch: float
    new: tuple[float, ...]

    @property
    def median_new(self) -> float:
        """The median of the new messages."""
        return statistics.median(self.new)


async def measure() -> Measured:
    """Measure all of it. Raises RuntimeError where there is no Chromium."""
    async with Sandbox(WORKSPACE, ids=CountingIds()) as sandbox, _page() as page:
        client, general = client_of(sandbox), sandbox.workspace.channel("general").id
        for number in range(MESSAGES):
            if number % 5:
                await sandbox.driver("auditor").say("general", f"Message {number}: @lead, see https://example.com/x")
            else:
                await client.chat_postMessage(channel=general, text=f"*Card* {number}", blocks=CARD)
        load = await _timed(page, page.goto(f"{sandbox.page_url}#who=lead&at={general}"))
        await page.click('[data-go]:has-text("elsewhere")')
        await page.locator("#main .message").first.wait_for(state="detached")
        switch = await _timed(page, page.click('[data-go]:has-text("general")'))
        new = []
        for number in range(TIMES):
            words = f"new-{number}-of-{TIMES}"
            started = time.perf_counter()
            await client.chat_postMessage(channel=general, text=words)
            await page.locator("#main .message").last.get_by_text(words).wait_for()
            new.append(time.perf_counter() - started)
    return Measured(load, switch, tuple(new))


async def _timed(page: Page, opening: Awaitable[object]) -> float:
    started = time.perf_counter()
    await opening
    await page.locator("#main .message").nth(MESSAGES - 1).wait_for()
    return time.perf_counter() - started


@asynccontextmanager
async def _page() -> AsyncIterator[Page]:
    where = chromium.path()
    if where is None:
        raise RuntimeError(chromium.MISSING)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=where, args=[*chromium.SWITCHES])
        yield await browser.new_page(viewport={"width": 1360, "height": 860})
        await browser.close()
