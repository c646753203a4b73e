"""The story of the demo, played to its posted decision: over HTTP with SQLite, over Socket Mode with PostgreSQL.

Owns that an audit goes through from start to end, and what then stands in the record. Must not test the terminal.
"""

from __future__ import annotations

import pytest

from bot.demo.actor import Actor
from bot.demo.people import ENGINEERING, PEOPLE, WORKSPACE
from bot.demo.story import STORY
from bot.domain.kernel.workdays import closing
from bot.domain.reflection.state import SummaryDraft
from tests.acceptance.conftest import Arrange
from tests.acceptance.stage import Stage
from tests.postgres import drop_database, fresh_database
from tests.slack.outbound.view_contexts import words

pytestmark = pytest.mark.slow
DISSENT = "measured that we do, and release anyway"


async def played(stage: Stage) -> None:
    """Everybody plays their part, and the decision stands where it belongs."""
    for chapter in STORY:
        if chapter.awaits:
            await stage.quiet()
            stage.clock.skip_to(closing(stage.clock.now(), 1))
        for step in chapter.steps:
            await step.play(Actor(stage.sandbox.driver(step.who)))
    await stage.sandbox.workspace.until(lambda: stage.sandbox.workspace.channel("release-decisions").pins, timeout=20)
    await stage.quiet()
    posted = stage.sandbox.driver("product").find(words("decision-title"), channel="release-decisions")
    assert posted
    assert "It may be released as *3 Inference API* *once*" in posted.readable
    assert DISSENT in posted.readable
    workspace = stage.bot.workspace.id
    head = (await stage.bot.deps.store.load(workspace, "A-1")).head
    assert head in posted.readable
    report = await stage.bot.storage.verify(head=head)
    assert not report.problems
    assert report.events > 100
    assert await stage.bot.deps.outbox.parked() == []


async def test_an_audit_goes_from_its_start_to_the_posted_decision(arrange: Arrange) -> None:
    stage = await arrange(workspace=WORKSPACE, delivery="http")
    await played(stage)
    await nobody_is_flooded(stage)
    await every_word_of_the_summary_is_somebodys_own(stage)


@pytest.mark.postgres
async def test_an_audit_goes_through_on_postgresql(arrange: Arrange) -> None:
    url = await fresh_database()
    try:
        await played(await arrange(workspace=WORKSPACE, database=url))
    finally:
        await drop_database(url)


async def nobody_is_flooded(stage: Stage) -> None:
    """Over three weeks of work, a handful of direct messages each, and none twice."""
    for person in PEOPLE:
        direct = [m for m in stage.sandbox.driver(person.name).dms() if m.author == "smactr"]
        # whoever hands in the manifest is asked once whether it is the right one
        assert len(direct) <= (5 if person.name == ENGINEERING else 4), [m.readable for m in direct]
    channel = stage.sandbox.driver("audit-lead").sees(stage.channel)
    notices = [m.readable for m in channel if m.author == "smactr" and "Done, or no longer asked" not in m.readable]
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
