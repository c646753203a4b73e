"""What is in an archive, and in the archives in it: each format is found, or it is said that not all was seen.

Owns archives and their bounds. Each is a few kilobytes, made here.
"""

from __future__ import annotations

import bz2
import gzip
import io
import itertools
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.gate.archives import looked_into
from bot.gate.streams import Bounds
from tests.gate.releases import (
    PIECES,
    PLAIN,
    POINTER,
    TITLES,
    archived,
    encrypted,
    form,
    key_entry,
    predicate,
    release,
    tarred,
)

PACK: dict[str, Callable[[str, bytes], bytes]] = {
    "tar": tarred,
    "zip": archived,
    "gzip": lambda name, data: gzip.compress(data, mtime=0),
    "bzip2": lambda name, data: bz2.compress(data),
    "xz": lambda name, data: lzma.compress(data),
    "xz in two streams": lambda name, data: lzma.compress(data[:9]) + lzma.compress(data[9:]) + bytes(8),
    "zip that is packed": lambda name, data: archived(name, data, zipfile.ZIP_DEFLATED),
    "tar within gzip": lambda name, data: gzip.compress(tarred(name, data), mtime=0),
    "zip within tar within gzip": lambda name, data: gzip.compress(tarred("a.zip", archived(name, data)), mtime=0),
}

CLOSED: tuple[str, dict[str, str]] = ("closed-archive", {})


def found(data: bytes, bounds: Bounds | None = None) -> tuple[str, dict[str, str]]:
    kind, within = looked_into(io.BytesIO(data), bounds)
    return kind, {str(each): inner for each, inner in within.items()}


@pytest.mark.parametrize("pack", PACK)
@pytest.mark.parametrize("kind", sorted(PIECES.keys() - {"archive", "closed-archive", "large-text", "empty"}))
def test_each_format_is_found_in_each_archive(pack: str, kind: str) -> None:
    assert kind in found(PACK[pack]("w", PIECES[kind]))[1]


def test_a_file_is_named_by_its_way_through_the_archives() -> None:
    assert found(gzip.compress(tarred("sub/a.zip", archived("w.safetensors", PLAIN)), mtime=0)) == (
        "archive",
        {
            "archive": "its content",
            "safetensors": "its content > sub/a.zip > w.safetensors",
        },
    )


def test_what_is_no_archive_has_nothing_within() -> None:
    assert found(PLAIN) == ("safetensors", {})


def test_an_archive_without_files_is_one() -> None:
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert found(empty.getvalue()) == ("archive", {})


def linked() -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        member = tarfile.TarInfo("w")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(member)
    return written.getvalue()


def behind_a_password() -> bytes:
    data = bytearray(archived("w", PLAIN))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def packed_otherwise() -> bytes:
    return archived("w", PLAIN, zipfile.ZIP_LZMA)


def test_a_folder_of_a_zip_that_has_content_is_a_file() -> None:
    assert "safetensors-encrypted" in found(archived("folder/", encrypted()))[1]


NOT_SEEN: dict[str, bytes] = {
    "a link": linked(),
    "a password": behind_a_password(),
    "a packing that takes any memory": packed_otherwise(),
    "xz that is cut off": lzma.compress(PLAIN)[:-9],
    "xz with bytes behind the end": lzma.compress(PLAIN) + b"more",
    "xz with bytes behind many zeros": lzma.compress(PLAIN) + bytes(3 * 2**20) + b"more",
    "bzip2 with bytes behind the end": bz2.compress(PLAIN) + b"more",
    "bzip2 that is cut off": bz2.compress(PLAIN)[:-9],
    "xz that takes much memory": lzma.compress(PLAIN, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 2**27}]),
    "zstd": b"\x28\xb5\x2f\xfd" + bytes(40),
    "7z within a tar": tarred("a.7z", PIECES["closed-archive"]),
    "cut off": gzip.compress(PLAIN, mtime=0)[:-9],
    "bytes behind the end": gzip.compress(PLAIN, mtime=0) + b"more",
    "bytes behind the end of a tar": tarred("w", PLAIN) + b"more",
    "a header within that is damaged": tarred("w", PLAIN)[:1024] + b"x" * 512 + tarred("w", PLAIN),
    "a name of a gigabyte": tarfile.TarInfo("x").tobuf()[:124] + b"10000000000\0" + tarfile.TarInfo("x").tobuf()[136:],
}


