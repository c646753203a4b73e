"""Fixtures: one Chromium for all, a person at a page of the small bot, a person at the demo.

Owns these. Must not test anything.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from bot.demo.director import IN_A_HURRY
from bot.demo.page import running
from bot.sandbox import AppSpec, CommandSpec, Sandbox, ShortcutSpec
from bot.wiring.open_record import Surroundings
from tests.browser import chromium
from tests.browser.person import Person
from tests.browser.toy import Toy, toy_bot
from tests.processes import CONFINED, FORKED

ARTIFACTS = Path(os.environ.get("SMACTR_ARTIFACTS", "artifacts")) / "browser"
SUNDAY = datetime(2026, 11, 29, 10, tzinfo=UTC)
APP = AppSpec(
    name="toy",
    command_specs=(CommandSpec(command="/form", description="Opens a form"), CommandSpec(command="/whisper")),
    shortcut_specs=(
        ShortcutSpec(callback_id="on_message", name="Use as document"),
        ShortcutSpec(callback_id="anywhere", name="Start something", type="global"),
    ),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here needs a browser."""
    for item in items:
        if item.nodeid.startswith("tests/browser/"):
            item.add_marker(pytest.mark.browser)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, started once."""
    where = chromium.path()
    if where is None:
        pytest.skip(chromium.MISSING)
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=where, args=[*chromium.SWITCHES])
        yield started
        await started.close()


hurried_demo = partial(running, speed=IN_A_HURRY, around=Surroundings(processes=FORKED, confinement=CONFINED))
"""The demo with its page, held up by nothing, and with the processes that this worker has already."""


@asynccontextmanager
async def at_page(browser: Browser, sandbox: Sandbox, name: str) -> AsyncIterator[Person]:
    """Somebody with the page open; afterwards it is checked that nothing went wrong in the page itself."""
    context = await browser.new_context(viewport={"width": 1360, "height": 860})
    person = Person(await context.new_page(), sandbox, ARTIFACTS)
    await person.arrive()
    try:
        yield person
    finally:
        await person.photographs(f"last-of-{name}")
        (ARTIFACTS / f"last-of-{name}.txt").write_text(sandbox.workspace.account(), encoding="utf-8")
        await context.close()
    assert person.complaints == []


@pytest_asyncio.fixture(loop_scope="session")
async def toy() -> AsyncIterator[Toy]:
    """A sandbox with the small bot in it."""
    async with toy_bot(APP) as running_toy:
        yield running_toy


@pytest_asyncio.fixture(loop_scope="session")
async def person(browser: Browser, toy: Toy, request: pytest.FixtureRequest) -> AsyncIterator[Person]:
    """A person at the small bot's page."""
    async with at_page(browser, toy.sandbox, request.node.name) as somebody:
        yield somebody


@pytest_asyncio.fixture(loop_scope="session")
async def newcomer(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Person]:
    """A person at the page of a demo that begins on a Sunday: a result takes two working days to cool off."""
    async with (
        hurried_demo(data_dir=tmp_path / "demo", start=SUNDAY) as sandbox,
        at_page(browser, sandbox, request.node.name) as somebody,
    ):
        yield somebody
