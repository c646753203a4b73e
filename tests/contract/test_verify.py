"""The check of the record: whatever is changed behind its back is found and named.

Owns what `verify` promises. Damages rows and files on purpose.
"""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bot.domain.events import DetailsChanged
from storage import Report
from tests.builders import LEAD, TEAM
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
    async with record.storage.database.write() as connection:
        await connection.execute(text(statement))
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
    assert "Event 6 of A-1 was changed after it was recorded." in [p.text for p in report.problems]
    assert not [p for p in report.problems if p.kind == "event-changed" and "Event 6 " not in p.text]


async def test_another_schema_version_is_a_change_too(filled: Record) -> None:
    assert "event-changed" in kinds(await damage(filled, "UPDATE events SET schema_version = 0 WHERE seq = 6"))


async def test_an_event_that_is_missing_is_named(filled: Record) -> None:
    report = await damage(filled, "DELETE FROM events WHERE seq = 6")
    assert "Event 6 of A-1 is missing." in [p.text for p in report.problems]


async def test_missing_last_events_are_noticed_by_the_audits_row(filled: Record) -> None:
    assert "head" in kinds(await damage(filled, "DELETE FROM events WHERE seq > 25"))


async def test_a_tail_cut_off_with_everything_that_knew_it_is_noticed_by_a_published_head(filled: Record) -> None:
    published = (await filled.store.load(TEAM, "A-1")).head
    before = await filled.store.head_at(TEAM, "A-1", 25)
    await damage(filled, "DELETE FROM events WHERE seq > 25")
    await damage(filled, "DELETE FROM snapshots")
    assert kinds(await damage(filled, f"UPDATE audits SET seq = 25, head = '{before}'")) == []
    assert kinds(await filled.storage.verify(head=published)) == ["head-missing"]
    assert kinds(await filled.storage.verify(head=published[:12])) == ["head-missing"]
    assert kinds(await filled.storage.verify(TEAM, "A-1", head=before)) == []
    with pytest.raises(ValueError, match="first 12 digits"):
        await filled.storage.verify(head="abc")


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


async def test_an_audit_nobody_knows_is_said_so(record: Record) -> None:
    assert kinds(await record.storage.verify(TEAM, "A-9")) == ["no-audit"]
    assert (await record.storage.verify()).problems == []
