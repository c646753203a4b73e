"""Handing in a document: as a file in the thread with [Use this], or in the modal where only some may read it.

Owns these two ways. Must not know the documents' words.
"""

from __future__ import annotations

from bot.demo.actor import Actor, Stuck
from bot.demo.duty_buttons import message_at, press
from bot.demo.observer import Owed
from bot.demo.sample_documents import as_due, as_run, sample_document, sample_or_placeholder
from bot.domain.ballot.support import support
from bot.domain.documents.duties import ReworkDuty
from bot.domain.evaluations.tamper_record import LINES
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.people import user_of
from bot.domain.kernel.text import Text
from bot.domain.roster.roles import holders
from bot.ports.outbox import Sent
from bot.sandbox import Driver, NeverHappened, SeenMessage
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.view_context import ViewContext

WHISPER = 6.0
"""Seconds somebody waits for the question whether their file is a document; App Home has it too."""


async def hand_in(actor: Actor, owed: Owed, spec: ArtifactSpec, text: str) -> None:
    """Hand in what is owed. Raises Stuck."""
    driver = actor.driver
    in_modal = spec.restricted_to or spec.recorded_for or isinstance(owed.duty, ReworkDuty)
    if owed.asked is None or not owed.thread_ts or in_modal:
        await press(actor, owed, ActionId.SUBMIT)
        fields = _of_a_record(text) if spec.tampering else {"text": text, **_ties(spec)}
        if not await actor.fills(fields):
            raise Stuck(Text("stuck-no-modal"))
        return
    name = f"{spec.key}.md"
    told = as_due(text, driver.workspace.clock.now().date())
    await driver.upload(owed.asked.channel, name, told.encode(), thread_ts=owed.thread_ts)
    question = await _asked_about(driver, name)
    if question is not None and (await driver.click(question, ActionId.USE_OFFER.value)).ok:
        return


async def _asked_about(driver: Driver, name: str) -> SeenMessage | None:
    def there() -> SeenMessage | None:
        found = driver.find(name)
        return (
            found
            if found and found.ephemeral and any(e["action_id"] == ActionId.USE_OFFER for e in found.elements)
            else None
        )

    try:
        return await driver.workspace.until(there, timeout=WHISPER)
    except NeverHappened:
        return None


def _ties(spec: ArtifactSpec) -> dict[str, str]:
    """What ties whoever looks from outside to us, where a document is their word."""
    return {"ties": sample_document("external-review", "ties")} if spec.recorded_for else {}


def _of_a_record(text: str) -> dict[str, str]:
    """A tamper record as its form takes it: what stands in its lines, and the table beneath them."""
    lines = text.splitlines()
    said = {key: line.partition(": ")[2] for key, title in LINES for line in lines if line.startswith(f"- {title}: ")}
    return {**said, "arms": "\n".join(line for line in lines if line.startswith("|"))}


async def measure(driver: Driver, owed: Owed) -> None:
    """Drop a test tool's file where a result is asked for. Raises Stuck."""
    if owed.asked is None:
        raise Stuck(Text("stuck-no-result-asked"))
    data = as_run(sample_document("results"), driver.workspace.clock.now()).encode()
    await driver.upload(owed.asked.channel, "garak.report.jsonl", data, thread_ts=owed.thread_ts or owed.asked.ts)


def unasked(scene: ViewContext) -> list[tuple[str, ArtifactSpec]]:
    """Documents of this stage that nobody is asked for, but the release form needs: with the user who would know."""
    audit, framework = scene.audit, scene.framework
    found = []
    for need in support(audit, framework, audit.asked_form).needs:
        if not need.artifact:
            continue
        spec = framework.artifact(need.artifact)
        able = [p for role in spec.owners for p in holders(audit, role, scene.today)]
        here = framework.stage_of(spec.key).key == scene.stage
        if need.status == "missing" and here and able and not framework.required(spec, audit.asked_form):
            found.append((user_of(able[0]), spec))
    return found


async def hand_in_unasked(actor: Actor, card: Sent, spec: ArtifactSpec) -> None:
    """Hand one in from the stage's card. Raises Stuck."""
    shown = message_at(actor.driver, card)
    if shown is None or not (await actor.driver.click(shown, ActionId.SUBMIT.value)).ok:
        raise Stuck(Text("stuck-card-takes-nothing"))
    fields = {"artifact": spec.key, "text": sample_or_placeholder(spec), **_ties(spec)}
    if not await actor.fills(fields):
        raise Stuck(Text("stuck-no-modal"))