@pytest.mark.parametrize("name", NOT_SEEN)
def test_what_cannot_be_seen_as_a_whole_is_closed(name: str) -> None:
    assert found(NOT_SEEN[name]) == CLOSED


DEEP = archived("c.zip", archived("b.zip", archived("a.zip", archived("w", PLAIN))))


def test_archives_within_archives_are_looked_into_so_deep_and_no_deeper() -> None:
    assert "safetensors" in found(DEEP)[1]
    assert found(archived("d.zip", DEEP)) == CLOSED


def test_no_more_files_are_looked_at_than_there_may_be() -> None:
    assert found(DEEP, Bounds(files=4))[0] == "archive"
    assert found(DEEP, Bounds(files=3)) == CLOSED


def test_no_more_is_unpacked_than_there_may_be() -> None:
    bomb = gzip.compress(bytes(2**20), mtime=0)
    assert found(bomb, Bounds(unpacked=2**20))[0] == "archive"
    assert found(bomb, Bounds(unpacked=2**20 - 1)) == CLOSED


def test_no_file_is_unpacked_to_far_more_than_it_was() -> None:
    bomb = gzip.compress(bytes(17 * 2**20), mtime=0)
    assert found(bomb, Bounds(ratio=2000))[0] == "archive"
    assert found(bomb) == CLOSED


def test_nothing_is_unpacked_for_longer_than_there_is_time() -> None:
    data = gzip.compress(tarred("w", PLAIN), mtime=0)
    assert found(data, Bounds(seconds=9, clock=itertools.count().__next__))[0] == "archive"
    assert found(data, Bounds(seconds=1, clock=itertools.count().__next__)) == CLOSED


EMPTY_STREAMS: dict[str, bytes] = {
    "gzip": gzip.compress(b"", mtime=0) * 20_000,
    "bzip2": bz2.compress(b"") * 20_000,
    "deflate": gzip.compress(b"", mtime=0)[:10] + b"\0\0\0\xff\xff" * 80_000 + b"\3\0" + bytes(8),
}


@pytest.mark.parametrize("name", EMPTY_STREAMS)
def test_what_unpacks_to_nothing_takes_no_longer_than_there_is_time(name: str) -> None:
    assert found(EMPTY_STREAMS[name], Bounds(seconds=20, clock=itertools.count().__next__))[0] == "archive"
    assert found(EMPTY_STREAMS[name], Bounds(seconds=3, clock=itertools.count().__next__)) == CLOSED


def test_no_more_streams_are_unpacked_than_there_may_be() -> None:
    assert found(gzip.compress(b"a", mtime=0) * 9, Bounds(streams=8))[0] == "archive"
    assert found(gzip.compress(b"a", mtime=0) * 9, Bounds(streams=7)) == CLOSED


CHECKPOINTS = {
    "pytorch-zip": {"a/data.pkl": PIECES["pickle"], "a/data/0": bytes(range(256))},
    "keras": {"config.json": b"{}", "metadata.json": b"{}", "model.weights.h5": PIECES["hdf5"]},
    "numpy": {"w.npy": b"\x93NUMPY" + bytes(10)},
    "optimizer-state": {"a/data.pkl": b"\x80\x02}X\x0c\0\0\0param_groups.", "a/data/0": bytes(9)},
}


