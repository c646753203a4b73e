"""Bytes in a folder, in memory and in a bucket, reached over S3's own protocol: the same contract for all of them.

Owns what the blob store promises. Must not know what the bytes mean.
"""

from __future__ import annotations

import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from bot.domain.kernel.text import OperatorProblem, Text
from bot.ports.files import FileProblem
from bot.ports.store import Unavailable
from storage.blobs import ObstoreBlobs, open_blobs

MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of an S3 on this machine with a bucket in it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    urllib.request.urlopen(urllib.request.Request(f"{address}/bucket", method="PUT")).close()
    yield address
    server.stop()


@pytest.fixture
def reached(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an operator sets for a bucket."""
    of_s3 = {"ACCESS_KEY_ID": "key", "SECRET_ACCESS_KEY": "secret", "REGION": "eu-central-1", "ENDPOINT": s3}
    for name, value in of_s3.items():
        monkeypatch.setenv(f"AWS_{name}", value)


@pytest.fixture(params=["folder", "memory", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path, reached: None) -> ObstoreBlobs:
    """A store of each kind."""
    return open_blobs({"folder": str(tmp_path), "memory": "memory:///", "s3": "s3://bucket/smactr"}[request.param])


async def stream(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def test_what_was_stored_is_read_and_what_was_removed_is_not(blobs: ObstoreBlobs) -> None:
    data = bytes(range(256)) * 4096 * 12
    assert await blobs.put("T01/A-1/one", stream(data[:MEGABYTE], data[MEGABYTE:]), 25 * MEGABYTE) == len(data)
    assert await blobs.get("T01/A-1/one") == data
    for _ in range(2):
        await blobs.delete("T01/A-1/one")
    with pytest.raises(KeyError):
        await blobs.get("T01/A-1/one")


async def test_a_stream_that_grows_too_large_leaves_nothing(blobs: ObstoreBlobs) -> None:
    with pytest.raises(FileProblem, match="too-large"):
        await blobs.put("T01/A-1/two", stream(*[b"x" * MEGABYTE] * 12), 11 * MEGABYTE)
    with pytest.raises(KeyError):
        await blobs.get("T01/A-1/two")


async def test_a_store_that_answers_passes_the_check(blobs: ObstoreBlobs) -> None:
    await blobs.check()


async def test_a_bucket_that_is_not_there_cannot_be_reached(reached: None) -> None:
    with pytest.raises(Unavailable) as refused:
        await open_blobs("s3://another").put("T01/A-1/three", stream(b"x"), 10)
    assert refused.value.text.id == "blobs-silent"


async def test_a_folder_that_cannot_be_written_does_not_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = open_blobs(str(tmp_path))
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(Unavailable) as refused:
        await blobs.check()
    assert refused.value.text == Text("blobs-read-only", folder=str(tmp_path))


def test_an_address_nobody_knows_is_refused() -> None:
    with pytest.raises(OperatorProblem) as refused:
        open_blobs("ftp://x")
    assert (refused.value.text.id, refused.value.text.params["address"]) == ("blobs-address", "ftp://x")
