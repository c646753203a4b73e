"""Work on what people hand in ends: in time, in a sentence, and for good where it stops its process again and again.

Owns when it is given up and who hears of it. What a reading says is tested beside its reader.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.documents.commands import FailArtifact, RecordDocument, StoreArtifact
from bot.domain.documents.reading import Stated
from bot.domain.documents.state import Version
from bot.domain.evaluations.commands import FailReading
from bot.domain.kernel.columns import Column
from bot.domain.kernel.content import Digest
from bot.domain.kernel.conversation import dm
from bot.domain.kernel.effects import Effect, FetchFile, PostNotice, ReadDocument, ReadPlan, ReadResult
from bot.domain.kernel.notices import ReadingGivenUpNotice
from bot.ports.confinement import ReadingStopped
from bot.ports.files import File
from bot.worker.timing import Timing
from tests.clock import MONDAY
from tests.worker.ports import BOARD, HELLO, Bench, MemoryFiles
from tests.worker.scripted_readers import ScriptedReaders

FETCH = FetchFile(artifact="risks", version=1, file="F1")

READ = ReadDocument(artifact="risks", version=1)

FAILED = {
    FETCH: (FailArtifact, "never-ends"),
    ReadResult(number=1, file="F1"): (FailReading, "never-ends"),
}
"""Of work whose end is a fact of the audit: the command that says so."""


def with_a_version(bench: Bench) -> None:
    version = Version(number=1, kind="file", by=BOARD, at=MONDAY, status="submitted", name="sha256:" + "0" * 64)
    bench.store.audit = bench.store.audit.replace(artifacts={"risks": (version,)})


@pytest.mark.parametrize("effect", FAILED)
async def test_a_file_that_takes_its_process_down_each_time_is_parked_and_its_sender_is_told(
    bench: Bench, effect: Effect
) -> None:
    bench.outbox.add(effect, attempts=6, ambiguous=True, unreported=5)
    assert await bench.run() == [("park", 1, "never-ends")]
    [said] = bench.service.heard
    kind, problem = FAILED[effect]
    assert isinstance(said, FailArtifact | FailReading)
    assert (type(said), said.problem, said.request) == (kind, problem, "effect:1")
    assert bench.store.committed == []


@pytest.mark.parametrize("reading", [READ, ReadPlan(round=1, artifact="risks", version=1)])
async def test_a_reading_that_takes_its_process_down_each_time_is_parked_and_the_sender_is_told(
    bench: Bench, reading: Effect
) -> None:
    with_a_version(bench)
    bench.outbox.add(reading, attempts=6, ambiguous=True, unreported=5)
    assert await bench.run() == [("park", 1, "never-ends")]
    [commit] = bench.store.committed
    [change] = commit.changes
    notice = ReadingGivenUpNotice(artifact="risks", version=1, person=BOARD)
    assert change.effects == (PostNotice(place=dm(BOARD), notice=notice),)


@pytest.mark.parametrize(
    ("effect", "ambiguous", "unreported"),
    [(READ, True, 4), (READ, False, 90), (HELLO, True, 90)],
)
async def test_what_may_have_been_interrupted_by_chance_is_carried_out(
    bench: Bench, effect: Effect, ambiguous: bool, unreported: int
) -> None:
    bench.outbox.add(effect, attempts=90, ambiguous=ambiguous, unreported=unreported)
    [(outcome, *_)] = await bench.run()
    assert outcome == "done"


class Endless(MemoryFiles):
    async def admit(self, workspace: str, audit: str, file: File) -> tuple[Digest, int]:
        await asyncio.Event().wait()
        return "", 0


async def test_a_file_that_never_stops_coming_is_parked_and_its_sender_is_told(bench: Bench) -> None:
    bench.chat.file, bench.files = a_file(), Endless()
    bench.outbox.add(FETCH)
    assert await bench.run(timing=Timing(file_work=timedelta())) == [("park", 1, "never-ends")]
    [said] = bench.service.heard
    assert isinstance(said, FailArtifact)
    assert said.problem == "never-ends"


async def test_a_reading_that_breaks_time_and_again_is_no_message_that_slack_refuses(bench: Bench) -> None:
    bench.chat.file = ZeroDivisionError()
    bench.outbox.add(FETCH, attempts=8)
    assert await bench.run() == [("park", 1, "never-ends")]
    assert bench.store.committed == []


@pytest.mark.parametrize(
    "problem", [ReadingStopped("too-slow", seconds="2"), ReadingStopped("too-much-memory", most=9)]
)
async def test_a_table_that_takes_too_much_is_handed_back_with_the_reason(
    bench: Bench, problem: ReadingStopped
) -> None:
    bench.chat.file = a_file()
    bench.files.data = b"Risk,Severity\na,1\n"
    bench.confinement.stops = problem
    bench.outbox.add(FETCH)
    [(outcome, *_)] = await bench.run()
    [said] = bench.service.heard
    assert isinstance(said, FailArtifact)
    assert said.detail
    assert (outcome, said.problem) == ("done", "rows")
    assert str(next(iter(problem.params.values()))) in said.detail.text


class Stopped(ScriptedReaders):
    async def text(self, data: bytes, columns: tuple[Column, ...] = (), encoding: str = "") -> str | None:
        raise ReadingStopped("too-slow", seconds="2")


@pytest.mark.parametrize(("artifact", "command"), [("risks", FailArtifact), ("words", StoreArtifact)])
async def test_a_file_that_takes_too_much_to_be_text_is_handed_back_where_it_must_have_rows(
    bench: Bench, artifact: str, command: type
) -> None:
    bench.chat.file = a_file()
    bench.files.data = b"Words"
    bench.readers = Stopped()
    bench.outbox.add(FetchFile(artifact=artifact, version=1, file="F1"))
    await bench.run()
    assert [type(said) for said in bench.service.heard] == [command]


async def test_a_document_that_takes_too_much_is_on_record_as_not_looked_through(bench: Bench) -> None:
    with_a_version(bench)
    audit = bench.store.audit
    [version] = audit.artifacts["risks"]
    bench.store.audit = audit.replace(artifacts={"words": (version.replace(content=version.name),)})
    bench.files.data = b"# Words"
    bench.confinement.stops = ReadingStopped("too-slow", seconds="2")
    bench.outbox.add(ReadDocument(artifact="words", version=1))
    await bench.run()
    [said] = bench.service.heard
    assert isinstance(said, RecordDocument)
    assert said.missing == ()
    assert Stated.model_validate_json(said.stated.text).problem == "too-slow"


def a_file() -> File:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"a"

    return File("a.csv", "text/csv", 1, chunks())
