"""What is read for a report: documents that everybody may open, by the version that counts, and admitted results.

Owns the reading, with files that are only named. What is printed of them is in `test_document_contents`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from bot.domain.evaluations.samples import DrawnSamples
from bot.domain.kernel.content import Digest
from bot.ports.confinement import ReadingStopped
from bot.reports.document_words import LARGEST, samples_of_results, words_of_documents
from bot.reports.sources import Sources
from tests.builders import AUDITOR, Play, an_audit


@dataclass
class Shelf:
    """Store, files and readers in one: typed texts as they were typed, no file, and a reader that says so."""

    play: Play
    stopped: bool = False
    asked: list[Digest] = field(default_factory=list)

    async def texts(self, workspace: str, digests: list[Digest]) -> dict[Digest, str]:
        self.asked += digests
        return {digest: self.play.prose[digest].text for digest in digests if digest in self.play.prose}

    async def read(self, workspace: str, content: Digest) -> tuple[str, bytes]:
        self.asked.append(content)
        return "a file", b"bytes"

    async def text(self, data: bytes, columns: object, encoding: str) -> str:
        if self.stopped:
            raise ReadingStopped("too-slow", seconds=2)
        return "words of a file"

    async def samples(self, data: bytes, seed: str) -> DrawnSamples:
        return DrawnSamples(total=1, seed=seed, samples=())


def sources_of(shelf: Shelf) -> Sources:
    no: Any = cast(Any, None)
    return Sources(cast(Any, shelf), no, no, cast(Any, shelf), cast(Any, shelf), no, no, no, no, (), "", no, no, no)


@pytest.fixture(scope="module")
def play() -> Play:
    return an_audit().at("post-audit")


async def test_the_version_that_counts_is_read_and_no_restricted_one(play: Play) -> None:
    shelf = Shelf(play)
    found = await words_of_documents(sources_of(shelf), play.audit, play.framework)
    accepted = play.audit.accepted("model-card")
    assert accepted
    assert found["model-card"].version == accepted.number
    restricted = [spec.key for spec in play.framework.artifacts() if spec.restricted_to]
    assert restricted
    assert not set(restricted) & set(found)
    held_back = {v.content for key in restricted for v in play.audit.artifacts.get(key, ())}
    assert not held_back & set(shelf.asked)


async def test_what_takes_too_long_or_is_too_large_stands_without_words() -> None:
    play = an_audit().at("collection")
    play.hand_in("model-card")
    versions = play.audit.artifacts["model-card"]
    file = versions[-1].replace(kind="file", size=10)
    for one, stopped, words in (
        (file, False, "words of a file"),
        (file, True, None),
        (file.replace(size=LARGEST + 1), False, None),
    ):
        audit = play.audit.replace(artifacts={**play.audit.artifacts, "model-card": (*versions[:-1], one)})
        found = await words_of_documents(sources_of(Shelf(play, stopped)), audit, play.framework)
        assert found["model-card"].text == words


async def test_samples_are_drawn_by_the_fingerprint_on_record_of_admitted_results_alone() -> None:
    play = an_audit().at("testing")
    admitted, waiting = play.reading(), play.reading(AUDITOR)
    play.admit(admitted)
    found = await samples_of_results(sources_of(Shelf(play)), play.audit)
    result = play.audit.result(admitted)
    assert result
    assert {number: drawn.seed for number, drawn in found.items()} == {admitted: result.content}
    assert waiting not in found
