"""Detours of an audit, as people meet them: paused, ended, reopened, changed after it was signed, a lead away.

Owns the way through each, from the command or button to what everybody reads. Must not test the rules.
"""

from __future__ import annotations

from tests.acceptance.conftest import Arrange
from tests.builders import LEGAL, PRODUCT, Play


async def test_a_paused_audit_asks_nothing_until_it_goes_on(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await stage["lead"].driver.command("/audit", "pause", channel=stage.channel)
    await stage["lead"].driver.modal()
    assert (await stage["lead"].submits(reason="Until the new filter is there.")).closed
    paused = await stage["auditor"].reads("Nothing is asked of anybody until it is resumed.")
    assert "Until the new filter is there." in paused.readable
    over = await stage["auditor"].reads("The audit is paused; nothing is asked here until it is resumed.")
    assert over.buttons == []
    assert "Nothing waits for you." in (await stage["auditor"].driver.command("/audit", "")).text

    await stage["lead"].presses("may it be released as", "Resume")
    await stage["auditor"].reads("goes on.")
    await stage["auditor"].reads("@auditor: Hand in *Review of the documents*", "Hand in a document")


async def test_an_audit_ends_when_a_second_person_agrees_and_nothing_is_asked_any_more(arrange: Arrange) -> None:
    stage = await arrange(at="scoping")
    await stage["lead"].driver.command("/audit", "end", channel=stage.channel)
    await stage["lead"].driver.modal()
    assert (await stage["lead"].submits(reason="The use conflicts with principle 2.")).closed
    asked = await stage["safety"].reads("Confirm or refuse the end of the audit", "End the audit")
    assert "The use conflicts with principle 2." in asked.readable
    await stage["safety"].presses("Confirm or refuse the end of the audit", "End the audit")

    told = await stage["product"].reads("audit ended at Scoping")
    assert "Nothing may be released on it." in told.readable
    over = await stage["auditor"].reads("The audit ended; nothing is asked here any more.")
    assert over.buttons == []
    card = await stage["lead"].reads("*Audit ended at Scoping*")
    assert "Assign people" not in card.buttons


async def test_what_changed_after_it_was_signed_is_shown_and_approved_again(arrange: Arrange) -> None:
    stage = await arrange(at="scoping", then=lambda play: play.documents("scoping"))
    await stage["legal"].fills("Give your verdict on *Scoping* as Legal", "Read and decide", verdict="approve")
    await stage["legal"].driver.close_modal(everything=True)
    await stage["auditor"].fills(
        "1 Scoping", "Hand in a document", artifact="audit-scope", text="The scope, with two more languages."
    )
    await stage["auditor-2"].fills("Review *Audit scope*", "Review", verdict="accept")
    again = await stage["legal"].reads("@legal: Look at *Scoping* again: it changed since you signed", "Still approve")
    assert "*Audit scope*" in again.readable
    await stage["legal"].presses("Look at *Scoping* again", "Still approve")
    await stage["lead"].reads("✅ Legal & policy 1/1 · @legal")


async def test_still_not_goes_back_with_words_and_resolved_settles_it(arrange: Arrange) -> None:
    stage = await arrange(at="testing", then=lambda play: play.hand_in("documentation-review"))
    await stage["auditor-2"].fills(
        "Review *Review of the documents*", "Review", verdict="changes", what="The two cards disagree."
    )
    await stage["auditor"].fills("Hand in a new version of *Review", "Hand in a new version", text="Second try.")
    await stage["auditor-2"].fills("settles what you asked for", "Still not", what="They still disagree.")
    asked = await stage["auditor"].reads("They still disagree.", "Hand in a new version")
    assert asked.channel == (await stage["auditor"].reads("Hand in a new version of *Review")).channel
    await stage["auditor"].fills("They still disagree.", "Hand in a new version", text="Third try.")
    await stage["auditor-2"].reads("Version 3 is there. Of version 2 you said:", "Resolved")
    await stage["auditor-2"].presses("Version 3 is there. Of version 2 you said:", "Resolved")
    await stage["auditor-2"].reads("*Review of the documents* v3", "Review")


async def test_a_reopened_stage_asks_what_still_stands_and_blocks_the_ballot(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    assert (await stage["lead"].fills("2 Mapping", "Reopen", reason="A new group is affected.")).closed
    told = await stage["product"].reads("*Mapping* is open again, by @lead")
    assert "A new group is affected." in told.readable
    assert "Do these still stand? Artifact collection" in told.readable
    # one ask at a time in the threads; everything that waits is in the list
    waiting = await stage["lead"].driver.command("/audit", "")
    assert waiting.message
    assert (await stage["lead"].driver.click(waiting.message, label="Still stands")).ok
    await stage.quiet()
    assert not (await stage.audit()).stages["collection"].questioned


async def test_somebody_who_declines_suggests_another_and_the_lead_assigns_them(arrange: Arrange) -> None:
    stage = await arrange()
    await stage["lead"].driver.command("/audit", "start")
    await stage["lead"].driver.modal()
    await stage["lead"].submits(
        model="Foo-7B 1.2", description="x", asked_form="3", lead=["lead", "deputy"], decision_channel="general"
    )
    await stage["lead"].fills("may it be released as", "Assign people", legal=["legal"])
    await stage["legal"].fills("asks you to be *Legal & policy*", "Not me: suggest someone", suggests="external")
    told = await stage["lead"].reads("@legal cannot be Legal & policy", "Assign people")
    assert "They suggest @external" in told.readable
    await stage["lead"].fills("@legal cannot be Legal & policy", "Assign people", legal=["external"])
    await stage["external"].presses("asks you to be *Legal & policy*", "Accept")
    await stage.quiet()
    seats = (await stage.audit()).roster["legal"]
    assert LEGAL not in {s.person for s in seats if s.accepted}
    assert PRODUCT not in {s.person for s in seats}


async def test_while_the_lead_is_away_the_deputy_is_asked(arrange: Arrange) -> None:
    stage = await arrange(
        at="collection", then=lambda play: (play.documents("collection"), play.signatures("collection"))
    )
    await stage["lead"].reads("@lead: Close *Artifact collection*", "Close this stage")
    await stage["lead"].driver.command("/audit", "away")
    await stage["lead"].driver.modal()
    assert (await stage["lead"].submits(until="2026-11-30")).closed
    await stage["deputy"].presses("@deputy: Close *Artifact collection*", "Close this stage")
    await stage["lead"].reads("*Artifact collection* is closed")


def _begun(play: Play) -> None:
    play.hand_in("system-map")
    play.accept("system-map")
    play.hand_in("interview-notes")


async def test_status_in_a_thread_says_what_is_there_what_is_missing_and_who_is_next(arrange: Arrange) -> None:
    stage = await arrange(at="mapping", then=_begun)
    product = stage["product"]
    card = await product.reads("*2 Mapping*", channel=stage.channel)
    await product.driver.say(card.channel, "@smactr status", thread_ts=card.ts)
    told = (await product.told("There: ")).readable
    assert "✅ System and lifecycle map v1, 🕓 Interview notes v1" in told
    assert "• Stakeholder map is missing" in told.replace("*", "")
    assert "• no risk with priority is on record" in told
    assert "@auditor" in told[told.index("Who is awaited") :]
