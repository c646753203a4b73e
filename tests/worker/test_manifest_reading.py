"""A manifest on its way: a file or a pasted text is read, and what it says comes back as a command.

Owns that way. What a manifest may say is tested beside `bot.model_files`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.domain.evaluations.commands import FailManifest, RecordManifest
from bot.domain.evaluations.state import Manifest
from bot.domain.kernel.effects import ReadManifest
from bot.model_files.manifest import Manifest as ModelManifest
from bot.model_files.manifest import ModelFile
from bot.ports.files import File, FileProblem
from tests.builders import ENGINEER
from tests.worker.ports import Bench, an_audit

WRITTEN = ModelManifest.of("m", (ModelFile("a", "0" * 64, 1, "text"), ModelFile("b", "1" * 64, 2, "gguf")))


async def no_chunks() -> AsyncIterator[bytes]:
    yield b""


@pytest.fixture
def bench() -> Bench:
    made = Bench()
    handed_in = Manifest(
        number=1, by=ENGINEER, at=made.clock.now(), how="sha256:h", status="reading", content="sha256:t"
    )
    made.store.audit = an_audit(manifests=(handed_in,))
    made.chat.file = File("manifest.json", "", 2, no_chunks())
    return made


async def test_a_file_says_its_fingerprint_and_how_many_files_of_what_size(bench: Bench) -> None:
    bench.files.data = WRITTEN.to_json().encode()
    bench.outbox.add(ReadManifest(number=1, file="F1"))
    await bench.run()
    [recorded] = bench.service.heard
    assert isinstance(recorded, RecordManifest)
    assert (recorded.fingerprint, recorded.files, recorded.size) == (WRITTEN.fingerprint, 2, 3)
    assert recorded.parts == ()


async def test_large_files_are_told_by_their_digests_the_largest_first(bench: Bench) -> None:
    files = (ModelFile("a", "0" * 64, 2**20), ModelFile("b", "1" * 64, 2**30), ModelFile("c", "2" * 64, 9))
    bench.files.data = ModelManifest.of("m", files).to_json().encode()
    bench.outbox.add(ReadManifest(number=1, file="F1"))
    await bench.run()
    [recorded] = bench.service.heard
    assert isinstance(recorded, RecordManifest)
    assert recorded.parts == ("1" * 64, "0" * 64)


async def test_a_pasted_manifest_is_read_from_the_record(bench: Bench) -> None:
    bench.store.told = {"sha256:t": WRITTEN.to_json()}
    bench.outbox.add(ReadManifest(number=1))
    await bench.run()
    [recorded] = bench.service.heard
    assert isinstance(recorded, RecordManifest)
    assert (recorded.fingerprint, recorded.content) == (WRITTEN.fingerprint, "sha256:t")


async def test_a_foreign_file_is_refused_with_what_is_wrong(bench: Bench) -> None:
    bench.files.data = b"[]"
    bench.outbox.add(ReadManifest(number=1, file="F1"))
    await bench.run()
    [refused] = bench.service.heard
    assert isinstance(refused, FailManifest)
    assert refused.problem == "model-files-manifest-another-kind"


async def test_a_file_that_never_comes_is_said_to_be_gone(bench: Bench) -> None:
    bench.chat.file = FileProblem("gone")
    bench.outbox.add(ReadManifest(number=1, file="F1"))
    await bench.run()
    [refused] = bench.service.heard
    assert isinstance(refused, FailManifest)
    assert refused.problem == "problem-gone"
