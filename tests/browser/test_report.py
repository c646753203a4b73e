"""The report as a page of its own: no barrier, and no word that makes it wider than the window it is read in.

Owns how the page behaves in a browser. What it says is in `tests/reports`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import cache

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, ViewportSize

from bot.domain.ballot.commands import OpenBallot
from bot.domain.kernel.content import Digest
from bot.reports import ballot_page, report
from tests.builders import BOARD, LEAD, Play, an_audit
from tests.reports.sample_audits import golden, played
from tests.slack.outbound.view_contexts import say

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


async def barriers(page: Page, text: str) -> list[tuple[str, list[str]]]:
    """What axe calls serious or critical on a page, wide and narrow: rule, and where."""
    await page.set_content(text)
    bad = []
    for size in (WIDE, NARROW):
        await page.set_viewport_size(size)
        found = (await Axe().run(page)).response["violations"]
        bad += [v for v in found if v["impact"] in ("serious", "critical")]
    return [(v["id"], [node["html"] for node in v["nodes"]]) for v in bad]


@cache
def asked() -> Play:
    """The board is asked about tuning by customers: a tamper record is there, and the second edition's rules hold."""
    play = an_audit(asked_form=4).at("post-audit")
    play.do(OpenBallot, LEAD)
    return play


@cache
def decided() -> Play:
    """Released with conditions and against a dissent."""
    play = an_audit(asked_form=4).at("post-audit")
    play.do(OpenBallot, LEAD)
    for who in BOARD[:-1]:
        play.vote(who, play.paper(4, conditions=("Watermark it.", "A person reads every alarm.")))
    play.vote(BOARD[-1], play.paper(public="We promised otherwise."))
    play.reveal()
    play.cool_off()
    return play


@pytest.mark.parametrize("history", ["suspended", "tested"])
async def test_a_report_has_no_serious_barrier_wide_or_narrow(page: Page, history: str) -> None:
    assert await barriers(page, report.pages(golden(history))["report", "html"]) == []


async def test_a_decision_with_conditions_and_a_tamper_record_has_no_serious_barrier(page: Page) -> None:
    assert decided().audit.tampering
    assert decided().audit.decision
    text = report.pages(played(decided()))["report", "html"]
    assert await barriers(page, text) == []
    assert await overflow(page) <= 0


async def test_the_page_that_the_board_votes_by_has_no_serious_barrier(page: Page) -> None:
    ballot = asked().audit.ballot
    assert ballot
    for text in ballot_page.pages(ballot_page.AskedBallot(played(asked()), ballot)):
        assert await barriers(page, text) == []
        assert await overflow(page) <= 0


@pytest.mark.parametrize("name", ["report", "design-history"])
async def test_no_word_makes_a_page_wider_than_a_narrow_window_or_a_sheet(page: Page, name: str) -> None:
    await page.set_viewport_size(NARROW)
    await page.set_content(report.pages(golden("suspended", long_words))[name, "html"])
    assert await overflow(page) <= 0
    await page.emulate_media(media="print")
    await page.set_viewport_size(SHEET)
    assert await overflow(page) <= 0


async def test_what_people_typed_stays_in_words_in_a_narrow_table(page: Page) -> None:
    await page.set_viewport_size(NARROW)
    await page.set_content(report.pages(played(decided()))["report", "html"])
    widths = await page.evaluate("[...document.querySelectorAll('td:has([dir])')].map(cell => cell.clientWidth)")
    assert widths
    assert min(widths) >= 96
    assert await overflow(page) <= 0


async def test_the_fingerprint_of_the_weights_makes_no_sheet_wider(page: Page) -> None:
    weights = decided().audit.weights
    text = report.pages(played(decided()))["report", "html"]
    assert say()("report-asked-weights-there", fingerprint=weights) in text
    await page.emulate_media(media="print")
    await page.set_viewport_size(SHEET)
    await page.set_content(text)
    assert await overflow(page) <= 0
