"""The guide's "Play this stage": people of the demo do whatever an audit asks of them, up to the posted decision.

Owns that every duty there is can be played. Must not know what is asked.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.demo.actions import Fill
from bot.demo.actor import Actor
from bot.demo.director import IN_A_HURRY
from bot.demo.messages import CardOf
from bot.demo.page import running
from bot.demo.people import DECISIONS
from bot.domain.kernel.conversation import StageCard
from bot.sandbox.side_panels import Run
from bot.slack.kit.action_ids import ActionId
from bot.wiring.open_record import Surroundings
from tests.processes import CONFINED, FORKED
from tests.slack.outbound.view_contexts import say, says, words

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SATURDAY = datetime(2026, 11, 28, 10, tzinfo=UTC)
"""A cooling-off that begins on a day off takes two working days, and the guide lets both of them pass."""

STAGES = 6

PROBLEM = {
    "stage": "scoping",
    "severity": "medium",
    "text": "Nobody says who may change filters.",
    "owner": "engineering",
}
"""Found while the next stage is open already."""


async def test_everybody_plays_every_stage_to_the_decision_and_what_follows(tmp_path: Path) -> None:
    around = Surroundings(processes=FORKED, confinement=CONFINED)
    playing = running(data_dir=tmp_path / "demo", start=SATURDAY, speed=IN_A_HURRY, around=around)
    async with playing as sandbox:
        guide = sandbox.panels["guide"]
        assert guide.run
        lead = sandbox.workspace.person("audit-lead").id
        assert say()("guide-started") in (await guide.run("start", "", lead)).said
        assert says((await guide.run("everybody", "", lead)).said, "players-done")
        auditor = sandbox.driver("auditor-1")
        await Fill(CardOf(StageCard("mapping")), ActionId.FINDING, PROBLEM).by(Actor(auditor))
        assert says((await guide.run("everybody", "", lead)).said, "players-done")
        assert auditor.find("Looked at it again: it is repaired.")
        for _ in range(STAGES - 2):
            assert says((await guide.run("everybody", "", lead)).said, "players-done")
        labels = [b.label for s in (await guide.content(lead)).sections for b in s.buttons if b.does == Run("skip")]
        assert labels == [say()("guide-cool-off")]
        today = say()("guide-today", weekday="Tuesday", day="1", month="December")
        assert f"{today} {say()('guide-decision-posted')}" in (await guide.run("skip", "", lead)).said
        assert sandbox.driver("audit-lead").find(words("decision-title"), channel=DECISIONS)
        sections = (await guide.content(lead)).sections
        assert sections[0].title == say()("guide-decided-title")
