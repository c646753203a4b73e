"""What becomes of documents in front of people: differences, links, restricted ones.

Owns what they see of it. Who may do what is tried in `tests/<subject>`.
"""

from __future__ import annotations

from pathlib import Path

from bot.demo.messages import AskFor, CardOf
from bot.domain.documents.commands import RequestChanges, SubmitArtifact
from bot.domain.documents.duties import AnswerChangesDuty, ReviewDuty, ReworkDuty, SubmitDuty
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.conversation import AuditCard, StageCard
from bot.domain.sign_offs.duties import StillApproveDuty
from bot.sandbox import SeenMessage, SeenView
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.stage import arranged
from tests.builders import AUDITOR, AUDITOR_2, ENGINEER, SAFETY, Play, built_in
from tests.clock import MONDAY
from tests.slack.outbound.view_contexts import say, says, words


def _sent_back(play: Play) -> None:
    name, words = play.text("text"), play.text("Foo-7B <!channel>\nAccuracy: 0.8\nLicence: ours")
    play.do(SubmitArtifact, ENGINEER, artifact="model-card", kind="text", name=name, text=words)
    play.do(RequestChanges, SAFETY, artifact="model-card", version=1, what=play.text("Accuracy of what?"))


async def test_whoever_asked_for_changes_sees_what_changed(tmp_path: Path) -> None:
    async with arranged(tmp_path, at="collection", then=_sent_back) as stage:
        words = "Foo-7B <!channel>\nAccuracy on MMLU: 0.8\nLicence: ours"
        await stage["engineering"].fills(AskFor(ReworkDuty), ActionId.SUBMIT, text=words)
        await stage["safety"].opens(AskFor(AnswerChangesDuty), ActionId.DIFFERENCE)
        shown = (await stage["safety"].driver.modal()).readable
        assert "➖ Accuracy: 0.8\n➕ Accuracy on MMLU: 0.8" in shown
        assert "Licence" not in shown


def _signed_and_changed(play: Play) -> None:
    play.documents("mapping")
    play.signatures("mapping")
    columns = "Who,Part in it,At stake for them\nCallers,is affected,much\n"
    for table in (columns, columns.replace("much", "everything") + "Board,decides,its name\n"):
        play.do(
            SubmitArtifact,
            AUDITOR,
            artifact="stakeholder-map",
            kind="text",
            name=play.text("text"),
            text=play.text(table),
        )
        play.accept("stakeholder-map", by=SAFETY)
        if "Board" not in table:
            play.signatures("mapping")


async def test_whoever_signed_sees_what_changed_since_cell_by_cell(tmp_path: Path) -> None:
    async with arranged(tmp_path, at="mapping", then=_signed_and_changed) as stage:
        await stage["safety"].opens(AskFor(StillApproveDuty), ActionId.SINCE_SIGNED)
        shown = (await stage["safety"].driver.modal()).readable
        assert says(shown, "difference-facts", document="Stakeholder map", before=2, after=3)
        assert say()("difference-rows", added=1, removed=0, changed=1) in shown
        assert "At stake for them: much → everything" in shown


def _noted(play: Play) -> None:
    play.hand_in("interview-notes")


async def test_a_restricted_document_shows_others_its_date_and_fingerprint_alone(tmp_path: Path) -> None:
    async with arranged(tmp_path, at="mapping", then=_noted) as stage:
        engineer = stage["engineering"]
        version = (await stage.audit()).latest("interview-notes")
        assert version
        assert version.content
        shown = await engineer.reads(CardOf(StageCard("mapping")))
        assert "Interview notes* v1" in shown.readable
        assert version.content.removeprefix("sha256:")[:12] in shown.readable
        await engineer.opens(CardOf(AuditCard()), ActionId.DOCUMENTS)
        listed = await engineer.driver.modal(where=lambda view: view.callback_id == "documents")
        pressed = [e for e in listed.elements if '"interview-notes"' in str(e.get("value"))]
        await engineer.driver.click(listed, ActionId.DOCUMENT, value=str(pressed[0]["value"]))
        refused = await engineer.driver.modal(where=lambda view: view.callback_id != "documents")
        assert "Audit lead" in refused.readable
        home = await engineer.driver.open_home()
        everything: list[SeenMessage | SeenView] = [
            refused,
            home,
            *(m for c in stage.sandbox.workspace.channels for m in engineer.driver.sees(c)),
        ]
        assert not any("written out" in seen.readable for seen in everything)


