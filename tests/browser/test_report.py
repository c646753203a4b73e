"""The report as a page of its own: no barrier, and no word that makes it wider than the window it is read in.

Owns how the page behaves in a browser. What it says is in `tests/reports`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, ViewportSize

from bot.domain.kernel.content import Digest
from bot.reports import report
from tests.reports.sample_audits import golden

pytestmark = pytest.mark.asyncio(loop_scope="session")

LONG = "Donaudampfschifffahrtsgesellschaft" * 6

WIDE = ViewportSize(width=1360, height=860)

NARROW = ViewportSize(width=320, height=640)
"""CSS pixels: what WCAG 2.2, 1.4.10 asks for; also a window of 640 pixels at 200 %."""

SHEET = ViewportSize(width=680, height=1000)
"""What stands on A4 between its margins."""


def long_words(digest: Digest) -> str:
    """What people type at worst: no place to break a line at."""
    return f"{LONG} {digest[7:13]}"


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """An empty tab."""
    context = await browser.new_context(viewport=WIDE)
    yield await context.new_page()
    await context.close()


async def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("history", ["suspended", "tested"])
async def test_a_report_has_no_serious_barrier_wide_or_narrow(page: Page, history: str) -> None:
    await page.set_content(report.pages(golden(history))["report", "html"])
    for size in (WIDE, NARROW):
        await page.set_viewport_size(size)
        found = (await Axe().run(page)).response["violations"]
        bad = [v for v in found if v["impact"] in ("serious", "critical")]
        assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in bad] == []


@pytest.mark.parametrize("name", ["report", "design-history"])
async def test_no_word_makes_a_page_wider_than_a_narrow_window_or_a_sheet(page: Page, name: str) -> None:
    await page.set_viewport_size(NARROW)
    await page.set_content(report.pages(golden("suspended", long_words))[name, "html"])
    assert await overflow(page) <= 0
    await page.emulate_media(media="print")
    await page.set_viewport_size(SHEET)
    assert await overflow(page) <= 0
