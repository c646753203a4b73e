"""Contents: apart from the history, sealed where they must be, gone without a trace where they were redacted.

Owns what is promised about texts and files. Searches every row and byte where a promise is about absence.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.ballot.events import BallotCast, BallotOpened
from bot.domain.documents.events import ArtifactStored, ArtifactSubmitted
from bot.domain.kernel.content import Digest, Prose, digest_of
from bot.domain.kernel.effects import EraseContent
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.events import DetailsChanged
from bot.domain.redaction.events import ContentRedacted
from bot.ports.discussion import Message
from bot.ports.files import File, FileProblem
from bot.ports.store import Unavailable
from storage.scope import across
from storage.tables import METADATA, UPLOADS
from tests.builders import BOARD, LEAD, TEAM
from tests.clock import MONDAY
from tests.contract.record import Record

SECRET = "the recipe nobody may read"

ON_THEIR_WAY = across("tidy", select(UPLOADS.c.workspace, UPLOADS.c.blob))


def described(record: Record, prose: Prose) -> DetailsChanged:
    """An event that names a text."""
    return DetailsChanged(at=record.now, by=LEAD, description=prose.digest)


def cast(record: Record, prose: Prose) -> list[Event]:
    """A sealed ballot, in a round of its own."""
    evidence = "sha256:" + "0" * 64
    opened = BallotOpened(at=record.now, by=LEAD, round=1, seats=BOARD, needed=2, deadline=MONDAY, evidence=evidence)
    return [opened, BallotCast(at=record.now, by=BOARD[0], round=1, ballot=prose.digest)]


def handed_in(record: Record, name: Prose, content: Digest, size: int) -> list[Event]:
    """A file that became a document."""
    submitted = ArtifactSubmitted(
        at=record.now,
        by=LEAD,
        artifact="model-card",
        version=1,
        kind="file",
        source=None,
        name=name.digest,
        content=None,
        size=0,
        written_afterwards=False,
        offer="",
    )
    stored = ArtifactStored(at=record.now, by=LEAD, artifact="model-card", version=1, content=content, size=size)
    return [submitted, stored]


async def stream(*chunks: bytes) -> AsyncIterator[bytes]:
    """Some bytes, as they come from the network."""
    for chunk in chunks:
        yield chunk


def file(*chunks: bytes, name: str = "card.pdf", size: int | None = None) -> File:
    """A file as it is fetched."""
    return File(name, "application/pdf", sum(map(len, chunks)) if size is None else size, stream(*chunks))


async def rows(record: Record) -> str:
    """Every row of every table."""
    found: list[Any] = []
    for table in METADATA.sorted_tables:
        found += await record.storage.database.rows(select(table).where(table.c.workspace == TEAM))
    return str(found)


def on_disk(record: Record) -> str:
    """Every byte of the database's files (SQLite) and of the blob store."""
    paths = [path for path in record.folder.rglob("*") if path.is_file()]
    return "".join(path.read_bytes().decode("latin-1") for path in paths)


async def test_a_text_is_found_by_the_digest_its_event_names(record: Record) -> None:
    await record.begin()
    words, unused = record.prose("A support bot. Größe: 7 B 🎉"), record.prose("never named")
    await record.move(described(record, words), contents=(words, unused))
    assert await record.store.texts(TEAM, [words.digest, unused.digest]) == {words.digest: words.text}
    assert await record.store.texts("T02", [words.digest]) == {}


async def test_the_same_text_twice_is_stored_once(record: Record) -> None:
    await record.begin()
    words = record.prose("once")
    await record.move(described(record, words), contents=(words, words))
    await record.move(described(record, words), contents=(words,))
    assert await record.store.texts(TEAM, [words.digest]) == {words.digest: "once"}


async def test_a_sealed_text_is_readable_by_its_key_only(record: Record) -> None:
    await record.begin()
    ballot = record.prose(SECRET, sealed=True)
    await record.move(*cast(record, ballot), contents=(ballot,))
    assert await record.store.texts(TEAM, [ballot.digest]) == {}
    assert await record.store.sealed(TEAM, [ballot.digest]) == {ballot.digest: ballot}
    found = await rows(record) + on_disk(record)
    assert ballot.digest in found
    assert SECRET not in found
    assert ballot.salt not in found


async def test_what_was_redacted_is_nowhere_any_more_and_the_chain_holds(record: Record) -> None:
    await record.begin()
    words, ballot, why = record.prose(SECRET), record.prose(SECRET, sealed=True), record.prose("a person's right")
    digest, size = await record.storage.files.admit(TEAM, "A-1", file(SECRET.encode(), name=f"{SECRET}.pdf"))
    name = record.prose("Model card")
    await record.move(
        described(record, words),
        *cast(record, ballot),
        *handed_in(record, name, digest, size),
        contents=(words, ballot, name),
    )
    await record.storage.discussion.keep(Message(TEAM, "CAUDIT", "2.2", "1.1", LEAD, SECRET))
    gone = (words.digest, ballot.digest, digest)
    events = [ContentRedacted(at=record.now, by=LEAD, content=c, reason=why.digest) for c in gone]
    await record.move(*events, contents=(why,), erased=gone, effects=(EraseContent(content=digest),))
    await record.storage.files.erase(TEAM, digest)
    await record.storage.discussion.erase(TEAM, "CAUDIT", "2.2")
    assert await record.store.texts(TEAM, gone) == {}
    assert await record.store.sealed(TEAM, gone) == {}
    with pytest.raises(KeyError):
        await record.storage.files.read(TEAM, digest)
    report = await record.storage.verify()
    assert (report.problems, report.audits[0].redacted) == ([], 3)
    await record.storage.files.overwrite_erased()
    found = on_disk(record)  # while it is open, and SQLite's log lies beside it
    for trace in (SECRET, words.salt, ballot.salt):
        assert trace not in found


