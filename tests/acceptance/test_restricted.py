"""Restricted documents, looked for everywhere by people who may not open them.

Owns that hostile look: every message, home and list, every button on them, every file the bot shares. Who may open what
is tried in `tests/<subject>`.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from bot.demo.messages import CardOf, buttons_of
from bot.domain.documents.commands import RequestChanges, SubmitArtifact
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.conversation import StageCard
from bot.sandbox import CannotDo, Driver, NeverHappened, SeenMessage
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.stage import Stage, arranged
from tests.builders import AUDITOR, SAFETY, Play, a_record, an_arm
from tests.slack.outbound.view_contexts import say, words

NOTES, REPORT, RECORD = "Marmalade", "Quicksilver", "Saltpetre"
"""A word that stands in the interview notes, in the adversarial report, in the claim of the tamper record."""

WORDS = {"interview-notes": NOTES, "adversarial-report": REPORT, "tamper-record": RECORD}


def _written(play: Play) -> None:
    for artifact, text in (
        ("interview-notes", f"{NOTES} was said."),
        ("adversarial-report", f"{REPORT} worked."),
        ("tamper-record", a_record(an_arm("untouched"), an_arm(harm="0.75"), outcome=RECORD)),
    ):
        for said in (text, text.replace("One engineer", "Two engineers").replace(" w", " really w")):
            play.do(
                SubmitArtifact,
                AUDITOR,
                artifact=artifact,
                kind="text",
                name=play.text("text"),
                text=play.text(said),
            )
            if said == text:
                what = play.text(f"{WORDS[artifact]} is missing.")
                play.do(RequestChanges, SAFETY, artifact=artifact, version=_newest(play, artifact), what=what)
        play.do(
            LogFinding,
            SAFETY,
            stage="testing",
            severity="high",
            artifact=artifact,
            blocks=(7,),
            text=play.text(f"{WORDS[artifact]} is a problem."),
        )


def _newest(play: Play, artifact: str) -> int:
    latest = play.audit.latest(artifact)
    assert latest
    return latest.number


async def test_whoever_may_not_open_a_restricted_document_finds_nothing_of_it_anywhere(tmp_path: Path) -> None:
    async with arranged(tmp_path, at="testing", then=_written) as stage:
        lead, stranger, engineer = stage["lead"].driver, stage["stranger"].driver, stage["engineering"].driver
        await lead.invite(stage.channel, "stranger")
        await lead.command("/audit", "report A-1")
        await stage["auditor"].reads(words("files-report"), channel=stage.channel)
        await stage.quiet()
        for person, hidden in ((stranger, WORDS.values()), (engineer, [NOTES])):
            seen = await _everything(stage, person)
            assert "Interview notes" in seen, "the document itself is no secret"
            for word in hidden:
                assert word not in seen, f"{person.person.name} reads {word}: {seen[seen.index(word) - 300 :][:400]}"
        assert WORDS["adversarial-report"] in await _everything(stage, engineer), "its readers find it"
        files = [f for f in stage.sandbox.workspace.files.values() if f.user == stage.sandbox.workspace.app.user_id]
        assert any(f.name.endswith(".md") for f in files)
        assert not [f.name for f in files for word in WORDS.values() if word.encode() in (f.data or b"")]


async def _everything(stage: Stage, person: Driver) -> str:
    """Every text this person gets to see: messages, home, lists, and whatever any button about a document opens."""
    await person.say(stage.channel, "@smactr status")
    await person.command("/audit", "status A-1", channel=stage.channel)
    await person.command("/audit", "waiting", channel=stage.channel)
    await person.open_home()
    await stage.quiet()
    found = [home.readable] if (home := person.home()) else []
    for message in _messages(stage, person):
        found.append(message.readable)
        for element in message.elements:
            found.append(await _pressed(person, message, element))
    return "\n".join(found)


def _messages(stage: Stage, person: Driver) -> list[SeenMessage]:
    """In every channel this person is in, direct messages with the bot among them."""
    found = []
    for channel in list(stage.sandbox.workspace.channels):
        with suppress(CannotDo):
            found += person.sees(channel)
    return found


_PRESSED = (
    "document",
    "documents",
    "review",
    "changes",
    "difference",
    "since-signed",
    "show-rows",
    "template",
    "sign",
    "dispose",
    "answer-finding",
    "still-not",
)


async def _pressed(person: Driver, target: object, element: dict[str, object], deep: int = 1) -> str:
    """What opens by a button, and by the buttons in it."""
    action, value = str(element.get("action_id")), str(element.get("value"))
    if (
        action not in _PRESSED
        or not value.startswith("{")
        or json.loads(value).get("d", "interview-notes") not in WORDS
    ):
        return ""
    try:
        await person.click(target, action, value=value)  # type: ignore[arg-type]
        view = await person.modal(timeout=1)
    except (CannotDo, NeverHappened):
        return ""
    found = [view.readable]
    for inner in view.elements if deep else ():
        found.append(await _pressed(person, person.open_modal() or view, inner, deep - 1))
    if person.open_modal():
        await person.close_modal(everything=deep == 1)
    return "\n".join(found)


async def test_a_restricted_document_put_into_the_thread_is_not_taken_from_there(tmp_path: Path) -> None:
    async with arranged(tmp_path, at="mapping") as stage:
        auditor = stage["auditor"]
        card = await auditor.reads(CardOf(StageCard("mapping")), channel=stage.channel)
        await auditor.driver.upload(card.channel, "interview-notes.md", NOTES.encode(), thread_ts=card.ts)
        offered = await auditor.reads(words("offer-restricted"), ActionId.SUBMIT)
        assert ActionId.USE_OFFER not in buttons_of(offered)
        await auditor.driver.say(card.channel, "@smactr this is the interview notes", thread_ts=card.ts)
        await auditor.told(say()("document-restricted-in-thread", document="Interview notes"))
        await stage.quiet()
        assert (await stage.audit()).latest("interview-notes") is None
        handed_in = await auditor.fills(words("offer-restricted"), ActionId.SUBMIT, text=f"{NOTES} was said.")
        assert handed_in.closed, handed_in.errors
        await stage.quiet()
        latest = (await stage.audit()).latest("interview-notes")
        assert latest
        assert latest.status == "submitted"
