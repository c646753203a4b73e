"""A demo that is stopped goes on where it was, and its app is described as its manifest describes it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.async_api import Browser, expect

from bot.demo.page import app_spec
from bot.sandbox import AppSpec
from tests.browser.conftest import ARTIFACTS, at_page, hurried_demo
from tests.browser.newcomer import Newcomer
from tests.browser.person import Person, part_of, text

pytestmark = pytest.mark.asyncio(loop_scope="session")
MANIFEST = Path(__file__).parents[2] / "deploy" / "slack-manifest.yaml"


async def test_a_stopped_demo_goes_on_where_it_was(browser: Browser, tmp_path: Path) -> None:
    friday = datetime(2026, 11, 27, 10, tzinfo=UTC)
    async with (
        hurried_demo(data_dir=tmp_path / "demo", start=friday) as sandbox,
        at_page(browser, sandbox, "before") as person,
    ):
        await Newcomer(person).guide(text("guide-start"))
        await Newcomer(person).guide(text("guide-skip"))
    async with hurried_demo(data_dir=tmp_path / "demo") as sandbox, at_page(browser, sandbox, "after") as person:
        at = Newcomer(person)
        await at.stands_at("Scoping")
        await at.guide_to(text("guide-show-audit-card"))
        card = await person.reads(part_of("audit-card-title"))
        await person.presses(text("button-status"), card)
        await expect(person.modal).to_contain_text("Scoping")
        await person.page.keyboard.press("Escape")
        await at.opens("engineering", text("duty-submit", document="AI principles"), text("button-hand-in"))
        await person.fills(part_of("input-submit-text"), "1. People are told that they talk to a machine.")
        await person.submits()
        handed_in = text("outcome-handed-in", document="AI principles", by="@engineering", version=1)
        await expect(person.message(handed_in, person.thread)).to_be_visible()


async def test_a_page_that_was_open_goes_on_when_its_workspace_is_started_again(
    browser: Browser, tmp_path: Path
) -> None:
    async with hurried_demo(data_dir=tmp_path / "demo") as sandbox:
        port = urlsplit(sandbox.url).port or 0
        context = await browser.new_context()
        person = Person(await context.new_page(), sandbox, ARTIFACTS)
        await person.arrive()
        await person.says("Before.")
    await expect(person.page.locator("#banner")).to_contain_text("The workspace does not answer")
    async with hurried_demo(data_dir=tmp_path / "demo", port=port):
        await expect(person.page.locator("#banner")).to_be_hidden()
        await person.says("After.")
        await person.reads("After.")
        await person.reads("Before.")
    async with hurried_demo(data_dir=tmp_path / "demo", port=port, reset=True):
        await expect(person.page.locator("#banner")).to_contain_text("belongs to an earlier run")
    await context.close()


async def test_the_demo_offers_what_the_manifest_offers() -> None:
    manifest = AppSpec.from_manifest(yaml.safe_load(MANIFEST.read_text(encoding="utf-8")))
    app = app_spec()
    assert app.command_specs == manifest.command_specs
    assert app.shortcut_specs == manifest.shortcut_specs
    assert (app.name, app.commands, app.escaping_commands) == (
        manifest.name,
        manifest.commands,
        manifest.escaping_commands,
    )
