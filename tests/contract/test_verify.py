"""The check of the record: whatever is changed behind its back, or left behind, is found and named.

Owns what `verify` promises. Damages rows and files on purpose.
"""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import insert, text

from bot.domain.ballot.events import BallotOpened
from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.text import OperatorProblem, Text
from bot.domain.lifecycle.events import DetailsChanged
from storage import Report
from storage.tables import CONTENTS
from tests.builders import BOARD, LEAD, TEAM
from tests.clock import MONDAY
from tests.contract.record import Record
from tests.contract.test_contents import cast, described, file, handed_in


@pytest.fixture
async def filled(record: Record) -> Record:
    """A record with events, texts, a sealed ballot, a file and a kept state."""
    await record.begin(channel="CAUDIT")
    words, ballot, name = record.prose("A support bot."), record.prose("a ballot", sealed=True), record.prose("Card")
    digest, size = await record.storage.files.admit(TEAM, "A-1", file(b"%PDF-1.7"))
    await record.move(
        described(record, words),
        *cast(record, ballot),
        *handed_in(record, name, digest, size),
        contents=(words, ballot, name),
    )
    for form in range(20):
        await record.move(DetailsChanged(at=record.now, by=LEAD, asked_form=form % 8))
    return record


async def damage(record: Record, statement: str) -> Report:
    """Change something behind the record's back, and check it."""
    await record.storage.database.execute(text(statement))
    return await record.storage.verify()


def kinds(report: Report) -> list[str]:
    """What was found."""
    return [problem.kind for problem in report.problems]


async def test_an_intact_record_has_no_problems(filled: Record) -> None:
    report = await filled.storage.verify()
    [audit] = report.audits
    loaded = await filled.store.load(TEAM, "A-1")
    assert report.problems == []
    assert (audit.events, audit.contents, audit.redacted, audit.head) == (27, 5, 0, loaded.head)
    assert report.events == 27


async def test_one_byte_of_an_event_is_found_and_named(filled: Record) -> None:
    report = await damage(filled, "UPDATE events SET body = replace(body, 'model-card', 'model-cart') WHERE seq = 6")
    assert "event-changed" in kinds(report)
    changed = [p.text for p in report.problems if p.kind == "event-changed"]
    assert changed == [Text("verify-event-changed", event="6", audit="A-1")]


async def test_another_schema_version_is_a_change_too(filled: Record) -> None:
    assert "event-changed" in kinds(await damage(filled, "UPDATE events SET schema_version = 0 WHERE seq = 6"))


async def test_an_event_that_is_missing_is_named(filled: Record) -> None:
    report = await damage(filled, "DELETE FROM events WHERE seq = 6")
    assert Text("verify-event-missing", event="6", audit="A-1") in [p.text for p in report.problems]


async def test_a_gap_is_named_once_however_wide_it_is(filled: Record) -> None:
    report = await damage(filled, f"UPDATE events SET seq = -{10**9} WHERE seq = 6")
    missing = [p.text for p in report.problems if p.kind == "event-missing"]
    assert missing == [
        Text("verify-events-missing", first=str(1 - 10**9), last="0", audit="A-1"),
        Text("verify-event-missing", event="6", audit="A-1"),
    ]


async def test_missing_last_events_are_noticed_by_the_audits_row(filled: Record) -> None:
    assert "head" in kinds(await damage(filled, "DELETE FROM events WHERE seq > 25"))


async def test_a_tail_cut_off_with_everything_that_knew_it_is_noticed_by_a_published_head(filled: Record) -> None:
    published = (await filled.store.load(TEAM, "A-1")).head
    before = await filled.store.head_at(TEAM, "A-1", 25)
    await damage(filled, "DELETE FROM events WHERE seq > 25")
    await damage(filled, "DELETE FROM snapshots")
    assert kinds(await damage(filled, f"UPDATE audits SET seq = 25, head = '{before}'")) == []
    assert kinds(await filled.storage.verify(head=published)) == ["head-missing"]
    assert kinds(await filled.storage.verify(TEAM, "A-1", head=before)) == []
    with pytest.raises(OperatorProblem) as refused:
        await filled.storage.verify(head=before[:12])
    assert refused.value.text == Text("verify-head-too-short", digits=64)


