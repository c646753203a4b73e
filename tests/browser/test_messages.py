"""Messages in the page: written, answered, changed, hostile, heavy; read here and in a second tab."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.person import Person
from tests.browser.toy import Toy

pytestmark = pytest.mark.asyncio(loop_scope="session")
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg=="
)
"""One point."""
SCRIPT = "<img src=x onerror=alert(1)><script>document.title='owned'</script> *b* &amp; <b>bold</b>"


async def test_writing_answering_reacting_editing_deleting(person: Person) -> None:
    await person.go("general")
    await person.says("Hello @auditor, see https://example.com/a?b=1 :tada:")
    message = await person.reads("Hello @auditor")
    link = message.get_by_role("link", name="https://example.com/a?b=1")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await message.hover()
    await person.presses("Reply in thread", message)
    await person.says("An answer", person.thread)
    await person.reads("An answer", person.thread)
    await expect(message.get_by_text("1 reply")).to_be_visible()
    await message.hover()
    await person.presses("React", message)
    await person.page.get_by_role("menuitem", name="eyes").click()
    await expect(message.locator(".reaction.mine")).to_have_count(1)
    await person.chooses_from_menu(message, "Edit message")
    await person.page.get_by_label("Text of the message").fill("Hello again @auditor")
    await person.presses("Save")
    await expect((await person.reads("Hello again")).get_by_text("(edited)")).to_be_visible()
    await person.chooses_from_menu(person.message("An answer", person.thread), "Delete message")
    await person.presses("Delete")
    await expect(person.thread.get_by_text("An answer")).to_have_count(0)


async def test_a_mention_is_unread_for_whoever_it_names_until_they_look(person: Person) -> None:
    await person.go("elsewhere")
    await person.says("@auditor please")
    chip = person.page.locator('[data-person="auditor"]')
    await expect(chip.locator(".badge")).to_have_text("1")
    await person.be("auditor")
    await person.go("elsewhere")
    await expect(chip.locator(".badge")).to_have_count(0)


async def test_whatever_is_pasted_is_text(person: Person, toy: Toy, tmp_path: Path) -> None:
    await person.go("general")
    await person.says(SCRIPT)
    await expect(await person.reads("onerror")).to_contain_text(SCRIPT)
    await toy.post("x &lt;script&gt;alert(2)&lt;/script&gt; <javascript:alert(3)|click> <https://ok.test|label>")
    message = await person.reads("alert(2)")
    await expect(message.get_by_role("link")).to_have_count(1)
    page = tmp_path / "<svg onload=alert(4)>.html"
    page.write_text("<script>alert(5)</script>")
    await person.attaches(page)
    await person.presses("Send", person.main)
    await expect(person.main.locator(".file")).to_contain_text("<svg onload=alert(4)>.html")
    await person.reload()
    await person.reads("onerror")
    assert await person.page.title() == "Example"
    assert await person.page.locator("#main script, #main img:not(.files img)").count() == 0


async def test_heavy_and_odd_messages_stay_in_their_place(person: Person) -> None:
    await person.go("general")
    await person.says("😀" * 500)
    await person.says("שלום עולם, مرحبا بالعالم")
    await person.says("word " * 800)
    await person.says("x" * 4000)
    await person.reads("xxxxxxxxxx")
    wide = await person.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


async def test_files_by_button_and_by_drop_with_the_sizes_people_have(person: Person, tmp_path: Path) -> None:
    sizes = {"card.md": 6, "empty.md": 0, "thirty.bin": 30 * 1024 * 1024}
    for name, size in sizes.items():
        (tmp_path / name).write_bytes(b"x" * size)
    await person.go("general")
    await person.attaches(tmp_path / "card.md")
    await expect(person.main.locator(".pending li")).to_have_count(1)
    await person.says("with words")
    await expect((await person.reads("with words")).locator(".file")).to_contain_text("card.md")
    await person.attaches(tmp_path / "empty.md")
    await expect(person.page.locator("#toasts")).to_contain_text("no empty files")
    await person.attaches(tmp_path / "thirty.bin")
    await expect(person.main.locator(".pending li:not(.busy)")).to_have_count(1)
    await person.presses("Send", person.main)
    await expect(person.main.locator(".file").last).to_contain_text("30.0 MB")
    await person.page.evaluate(
        """() => {
            const files = new DataTransfer();
            files.items.add(new File(["dropped"], "dropped.txt"));
            document.querySelector("#main .conversation").dispatchEvent(new DragEvent("drop", {dataTransfer: files}));
        }"""
    )
    await expect(person.main.locator(".pending li:not(.busy)")).to_contain_text("dropped.txt")


async def test_a_picture_is_small_until_somebody_presses_it(person: Person, tmp_path: Path) -> None:
    figure = tmp_path / "chart.png"
    figure.write_bytes(PNG)
    await person.go("general")
    await person.attaches(figure)
    await expect(person.main.locator(".pending li:not(.busy)")).to_have_count(1)
    await person.says("the chart")
    small = (await person.reads("the chart")).get_by_role("button", name="chart.png")
    await small.click()
    whole = person.page.get_by_role("dialog", name="chart.png")
    await expect(whole.locator("img")).to_be_visible()
    assert await whole.locator("img").evaluate("image => image.naturalWidth") == 1
    await person.page.keyboard.press("Escape")
    await expect(whole).to_have_count(0)
    await expect(small).to_be_focused()


async def test_people_who_join_one_after_another_stand_in_one_line(person: Person, toy: Toy) -> None:
    made = await toy.client.conversations_create(name="new-here")
    people = [toy.sandbox.workspace.person(name).id for name in ("lead", "auditor")]
    await toy.client.conversations_invite(channel=made["channel"]["id"], users=",".join(people))
    await person.go("new-here")
    joined = person.main.locator(".message", has_text="has joined")
    await expect(joined).to_have_count(1)
    await expect(joined).to_contain_text("@toy has joined the channel, also lead and auditor")
    later = toy.sandbox.workspace.person("safety").id
    await toy.client.conversations_invite(channel=made["channel"]["id"], users=later)
    await toy.client.chat_postMessage(channel=made["channel"]["id"], text="welcome")
    await person.reads("welcome")
    await expect(joined).to_have_count(1)
    await expect(joined).to_contain_text("@toy has joined the channel, also 3 others")


async def test_private_words_are_marked_and_gone_on_reload(person: Person, toy: Toy) -> None:
    await person.go("general")
    await person.types("/whisper hello")
    message = await person.reads("heard: hello")
    await expect(message.get_by_text("Only visible to you")).to_be_visible()
    await person.be("auditor")
    await expect(person.main.get_by_text("heard: hello")).to_have_count(0)
    await person.be("lead")
    await person.reads("heard: hello")
    await person.reload()
    await expect(person.main.get_by_text("heard: hello")).to_have_count(0)


async def test_a_second_tab_shows_the_same_and_may_be_somebody_else(person: Person, toy: Toy) -> None:
    await person.go("general")
    second = Person(await person.page.context.new_page(), toy.sandbox, person._pictures)
    await second.arrive(toy.sandbox.url)
    await second.be("safety")
    await second.go("general")
    await second.says("from the second tab")
    await person.reads("from the second tab")
    await toy.post("to both")
    for each in (person, second):
        await each.reads("to both")
    await second.reload()
    await second.reads("from the second tab")
    await expect(second.page.locator('[data-person="safety"]')).to_have_attribute("aria-pressed", "true")
    assert second.complaints == []


async def test_a_link_to_a_message_leads_there(person: Person, toy: Toy) -> None:
    ts = await toy.post("the place to be")
    thread = await toy.post("a reply to be", thread_ts=ts)
    general = toy.sandbox.workspace.channel("general").id
    link = f"{toy.sandbox.url}/archives/{general}/p{thread.replace('.', '')}?thread_ts={ts}&cid={general}"
    await person.go("elsewhere")
    await person.says(f"look at {link}")
    await (await person.reads("look at")).get_by_role("link").click()
    await expect(person.message("a reply to be", person.thread)).to_be_focused()
