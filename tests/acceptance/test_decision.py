"""A decision as people meet it: proposed, held, posted, its conditions verified, suspended, expired.

Owns the way through each over Slack's protocol. Must not test the rules.
"""

from __future__ import annotations

import base64
import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.messages import AskFor, CardOf
from bot.domain.ballot.commands import OpenBallot
from bot.domain.decision.duties import AnswerReportDuty, MeetDuty, NameOwnerDuty, VerifyDuty
from bot.domain.kernel.conversation import DecisionCard, ProposalCard
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY
from bot.gate.cosigned import co_signers
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.conftest import Arrange
from tests.acceptance.stage import Stage
from tests.builders import BOARD, LEAD, Play
from tests.slack.outbound.view_contexts import say, says, words

DECISIONS = "release-decisions"

PROPOSED = CardOf(ProposalCard(1))

DECIDED = CardOf(DecisionCard())


def voted(play: Play) -> None:
    """The board allows the hosted product; one seat with a condition, one seat against it."""
    play.bring("content-filters", "abuse-response")
    play.do(OpenBallot, LEAD)
    play.plan()  # nothing is to be repaired
    play.vote(BOARD[0], play.paper(0, 1, 2, conditions=("Filters hold for three accounts.",)))
    play.vote(BOARD[1], play.paper(0, 1, 2))
    play.vote(BOARD[2], play.paper(0, public="I would wait."))
    play.reveal()


async def a_working_day_passes(stage: Stage) -> None:
    await stage.quiet()
    stage.clock.set_to(MONDAY_TO_FRIDAY.closing(stage.clock.now(), 1))
    await stage.quiet()


async def decided(arrange: Arrange, given: dict[str, Path] | None = None) -> Stage:
    stage = await arrange(at="post-audit", then=voted, given=given)
    await a_working_day_passes(stage)
    await stage["product"].reads(DECIDED, channel=DECISIONS)
    return stage


def posted_files(stage: Stage, name: str) -> list[bytes]:
    """The files of a name that were posted, the oldest first."""
    return [file.data or b"" for file in stage.sandbox.workspace.files.values() if file.name == name and file.shares]


def signed(stage: Stage, field: str) -> list[object]:
    """What each signed decision that was posted says in a field, the oldest first."""
    payloads = [json.loads(data)["dsseEnvelope"]["payload"] for data in posted_files(stage, "A-1.sigstore.json")]
    return [json.loads(base64.b64decode(payload))["predicate"].get(field) for payload in payloads]


async def test_it_is_proposed_held_let_go_and_posted(arrange: Arrange) -> None:
    stage = await arrange(at="post-audit", then=voted)
    shown = await stage["auditor"].reads(PROPOSED, ActionId.HOLD, channel=stage.channel)
    assert says(shown.readable, "decision-allowed-once", form="2 Hosted product", items="C1", count=1)
    assert stage["product"].sees(DECIDED, channel=DECISIONS) is None

    await stage["safety"].presses(PROPOSED, ActionId.HOLD)
    await stage["safety"].told(say()("hold-not-yours", person="@lead"))
    await stage["board-2"].fills(PROPOSED, ActionId.HOLD, reason="Nobody has read the last result.")
    held = await stage["engineering"].reads("Nobody has read the last result.", channel=stage.channel)
    assert says(held.readable, "hold-standing")
    await a_working_day_passes(stage)
    assert stage["product"].sees(DECIDED, channel=DECISIONS) is None

    await stage["lead"].presses(PROPOSED, ActionId.LIFT_HOLD)
    await stage["lead"].told(say()("hold-lift-author-only", person="@board-2"))
    await stage["board-2"].presses(PROPOSED, ActionId.LIFT_HOLD)
    posted = await stage["product"].reads(DECIDED, channel=DECISIONS)
    assert say()("post-dissents", count=1) in posted.readable
    whole = await stage["product"].reads(words("decision-cancelled-by"), channel=DECISIONS)
    assert says(whole.readable, "decision-asked")
    assert says(posted.readable, "term-until")
    assert says(posted.readable, "post-dissent", who="@board-3")
    await stage["auditor"].reads(words("proposal-posted"), channel=stage.channel)
    files = await stage["product"].reads(words("files-signed-decision"), channel=DECISIONS)
    assert set(files.files) == {"A-1.sigstore.json", "A-1.decision.json", "key.pem"}
    assert files.thread_ts == posted.ts
    report = await stage["auditor"].reads(words("files-report"), channel=stage.channel)
    assert report.thread_ts == shown.ts
    assert say()("post-report-link") in posted.readable


def ssh_keygen(folder: Path, *words: str) -> None:
    subprocess.run(["ssh-keygen", "-q", *words], cwd=folder, check=True, capture_output=True)


def seat_signature(folder: Path, decision: bytes) -> str:
    """What a seat's own key makes of the decision's file, as the modal says to make it."""
    (folder / "A-1.decision.json").write_bytes(decision)
    ssh_keygen(folder, "-Y", "sign", "-n", "smactr-decision", "-f", "seat", "A-1.decision.json")
    return (folder / "A-1.decision.json.sig").read_text()