async def test_a_state_that_is_not_the_fold_is_found(filled: Record) -> None:
    statement = "UPDATE snapshots SET state = replace(state, '\"CAUDIT\"', '\"COTHER\"')"
    assert kinds(await damage(filled, statement)) == ["snapshot"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contents SET text = 'A support bot!' WHERE text = 'A support bot.'",
        "UPDATE contents SET salt = replace(salt, '0', '1') WHERE text = 'A support bot.'",
        "UPDATE contents SET sealed = 'x' || sealed WHERE sealed IS NOT NULL",
        "UPDATE contents SET blob = 'nowhere' WHERE blob IS NOT NULL",
    ],
)
async def test_a_content_that_was_changed_is_found(filled: Record, statement: str) -> None:
    assert kinds(await damage(filled, statement)) == ["content-changed"]


async def test_a_file_that_was_changed_on_disk_is_found(filled: Record) -> None:
    [blob] = [path for path in (filled.folder / "blobs").rglob("*") if path.is_file()]
    blob.write_bytes(b"%PDF-1.8")
    assert kinds(await filled.storage.verify()) == ["content-changed"]


async def test_a_content_that_is_gone_is_found(filled: Record) -> None:
    assert kinds(await damage(filled, "DELETE FROM contents WHERE text = 'Card'")) == ["content-missing"]


async def test_an_erasure_no_event_speaks_of_is_found(filled: Record) -> None:
    statement = "UPDATE contents SET text = NULL, salt = '', erased_at = stored_at WHERE text = 'Card'"
    assert kinds(await damage(filled, statement)) == ["content-erased"]


async def test_what_somebody_put_into_the_database_beside_its_tables_is_named(filled: Record) -> None:
    report = await damage(filled, "CREATE VIEW hush AS SELECT 1")
    mended = await damage(filled, "DROP VIEW hush")
    assert (kinds(report), kinds(mended)) == (["schema-object"], [])


async def test_an_audit_nobody_knows_is_said_so(record: Record) -> None:
    assert kinds(await record.storage.verify(TEAM, "A-9")) == ["no-audit"]


async def delete_audits(record: Record) -> None:
    """Every audit with its history, as somebody does who forgets the contents."""
    for table in ("snapshots", "events", "duties", "seats", "audits"):
        await damage(record, f"DELETE FROM {table}")


async def without_guard(record: Record, statement: str) -> None:
    """Execute a statement with foreign keys off, as whoever opens the database by hand can."""
    if record.storage.database.postgres:
        await damage(record, "ALTER TABLE audits DISABLE TRIGGER ALL")
        await damage(record, statement)
        return
    with sqlite3.connect(record.folder / "record.db") as connection:
        connection.execute(statement)
    connection.close()


async def slip_in(record: Record, prose: Prose, audit: str = "A-1") -> None:
    """Store a text that no event names."""
    row: dict[str, object] = {
        "workspace": TEAM,
        "digest": prose.digest,
        "audit": audit,
        "salt": prose.salt,
        "text": prose.text,
    }
    row |= {"size": len(prose.text), "bound": True, "stored_at": record.now, "name": "", "media_type": ""}
    await record.storage.database.execute(insert(CONTENTS).values(**row))


async def kept(record: Record) -> list[Digest]:
    """The digests of all contents."""
    found = await record.storage.database.rows(text("SELECT digest FROM contents ORDER BY digest"))
    return [row.digest for row in found]


async def test_a_record_that_holds_nothing_is_neither_intact_nor_damaged(record: Record) -> None:
    report = await record.storage.verify()
    assert (report.nothing, report.problems) == (True, [])
    await record.begin()
    assert not (await record.storage.verify()).nothing


async def test_contents_of_audits_that_were_deleted_are_named_one_by_one(filled: Record) -> None:
    await delete_audits(filled)
    report = await filled.storage.verify()
    assert not report.nothing
    assert {(p.kind, p.workspace, p.audit) for p in report.problems} == {("content-unnamed", TEAM, "A-1")}
    assert [p.text for p in report.problems] == [
        Text("verify-content-unnamed", content=digest, audit="A-1", workspace=TEAM, gone="yes")
        for digest in await kept(filled)
    ]
    assert len(report.problems) == 5


