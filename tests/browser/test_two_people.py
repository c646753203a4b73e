"""Two people at two screens change one thing: the second sees what the first did, and loses nothing typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.conftest import at_page, hurried_demo
from tests.browser.newcomer import Newcomer
from tests.browser.person import Person, part_of, text

pytestmark = pytest.mark.asyncio(loop_scope="session")
WHAT = text("input-details-description")


async def _edits(person: Person, said: str) -> None:
    await Newcomer(person).guide_to(text("guide-show-audit-card"))
    await person.presses(text("button-details"), await person.reads(part_of("audit-card-title")))
    await expect(person.field(WHAT)).to_be_visible()
    await person.fills(WHAT, said)


async def test_the_second_of_two_forms_shows_what_the_first_one_changed(browser: Browser, tmp_path: Path) -> None:
    async with hurried_demo(data_dir=tmp_path / "demo") as sandbox, at_page(browser, sandbox, "two-people-1") as lead:
        await Newcomer(lead).guide(text("guide-start"))
        async with at_page(browser, sandbox, "two-people-2") as deputy:
            await lead.be("audit-lead")
            await deputy.be("deputy-lead")
            await _edits(lead, "A model for schools.")
            await _edits(deputy, "A model for clinics.")
            await lead.submits()
            await deputy.modal.locator("footer .primary").click()
            await expect(deputy.modal).to_contain_text("Somebody changed this while you had it open.")
            await expect(deputy.modal).to_contain_text("A model for schools.")
            await expect(deputy.field(WHAT).locator("textarea")).to_have_value("A model for clinics.")
            await deputy.photographs("two-people")
            await deputy.submits()
            await lead.reads("A model for clinics.")
