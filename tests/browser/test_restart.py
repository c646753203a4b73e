"""A demo that is stopped goes on where it was, and its app is described as its manifest describes it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from playwright.async_api import Browser, expect

from bot.demo.page import APP, running
from bot.sandbox import AppSpec
from tests.browser.conftest import at_page
from tests.browser.newcomer import Newcomer

pytestmark = pytest.mark.asyncio(loop_scope="session")
MANIFEST = Path(__file__).parents[2] / "deploy" / "slack-manifest.yaml"


async def test_a_stopped_demo_goes_on_where_it_was(browser: Browser, tmp_path: Path) -> None:
    async with running(data_dir=tmp_path / "demo") as sandbox, at_page(browser, sandbox, "before") as person:
        await Newcomer(person).guide("Start it for me")
        await Newcomer(person).guide("Skip to the next working day")
    async with running(data_dir=tmp_path / "demo") as sandbox, at_page(browser, sandbox, "after") as person:
        at = Newcomer(person)
        await at.stands_at("Scoping")
        await at.guide_to("Show the audit card")
        card = await person.reads("may it be released as")
        await person.presses("Status", card)
        await expect(person.modal).to_contain_text("Scoping")
        await person.page.keyboard.press("Escape")
        await at.opens("engineering", "Hand in AI principles", "Hand in a document")
        await person.fills("or a text", "1. People are told that they talk to a machine.")
        await person.submits()
        await expect(person.message("Done, or no longer asked: Hand in AI principles", person.thread)).to_be_visible()


async def test_the_demo_offers_what_the_manifest_offers() -> None:
    manifest = AppSpec.from_manifest(yaml.safe_load(MANIFEST.read_text(encoding="utf-8")))
    assert APP.command_specs == manifest.command_specs
    assert APP.shortcut_specs == manifest.shortcut_specs
    assert (APP.name, APP.commands, APP.escaping_commands) == (
        manifest.name,
        manifest.commands,
        manifest.escaping_commands,
    )
