"""The story of the demo, played unattended: from a Saturday over HTTP with SQLite, from a Sunday over Socket Mode with
PostgreSQL, by people whose clicks name other workspaces of their organization. From a Wednesday it is played as
somebody types it, in `test_demo`.

Owns that an audit goes through from start to end, and what then stands in the record. Must not test the terminal.
"""

from __future__ import annotations

from functools import partial
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.demo.demo_clock import skip_until
from bot.demo.director import WHOLE, play
from bot.demo.messages import asked_by
from bot.demo.people import ENGINEERING, PEOPLE, WORKSPACE
from bot.domain.reflection.state import SummaryDraft
from tests.acceptance.conftest import Arrange
from tests.acceptance.stage import Stage
from tests.acceptance.test_demo import SATURDAY, SUNDAY
from tests.grid import on_a_grid
from tests.postgres import drop_database, fresh_database
from tests.slack.outbound.view_contexts import words

pytestmark = pytest.mark.slow
DISSENT = "measured that we do, and release anyway"


async def played(stage: Stage, folder: Path) -> None:
    """Everybody plays their part, and the decision stands where it belongs."""

    async def look() -> None:
        await stage.bot.worker.look()
        await stage.quiet()

    wait = partial(skip_until, stage.clock, look)
    console = Console(file=StringIO(), width=300)
    await play(stage.sandbox, WHOLE, console, folder, wait, settled=stage.quiet, say=stage.bot.deps.texts)
    posted = stage.sandbox.driver("product").find(words("decision-title"), channel="release-decisions")
    assert posted
    assert DISSENT in posted.readable
    workspace = stage.bot.workspace.id
    loaded = await stage.bot.deps.store.load(workspace, "A-1")
    assert loaded.audit.decision
    assert (loaded.audit.decision.form, loaded.audit.decision.met_at is None) == (3, False)
    # somebody may be reminded after it: the post shows the head of the decision, which the record still leads to
    decided = await stage.bot.deps.store.head_at(workspace, "A-1", loaded.audit.decision.seq)
    assert decided in posted.readable
    report = await stage.bot.storage.verify(head=decided)
    assert not report.problems
    assert report.events > 100
    assert await stage.bot.deps.outbox.parked() == []


async def test_an_audit_goes_from_its_start_on_a_saturday_to_the_posted_decision(
    arrange: Arrange, tmp_path: Path
) -> None:
    stage = await arrange(workspace=WORKSPACE, delivery="http", start=SATURDAY)
    await played(stage, tmp_path)
    await nobody_is_flooded(stage)
    await every_word_of_the_summary_is_somebodys_own(stage)


@pytest.mark.postgres
async def test_an_audit_goes_through_from_a_sunday_on_an_enterprise_grid_and_postgresql(
    arrange: Arrange, tmp_path: Path
) -> None:
    url = await fresh_database()
    try:
        await played(await arrange(workspace=on_a_grid(WORKSPACE), database=url, start=SUNDAY), tmp_path)
    finally:
        await drop_database(url)


async def nobody_is_flooded(stage: Stage) -> None:
    """Over three weeks of work, a handful of direct messages each, two mornings' lists among them, and none twice."""
    for person in PEOPLE:
        direct = [m for m in stage.sandbox.driver(person.name).dms() if m.author == "smactr"]
        # whoever hands in the manifest is asked once whether it is the right one, and twice to see to a condition
        assert len(direct) <= (8 if person.name == ENGINEERING else 5), [m.readable for m in direct]
    channel = stage.sandbox.driver("audit-lead").sees(stage.channel)
    notices = [m.readable for m in channel if m.author == "smactr" and not asked_by(m)]
    assert len(notices) == len(set(notices))


async def every_word_of_the_summary_is_somebodys_own(stage: Stage) -> None:
    """Without a model nothing is reworded."""
    audit = (await stage.bot.deps.store.load(stage.bot.workspace.id, "A-1")).audit
    assert audit.published
    assert audit.published.content
    texts = await stage.bot.deps.store.texts(stage.bot.workspace.id, [audit.published.content])
    draft = SummaryDraft.model_validate_json(texts[audit.published.content])
    said = "\n".join(m.text for m in stage.sandbox.driver("audit-lead").sees(stage.channel))
    assert [s for part in draft.sections for s in part.statements if s.quote not in said] == []