async def test_a_deleted_audit_that_is_asked_for_is_missing_and_its_contents_are_found(filled: Record) -> None:
    await delete_audits(filled)
    await filled.begin("A-2")
    assert kinds(await filled.storage.verify(TEAM, "A-1")) == ["no-audit", *["content-unnamed"] * 5]
    assert kinds(await filled.storage.verify(TEAM, "A-2")) == []
    assert kinds(await filled.storage.verify("T02")) == []


async def test_events_whose_audit_was_deleted_are_found_and_what_they_name_is_named(filled: Record) -> None:
    await without_guard(filled, "DELETE FROM audits")
    report = await filled.storage.verify()
    assert [(p.kind, p.audit, p.text) for p in report.problems] == [
        ("audit-missing", "A-1", Text("verify-audit-missing", events=27, audit="A-1", workspace=TEAM))
    ]


async def test_a_text_that_no_event_names_is_found_in_an_audit_that_is_there(filled: Record) -> None:
    words = filled.prose("slipped in")
    await slip_in(filled, words)
    report = await filled.storage.verify()
    unnamed = Text("verify-content-unnamed", content=words.digest, audit="A-1", workspace=TEAM, gone="no")
    assert [(p.kind, p.audit, p.text) for p in report.problems] == [("content-unnamed", "A-1", unnamed)]


async def test_a_text_cannot_hide_as_one_that_waits_for_its_event(filled: Record) -> None:
    await slip_in(filled, filled.prose("slipped in"))
    assert kinds(await damage(filled, "UPDATE contents SET bound = FALSE WHERE blob IS NULL")) == ["content-unnamed"]


async def test_a_tail_that_was_cut_off_is_found_by_the_contents_it_named(filled: Record) -> None:
    before = await filled.store.head_at(TEAM, "A-1", 5)
    for statement in ("DELETE FROM events WHERE seq > 5", "DELETE FROM snapshots"):
        await damage(filled, statement)
    assert kinds(await damage(filled, f"UPDATE audits SET seq = 5, head = '{before}'")) == ["content-unnamed"] * 2


async def test_what_another_audit_names_is_named(filled: Record) -> None:
    await filled.begin("A-2")
    assert kinds(await damage(filled, "UPDATE contents SET audit = 'A-2' WHERE text = 'A support bot.'")) == []
    assert kinds(await damage(filled, "UPDATE contents SET audit = 'A-9' WHERE text = 'A support bot.'")) == []


async def test_a_text_that_an_event_mentions_beside_its_contents_is_named(record: Record) -> None:
    await record.begin()
    facts = record.prose("what was voted on")
    opened = BallotOpened(
        at=record.now, by=LEAD, round=1, seats=BOARD, needed=2, deadline=MONDAY, evidence=facts.digest
    )
    await record.move(opened, contents=(facts,))
    assert facts.digest in await kept(record)
    assert kinds(await record.storage.verify()) == []


async def test_a_file_may_wait_for_its_event_and_be_swept(record: Record) -> None:
    await record.begin()
    await record.storage.files.admit(TEAM, "A-1", file(b"nobody came for it"))
    named, size = await record.storage.files.admit(TEAM, "A-1", file(b"named"))
    name = record.prose("Model card")
    await record.move(*handed_in(record, name, named, size), contents=(name,))
    assert kinds(await record.storage.verify()) == []
    await record.storage.remove_expired(record.now.replace(year=2100))
    assert kinds(await record.storage.verify()) == []


async def test_what_is_recorded_while_the_check_runs_is_no_finding(filled: Record) -> None:
    before = await filled.store.head_at(TEAM, "A-1", 5)
    await damage(filled, "DELETE FROM snapshots")
    assert kinds(await damage(filled, f"UPDATE audits SET seq = 5, head = '{before}'")) == []


async def test_the_same_text_in_two_workspaces_is_named_in_each(record: Record) -> None:
    words = record.prose("the same")
    for workspace in (TEAM, "T02"):
        await record.begin(workspace=workspace)
        await record.move(described(record, words), workspace=workspace, contents=(words,))
    assert kinds(await record.storage.verify()) == []
