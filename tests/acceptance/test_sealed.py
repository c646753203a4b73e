"""What a seat voted is nowhere before the reveal: not in the files, not in the logs, on nobody's screen.

Owns that search, and that the same search finds everything once the ballots are open.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.demo.messages import AskFor
from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.duties import VoteDuty
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.conftest import Arrange
from tests.acceptance.stage import PEOPLE, Stage
from tests.builders import LEAD, TEAM, Play
from tests.slack.outbound.view_contexts import words

FIRST = "Xylograph the sixth"

REASON = "Quagga beyond the ford"

CONDITION = "Wentletrap before noon"

PUBLIC = "Zugzwang for everybody"

WORDS = (FIRST, REASON, CONDITION, PUBLIC)


def opened(play: Play) -> None:
    play.do(OpenBallot, LEAD)


def kept(folder: Path) -> set[tuple[str, str]]:
    """Every file of the bot, as bytes that words may stand in."""
    return {(f.name, f.read_bytes().decode("utf-8", "replace")) for f in folder.rglob("*") if f.is_file()}


def filled_in(blocks: Iterable[Mapping[str, Any]]) -> dict[str, object]:
    """What stands in the inputs of a modal before anybody types, by block: words, or values of options."""
    found: dict[str, object] = {}
    for block in blocks:
        if element := block.get("element"):
            ticked = [option["value"] for option in element.get("initial_options", ())]
            chosen = element.get("initial_option", {}).get("value")
            found[block["block_id"]] = element.get("initial_value") or ticked or chosen or None
    return found


async def said_somewhere(stage: Stage, folder: Path, log: pytest.LogCaptureFixture) -> set[tuple[str, str]]:
    """(words, where) for everything of a ballot that anybody can come across."""
    await stage.quiet()
    found = {("log", line.getMessage()) for line in log.records}
    for name in PEOPLE:
        driver = stage[name].driver
        home = await driver.open_home()
        found |= {(f"home of {name}", home.readable)}
        found |= {(f"screen of {name}", words) for words in WORDS if driver.find(words)}
    for recorded in await stage.bot.deps.store.history(TEAM, "A-1"):
        found |= {("history", recorded.event.model_dump_json())}
    found |= kept(folder)
    return {(words, where) for where, text in found for words in WORDS if words in text}


async def test_what_a_seat_voted_is_nowhere_until_the_ballots_are_revealed(
    arrange: Arrange, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    stage = await arrange(at="post-audit", then=opened)
    voter = stage["board-1"]
    page = await voter.reads(words("files-ballot-page"))
    assert page.files == ("A-1-ballot-1.png", "A-1-ballot-1.pdf")
    ballot = {"forms": ["0", "1"], "before": CONDITION, "public": PUBLIC}
    assert (await voter.fills(AskFor(VoteDuty), ActionId.VOTE, reason=FIRST, **ballot)).closed
    await stage.quiet()
    assert await said_somewhere(stage, tmp_path, caplog) == set()
    await voter.driver.command("/audit", "ballot", channel=stage.channel)
    await voter.driver.modal()
    assert (await voter.submits(reason=REASON, **ballot)).closed
    assert (await stage["board-2"].fills(AskFor(VoteDuty), ActionId.VOTE, forms=["0", "1"], reason="Fine.")).closed
    assert await said_somewhere(stage, tmp_path, caplog) == set()

    assert (await stage["board-3"].fills(AskFor(VoteDuty), ActionId.VOTE, forms=["0"], reason="Not yet.")).closed
    await stage["auditor"].reads(words("proposal-standing"), channel=stage.channel)
    after = await said_somewhere(stage, tmp_path, caplog)
    assert {words for words, _ in after} == set(WORDS) - {FIRST}, "a ballot that was replaced is never opened"
    where = {place for _, place in after}
    assert "history" not in where, "events hold fingerprints, before and after"
    assert any(".db" in place for place in where), "the texts are kept open from now on"


async def test_whoever_changes_a_ballot_finds_in_it_what_they_sent_and_nobody_else_does(arrange: Arrange) -> None:
    stage = await arrange(at="post-audit", then=opened)
    voter, other = stage["board-1"], stage["board-2"]
    first = {"forms": ["0", "1"], "before": f"{CONDITION}\nTwo.", "watch": "Three.", "conditions_for": ["1"]}
    assert (await voter.fills(AskFor(VoteDuty), ActionId.VOTE, reason=FIRST, public=PUBLIC, **first)).closed
    await stage.quiet()

    await other.opens(AskFor(VoteDuty), ActionId.VOTE)
    assert not [each for each in filled_in((await other.driver.modal()).blocks).values() if each]
    await voter.opens(words("outcome-voted"), ActionId.VOTE)
    assert filled_in((await voter.driver.modal()).blocks) == {
        **dict.fromkeys(("after", "send_back")),
        "forms": ["0", "1"],
        "reason": FIRST,
        "before": f"{CONDITION}\nTwo.",
        "watch": "Three.",
        "conditions_for": ["1"],
        "public": PUBLIC,
    }


async def test_a_gap_in_the_ticks_is_asked_about_before_the_ballot_is_sent(arrange: Arrange) -> None:
    stage = await arrange(at="post-audit", then=opened)
    voter = stage["board-1"]
    asked = await voter.fills(AskFor(VoteDuty), ActionId.VOTE, forms=["0", "1", "3"], reason=FIRST)
    assert not asked.closed
    await stage.quiet()
    audit = (await stage.bot.deps.store.load(TEAM, "A-1")).audit
    assert audit.ballot
    assert not audit.ballot.sealed
    assert (await voter.submits(forms=["0", "1", "3"], reason=FIRST)).closed
    await stage.quiet()
    audit = (await stage.bot.deps.store.load(TEAM, "A-1")).audit
    assert audit.ballot
    assert len(audit.ballot.sealed) == 1