async def test_a_seat_signs_it_beside_the_bot_and_the_thread_says_how_many_did(
    arrange: Arrange, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("seat")
    ssh_keygen(folder, "-t", "ed25519", "-N", "", "-f", "seat")
    allowed = folder / "allowed"
    allowed.write_text(f"board-1 {(folder / 'seat.pub').read_text()}")
    stage = await decided(arrange, {"SMACTR_ALLOWED_SIGNERS": allowed})
    await stage["product"].reads(words("files-signed-decision"), channel=DECISIONS)
    signature = seat_signature(folder, posted_files(stage, "A-1.decision.json")[0])

    await stage["lead"].presses(DECIDED, ActionId.CO_SIGN)
    await stage["lead"].told(words("co-sign-seat-only"))
    refused = await stage["board-1"].fills(DECIDED, ActionId.CO_SIGN, signature=signature[:-80])
    assert refused.errors == {"signature": say()("co-sign-unreadable")}
    assert (await stage["board-1"].submits(signature=signature)).closed

    told = await stage["product"].reads(words("decision-co-signed-by"), channel=DECISIONS)
    assert says(told.readable, "decision-co-signed-by", count=1, seats=3, who="@board-1")
    await stage.quiet()
    assert signed(stage, "co_signed") == [0, 1]
    [again] = posted_files(stage, "A-1.decision.json.1.sig")
    (folder / "A-1.decision.json.1.sig").write_bytes(again)
    said = posted_files(stage, "A-1.decision.json")[-1]
    assert co_signers(folder / "A-1.sigstore.json", said, allowed) == ("board-1",)


async def test_its_condition_has_an_owner_and_is_verified_by_an_auditor_who_is_not(arrange: Arrange) -> None:
    stage = await decided(arrange)
    sent = await stage["lead"].fills(
        AskFor(NameOwnerDuty),
        ActionId.NAME_OWNER,
        owner="auditor",
        check="An auditor tries three accounts.",
        due=(stage.clock.now() + timedelta(days=7)).date().isoformat(),
    )
    assert sent.closed
    await stage["auditor"].fills(AskFor(MeetDuty), ActionId.CLAIM, said="Tried on Monday; see the log.")
    await stage["auditor"].presses(DECIDED, ActionId.FOLLOWED)
    listed = await stage["auditor"].driver.modal()
    assert says(listed.readable, "item-claimed")
    await stage["auditor"].driver.close_modal(everything=True)
    assert (await stage["auditor-2"].fills(AskFor(VerifyDuty), ActionId.VERIFY, done="yes", said="They hold.")).closed

    said = await stage["product"].reads(words("notice-conditions-met"), channel=DECISIONS)
    assert "2 Hosted product" in said.readable
    card = await stage["product"].reads(words("item-verified"), channel=DECISIONS)
    assert "Tried on Monday; see the log." in card.readable or "They hold." in card.readable
    first = await stage["product"].reads(DECIDED, channel=DECISIONS)
    assert says(first.readable, "post-allowed-met")


async def test_what_cancels_it_is_reported_answered_and_the_post_is_marked(arrange: Arrange) -> None:
    stage = await decided(arrange)
    sent = await stage["stranger"].fills(
        DECIDED, ActionId.HAPPENED, cause="incident", text="A customer got dosages for a child."
    )
    assert sent.closed
    await stage["auditor"].reads(words("notice-cancel-reported"), channel=stage.channel)
    asked = await stage["lead"].fills(
        AskFor(AnswerReportDuty), ActionId.ANSWER_REPORT, happened="yes", why="I have seen the log."
    )
    assert asked.closed
    marked = await stage["product"].reads(words("decision-suspended"), channel=DECISIONS)
    assert "A customer got dosages for a child." in marked.readable
    assert says(marked.readable, "decision-suspended", by="@lead")
    await stage.quiet()
    assert signed(stage, "state") == ["in-force", "suspended"]
    await stage["auditor"].reads(words("notice-stage-reopened"), channel=stage.channel)
    assert (await stage.audit()).open_stages()[0] == "testing"


async def test_it_expires_and_a_report_on_it_gets_a_sentence(arrange: Arrange) -> None:
    stage = await decided(arrange)
    last = (await stage.audit()).decision
    assert last
    assert last.expires
    stage.clock.set_to(stage.clock.now() + timedelta(days=340))
    await stage.quiet()
    await stage["lead"].reads(words("notice-decision-expiring"), channel=stage.channel)
    stage.clock.set_to(stage.clock.now() + timedelta(days=40))
    await stage.quiet()
    await stage["product"].reads(words("notice-decision-expired"), channel=DECISIONS)
    await stage["product"].reads(words("decision-expired"), channel=DECISIONS)
    told = await stage["safety"].driver.command("/audit", "happened", channel=stage.channel)
    assert says(told.text, "report-decision-expired")
