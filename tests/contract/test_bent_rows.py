"""Fifty ways of bending a record by its database: each is named by the check, or changes nothing.

Owns the plays; what is made of each column is in `tests.contract.test_columns`. Somebody writes to the file while the
bot is not looking, with foreign keys off.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from bot.domain.kernel.errors import NotNow
from storage import Storage
from tests.builders import LEAD, STRANGER, TEAM
from tests.clock import ManualClock
from tests.contract.record import Record, opened
from tests.contract.rich_record import CHANNEL, fill, read

NAMED: Final[dict[str, tuple[str, str]]] = {
    "the frozen rules are exchanged": (
        "content-changed",
        "UPDATE contents SET text = replace(text, '[2,3]', '[1,3]') WHERE text LIKE '%threshold%'",
    ),
    "other frozen rules are named beside the record": (
        "framework",
        "UPDATE audits SET framework = (SELECT digest FROM contents WHERE text = 'A support bot.')",
    ),
    "the frozen rules are deleted": ("content-missing", "DELETE FROM contents WHERE text LIKE '%threshold%'"),
    "the audit is of another model": ("row-differs", "UPDATE audits SET model = 'Bar-1B 2'"),
    "the audit lives in another channel": ("row-differs", "UPDATE audits SET channel = 'CELSE'"),
    "its decision goes to another channel": ("row-differs", "UPDATE audits SET decision_channel = 'CELSE'"),
    "it is at another stage": ("row-differs", "UPDATE audits SET stage = 'testing'"),
    "it looks decided": ("row-differs", "UPDATE audits SET status = 'decided'"),
    "it looks ended, so that nobody votes": ("row-differs", "UPDATE audits SET status = 'ended'"),
    "it began earlier": ("row-differs", "UPDATE audits SET started_at = '2020-01-01'"),
    "a deadline never comes": ("row-differs", "UPDATE audits SET alarm_at = NULL"),
    "a deadline comes in a hundred years": ("row-differs", "UPDATE audits SET alarm_at = '2130-01-01'"),
    "the audit forgets its last event": ("head", "UPDATE audits SET seq = seq - 1"),
    "an event says something else": (
        "event-changed",
        "UPDATE events SET body = replace(body, 'model-card', 'other-card') WHERE seq = 6",
    ),
    "an event happened at another time": (
        "event-moment",
        "UPDATE events SET at = '2020-01-01' WHERE seq = 6",
    ),
    "an event is taken out": ("event-missing", "DELETE FROM events WHERE seq = 6"),
    "an event is added": (
        "head",
        "INSERT INTO events SELECT workspace, audit, (SELECT max(seq) + 1 FROM events), schema_version, body, hash, at"
        " FROM events WHERE seq = 6; UPDATE audits SET seq = seq + 1",
    ),
    "the audit is deleted": ("audit-missing", "DELETE FROM audits"),
    "the kept state is another one": (
        "snapshot",
        "UPDATE snapshots SET state = replace(state, '\"CAUDIT\"', '\"CELSE\"')",
    ),
    "the kept state says that it is of no event": ("snapshot", "UPDATE snapshots SET seq = 0"),
    "a text says something else": (
        "content-changed",
        "UPDATE contents SET text = 'A toy.' WHERE text = 'A support bot.'",
    ),
    "a document has another name": ("row-unproven", "UPDATE contents SET name = 'x.html' WHERE blob IS NOT NULL"),
    "a document is left to be tidied away": ("content-unbound", "UPDATE contents SET bound = 0 WHERE blob IS NOT NULL"),
    "a text looks erased": (
        "content-erased",
        "UPDATE contents SET text = NULL, erased_at = stored_at WHERE text = 'Card'",
    ),
    "a click that nobody made was answered": (
        "row-unproven",
        "INSERT INTO inbox VALUES ('T01', 'click', 'A-1', 1, 2, '2030-01-01', '')",
    ),
    "a click made other events": ("row-unproven", "UPDATE inbox SET first = 1"),
    "work is to do something else": ("row-unproven", "UPDATE effects SET body = replace(body, '1', '2')"),
    "a notice goes elsewhere": ("row-unproven", "UPDATE effects SET place_key = 'T01:USTRANGER'"),
    "a question stands under another message": ("row-unproven", "UPDATE cards SET ts = '7.7' WHERE ts IS NOT NULL"),
    "a card is said to have stood elsewhere": (
        "row-unproven",
        "INSERT INTO former_places VALUES ('T01', 'A-1', 'question:q', 'CELSE', '7.7', '')",
    ),
    "somebody loses their seat": ("row-differs", "DELETE FROM seats WHERE role = 'lead'"),
    "somebody takes a seat": ("row-differs", "INSERT INTO seats VALUES ('T01', 'A-1', 'T01:USTRANGER', 'board')"),
    "a duty is forgotten": ("row-differs", "DELETE FROM duties"),
    "a duty is due later": ("row-differs", "UPDATE duties SET due = '2130-01-01'"),
    "a duty was mentioned already": ("row-differs", "UPDATE duties SET mentioned = 9"),
    "nobody is reminded": ("row-differs", "UPDATE reminders SET next_at = NULL"),
    "somebody said something else": ("row-unproven", "UPDATE discussion SET text = 'It is safe.'"),
    "somebody else said it": ("row-unproven", "UPDATE discussion SET person = 'T01:UBOARD1'"),
    "something was said that nobody said": (
        "row-unproven",
        "INSERT INTO discussion VALUES ('T01', 'CAUDIT', '9.3', '9.1', 'T01:USAFETY', 'All is well.', '', 0, '[]', '')",
    ),
    "a draft is begun with other words": ("row-unproven", "UPDATE drafting SET text = 'All is well.'"),
    "nobody had to collude": ("row-unproven", "UPDATE attacks SET found = replace(found, 'safety', 'legal')"),
    "somebody becomes an admin": ("row-unproven", "UPDATE people SET admin = 1"),
    "a guest becomes a full member": ("row-unproven", "UPDATE people SET full_member = 1 - full_member"),
    "somebody deactivated is back": ("row-unproven", "UPDATE people SET deleted = 1 - deleted"),
    "a private channel is public": ("row-unproven", "UPDATE channels SET private = 1 - private"),
    "a channel is another one that was converted": ("row-unproven", "UPDATE channels SET formerly = 'CELSE'"),
    "somebody is let into a channel": (
        "row-unproven",
        "INSERT INTO members VALUES ('T01', 'CAUDIT', 'T01:USTRANGER', '')",
    ),
    "what somebody says is dropped from now on": (
        "schema-object",
        "CREATE TRIGGER hush AFTER INSERT ON discussion WHEN NEW.person = 'T01:USAFETY'"
        " BEGIN DELETE FROM discussion WHERE ts = NEW.ts; END",
    ),
    "the people are read from elsewhere": (
        "schema-object",
        "ALTER TABLE people RENAME TO known; CREATE VIEW people AS SELECT * FROM known",
    ),
    "keys are given out again": ("counter", "UPDATE counters SET value = 0"),
}

NOTHING: Final = {
    "a look is asked for": "UPDATE audits SET alarm_at = '2020-01-01'",
    "the kept state is of another release": "UPDATE snapshots SET release = 'other'",
    "the kept state is deleted": "DELETE FROM snapshots",
    "numbers are left out": "UPDATE counters SET value = 99",
    "a content is kept under another audit": "UPDATE contents SET audit = 'A-9' WHERE text = 'A support bot.'",
    "a Home is not drawn": "DELETE FROM homes",
    "a channel waits": "UPDATE slots SET next_at = '2130-01-01'",
}
"""What nothing a rule or a right is read from follows of, beside when something is looked at."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a record in good order."""
    folder = tmp_path_factory.mktemp("record")
    asyncio.run(_filled(folder))
    return folder