def checkpoint(kind: str, how: int = zipfile.ZIP_STORED, more: Mapping[str, bytes] | None = None) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", how) as archive:
        for name, data in {**CHECKPOINTS[kind], **(more or {})}.items():
            archive.writestr(name, data)
    return written.getvalue()


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize(
    ("kind", "within"),
    [
        ("pytorch-zip", {"pickle": "a/data.pkl", "unknown": "a/data/0"}),
        ("keras", {"json": "config.json", "hdf5": "model.weights.h5"}),
        ("numpy", {"numpy": "w.npy"}),
        ("optimizer-state", {"optimizer-state": "a/data.pkl", "unknown": "a/data/0"}),
    ],
)
def test_a_checkpoint_that_is_a_zip_is_looked_into_like_one(kind: str, within: dict[str, str], how: int) -> None:
    data = checkpoint(kind, how)
    found_here = found(data)
    assert found_here[0] == kind
    assert {each: found_here[1].get(each) for each in within} == within
    assert found(tarred("c", data))[1] == {**{each: f"c > {name}" for each, name in found_here[1].items()}, kind: "c"}


@pytest.mark.parametrize("kind", ["pytorch-zip", "keras", "optimizer-state"])
def test_what_may_not_leave_does_not_leave_within_a_checkpoint(tmp_path: Path, kind: str) -> None:
    files = {"model.pt": checkpoint(kind, more={"a/data/1": encrypted()})}
    made = release(tmp_path, files, predicate(*(form(number, files) for number in TITLES)))
    assert [number for number in TITLES if not made.kinds(number)] == [1, 2, 3, 4]


def test_a_checkpoint_is_looked_into_however_large_what_lies_plainly_in_it_is() -> None:
    assert found(checkpoint("pytorch-zip"), Bounds(unpacked=0))[0] == "pytorch-zip"


@pytest.mark.parametrize("begins", [b"\x1f\x8b", b"BZh9", b"BZh"])
def test_bare_numbers_that_begin_like_a_packed_stream_are_none(begins: bytes) -> None:
    assert found(checkpoint("pytorch-zip", more={"a/data/1": begins + bytes(20)}))[0] == "pytorch-zip"


def test_a_checkpoint_that_does_not_lie_where_it_says_is_closed() -> None:
    data = checkpoint("pytorch-zip")
    assert found(b"PK\x03\x05".join(data.rsplit(b"PK\x03\x04", 1))) == CLOSED
    assert found(data.replace((256).to_bytes(4, "little") * 2, (2**31).to_bytes(4, "little") * 2)) == CLOSED


def test_a_file_within_that_lies_there_plainly_counts_for_nothing_unpacked() -> None:
    assert "safetensors" in found(tarred("w", PLAIN), Bounds(unpacked=0))[1]


@pytest.mark.parametrize("pack", PACK)
def test_a_damaged_archive_raises_nothing(pack: str) -> None:
    data, chance = PACK[pack]("w", PLAIN), random.Random(3)
    for _ in range(60):
        at = chance.randrange(len(data))
        assert found(data[:at] + bytes([data[at] ^ chance.randrange(1, 256)]) + data[at + 1 :])
        assert found(data[:at])


PARTLY = encrypted(listed={"a": key_entry()})

INSIDE = [
    ("encrypted", encrypted(), [1, 2, 3, 4]),
    ("partly encrypted", PARTLY, [1, 2, 3, 4]),
    ("plain", PLAIN, [1, 2, 3, 4, 6, 7, 8]),
    ("not downloaded", POINTER, []),
    ("closed", PIECES["closed-archive"], [1, 2, 3, 4]),
]


@pytest.mark.parametrize(("name", "data", "allowed"), INSIDE)
def test_an_archive_leaves_where_all_that_is_in_it_may(
    tmp_path: Path, name: str, data: bytes, allowed: list[int]
) -> None:
    files = {"model.tar.gz": gzip.compress(tarred("a.zip", archived("w", data)), mtime=0)}
    made = release(tmp_path, files, predicate(*(form(number, files) for number in TITLES)))
    assert [number for number in TITLES if not made.kinds(number)] == allowed


def test_it_is_said_what_in_an_archive_may_not_leave(tmp_path: Path) -> None:
    files = {"model.tar": tarred("sub/w", encrypted())}
    made = release(tmp_path, files, predicate(form(5, files), form(7, files)))
    [finding] = made.verdict(7).findings
    assert (finding.kind, finding.said["inner"]) == ("within-not-permitted", "sub/w")
    assert made.kinds(5) == ["format-not-permitted"]
