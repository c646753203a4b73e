"""Statements that are compared away from the loop: what is gathered, and which of what was found is new or gone.

Owns that effect's outcome. When two statements contradict each other is tried in
`tests/documents/test_contradictions.py`.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.documents.commands import RecordContradictions
from bot.domain.documents.state import ContradictionEntry, NotCompared, Version
from bot.domain.evaluations.state import Risk, Terms, Threshold
from bot.domain.kernel.effects import CompareStatements
from bot.ports.confinement import STOPPED, ReadingStopped
from bot.worker import statement_comparison
from tests.worker.ports import LEAD, Bench, an_audit


def digest(letter: str) -> str:
    return "sha256:" + letter * 64


def a_text(bench: Bench, letter: str, words: str | None, number: int = 1) -> Version:
    """A version whose words are these; None for words that were removed."""
    if words is not None:
        bench.store.told[digest(letter)] = words
    content: dict[str, Any] = {"content": digest(letter), "name": digest("f"), "at": bench.clock.now()}
    return Version(number=number, kind="text", by=LEAD, status="submitted", **content)


def an_entry(bench: Bench, earlier: str, later: str, **more: Any) -> ContradictionEntry:
    bench.store.told |= {digest("8"): earlier, digest("9"): later}
    quoted = {"earlier": digest("8"), "later": digest("9"), "at": bench.clock.now()}
    where = {"against": "card", "against_version": 1, "artifact": "data", "version": 1}
    return ContradictionEntry(**{"number": 1, "kind": "quantity", **where, **quoted, **more})


async def heard(bench: Bench) -> RecordContradictions | None:
    bench.outbox.add(CompareStatements())
    assert [said[0] for said in await bench.run()] == ["done"]
    told = [command for command in bench.service.heard if isinstance(command, RecordContradictions)]
    assert len(told) == len(bench.service.heard) <= 1
    return told[0] if told else None


CARD, DATA = "The system was tried in 5 schools.", "It was tried in 7 schools."


async def test_two_documents_that_contradict_each_other_come_back_with_their_words(bench: Bench) -> None:
    documents = {"card": (a_text(bench, "1", CARD),), "data": (a_text(bench, "2", DATA),)}
    bench.store.audit = an_audit(artifacts=documents)
    told = await heard(bench)
    assert told
    [found] = told.found
    assert (found.against, found.artifact, found.version) == ("card", "data", 1)
    assert found.earlier
    assert (found.earlier.text, found.later.text) == (CARD.rstrip("."), DATA.rstrip("."))


async def test_documents_that_agree_come_to_nothing(bench: Bench) -> None:
    documents = {"card": (a_text(bench, "1", CARD),), "data": (a_text(bench, "2", CARD),)}
    bench.store.audit = an_audit(artifacts=documents)
    assert await heard(bench) is None


async def test_what_was_told_before_is_not_told_again_whatever_was_answered(bench: Bench) -> None:
    documents = {"card": (a_text(bench, "1", CARD),), "data": (a_text(bench, "2", DATA),)}
    entry = an_entry(bench, CARD.rstrip("."), DATA.rstrip("."), status="different")
    bench.store.audit = an_audit(artifacts=documents, contradictions=(entry,))
    assert await heard(bench) is None


async def test_what_a_newer_version_does_not_say_any_more_is_mended(bench: Bench) -> None:
    newer = (a_text(bench, "2", DATA), a_text(bench, "3", "It was tried in 5 schools.", 2))
    documents = {"card": (a_text(bench, "1", CARD),), "data": newer}
    entry = an_entry(bench, CARD.rstrip("."), DATA.rstrip("."))
    bench.store.audit = an_audit(artifacts=documents, contradictions=(entry,))
    told = await heard(bench)
    assert told
    assert (told.found, told.mended) == ((), (1,))


async def test_a_document_whose_words_are_gone_mends_nothing(bench: Bench) -> None:
    documents = {"card": (a_text(bench, "1", CARD),), "data": (a_text(bench, "2", None),)}
    entry = an_entry(bench, CARD.rstrip("."), DATA.rstrip("."))
    bench.store.audit = an_audit(artifacts=documents, contradictions=(entry,))
    assert await heard(bench) is None


@pytest.mark.parametrize(("data", "against"), [(CARD.encode("utf-16"), ["card"]), (b"%PDF-1.7", [])])
async def test_a_file_is_compared_unless_it_is_no_text(bench: Bench, data: bytes, against: list[str]) -> None:
    bench.files.data = data
    card = a_text(bench, "1", None).model_copy(update={"kind": "file"})
    bench.store.audit = an_audit(artifacts={"card": (card,), "data": (a_text(bench, "2", DATA),)})
    told = await heard(bench)
    assert [found.against for found in (told.found if told else ())] == against


@pytest.mark.parametrize("problem", STOPPED)
async def test_what_takes_too_much_to_compare_mends_nothing_and_is_told(bench: Bench, problem: str) -> None:
    documents = {"card": (a_text(bench, "1", CARD),), "data": (a_text(bench, "2", CARD),)}
    entry = an_entry(bench, CARD.rstrip("."), DATA.rstrip("."))
    bench.store.audit = an_audit(artifacts=documents, contradictions=(entry,))
    bench.confinement.stops = ReadingStopped(problem)
    told = await heard(bench)
    assert told
    assert (told.found, told.mended) == ((), ())
    assert told.not_compared == NotCompared.model_validate({"documents": 2, "reason": problem})


async def test_once_all_are_compared_again_that_is_told(bench: Bench) -> None:
    documents = {"card": (a_text(bench, "1", CARD),), "data": (a_text(bench, "2", CARD),)}
    left = NotCompared(documents=2, reason="too-slow")
    bench.store.audit = an_audit(artifacts=documents, not_compared=left)
    told = await heard(bench)
    assert told
    assert told.not_compared is None


async def test_documents_behind_so_many_characters_are_told_as_not_compared(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statement_comparison, "MOST_ALL", len(CARD))
    documents = {"card": (a_text(bench, "1", CARD),), "data": (a_text(bench, "2", DATA),)}
    bench.store.audit = an_audit(artifacts=documents)
    told = await heard(bench)
    assert told
    assert told.not_compared == NotCompared(documents=1, reason="too-long")


@pytest.mark.parametrize(("terms", "against"), [(Terms(direction="at-most", value=0.02), ["R1"]), (None, [])])
async def test_an_open_threshold_is_compared_and_a_sealed_one_is_not(
    bench: Bench, terms: Terms | None, against: list[str]
) -> None:
    bench.store.told[digest("5")] = "Customers are blocked"
    threshold = Threshold(number=1, metric="false positive rate", sealed=digest("6"), by=LEAD, seq=1, terms=terms)
    risk = Risk(key="R1", title=digest("5"), likelihood=1, severity=1, priority=True, by=LEAD, thresholds=(threshold,))
    documents = {"card": (a_text(bench, "1", "The threshold of the false positive rate is 4 %."),)}
    bench.store.audit = an_audit(artifacts=documents, risks=(risk,))
    told = await heard(bench)
    assert [found.against for found in (told.found if told else ())] == against
