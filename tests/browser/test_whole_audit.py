"""One whole audit through the page: the turns that matter by click and key, everybody else's by the guide's button."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.demo.people import PEOPLE, ROLES
from bot.demo.sample_documents import sample_document
from tests.browser.newcomer import VOTES, Newcomer
from tests.browser.person import Person, part_of, text

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300), pytest.mark.slow]

CHANNEL = "audit-a1"

NAMES = {person.name: person.real_name for person in PEOPLE}

TITLES = {
    "auditor": "Auditor",
    "engineering": "Engineering",
    "product": "Product",
    "safety": "Safety",
    "legal": "Legal",
    "external": "External",
    "board": "Release board",
}


async def test_a_whole_audit_from_its_start_to_the_decision(newcomer: Person, tmp_path: Path) -> None:
    at = Newcomer(newcomer)
    await _start(at)
    await _a_reminder_comes_with_the_next_day(at)
    await _documents_by_upload_reply_and_shortcut(at, tmp_path)
    await _approvals_refused_given_withdrawn_and_given_again(at)
    await at.stands_at("Mapping")
    await at.pictures_of(1, "Scoping")
    await at.lets_others("external-reviewer")
    await at.stands_at("Artifact collection")
    await at.pictures_of(2, "Mapping")
    await _changes_asked_for_and_settled(at)
    await at.stands_at("Testing")
    await at.pictures_of(3, "Artifact collection")
    await at.lets_others("external-reviewer")
    await at.stands_at("Reflection")
    await at.pictures_of(4, "Testing")
    await _the_chart_can_be_read(at)
    await _reflection_with_a_disputed_line(at)
    await at.stands_at("Decision")
    await at.pictures_of(5, "Reflection")
    await _sealed_ballots_and_the_decision(at)
    await at.pictures_of(6, "Decision")
    await _in_other_lights(newcomer)


async def _start(at: Newcomer) -> None:
    p = at.p
    await p.photographs("0-welcome")
    await at.guide_to(text("guide-show-where"))
    await p.types("/audit start")
    await expect(p.modal).to_be_visible()
    await p.modal.locator("footer .primary").click()
    await expect(p.field(text("input-start-model")).get_by_text("Please complete this required field.")).to_be_visible()
    await p.photographs("1-start-with-errors")
    await p.fills(text("input-start-model"), "Foo-7B 1.2")
    await p.fills(text("input-start-description"), "Answers questions of customers, in German and English.")
    await p.chooses(p.field(text("input-start-asked_form")), "3 Inference API")
    await p.chooses(p.field("Audit lead"), "Deputy lead")
    await p.chooses(p.field(text("input-start-decision_channel")), "release-decisions")
    await p.modal.locator("footer .primary").click()
    await expect(p.modal).to_contain_text("has started")
    await p.presses("Close", p.modal.locator("footer"))
    await expect(p.page.locator("#sidebar")).to_contain_text(CHANNEL)
    await at.guide_to(text("guide-show-audit-card"))
    card = await p.reads(part_of("audit-card-title"))
    await p.presses(text("button-people"), card)
    for role, people in ROLES.items():
        await p.chooses(p.field(TITLES[role]), *(NAMES[name] for name in people))
    await p.modal.locator("footer .primary").click()
    await expect(p.modal).to_contain_text(part_of("role-change-waits-naming"))
    await p.presses("Close", p.modal.locator("footer"))
    await expect(card).to_contain_text("9 roles, 8 filled")
    await p.photographs("1-audit-card")


async def _a_reminder_comes_with_the_next_day(at: Newcomer) -> None:
    assert "smactr wrote to" in await at.guide(text("guide-skip"))
    await at.p.be("product")
    await at.p.go("smactr")
    await expect(at.p.message(part_of("duty-accept-role"))).to_contain_text("Product")
    await at.p.photographs("1-daily-list")
    invitation = at.p.main.locator(".message").filter(has_text=part_of("invite")).first
    await at.p.presses(text("button-accept-role"), invitation)
    await expect(at.p.message(part_of("outcome-role-accepted"))).to_be_visible()


async def _documents_by_upload_reply_and_shortcut(at: Newcomer, tmp_path: Path) -> None:
    p = at.p
    scope = tmp_path / "audit-scope.md"
    scope.write_text("# Audit scope\n\nMay Foo-7B 1.2 be released as an inference API?", encoding="utf-8")
    await at.does("auditor-1", part_of("invite"), text("button-accept-role"))
    await at.asked("auditor-1", "Audit scope")
    await at.hands_in_a_file(scope, p.thread)
    await at.does("engineering", part_of("invite"), text("button-accept-role"))
    await at.asked("engineering", text("duty-submit", document="AI principles"))
    await p.says(sample_document("ai-principles"), p.thread)
    await at.uses(text("offer-text"), p.thread)
    await p.photographs("1-scoping-thread")
    assert await p.finds_barriers() == []
    await at.asked("product", text("duty-submit", document="Product requirements"))
    await p.page.locator("#main .composer textarea").fill(
        "Product requirements: answers written questions of customers."
    )
    await p.page.locator("#main .composer textarea").press("Enter")
    said = await p.reads("Product requirements: answers")
    await p.chooses_from_menu(said, "Use as document")
    await p.chooses(p.field(text("input-use-as-artifact")), "Product requirements")
    await p.submits()
    await expect(said.locator(".reaction", has_text="✅")).to_be_visible()


async def _approvals_refused_given_withdrawn_and_given_again(at: Newcomer) -> None:
    p = at.p
    verdict = text("duty-sign", stage="Scoping", role="Legal & policy")
    assert (await at.lets_others("legal-policy")).endswith("It is your turn.")
    await at.does("legal-policy", part_of("invite"), text("button-accept-role"))
    await at.asked("legal-policy", verdict)
    await p.be("engineering")
    await p.presses(text("button-sign"), p.message(verdict, p.thread))
    refusal = p.thread.locator(".message.ephemeral").last
    await expect(refusal).to_be_visible()
    await p.photographs("1-refused-approval")
    await at.opens("legal-policy", verdict, text("button-sign"))
    await p.ticks(text("input-sign-verdict"), text("sign-approve"))
    await p.photographs("1-approval")
    assert await p.finds_barriers() == []
    await _submits_and_closes(p)
    await p.go("smactr home")
    await p.presses(text("button-withdraw"), p.main)
    await p.fills("Why", "No basis for keeping questions is named.")
    await p.submits()
    await p.photographs("1-home")
    await at.opens("legal-policy", verdict, text("button-sign"))
    await p.ticks(text("input-sign-verdict"), text("sign-approve"))
    await _submits_and_closes(p)
    await at.lets_others("legal-policy")


async def _submits_and_closes(p: Person) -> None:
    """A verdict is answered in the same modal, where it can be taken back."""
    await p.modal.locator("footer .primary").click()
    await expect(p.modal).to_contain_text("is recorded")
    await p.presses("Close", p.modal.locator("footer"))


async def _changes_asked_for_and_settled(at: Newcomer) -> None:
    p = at.p
    await at.lets_others("auditor-2")
    mine = p.panel.locator(".tone-good .rows li").filter(has_text=part_of("duty-review"))
    while "Model card" not in (await mine.first.inner_text()):
        # a list of what is to be reviewed names each document, and says what to do once
        document = re.sub(r"\s+", " ", await mine.first.locator(".words").inner_text()).removeprefix("Review ")
        await at.opens("auditor-2", document, text("button-review"))
        await p.ticks(text("input-review-verdict"), text("review-accept"))
        if await p.field(part_of("input-review-supports")).count():
            await p.ticks(part_of("input-review-supports"), "Yes")
        await p.submits()
        await expect(mine.filter(has_text=document)).to_have_count(0)
        await at.lets_others("auditor-2")
    await at.opens("auditor-2", "Model card", text("button-review"))
    await p.ticks(text("input-review-verdict"), text("review-changes"))
    await p.fills(text("input-review-what"), "No numbers by the way people write.")
    await p.submits()
    await at.opens("engineering", text("duty-rework", document="Model card"), text("button-new-version"))
    await p.fills(
        part_of("input-submit-text"), "Model card, second version: standard 73 %, dialect 66 %, few words 69 %."
    )
    await p.submits()
    await at.does("auditor-2", text("duty-answer-changes", document="Model card"), text("button-resolved"))
    await p.photographs("3-changes")
    await at.lets_others("external-reviewer")


async def _reflection_with_a_disputed_line(at: Newcomer) -> None:
    p = at.p
    await p.be("engineering")
    await at.guide_to(text("guide-show-audit-card"))
    question = await p.reads(text("question-title", number=1, count=6, question=""))
    await question.hover()
    await p.presses("Reply in thread", question)
    await p.says("I expected the filters to matter less. Without them it is clearly worse than the last one.", p.thread)
    await at.lets_others("audit-lead")
    await p.presses("Close thread")
    await at.guide_to(text("guide-show-where"))
    await p.presses(text("button-summarize"), p.main)
    await at.opens("audit-lead", text("duty-publish-summary"), text("button-publish"))
    await p.submits()
    await at.opens("engineering", text("duty-check-lines"), text("button-dispute"))
    await expect(p.field(text("input-dispute-statements"))).to_contain_text("I expected the filters to matter less")
    await p.fills(text("input-dispute-reason"), "I said “without them”; with filters it is better than the last one.")
    await p.submits()
    await p.photographs("5-disputed")
    await at.guide_to(text("guide-show-audit-card"))
    await p.main.get_by_role("link", name=text("button-summary")).first.click()
    await expect(p.thread.locator(".message.pointed")).to_contain_text("Summary of the reflection")
    await p.photographs("5-summary")
    await at.guide(text("guide-everybody"))


async def _sealed_ballots_and_the_decision(at: Newcomer) -> None:
    p = at.p
    await at.does("audit-lead", text("button-open-ballot"), text("button-open-ballot"))
    secret = "Misuse can be seen and stopped."
    for seat in ("board-1", "board-2", "board-3"):
        await at.opens(seat, part_of(VOTES), text("button-vote"))
        for form in ("0 ", "1 ", "2 ", "3 ") if seat != "board-3" else ("0 ", "1 "):
            await p.ticks(text("input-vote-forms"), form)
        await p.fills(text("input-vote-reason"), secret)
        if seat == "board-3":
            await p.fills(text("input-vote-public"), "We promised not to serve people worse, and release anyway.")
            await _nothing_is_known_yet(at, secret)
        await p.submits()
    await p.be("audit-lead")
    await at.stands_at("Proposed")
    await p.photographs("6-proposed")
    assert "The decision is posted." in await at.guide(text("guide-cool-off"))
    decision = await p.reads(part_of("decision-title"))
    await expect(decision).to_contain_text("3 Inference API")
    await expect(decision).to_contain_text("We promised not to serve people worse, and release anyway.")
    await p.photographs("6-decision-posted")


async def _the_chart_can_be_read(at: Newcomer) -> None:
    p = at.p
    await at.guide_to(text("guide-show-audit-card"))
    await p.main.locator(".message").filter(has_text="4 Testing").locator(".thread-link").last.click()
    await p.thread.get_by_role("button", name=part_of("risk-chart-alt")).last.click()
    chart = p.page.get_by_role("dialog", name=part_of("risk-chart-alt")).locator("img")
    await expect(chart).to_be_visible()
    await p.photographs("4-chart")
    await p.page.keyboard.press("Escape")
    await p.presses("Close thread")


async def _in_other_lights(p: Person) -> None:
    """Dark, at 200 % on this screen, on a telephone, and under the hood; axe has its say about what is there."""
    await p.page.emulate_media(color_scheme="dark")
    await p.photographs("7-dark")
    assert await p.finds_barriers() == []
    await p.page.emulate_media(color_scheme="light")
    for tab in ("Record", "Traffic"):
        await p.page.get_by_role("tab", name=tab).click()
        await expect(p.panel.locator(".rows li").first).to_be_visible()
        await p.photographs(f"7-{tab.lower()}")
    await p.page.get_by_role("tab", name="Guide").click()
    for name, width, height in (("large", 680, 430), ("narrow", 400, 760)):
        await p.page.set_viewport_size({"width": width, "height": height})
        await p.photographs(f"7-{name}")
        await p.writes_beneath_the_guide(height)
        wide = await p.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0


async def _nothing_is_known_yet(at: Newcomer, secret: str) -> None:
    """Two ballots are cast: the record has them, sealed; nobody's screen says what is in them."""
    workspace = at.p.sandbox.workspace
    assert secret not in workspace.account().split("Modal of")[0]
    assert not any(secret in str(call.request) for call in at.p.sandbox.traffic.calls("chat.update"))
