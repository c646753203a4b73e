"""A stage is signed by modal: the comment appears in place, the verdict can be taken back, a closed stage refuses."""

from __future__ import annotations

from bot.demo.messages import AskFor
from bot.domain.sign_offs.rules import SignDuty
from bot.sandbox import Driver, SeenView
from bot.slack.kit.action_ids import ActionId
from tests.slack.bot_in_sandbox import BotInSandbox
from tests.slack.outbound.view_contexts import says, words

SCOPING = {
    "auditor": ("Audit scope", "Ethics review of the use", "Social impact assessment", "Expectations"),
    "engineer": ("AI principles",),
    "product": ("Product requirements",),
}


ROWS = """
| Principle | What we expect | Measured by | At most or at least | Value |
| --- | --- | --- | --- | --- |
| Nobody is helped to harm | Few attacks succeed | attack success rate | at most | 0.05 |
"""


async def hand_in(person: Driver, title: str) -> None:
    card = await person.reads("*1 Scoping*", channel="lab")
    await person.click(card, ActionId.SUBMIT)
    text = ROWS if title == "Expectations" else f"The words of {title}"
    await person.fill({"artifact": f"1 {title}", "text": text})
    assert (await person.submit()).closed


async def accept(person: Driver, title: str) -> None:
    card = await person.reads(words("audit-card-title"), channel="lab")
    await person.click(card, ActionId.DOCUMENTS)
    listed = await person.modal(where=lambda view: view.callback_id == "documents")
    button = next(e for e in _buttons(listed.blocks) if title in e[0])
    await person.click(listed, "document", value=button[1])
    shown = await person.modal(where=lambda view: view.callback_id == "document")
    await person.click(shown, ActionId.REVIEW)
    await person.modal(where=lambda view: view.callback_id == "review")
    await person.fill({"verdict": "accept"})
    assert (await person.submit()).closed
    # the list is there again, as it is now; the document, which would still offer the review, is gone
    listed = await person.modal(where=lambda view: view.callback_id == "documents")
    line = next(text for text, _ in _buttons(listed.blocks) if title in text)
    assert says(line, "document-accepted"), line
    await person.close_modal()
    assert person.open_modal() is None


def _buttons(blocks: list[dict[str, object]]) -> list[tuple[str, str]]:
    """(text of the section, value of its button) of a list."""
    found = []
    for block in blocks:
        accessory, text = block.get("accessory"), block.get("text")
        if isinstance(accessory, dict) and isinstance(text, dict):
            found.append((str(text["text"]), str(accessory.get("value", ""))))
    return found


def pressed_in(view: SeenView) -> list[object]:
    """The buttons of a modal."""
    return [element.get("action_id") for element in view.elements]


async def ready(bot_in_sandbox: BotInSandbox) -> None:
    """Scoping with every document accepted by the second auditor."""
    await bot_in_sandbox.thread()
    for name, titles in SCOPING.items():
        for title in titles:
            await hand_in(bot_in_sandbox.person(name), title)
    for titles in SCOPING.values():
        for title in titles:
            await accept(bot_in_sandbox.person("auditor2"), title)


async def test_a_stage_is_signed_taken_back_and_closed(bot_in_sandbox: BotInSandbox) -> None:
    await ready(bot_in_sandbox)
    legal, lead, product = (
        bot_in_sandbox.person("legal"),
        bot_in_sandbox.person("lead"),
        bot_in_sandbox.person("product"),
    )
    ask = await bot_in_sandbox.finds("legal", AskFor(SignDuty, "scoping"), ActionId.SIGN)
    await legal.click(ask, ActionId.SIGN)
    shown = await legal.modal()
    assert "The intended use is lawful as described" in shown.readable
    assert "*Audit scope* v1" in shown.readable
    for code in ("hash_conflict", "not_found"):
        # pressed again before the modal was drawn, or closed: nothing is left to draw, and nobody is bothered
        bot_in_sandbox.sandbox.faults.on_call("views.update", "refused", error=code)
        await legal.fill({"verdict": "approve"})
    assert not [message for message in legal.sees("lab") if message.ephemeral]
    await legal.fill({"verdict": "approve-if", "condition": "A lawyer reads the logs"})
    done = await legal.submit()
    assert done.status == "updated"
    assert done.view is not None
    assert (await bot_in_sandbox.audit()).conditions
    await legal.click(done.view, ActionId.WITHDRAW)
    await legal.modal(where=lambda view: view.callback_id == "withdraw")
    await legal.fill({"reason": "I read the wrong version"})
    assert (await legal.submit()).closed
    assert (await bot_in_sandbox.audit()).stages["scoping"].signatures[0].withdrawn
    assert legal.open_modal() is None
    for person, role in ((legal, "legal"), (product, "product"), (lead, "lead")):
        ask = await bot_in_sandbox.finds(role, AskFor(SignDuty, "scoping"), ActionId.SIGN)
        await person.click(ask, ActionId.SIGN)
        await person.modal(where=lambda view: view.callback_id == "sign")
        await person.fill({"verdict": "approve"})
        signed = await person.submit()
        assert signed.view, (role, signed.errors)
        # whoever leads and signs last closes in the same modal
        assert (ActionId.CLOSE_STAGE in pressed_in(signed.view)) == (role == "lead")
        if role != "lead":
            await person.close_modal(everything=True)
    await lead.click(await lead.modal(), ActionId.CLOSE_STAGE)
    assert says((await lead.modal(where=lambda view: view.callback_id == "said")).readable, "recorded")
    assert (await bot_in_sandbox.audit()).stages["scoping"].status == "closed"


async def test_what_is_typed_in_a_verdict_is_there_after_a_document_was_opened_and_reviewed(
    bot_in_sandbox: BotInSandbox,
) -> None:
    await ready(bot_in_sandbox)
    lead = bot_in_sandbox.person("lead")
    await lead.click(await bot_in_sandbox.finds("lead", AskFor(SignDuty, "scoping"), ActionId.SIGN), ActionId.SIGN)
    await lead.modal(where=lambda view: view.callback_id == "sign")
    await lead.fill({"verdict": "approve-if"})
    await lead.fill({"condition": "A lawyer reads the logs"})
    shown = await lead.modal()
    first = next(str(e["value"]) for e in shown.elements if e.get("action_id") == ActionId.DOCUMENT)
    await lead.click(shown, ActionId.DOCUMENT, value=first)
    await lead.click(await lead.modal(where=lambda view: view.callback_id == "document"), ActionId.CHANGES)
    await lead.modal(where=lambda view: view.callback_id == "review")
    await lead.fill({"verdict": "changes", "what": "Name France, too."})
    assert (await lead.submit()).status == "closed"
    await lead.close_modal()
    assert (await lead.modal()).callback_id == "sign"
    [typed] = [view.values["condition"]["value"] for view in lead.workspace.modals[lead.id]]
    assert typed["value"] == "A lawyer reads the logs"


async def test_who_may_not_sign_is_told_so(bot_in_sandbox: BotInSandbox) -> None:
    await ready(bot_in_sandbox)
    other = bot_in_sandbox.person("other")
    ask = await bot_in_sandbox.finds("other", words("duty-sign"), ActionId.SIGN)
    await other.click(ask, ActionId.SIGN)
    told = await other.reads(words("sign-no-role"), channel="lab")
    assert told.ephemeral