async def test_what_was_redacted_leaves_no_row_either(record: Record) -> None:
    await record.begin()
    words, why = record.prose(SECRET), record.prose("an information hazard")
    await record.move(described(record, words), contents=(words,))
    redacted = ContentRedacted(at=record.now, by=LEAD, content=words.digest, reason=why.digest)
    await record.move(redacted, contents=(why,), erased=(words.digest,))
    await record.move(described(record, words), contents=(words,))
    found = await rows(record)
    assert SECRET not in found
    assert words.salt not in found


async def test_one_audit_neither_reads_nor_erases_a_text_of_another_by_its_digest(record: Record) -> None:
    await record.begin()
    await record.begin("A-2")
    words, why = record.prose("A text of the first audit."), record.prose("It is somebody else's.")
    await record.move(described(record, words), contents=(words,))
    await record.move(described(record, words), key="A-2")
    assert await record.store.texts(TEAM, [words.digest], "A-2") == {}
    redacted = ContentRedacted(at=record.now, by=LEAD, content=words.digest, reason=why.digest)
    await record.move(redacted, key="A-2", contents=(why,), erased=(words.digest,))
    assert await record.store.texts(TEAM, [words.digest], "A-1") == {words.digest: words.text}


async def test_a_file_is_read_as_it_was_admitted(record: Record) -> None:
    await record.begin()
    digest, size = await record.storage.files.admit(TEAM, "A-1", file(b"%PDF", b"-1.7"))
    assert size == 8
    assert await record.storage.files.read(TEAM, digest) == ("card.pdf", b"%PDF-1.7")
    with pytest.raises(KeyError):
        await record.storage.files.read("T02", digest)


async def test_the_same_file_twice_has_two_fingerprints(record: Record) -> None:
    one, _ = await record.storage.files.admit(TEAM, "A-1", file(b"same"))
    two, _ = await record.storage.files.admit(TEAM, "A-1", file(b"same"))
    assert one != two
    assert digest_of("00", b"same") not in (one, two)


@pytest.mark.parametrize("announced", [0, 26 * 1024 * 1024])
async def test_a_file_that_is_too_large_leaves_nothing(record: Record, announced: int) -> None:
    chunks = [b"x" * 1024 * 1024] * 26
    with pytest.raises(FileProblem, match="too-large"):
        await record.storage.files.admit(TEAM, "A-1", file(*chunks, size=announced))
    assert [path for path in (record.folder / "blobs").rglob("*") if path.is_file()] == []


async def test_an_empty_file_is_refused(record: Record) -> None:
    with pytest.raises(FileProblem, match="empty"):
        await record.storage.files.admit(TEAM, "A-1", file())


async def test_a_file_erased_twice_is_erased(record: Record) -> None:
    digest, _ = await record.storage.files.admit(TEAM, "A-1", file(b"%PDF"))
    for _ in range(2):
        await record.storage.files.erase(TEAM, digest)
    with pytest.raises(KeyError):
        await record.storage.files.read(TEAM, digest)


async def test_files_no_event_came_to_name_are_swept_after_a_day(record: Record) -> None:
    await record.begin()
    orphan, _ = await record.storage.files.admit(TEAM, "A-1", file(b"orphan"))
    kept, size = await record.storage.files.admit(TEAM, "A-1", file(b"kept"))
    name = record.prose("Model card")
    await record.move(*handed_in(record, name, kept, size), contents=(name,))
    await record.storage.remove_expired(record.now)
    assert (await record.storage.files.read(TEAM, orphan))[1] == b"orphan"
    await record.storage.remove_expired(record.now.replace(year=2100))
    with pytest.raises(KeyError):
        await record.storage.files.read(TEAM, orphan)
    assert (await record.storage.files.read(TEAM, kept))[1] == b"kept"


async def test_bytes_whose_process_died_before_they_were_named_are_swept_too(record: Record) -> None:
    async def dies() -> AsyncIterator[bytes]:
        yield b"lo"
        raise ConnectionResetError

    with pytest.raises((ConnectionResetError, Unavailable)):
        await record.storage.files.admit(TEAM, "A-1", File("card.pdf", "application/pdf", 4, dies()))
    [(_, blob)] = await uploads(record)
    await record.storage.blobs.put(blob, stream(b"lost"), 10)
    await record.storage.remove_expired(record.now)
    assert await record.storage.blobs.get(blob) == b"lost"
    await record.storage.remove_expired(record.now.replace(year=2100))
    with pytest.raises(KeyError):
        await record.storage.blobs.get(blob)
    assert not await uploads(record)


async def test_bytes_of_others_in_the_same_store_are_left_alone(record: Record) -> None:
    await record.storage.blobs.put("holiday.jpg", stream(b"a beach"), 10)
    await record.storage.remove_expired(record.now.replace(year=2100))
    assert await record.storage.blobs.get("holiday.jpg") == b"a beach"


async def uploads(record: Record) -> list[tuple[str, str]]:
    """What is noted as on its way."""
    return [(row.workspace, row.blob) for row in await record.storage.database.rows(ON_THEIR_WAY)]