async def _filled(folder: Path) -> None:
    clock = ManualClock()
    url = f"sqlite:///{folder / 'record.db'}"
    async with opened(url, folder, clock) as storage:
        await fill(Record(storage, clock, url, folder))


async def look(original: Path, folder: Path, statements: str, then: Callable[[Storage], Any]) -> Any:
    """What is seen in a copy of the record that somebody wrote to."""
    copied = folder / "copy"
    shutil.copytree(original, copied)
    connection = sqlite3.connect(copied / "record.db")
    connection.executescript(statements)
    connection.close()
    async with opened(f"sqlite:///{copied / 'record.db'}", copied, ManualClock(), reader=True) as storage:
        return await then(storage)


@pytest.mark.parametrize("play", NAMED)
async def test_what_is_changed_by_hand_is_named(original: Path, tmp_path: Path, play: str) -> None:
    kind, statements = NAMED[play]
    report = await look(original, tmp_path, statements, lambda storage: storage.verify())
    assert kind in [problem.kind for problem in report.problems]


@pytest.mark.parametrize("play", NOTHING)
async def test_what_is_not_named_changes_nothing(original: Path, tmp_path: Path, play: str) -> None:
    def everything(storage: Storage) -> Any:
        return read(storage, "request-1")

    honest = await look(original, tmp_path / "honest", "", everything)
    bent = await look(original, tmp_path / "bent", NOTHING[play], everything)
    bent["theirs"], honest["theirs"] = bent["theirs"][:2], honest["theirs"][:2]
    assert bent == honest
    report = await look(original, tmp_path / "checked", NOTHING[play], lambda storage: storage.verify())
    assert report.problems == []


async def test_an_audit_whose_frozen_rules_were_exchanged_is_refused(original: Path, tmp_path: Path) -> None:
    for play in ("the frozen rules are exchanged", "other frozen rules are named beside the record"):
        with pytest.raises(NotNow) as refused:
            await look(original, tmp_path / play, NAMED[play][1], lambda storage: storage.store.load(TEAM, "A-1"))
        assert (refused.value.id, refused.value.params) == ("frozen-rules-differ", {"audit": "A-1"})


async def test_a_right_that_somebody_wrote_is_not_believed(original: Path, tmp_path: Path) -> None:
    async def profile(storage: Storage) -> Any:
        return await storage.directory.profile(TEAM, LEAD)

    async def is_member(storage: Storage) -> bool:
        inside = {channel.id for channel, member in await storage.directory.channels(TEAM, STRANGER) if member}
        return await storage.directory.is_member(TEAM, CHANNEL, STRANGER) or CHANNEL in inside

    assert (await look(original, tmp_path / "before", "", profile)).admin is False
    assert await look(original, tmp_path / "after", NAMED["somebody becomes an admin"][1], profile) is None
    assert not await look(original, tmp_path / "in", NAMED["somebody is let into a channel"][1], is_member)


async def test_a_kept_state_that_somebody_wrote_is_not_used(original: Path, tmp_path: Path) -> None:
    async def channel(storage: Storage) -> str | None:
        return (await storage.store.load(TEAM, "A-1")).audit.channel

    assert await look(original, tmp_path, NAMED["the kept state is another one"][1], channel) == CHANNEL
