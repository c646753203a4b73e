"""The side panel: what it shows belongs to whoever looks at it."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect

from bot.sandbox import Panel
from bot.sandbox.side_panels import Button, Content, Done, Go, Run, Section
from tests.browser.person import Person
from tests.browser.toy import Toy

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_nobody_can_press_for_a_moment_what_is_meant_for_somebody_else(person: Person, toy: Toy) -> None:
    thinks, pressed = asyncio.Event(), list[tuple[str, str]]()
    names = {p.id: p.name for p in toy.sandbox.workspace.people.values()}

    async def content(who: str) -> Content:
        if names[who] == "auditor":
            await thinks.wait()
        return Content((Section("Next", buttons=(Button(f"For {names[who]}", Run("do", names[who])),)),))

    async def run(action: str, argument: str, who: str) -> Done:
        pressed.append((names[who], argument))
        return Done("Done.")

    toy.sandbox.panels["next"] = Panel("next", "Next", content, run)
    await person.reload()
    await person.be("lead")
    await person.presses("For lead", person.panel)
    await expect(person.page.locator("#toasts")).to_contain_text("Done.")
    await person.be("auditor")
    await expect(person.panel.get_by_role("button", name="For lead")).to_have_count(0)
    thinks.set()
    await person.presses("For auditor", person.panel)
    await person.page.locator("#toasts .toast").nth(1).wait_for()
    assert pressed == [("lead", "lead"), ("auditor", "auditor")]


async def test_a_button_that_did_something_leads_to_what_came_of_it(person: Person, toy: Toy) -> None:
    async def content(who: str) -> Content:
        return Content((Section("Next", buttons=(Button("Do it", Run("do")),)),))

    async def run(action: str, argument: str, who: str) -> Done:
        ts = await toy.post("this came of it")
        return Done("", Go(channel=toy.sandbox.workspace.channel("general").id, ts=ts))

    toy.sandbox.panels["next"] = Panel("next", "Next", content, run)
    await person.reload()
    await person.go("elsewhere")
    await person.presses("Do it", person.panel)
    await expect(person.main.locator(".message.pointed")).to_contain_text("this came of it")


async def test_what_was_pressed_is_under_way_until_it_is_done_whatever_comes_meanwhile(
    person: Person, toy: Toy
) -> None:
    done, said = asyncio.Event(), ["Nothing yet"]

    async def content(who: str) -> Content:
        return Content((Section(said[-1], buttons=(Button("Do it", Run("do")), Button("Or this", Run("this")))),))

    async def run(action: str, argument: str, who: str) -> Done:
        said.append("Half of it")
        await toy.post("half of it")
        await done.wait()
        return Done("All of it.")

    toy.sandbox.panels["next"] = Panel("next", "Next", content, run)
    await person.reload()
    await person.presses("Do it", person.panel)
    await expect(person.panel).to_contain_text("Half of it")
    button = person.panel.get_by_role("button", name="Do it")
    await expect(button).to_have_attribute("aria-busy", "true")
    await expect(button).to_be_disabled()
    await expect(person.panel.get_by_role("button", name="Or this")).to_be_enabled()
    done.set()
    await expect(person.page.locator("#toasts")).to_contain_text("All of it.")
    await expect(button).to_be_enabled()
    assert await button.get_attribute("aria-busy") is None


async def test_in_a_narrow_window_it_is_there_at_first_and_makes_room_for_what_it_leads_to(
    person: Person, toy: Toy
) -> None:
    ts = await toy.post("the beginning\n" + "and more\n" * 60)
    general = toy.sandbox.workspace.channel("general").id

    async def content(who: str) -> Content:
        return Content((Section("Next", buttons=(Button("Show me", Go(channel=general, ts=ts)),)),))

    toy.sandbox.panels["next"] = Panel("next", "Next", content)
    await person.page.set_viewport_size({"width": 400, "height": 760})
    await person.page.reload()
    await person.presses("Show me", person.panel)
    await expect(person.panel).to_be_hidden()
    await expect(person.main.get_by_text("the beginning")).to_be_in_viewport()
    await person.page.reload()
    await person.main.locator(".message").first.wait_for()
    await expect(person.panel).to_be_hidden()
    await person.presses("Show or hide the guide")
    await expect(person.panel).to_be_visible()


NARROW = pytest.mark.parametrize(("width", "height"), [(400, 760), (680, 430)])
"""A telephone; and 1360 by 860 at 200 %, which is a window of 680 by 430 to the page."""


@NARROW
async def test_it_never_lies_over_the_place_to_write_and_folds_away_for_it(
    person: Person, toy: Toy, width: int, height: int
) -> None:
    toy.sandbox.panels["next"] = Panel("next", "Next", _more_than_fits)
    await toy.post("said before\n" * 60)
    await person.page.set_viewport_size({"width": width, "height": height})
    await person.page.reload()
    await expect(person.panel.get_by_text("and more").first).to_be_visible()
    await person.photographs(f"guide-{width}-{height}")
    await person.writes_beneath_the_guide(height)
    await person.main.locator(".composer textarea").click()
    await person.says("still here")
    await person.reads("still here")
    await person.photographs(f"folded-{width}-{height}")
    assert await person.finds_barriers() == []


@NARROW
async def test_a_long_thread_leaves_room_for_the_reply_beneath_it(
    person: Person, toy: Toy, width: int, height: int
) -> None:
    toy.sandbox.panels["next"] = Panel("next", "Next", _more_than_fits)
    ts = await toy.post("the beginning")
    await toy.post("said before\n" * 60 + "the latest", thread_ts=ts)
    await person.page.reload()
    await person.message("the beginning").locator(".thread-link").click()
    await person.reads("the latest", person.thread)
    await person.panel.get_by_role("tab", name="Next").click()
    await person.page.set_viewport_size({"width": width, "height": height})
    await person.photographs(f"guide-thread-{width}-{height}")
    await person.writes_beneath_the_guide(height, person.thread)


async def _more_than_fits(who: str) -> Content:
    return Content((Section("Next", "and more\n" * 60),))
