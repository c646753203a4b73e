"""The app in the page: commands, modals with their errors, menus, confirmations, shortcuts; and its absence."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.person import Person
from tests.browser.toy import Toy
from tests.sandbox.form_bot import post_card

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_form_by_keyboard_and_mouse_with_errors_of_client_and_app(person: Person, toy: Toy) -> None:
    await person.go("general")
    area = person.main.locator(".composer textarea")
    await area.press_sequentially("/fo")
    await expect(person.page.get_by_role("option").filter(has_text="/form")).to_be_visible()
    await area.press("Tab")
    await area.press("Enter")
    await expect(person.modal).to_be_visible()
    await person.modal.locator("footer .primary").click()
    await expect(person.field("text").get_by_text("Please complete this required field.")).to_be_visible()
    await expect(person.field("text").locator("input")).to_be_focused()
    await person.fills("text", "hello")
    await person.chooses(person.field("choice"), "Open")
    await person.chooses(person.field("people"), "auditor", "safety")
    await person.field("day").locator("input").fill("2026-12-24")
    await person.ticks("boxes", "B")
    await person.chooses(person.field("outside"), "Beta")
    await person.ticks("verdict", "If")
    await expect(person.field("comment")).to_be_visible()
    await expect(person.field("text").locator("input")).to_have_value("hello")
    await person.fills("comment", "why not")
    toy.bot.answer = {"response_action": "errors", "errors": {"text": "Not this word."}}
    await person.modal.locator("footer .primary").click()
    await expect(person.field("text").get_by_text("Not this word.")).to_be_visible()
    toy.bot.answer = {}
    await person.submits()
    got = toy.bot.last("view_submission")["view"]["state"]["values"]
    assert got["text"]["text"]["value"] == "hello"
    assert got["choice"]["choice"]["selected_option"]["value"] == "open"
    people = {toy.sandbox.workspace.person(name).id for name in ("auditor", "safety")}
    assert set(got["people"]["people"]["selected_users"]) == people
    assert got["day"]["day"]["selected_date"] == "2026-12-24"
    assert [o["value"] for o in got["boxes"]["boxes"]["selected_options"]] == ["b"]
    assert got["outside"]["outside"]["selected_option"]["value"] == "beta"
    assert got["comment"]["comment"]["value"] == "why not"


async def test_what_was_typed_into_a_field_that_went_away_is_not_in_the_way(person: Person, toy: Toy) -> None:
    await person.go("general")
    await person.types("/form")
    await person.fills("text", "hello")
    await person.chooses(person.field("choice"), "Open")
    await person.ticks("verdict", "If")
    await person.fills("comment", "because")
    await person.ticks("verdict", "Yes")
    await expect(person.field("comment")).to_have_count(0)
    await person.fills("count", "many")
    await person.modal.locator("footer .primary").click()
    await expect(person.field("count").locator(".error")).to_be_visible()
    await person.fills("count", "3")
    await person.submits()
    got = toy.bot.last("view_submission")["view"]["state"]["values"]
    assert got["text"]["text"]["value"] == "hello"
    assert got["count"]["count"]["value"] == "3"
    assert "comment" not in got


async def test_buttons_menus_and_confirmations_of_a_card(person: Person, toy: Toy) -> None:
    await person.go("general")
    await post_card(toy.sandbox)
    card = await person.reads("Card")
    await person.presses("Go", card)
    await _heard(toy, "go")
    await person.presses("End", card)
    await person.presses("Back")
    await person.presses("End", card)
    await person.page.locator("dialog.ask").get_by_role("button", name="End").click()
    await _heard(toy, "end")
    await person.chooses(card, "Y")
    await _heard(toy, "menu")
    await card.get_by_role("button", name="More actions").first.click()
    await person.page.get_by_role("menuitem", name="Q").click()
    await _heard(toy, "more")
    assert [b["actions"][0]["action_id"] for b in toy.bot.got if b.get("type") == "block_actions"].count("end") == 1


async def _heard(toy: Toy, action: str) -> None:
    def told() -> bool:
        return any(b.get("actions", [{}])[0].get("action_id") == action for b in toy.bot.got)

    await toy.sandbox.workspace.until(told)


async def test_shortcuts_on_messages_and_from_anywhere(person: Person, toy: Toy) -> None:
    await person.go("general")
    await person.says("something")
    await person.chooses_from_menu(await person.reads("something"), "Use as document")
    await toy.sandbox.workspace.until(lambda: any(b.get("type") == "message_action" for b in toy.bot.got))
    await person.presses("Shortcuts")
    await person.page.get_by_role("menuitem").filter(has_text="Start something").click()
    await toy.sandbox.workspace.until(lambda: any(b.get("type") == "shortcut" for b in toy.bot.got))


async def test_a_command_in_a_thread_is_refused_as_in_slack(person: Person, toy: Toy) -> None:
    await person.go("general")
    await toy.post("parent")
    message = await person.reads("parent")
    await message.hover()
    await person.presses("Reply in thread", message)
    await person.thread.locator("textarea").fill("/form")
    await person.thread.locator("textarea").press("Enter")
    await expect(person.page.locator("#toasts")).to_contain_text("/form is not supported in threads. Sorry!")


async def test_a_bot_that_is_down_fails_visibly_and_what_was_written_reaches_it_later(person: Person, toy: Toy) -> None:
    await person.go("general")
    await post_card(toy.sandbox)
    card = await person.reads("Card")
    # what it was told and has not acknowledged yet would be told again
    await toy.sandbox.settled()
    await toy.die()
    await expect(person.page.locator("#banner")).to_contain_text("toy is not connected")
    await person.presses("Go", card)
    await expect(card.get_by_role("alert")).to_contain_text("did not answer")
    await person.types("/form")
    await person.reads('/form failed with the error "dispatch_failed"')
    await person.says("written meanwhile")
    await expect(person.page.locator("#banner")).to_contain_text("1 message is kept")
    await toy.live()
    await expect(person.page.locator("#banner")).to_contain_text("waiting to be delivered again")
    await person.presses("Deliver now")
    await expect(person.page.locator("#banner")).to_be_hidden()
    heard = [b["event"].get("text") for b in toy.bot.got if b.get("type") == "event_callback"]
    assert "written meanwhile" in heard


async def test_a_form_survives_a_reload_in_the_middle(person: Person) -> None:
    await person.go("general")
    await person.types("/form")
    await person.fills("text", "kept")
    await person.field("text").locator("input").press("Tab")
    await person.reload()
    await expect(person.field("text").locator("input")).to_have_value("kept")
    await person.page.keyboard.press("Escape")
    await expect(person.modal).to_have_count(0)