async def test_a_link_is_kept_as_a_pointer_and_a_copy_is_asked_for(tmp_path: Path) -> None:
    async with arranged(tmp_path, at="collection") as stage:
        engineer = stage["engineering"]
        ask = await engineer.reads(AskFor(SubmitDuty, "model-card"), ActionId.SUBMIT)
        await engineer.driver.say(ask.channel, "It is at https://example.org/model-card", thread_ts=ask.thread_ts)
        offered = await engineer.reads("example.org/model-card", ActionId.USE_OFFER)
        assert say()("offer-link") in offered.readable
        await engineer.driver.click(offered, ActionId.USE_OFFER)
        await stage.quiet()
        version = (await stage.audit()).latest("model-card")
        assert version
        assert version.status == "pointer"
        again = await engineer.reads(AskFor(SubmitDuty, "model-card"), ActionId.SUBMIT)
        assert "🔗" in again.readable
        assert say()("document-pointer") in again.readable


async def test_what_was_written_afterwards_is_stamped_for_everybody(tmp_path: Path) -> None:
    async with arranged(tmp_path, at="collection") as stage:
        engineer = stage["engineering"]
        await engineer.fills(AskFor(SubmitDuty, "model-card"), ActionId.SUBMIT, text="Its data.", afterwards=["yes"])
        await stage.quiet()
        card = await stage["legal"].reads(CardOf(StageCard("collection")))
        assert say()("document-afterwards") in card.readable


async def test_a_model_card_is_read_and_one_press_logs_what_is_missing(tmp_path: Path) -> None:
    async with arranged(tmp_path, at="collection") as stage:
        engineer, auditor = stage["engineering"], stage["auditor"]
        ask = await engineer.reads(AskFor(SubmitDuty, "model-card"), ActionId.SUBMIT)
        card = (
            "---\nlicense: mit\nbase_model: org/base\n---\n# Foo\n## Model details\n7B.\n## Caveats\n\n## Metrics\nF1\n"
        )
        await engineer.driver.upload(ask.channel, "card.md", card.encode(), thread_ts=ask.thread_ts)
        await engineer.presses("card.md", ActionId.USE_OFFER)
        await stage.quiet()
        reviewer = next(
            d.person for d in duties_of(await stage.audit(), built_in(), MONDAY.date()) if d.kind == "review"
        )
        somebody = auditor if reviewer == AUDITOR else stage["auditor-2"] if reviewer == AUDITOR_2 else stage["safety"]
        read = await somebody.reads(AskFor(ReviewDuty, "model-card"), ActionId.LOG_MISSING)
        assert says(read.readable, "stated-licence", what="mit")
        assert says(read.readable, "stated-base-model", what="org/base")
        assert f"{words('document-lacks')} Intended use, Factors" in read.readable
        assert "Caveats and recommendations" in read.readable
        await somebody.presses(AskFor(ReviewDuty, "model-card"), ActionId.LOG_MISSING)
        await stage.quiet()
        await somebody.presses(AskFor(ReviewDuty, "model-card"), ActionId.LOG_MISSING)
        await stage.quiet()
        [finding] = (await stage.audit()).findings
        assert (finding.artifact, finding.severity, finding.disposition) == ("model-card", "medium", "open")
        shown = await engineer.reads(CardOf(StageCard("collection")))
        assert say()("missing-logged", document="Model card", number=1, parts="Intended use") in shown.readable
