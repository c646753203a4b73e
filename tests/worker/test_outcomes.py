"""Effects whose outcome comes back in as a command.

Owns which command each outcome becomes. Must not know what the rules make of it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.ballot.commands import RevealBallots
from bot.domain.documents.commands import FailArtifact, StoreArtifact
from bot.domain.documents.rules import UNKNOWN_ENCODING
from bot.domain.documents.state import Version
from bot.domain.evaluations.commands import RecordReading
from bot.domain.evaluations.measurement import Completeness, EvaluationResult, SystemUnderTest
from bot.domain.evaluations.state import Result, Risk
from bot.domain.kernel.content import Prose, Source
from bot.domain.kernel.effects import DraftSummary, EnsureChannel, EraseContent, FetchFile, OpenSealed, ReadResult
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.text import Text
from bot.domain.lifecycle.commands import BindChannel
from bot.domain.reflection.commands import FailSummary, RecordSummary
from bot.domain.reflection.state import Statement, Summary
from bot.ports.chat import TryAgain
from bot.ports.discussion import Message
from bot.ports.files import File, FileProblem
from bot.ports.outbox import Sent
from bot.ports.store import Loaded, Unavailable
from bot.ports.summarizer import Drafted, Reading, SummaryProblem
from bot.worker.summaries import fingerprint
from bot.worker.timing import Timing
from tests.builders import a_record
from tests.slack.outbound.view_contexts import say, says
from tests.worker.ports import BOARD, LEAD, Bench, a_round, an_audit

FETCH = FetchFile(artifact="model-card", version=2, file="F1")

COMMON: dict[str, Any] = {"workspace": "T1", "audit": "A-1", "request": "effect:1", "actor": "smactr"}


async def no_chunks() -> AsyncIterator[bytes]:
    yield b"words"


def said(ts: str, text: str, person: str = LEAD) -> Message:
    return Message("T1", "C1", ts, "10.0", person, text)


async def test_a_channel_comes_back_bound(bench: Bench) -> None:
    bench.outbox.add(EnsureChannel())
    assert await bench.run() == [("done", 1, None)]
    assert bench.service.heard == [BindChannel(**COMMON, channel="C9")]


async def test_a_fetched_file_comes_back_stored(bench: Bench) -> None:
    bench.chat.file = File("card.pdf", "application/pdf", 5, no_chunks())
    bench.outbox.add(FETCH)
    await bench.run()
    stored = StoreArtifact(**COMMON, artifact="model-card", version=2, content="sha256:" + "f" * 64, size=5)
    assert bench.service.heard == [stored]


async def test_a_file_that_is_not_admitted_comes_back_failed(bench: Bench) -> None:
    bench.chat.file = FileProblem("too-large")
    bench.outbox.add(FETCH)
    assert await bench.run() == [("done", 1, None)]
    assert bench.service.heard == [FailArtifact(**COMMON, artifact="model-card", version=2, problem="too-large")]


async def test_a_file_of_rows_that_is_no_text_comes_back_failed_with_what_to_do(bench: Bench) -> None:
    bench.chat.file = File("risks.pdf", "application/pdf", 5, no_chunks())
    bench.files.data = b"%PDF-1.7"
    bench.outbox.add(FetchFile(artifact="risks", version=1, file="F1"))
    await bench.run()
    [failed] = bench.service.heard
    assert isinstance(failed, FailArtifact)
    assert failed.detail
    assert failed.detail.text == say()("file-not-text")


@pytest.mark.parametrize(
    ("data", "rows"), [(b"risk,severity\nFire,7\nFlood,8\n", 2), ("Risk\nFür\n".encode("utf-16"), 1)]
)
async def test_a_file_of_rows_comes_back_with_their_number(bench: Bench, data: bytes, rows: int) -> None:
    bench.chat.file = File("risks.csv", "text/csv", 5, no_chunks())
    bench.files.data = data
    bench.outbox.add(FetchFile(artifact="risks", version=1, file="F1"))
    await bench.run()
    [stored] = bench.service.heard
    assert isinstance(stored, StoreArtifact)
    assert stored.rows == rows


async def test_a_file_in_an_unknown_encoding_comes_back_failed_with_how_it_may_read(bench: Bench) -> None:
    bench.chat.file = File("risks.csv", "text/csv", 5, no_chunks())
    bench.files.data = "Risk\nFür\n".encode("cp1252")
    bench.outbox.add(FetchFile(artifact="risks", version=1, file="F1"))
    await bench.run()
    [failed] = bench.service.heard
    assert isinstance(failed, FailArtifact)
    assert failed.problem == UNKNOWN_ENCODING
    assert failed.detail
    assert "Für" in failed.detail.text


async def test_a_file_with_a_row_that_does_not_fit_comes_back_failed_with_the_row(bench: Bench) -> None:
    bench.chat.file = File("risks.csv", "text/csv", 5, no_chunks())
    bench.files.data = b"risk,severity\nFire,7\nFlood,11\n"
    bench.outbox.add(FetchFile(artifact="risks", version=1, file="F1"))
    await bench.run()
    [failed] = bench.service.heard
    assert isinstance(failed, FailArtifact)
    assert failed.problem == "rows"
    assert failed.detail
    assert says(
        failed.detail.text,
        "table-row",
        row=2,
        line=3,
        wrong=say()("table-cell", column="Severity", wrong=say()("cell-above", cell="11", most="10")),
    )


async def test_a_tamper_record_of_rows_is_read_once_for_their_number_and_for_what_it_says(bench: Bench) -> None:
    risk = Risk(key="R1", title="sha256:" + "0" * 64, likelihood=1, severity=1, priority=True, by=LEAD)
    bench.store.audit = an_audit(risks=(risk,))
    bench.chat.file = File("record.md", "text/markdown", 5, no_chunks())
    bench.files.data = a_record().encode()
    bench.outbox.add(FetchFile(artifact="record", version=1, file="F1"))
    await bench.run()
    [stored] = bench.service.heard
    assert isinstance(stored, StoreArtifact)
    assert stored.tampering
    assert (stored.rows, len(stored.tampering.arms), bench.files.reads) == (3, 3, 1)


async def test_an_outcome_that_is_on_record_is_not_worked_for_again(bench: Bench) -> None:
    bench.store.requests.add("effect:1")
    bench.outbox.add(FETCH)
    assert await bench.run() == [("done", 1, None)]
    assert bench.chat.fetched == 0


async def test_an_outcome_the_audit_no_longer_wants_is_done(bench: Bench) -> None:
    bench.service.refuses["A-1"] = NotNow("ended")
    bench.outbox.add(EnsureChannel())
    assert await bench.run() == [("done", 1, None)]


async def test_ballots_come_back_opened(bench: Bench) -> None:
    paper = Prose(salt="cd" * 16, text="{}", sealed=True)
    bench.store.audit = an_audit(ballots=(a_round({BOARD: paper}),))
    bench.store.secrets[paper.digest] = paper
    bench.outbox.add(OpenSealed(round=1))
    await bench.run()
    assert bench.service.heard == [RevealBallots(**COMMON, round=1, opened={BOARD: paper})]


async def test_ballots_that_cannot_be_opened_are_tried_again(bench: Bench) -> None:
    paper = Prose(salt="cd" * 16, text="{}", sealed=True)
    bench.store.audit = an_audit(ballots=(a_round({BOARD: paper}),))
    bench.outbox.add(OpenSealed(round=1))
    assert (await bench.run())[0][0] == "again"
    assert bench.service.heard == []


async def test_a_result_that_says_what_an_earlier_one_said_names_the_first_of_them(bench: Bench) -> None:
    says = EvaluationResult(
        format="garak",
        completeness=Completeness(status="complete"),
        models=(SystemUnderTest(name="Foo-7B"),),
        measurements=(),
    )
    bench.readers.says = says
    bench.chat.file = File("again.jsonl", "", 5, no_chunks())
    bench.files.data = b"{}"
    source = Source(channel="C1", ts="1.0")
    common: dict[str, Any] = {"by": LEAD, "at": bench.clock.now(), "source": source, "name": "sha256:n"}
    results = [Result(number=n, reading=f"sha256:{n}", read_seq=n, **common) for n in (1, 2, 3)]
    bench.store.audit = an_audit(results=(*results, Result(number=4, **common)))
    same = says.model_dump_json()
    bench.store.told = {"sha256:1": "other values", "sha256:2": same, "sha256:3": same}
    bench.outbox.add(ReadResult(number=4, file="F1"))
    await bench.run()
    [recorded] = bench.service.heard
    assert isinstance(recorded, RecordReading)
    assert recorded.same_as == 2


@pytest.mark.parametrize(("size", "same_as"), [(2, 1), (3, 0)])
async def test_the_same_file_is_the_same_result_even_where_an_earlier_release_read_something_else_in_it(
    bench: Bench, size: int, same_as: int
) -> None:
    foo = SystemUnderTest(name="Foo-7B")
    bench.readers.says = EvaluationResult(
        format="garak", completeness=Completeness(status="complete"), models=(foo,), measurements=()
    )
    bench.chat.file = File("again.jsonl", "", 2, no_chunks())
    bench.files.data = b"{}"
    common: dict[str, Any] = {"by": LEAD, "at": bench.clock.now(), "source": Source(channel="C1", ts="1.0")}
    common |= {"name": "sha256:n"}
    earlier = Result(number=1, reading="sha256:1", read_seq=1, content="sha256:c", size=size, **common)
    bench.store.audit = an_audit(results=(earlier, Result(number=2, **common)))
    bench.store.told = {"sha256:1": bench.readers.says.replace(format="other").model_dump_json()}
    bench.outbox.add(ReadResult(number=2, file="F1"))
    await bench.run()
    [recorded] = bench.service.heard
    assert isinstance(recorded, RecordReading)
    assert recorded.same_as == same_as


async def test_a_redacted_file_is_erased(bench: Bench) -> None:
    bench.outbox.add(EraseContent(content="sha256:1"))
    await bench.run()
    assert bench.files.erased == ["sha256:1", "overwritten"]


async def test_with_a_redacted_text_goes_the_message_it_came_from(bench: Bench) -> None:
    text = Version(
        number=1,
        kind="text",
        by=LEAD,
        at=bench.clock.now(),
        source=Source(channel="C1", ts="11.0"),
        name="sha256:2",
        content="sha256:1",
        status="accepted",
    )
    bench.store.audit = an_audit(artifacts={"model-card": (text,)})
    bench.outbox.add(EraseContent(content="sha256:1"))
    await bench.run()
    assert bench.talk.erased == [("T1", "C1", "11.0")]


def a_draft() -> str:
    source = {"channel": "C1", "ts": "11.0", "thread_ts": "10.0"}
    statement = {"id": "s1", "text": "It holds.", "person": LEAD, "quote": "holds", "source": source, "dissent": True}
    return json.dumps({"narrative": "", "sections": [{"question": "expected", "statements": [statement]}]})


async def test_a_draft_is_made_from_the_threads_of_the_questions(bench: Bench) -> None:
    bench.outbox.places["question:expected"] = Sent("C1", "10.0")
    bench.talk.threads["10.0"] = [said("10.0", "What was expected?"), said("11.0", "It holds."), said("12.0", " ")]
    bench.summarizer.answer = lambda: Drafted(a_draft(), "excerpts")
    bench.outbox.add(DraftSummary(number=1))
    await bench.run()
    first, second = bench.summarizer.asked
    assert [(u.role, u.text) for u in first.said] == [("Audit lead", "It holds.")]
    assert second.said == ()
    [recorded] = bench.service.heard
    assert isinstance(recorded, RecordSummary)
    source = Source(channel="C1", ts="11.0", thread_ts="10.0")
    assert recorded.statements == (Statement(id="s1", question="expected", person=LEAD, source=source, dissent=True),)
    assert recorded.discussion == fingerprint(recorded.content.salt, [said("11.0", "It holds.")])
    assert json.loads(recorded.content.text)["sections"][0]["statements"][0]["quote"] == "holds"
    assert bench.summarizer.material.forms[0] == "Not released"
    assert bench.draft_progress.shown == [Reading(1, 2)]
    assert "stage:reflection" in bench.outbox.wished


async def test_a_draft_waits_for_a_question_that_nobody_knows_the_place_of_yet(bench: Bench) -> None:
    bench.outbox.places["question:expected"] = Sent("C1", "10.0")
    bench.outbox.coming.add("question:open")
    bench.outbox.add(DraftSummary(number=1))
    again = ("again", 1, bench.clock.now() + timedelta(seconds=1), "question-on-its-way", False)
    assert await bench.run() == [again]
    assert bench.service.heard == []


async def test_what_was_said_beneath_a_question_that_was_deleted_or_in_a_channel_that_is_gone_is_read_too(
    bench: Bench,
) -> None:
    bench.outbox.former["question:expected"] = [Sent("C0", "8.0"), Sent("C1", "9.0")]
    bench.outbox.places["question:expected"] = Sent("C1", "10.0")
    bench.talk.threads["8.0"] = [said("8.1", "In the old channel.")]
    bench.talk.threads["9.0"] = [said("9.0", "What was expected?"), said("9.1", "Before it was deleted.")]
    bench.talk.threads["10.0"] = [said("10.0", "What was expected?"), said("11.0", "It holds.")]
    bench.summarizer.answer = lambda: Drafted(a_draft(), "excerpts")
    bench.outbox.add(DraftSummary(number=1))
    await bench.run()
    texts = [utterance.text for utterance in bench.summarizer.asked[0].said]
    assert texts == ["In the old channel.", "Before it was deleted.", "It holds."]


async def test_a_draft_is_made_once_what_never_arrived_was_read(bench: Bench) -> None:
    bench.outbox.places["question:expected"] = Sent("C1", "10.0")

    async def reads_again(loaded: Loaded) -> int:
        bench.talk.threads["10.0"] = [said("11.0", "It holds.")]
        return 1

    bench.summarizer.answer = lambda: Drafted(a_draft(), "excerpts")
    bench.outbox.add(DraftSummary(number=1))
    await bench.run(catch_up=reads_again)
    assert [utterance.text for utterance in bench.summarizer.asked[0].said] == ["It holds."]


async def test_what_was_edited_away_while_a_draft_was_made_is_not_in_it(bench: Bench) -> None:
    bench.outbox.places["question:expected"] = Sent("C1", "10.0")
    bench.talk.threads["10.0"] = [said("11.0", "It holds.")]

    def edited() -> Drafted:
        bench.talk.threads["10.0"] = [said("11.0", "It does not.")]
        return Drafted(a_draft(), "excerpts")

    bench.summarizer.answer = edited
    bench.outbox.add(DraftSummary(number=1))
    await bench.run()
    [recorded] = bench.service.heard
    assert isinstance(recorded, RecordSummary)
    assert recorded.statements == ()


async def test_an_answer_edited_while_a_draft_was_made_is_in_the_draft_as_it_stands_now(bench: Bench) -> None:
    bench.outbox.places["question:expected"] = Sent("C1", "10.0")
    bench.talk.threads["10.0"] = [said("11.0", "It may be.")]

    def edited() -> Drafted:
        bench.talk.threads["10.0"] = [said("11.0", "It holds.")]
        return Drafted(a_draft(), "excerpts")

    bench.summarizer.answer = edited
    bench.outbox.add(DraftSummary(number=1))
    await bench.run()
    [recorded] = bench.service.heard
    assert isinstance(recorded, RecordSummary)
    assert [s.id for s in recorded.statements] == ["s1"]
    assert recorded.discussion == fingerprint(recorded.content.salt, [said("11.0", "It holds.")])


async def test_a_draft_is_put_back_for_as_long_as_a_model_asks_to_be_left_alone(bench: Bench) -> None:
    bench.outbox.places["question:expected"] = Sent("C1", "10.0")
    bench.talk.threads["10.0"] = [said("11.0", "It holds.")]

    def busy() -> Drafted:
        raise SummaryProblem("busy", 90)

    bench.summarizer.answer = busy
    bench.outbox.add(DraftSummary(number=1))
    assert await bench.run() == [("again", 1, bench.clock.now() + timedelta(seconds=90), "model-busy", False)]
    assert bench.service.heard == []


async def test_why_there_are_excerpts_where_a_model_was_asked_is_on_record(bench: Bench) -> None:
    bench.outbox.places["question:expected"] = Sent("C1", "10.0")
    bench.talk.threads["10.0"] = [said("11.0", "It holds.")]
    bench.summarizer.answer = lambda: Drafted(a_draft(), "excerpts", problem="timeout")
    bench.outbox.add(DraftSummary(number=1))
    await bench.run()
    [recorded] = bench.service.heard
    assert isinstance(recorded, RecordSummary)
    assert recorded.problem == "timeout"


def test_a_changed_word_changes_the_fingerprint_and_the_order_does_not() -> None:
    one, other = said("1.0", "yes"), said("2.0", "no")
    assert fingerprint("ab", [one, other]) == fingerprint("ab", [other, one])
    assert fingerprint("ab", [one]) != fingerprint("ab", [said("1.0", "yes!")])


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (SummaryProblem("refused"), "refused"),
        (("no JSON", "x"), "invalid"),
        (ZeroDivisionError(), "invalid"),
    ],
)
async def test_a_draft_that_fails_says_why(bench: Bench, answer: Any, problem: str) -> None:
    bench.summarizer.answer = lambda: answer
    bench.outbox.add(DraftSummary(number=1))
    assert await bench.run() == [("done", 1, None)]
    assert bench.service.heard == [FailSummary(**COMMON, number=1, problem=problem)]


async def test_a_model_that_asked_for_a_pause_is_said_to_have_until_when(bench: Bench) -> None:
    def busy() -> Drafted:
        raise SummaryProblem("busy", 90)

    bench.summarizer.answer = busy
    bench.outbox.add(DraftSummary(number=1))
    await bench.run()
    assert bench.draft_progress.shown[-1] == Reading(1, 2, until=bench.clock.now() + timedelta(seconds=90))
    assert "stage:reflection" in bench.outbox.wished


STOPPED = Summary(number=1, status="failed", requested_by=LEAD, problem="stopped")


async def test_a_request_to_a_model_is_given_up_once_nobody_waits_for_the_draft(bench: Bench) -> None:
    given_up: list[str] = []

    async def thinks() -> None:
        bench.store.audit = an_audit(
            summaries=(Summary(number=1, status="failed", requested_by=LEAD, problem="stopped"),)
        )
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            given_up.append("request")
            raise

    bench.summarizer.answer = thinks
    bench.draft_progress.papers["half"] = "read"
    bench.outbox.add(DraftSummary(number=1))
    assert await bench.run(timing=Timing(stop_tick=timedelta(0))) == [("done", 1, None)]
    assert (given_up, bench.service.heard, bench.draft_progress.papers) == (["request"], [], {})


async def test_a_database_that_is_away_for_a_moment_costs_no_request_to_a_model(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = asyncio.Event()

    async def thinks() -> Drafted:
        async def refuse(workspace: str, audit: str) -> Loaded:
            away.set()
            raise Unavailable(Text("record-silent", reason="test"))

        loads = bench.store.load
        monkeypatch.setattr(bench.store, "load", refuse)
        await away.wait()
        monkeypatch.setattr(bench.store, "load", loads)
        return Drafted(a_draft(), "excerpts")

    bench.outbox.places["question:expected"] = Sent("C1", "10.0")
    bench.talk.threads["10.0"] = [said("11.0", "It holds.")]
    bench.summarizer.answer = thinks
    bench.outbox.add(DraftSummary(number=1))
    await bench.run(timing=Timing(stop_tick=timedelta(0)))
    [recorded] = bench.service.heard
    assert isinstance(recorded, RecordSummary)


async def test_a_draft_that_was_stopped_leaves_the_next_one_what_was_read(bench: Bench) -> None:
    again = Summary(number=2, status="requested", requested_by=LEAD)
    bench.store.audit = an_audit(summaries=(STOPPED, again))
    bench.draft_progress.papers["half"] = "read"
    bench.outbox.add(DraftSummary(number=1))
    await bench.run()
    assert bench.draft_progress.papers == {"half": "read"}


async def test_a_draft_that_nobody_waits_for_any_more_is_not_begun(bench: Bench) -> None:
    bench.store.audit = an_audit(summaries=(STOPPED,))
    bench.outbox.add(DraftSummary(number=1))
    await bench.run()
    assert bench.summarizer.asked == []


async def test_a_model_that_does_not_answer_in_time_fails(bench: Bench) -> None:
    bench.summarizer.answer = lambda: asyncio.Event().wait()
    bench.outbox.add(DraftSummary(number=1))
    await bench.run(timing=Timing(draft=timedelta(0)))
    assert bench.service.heard == [FailSummary(**COMMON, number=1, problem="timeout")]


async def test_a_fetch_that_is_refused_for_now_is_tried_again(bench: Bench) -> None:
    bench.chat.file = TryAgain("ratelimited", timedelta(seconds=3))
    bench.outbox.add(FETCH)
    assert (await bench.run())[0][0] == "again"
