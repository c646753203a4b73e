"""What people should not do, and do: odd names, files and words, a browser closed midway, a bot that is gone."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from bot.sandbox import ChannelSpec, PersonSpec, Sandbox, WorkspaceSpec
from tests.browser.conftest import at_page
from tests.browser.person import Person
from tests.browser.toy import Toy
from tests.patience import SLACK_WAITS

pytestmark = pytest.mark.asyncio(loop_scope="session")
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script> *x* &amp; \u202eevil"


async def test_markup_in_the_names_of_people_and_channels_topics_is_text(browser: Browser) -> None:
    people = (PersonSpec(name="lead", real_name="Lead"), PersonSpec(name="odd", real_name=HOSTILE, title=HOSTILE))
    spec = WorkspaceSpec(people=people, channels=(ChannelSpec(name="general", topic=HOSTILE),))
    async with Sandbox(spec, ack_timeout=SLACK_WAITS) as sandbox, at_page(browser, sandbox, "odd-names") as person:
        await person.be("odd")
        await person.says("hello @odd")
        message = await person.reads("hello")
        await expect(message.locator(".author")).to_have_text(HOSTILE)
        await expect(person.main.locator(".topic")).to_have_text(HOSTILE)
        await message.hover()
        await person.presses("React", message)
        await person.page.get_by_role("menuitem", name="eyes").click()
        await expect(message.locator(".reaction")).to_have_attribute("title", "you reacted with :eyes:")
        await person.be("lead")
        await expect(person.message("hello").locator(".reaction")).to_have_attribute(
            "title", f"{HOSTILE} reacted with :eyes:"
        )
        assert await person.page.locator("img, main script, nav script").count() == 0


async def test_a_file_without_a_name_gets_one_and_a_name_of_markup_stays_text(person: Person) -> None:
    await person.go("general")
    await person.page.evaluate(
        """(name) => {
            const files = new DataTransfer();
            files.items.add(new File(["a"], ""));
            files.items.add(new File(["b"], name));
            document.querySelector("#main .conversation").dispatchEvent(new DragEvent("drop", {dataTransfer: files}));
        }""",
        HOSTILE,
    )
    await expect(person.main.locator(".pending li:not(.busy)")).to_have_count(2)
    await person.presses("Send", person.main)
    names = person.main.locator(".file strong")
    await expect(names).to_have_text(["untitled", HOSTILE])


async def test_a_name_that_turns_the_direction_does_so_no_further_than_it_goes(person: Person, toy: Toy) -> None:
    await toy.post("Use `picture\u202egnp.md` as *Model card*?")
    await person.go("general")
    said = await person.reads("Model card")
    name, document = [await said.locator(each).bounding_box() for each in ("code", "strong")]
    assert name
    assert document
    assert name["x"] + name["width"] < document["x"]


async def test_replies_of_4000_characters_floods_of_emoji_and_right_to_left_stay_in_the_thread(person: Person) -> None:
    await person.go("general")
    await person.says("parent")
    message = await person.reads("parent")
    await message.hover()
    await person.presses("Reply in thread", message)
    for text in ("y" * 4000, "word " * 799 + "end.", "👩‍👩‍👧‍👦🏳️‍🌈" * 200, "מה שלומך? " * 100):
        await person.says(text, person.thread)
        await person.reads(text[:4], person.thread)
    await expect(message.get_by_text("4 replies")).to_be_visible()
    words = person.thread.locator(".message .text").last.locator("[dir=auto]").first
    await expect(words).to_have_css("direction", "rtl")
    for place in ("html", "#thread .timeline"):
        wide = await person.page.locator(place).evaluate("e => e.scrollWidth - e.clientWidth")
        assert wide <= 0, place


async def test_a_browser_closed_in_the_middle_of_a_form_saves_nothing_and_the_form_can_be_finished(
    browser: Browser, toy: Toy
) -> None:
    async with at_page(browser, toy.sandbox, "closed-in-the-middle") as first:
        await first.go("general")
        await first.types("/form")
        await first.fills("text", "hello")
        await first.chooses(first.field("choice"), "Open")
    assert not [b for b in toy.bot.got if b.get("type") in ("view_submission", "view_closed")]
    async with at_page(browser, toy.sandbox, "opened-again") as again:
        await expect(again.field("choice").get_by_role("combobox")).to_have_value("Open")
        await again.fills("text", "hello")
        await again.submits()
    sent = [b["view"]["state"]["values"] for b in toy.bot.got if b.get("type") == "view_submission"]
    assert [values["text"]["text"]["value"] for values in sent] == ["hello"]


async def test_a_form_sent_while_the_bot_is_gone_keeps_what_was_typed_and_goes_out_later(
    person: Person, toy: Toy
) -> None:
    await person.go("general")
    await person.types("/form")
    await person.fills("text", "hello")
    await person.chooses(person.field("choice"), "Open")
    await toy.die()
    await person.modal.locator("footer .primary").click()
    await expect(person.modal.get_by_role("alert")).to_contain_text("trouble connecting")
    await expect(person.field("text").locator("input")).to_have_value("hello")
    await toy.live()
    await person.submits()
    assert toy.bot.last("view_submission")["view"]["state"]["values"]["text"]["text"]["value"] == "hello"
