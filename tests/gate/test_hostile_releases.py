"""Releases as somebody would build them who wants weights in the open to leave as encrypted ones, or past the gate.

Owns such folders, each with harmless bytes in place of weights and each signed as if it had been decided: what the gate
then says is about the files alone. What single formats are is tested in `test_formats_and_forms` and `test_archives`.
"""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import pickle
import random
import struct
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.gate.archives import looked_into
from bot.gate.streams import Bounds
from bot.gate.verdict import ALLOWED, REFUSED
from tests.gate.releases import (
    CIPHER,
    PIECES,
    PLAIN,
    archived,
    encrypted,
    form,
    key_entry,
    predicate,
    release,
    tarred,
)

WEIGHTS = random.Random(5).randbytes(120_000)

SEALED = {"model.safetensors": encrypted(), "config.json": b"{}"}

LETTERS = base64.b64encode(WEIGHTS)

NUMBERS = [byte / 256 for byte in WEIGHTS[:20_000]]


def npm_lock(packages: int) -> bytes:
    """As npm writes it: of each package where it is from and the SHA-512 of its archive."""
    listed = {
        f"node_modules/package-{n}": {
            "version": f"1.{n}.0",
            "resolved": f"https://registry.example/package-{n}/-/package-{n}-1.{n}.0.tgz",
            "integrity": f"sha512-{base64.b64encode(WEIGHTS[n : n + 64]).decode()}",
        }
        for n in range(packages)
    }
    return json.dumps({"name": "demo", "lockfileVersion": 3, "packages": listed}, indent=2).encode()


def notebook(picture: list[str] | str) -> bytes:
    """As Jupyter writes it, with one picture."""
    shown = {"output_type": "display_data", "data": {"image/png": picture, "text/plain": ["<Figure>"]}, "metadata": {}}
    cell = {"cell_type": "code", "source": ["plot()"], "outputs": [shown], "metadata": {}, "execution_count": 1}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()


def wrapped() -> bytes:
    return b"\n".join(LETTERS[at : at + 64] for at in range(0, len(LETTERS), 64))


def with_sidecar(data: bytes, name: str = "notes.txt") -> dict[str, bytes]:
    return {**SEALED, name: data}


def table(sign: str) -> bytes:
    return "\n".join(
        sign.join(f"{number:.6f}" for number in NUMBERS[at : at + 8]) for at in range(0, 20_000, 8)
    ).encode()


def in_the_header(field: str) -> bytes:
    """Letters where an encrypted file says something about its keys."""
    if field == "wrapped_key":
        return encrypted(listed={"a": key_entry(wrapped_key=LETTERS.decode()), "b": key_entry()})
    if field == "a key's own field":
        return encrypted(listed={"a": {**key_entry(), "more": LETTERS.decode()}, "b": key_entry()})
    if field == "tags":
        return encrypted(listed={"a": key_entry(tags=LETTERS[: 160_000 // 64 * 64].decode()), "b": key_entry()})
    return encrypted(None, None, **{field: LETTERS.decode()})


def blanks_in_the_header() -> bytes:
    data = encrypted()
    length = int.from_bytes(data[:8], "little")
    return struct.pack("<Q", length + 100_000) + data[8 : 7 + length] + b" \t" * 50_000 + data[7 + length :]


def zip_in_a_tensor() -> bytes:
    """A file that is encrypted tensors to one reader and a zip to another."""
    return encrypted({"a": CIPHER, "b": archived("w.safetensors", PLAIN, zipfile.ZIP_DEFLATED)})


def between_noise() -> bytes:
    """Tensors that are random where one would look first: at their beginning, and in the middle."""
    noise, plain = random.Random(6).randbytes(2**14), struct.pack("<f", 0.02) * 2**12
    return encrypted({f"w{n}": (noise + plain) * 2 for n in range(40)})


def in_small_pieces() -> bytes:
    """Tensors each of which is too small to tell anything."""
    return encrypted({f"w{n}": struct.pack("<500f", *NUMBERS[n : n + 500]) for n in range(60)})


def pickled(protocol: int) -> bytes:
    return pickle.dumps({"w": NUMBERS[:200]}, protocol=protocol)


AS_ENCRYPTED: dict[str, tuple[Mapping[str, bytes], str]] = {
    "plain weights under another name": ({"config.json": b"{}", "model.aes": PLAIN}, "format-not-permitted"),
    "plain weights as a read-me": (with_sidecar(PLAIN, "README.md"), "format-not-permitted"),
    "weights between random bytes": ({"model.safetensors": between_noise()}, "format-not-permitted"),
    "weights in small pieces": ({"model.safetensors": in_small_pieces()}, "format-not-permitted"),
    "half encrypted": ({"model.safetensors": encrypted(listed={"a": key_entry()})}, "format-not-permitted"),
    "weights in base64": (with_sidecar(LETTERS), "large-text"),
    "weights in base64, line by line": (with_sidecar(wrapped()), "large-text"),
    "weights in hexadecimal": (with_sidecar(WEIGHTS.hex().encode()), "large-text"),
    "weights in a large picture": (with_sidecar(b"data:image/png;base64," + LETTERS * 4), "large-text"),
    "weights in many pictures": (with_sidecar(b"data:image/png;base64,%b\n" % LETTERS[:9000] * 70), "large-text"),
    "weights in a tokenizer": (
        with_sidecar(json.dumps({"precompiled_charsmap": LETTERS.decode() * 4}).encode(), "tokenizer.json"),
        "large-text",
    ),
    "weights in lines like npm's digests": (
        with_sidecar(b'"integrity": "sha512-%b==",\n' % LETTERS[:86] * 12_000, "package-lock.json"),
        "large-text",
    ),
    "weights like npm's digests, of another length": (
        with_sidecar(b'"integrity": "sha512-%b==",\n' % LETTERS[:88] * 1000, "package-lock.json"),
        "large-text",
    ),
    "weights in a notebook": (with_sidecar(json.dumps({"a": LETTERS.decode()}).encode(), "a.ipynb"), "large-text"),
    "weights in a notebook's pictures": (
        with_sidecar(b'{"image/png": ["%b\\n"]}\n' % LETTERS * 4, "a.ipynb"),
        "large-text",
    ),
    "weights in lines like digests": (with_sidecar(b"%b\n" % WEIGHTS[:32].hex().encode() * 17_000), "large-text"),
    "weights between dashes": (with_sidecar(b"%b-\n" % LETTERS[:60] * 1200), "large-text"),
    "more letters than people write": (with_sidecar(PIECES["large-text"]), "large-text"),
    "weights in a JSON string": (with_sidecar(json.dumps({"a": LETTERS.decode()}).encode(), "a.json"), "large-text"),
    "weights in a JSON list": (with_sidecar(json.dumps({"layer": NUMBERS}).encode(), "a.json"), "large-text"),
    "weights in a table": (with_sidecar(table(","), "results.csv"), "large-text"),
    "weights in a table of bars": (with_sidecar(table("|")), "large-text"),
    "weights in an old pickle": (with_sidecar(pickled(0)), "format-not-permitted"),
    "weights in a less old pickle": (with_sidecar(pickled(1)), "format-not-permitted"),
    "weights in arrays of NumPy or MLX": (with_sidecar(PIECES["numpy"], "weights.npz"), "format-not-permitted"),
    "weights in a packed file": (with_sidecar(gzip.compress(PLAIN, mtime=0), "vocab.txt.gz"), "format-not-permitted"),
    "encrypted weights in an archive": (with_sidecar(tarred("w", encrypted()), "w.tar"), "format-not-permitted"),
    "weights behind encrypted ones": ({"model.safetensors": encrypted() + PLAIN}, "format-not-permitted"),
    "a zip in a tensor": ({"model.safetensors": zip_in_a_tensor()}, "format-not-permitted"),
    "weights beneath .git": ({**SEALED, ".git/x": LETTERS}, "aside"),
    **{
        f"weights in the header: {field}": ({"model.safetensors": in_the_header(field)}, "format-not-permitted")
        for field in ("__policy__", "__signature__", "__crypto_keys__", "wrapped_key", "a key's own field", "tags")
    },
    "weights in blanks of the header": ({"model.safetensors": blanks_in_the_header()}, "format-not-permitted"),
    "weights elsewhere": (
        with_sidecar(b'{"weight_map": {"a": "../plain/model.safetensors"}}', "model.safetensors.index.json"),
        "part-elsewhere",
    ),
    "weights at an address": (
        with_sidecar(b'{"weight_map": {"a": "https://example.org/w"}}', "sub/model.safetensors.index.json"),
        "part-elsewhere",
    ),
}


@pytest.mark.parametrize("name", AS_ENCRYPTED)
def test_no_weights_in_the_open_leave_as_encrypted_ones(tmp_path: Path, name: str) -> None:
    files, kind = AS_ENCRYPTED[name]
    decided = {file: data for file, data in files.items() if not file.startswith(".git/")}
    made = release(tmp_path, files, predicate(form(5, decided)))
    assert (made.kinds(5), made.verdict(5).code) == ([kind], REFUSED)


WORDS = b"the quick brown fox jumps over the lazy dog, and again: "

HONEST: dict[str, bytes] = {
    "README.md": b"# A model\n\n" + WORDS * 4000 + b"\n![](data:image/png;base64," + LETTERS[:40_000] + b")\n",
    "tokenizer.json": json.dumps({"model": {"vocab": {f"word{n:x}": 10_000 + n for n in range(9000)}}}).encode(),
    "unigram.json": json.dumps([[f"\u2581w{n:x}", -n / 977] for n in range(9000)], ensure_ascii=False).encode(),
    "vocab.bpe": b"\n".join(b"%x %x" % (n, n * 7) for n in range(9000)),
    "model.safetensors.index.json": b'{"weight_map": {"a": "./model.safetensors"}}',
    "results.csv": table(",")[:60_000],
    "sub/tokenizer.json": json.dumps({"normalizer": {"precompiled_charsmap": LETTERS.decode()}}).encode(),
    "CARD.md": b"![](data:image/png;base64," + LETTERS[:80_000] + b") ![](data:image/svg+xml;base64," + LETTERS + b")",
    "SHA256SUMS": b"\n".join(WEIGHTS[at : at + 32].hex().encode() + b"  a" for at in range(0, 80_000, 32)),
    "uv.lock": b"\n".join(b"--hash=SHA256=" + WEIGHTS[at : at + 32].hex().encode() for at in range(0, 80_000, 32)),
    "package-lock.json": npm_lock(3000),
    "yarn.lock": b"\n".join(
        b"  integrity sha512-%b" % base64.b64encode(WEIGHTS[at : at + 64]) for at in range(0, 100_000, 64)
    ),
    "page.html": b"\n".join(
        b'<script integrity="sha384-%b">' % base64.b64encode(WEIGHTS[at : at + 48]) for at in range(0, 90_000, 48)
    ),
    "plots.ipynb": notebook(LETTERS.decode() + "\n"),
    "old-plots.ipynb": notebook([f"{line}\n" for line in wrapped().decode().splitlines()]),
    "TABLES.md": (b"| " + b"-" * 70 + b" | " + b"=" * 70 + b" |\n+" + b"-" * 60 + b"+=" * 30 + b"\n") * 400,
    "files.txt": b"/home/somebody/models/encrypted/checkpoint/of/the/last/day\n" * 2000,
    "rules.txt": b"-" * 100_000,
}


def test_what_people_and_tokenizers_write_leaves_beside_encrypted_weights(tmp_path: Path) -> None:
    files = {**SEALED, **HONEST}
    assert release(tmp_path, files, predicate(form(5, files))).verdict(5).code == ALLOWED


def zipped(*names: str, how: int = zipfile.ZIP_STORED, comment: bytes = b"", extra: bytes = b"") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", how) as archive:
        for name in names or ("a", "b"):
            member = zipfile.ZipInfo(name)
            member.compress_type, member.extra = how, extra
            archive.writestr(member, WORDS)
        archive.comment = comment
    return written.getvalue()


def between_members(data: bytes, put: bytes) -> bytes:
    """Bytes put before the second member; the list of members is told, as a patient attacker would."""
    at = data.index(b"PK\3\4", 4)
    made = bytearray(data[:at] + put + data[at:])
    second = made.index(b"PK\1\2", made.index(b"PK\1\2") + 4)
    made[second + 42 : second + 46] = struct.pack("<I", at + len(put))
    end = made.rindex(b"PK\5\6")
    made[end + 16 : end + 20] = struct.pack("<I", int.from_bytes(made[end + 16 : end + 20], "little") + len(put))
    return bytes(made)


def behind_a_member(how: int) -> bytes:
    """Bytes that belong to a member's packed ones and that no reader unpacks."""
    data = bytearray(zipped("a", how=how))
    start = 30 + 1
    packed = struct.unpack("<I", data[18:22])[0]
    data[start + packed : start + packed] = PLAIN
    central = data.index(b"PK\1\2")
    for at in (18, central + 20):
        data[at : at + 4] = struct.pack("<I", packed + len(PLAIN))
    end = data.rindex(b"PK\5\6")
    data[end + 16 : end + 20] = struct.pack("<I", central)
    return bytes(data)


def said_otherwise() -> bytes:
    """Packed by one of its two headers, and not by the other."""
    data = bytearray(zipped("a", how=zipfile.ZIP_DEFLATED))
    data[8:10] = struct.pack("<H", zipfile.ZIP_STORED)
    return bytes(data)


def padded_tar() -> bytes:
    data = tarred("a", WORDS)
    return data[: 512 + len(WORDS)] + b"w" * (-len(WORDS) % 512) + data[1024:]


def tar_with_fields() -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w", format=tarfile.PAX_FORMAT) as archive:
        member = tarfile.TarInfo("a")
        member.pax_headers = {"comment": LETTERS.decode()}
        archive.addfile(member)
    return written.getvalue()


def gzip_with(flag: int, said: bytes) -> bytes:
    data = gzip.compress(WORDS, mtime=0)
    return data[:3] + bytes([flag]) + data[4:10] + said + data[10:]


def archived_nothing() -> bytes:
    return b"PK\5\6" + bytes(18)


BESIDE: dict[str, Callable[[], bytes]] = {
    "between the members of a zip": lambda: between_members(zipped(), PLAIN),
    "before the first member of a zip": lambda: b"PK\3\4" + PLAIN + zipped(),
    "behind the end of a zip": lambda: zipped() + PLAIN,
    "in the comment of a zip": lambda: zipped(comment=LETTERS[:65_000]),
    "in what a zip says of its files": lambda: zipped("a", "b", extra=b"XX\xff\xf0" + LETTERS[:0xF0FF]),
    "in the names of a zip": lambda: zipped(*(LETTERS[at : at + 30_000].decode() for at in range(0, 150_000, 30_000))),
    "behind what a member unpacks to": lambda: behind_a_member(zipfile.ZIP_DEFLATED),
    "behind what a bzip2 member unpacks to": lambda: behind_a_member(zipfile.ZIP_BZIP2),
    "for readers of the other header": said_otherwise,
    "between the files of a tar": padded_tar,
    "in what a tar says of a file": tar_with_fields,
    "in the comment of a gzip": lambda: gzip_with(16, LETTERS + b"\0"),
    "in the fields of a gzip": lambda: gzip_with(4, struct.pack("<H", 60_000) + LETTERS[:60_000]),
    "in the heads of many gzips": lambda: b"".join(gzip_with(16, LETTERS[:4000] + b"\0") for _ in range(20)),
    "in bzip2 behind the end": lambda: bz2.compress(WORDS) + PLAIN,
    "in zips without files": lambda: zipped() + archived_nothing() * 1500 + zipped(),
    "in the names of zips behind each other": lambda: b"".join(
        zipped(LETTERS[at : at + 200].decode()) for at in range(0, 36_000, 200)
    ),
}


@pytest.mark.parametrize("name", BESIDE)
def test_bytes_of_an_archive_that_belong_to_no_file_close_it(tmp_path: Path, name: str) -> None:
    files = {"data.bin": BESIDE[name]()}
    made = release(tmp_path, files, predicate(form(5, files), form(7, files)))
    assert made.kinds(7) == made.kinds(5) == ["closed-archive"]


def streamed() -> bytes:
    """As a zip is written to a pipe: sizes stand behind the data."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = b""

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]  # what zipfile hands over
            self.data += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", WORDS)
        with archive.open("b", "w", force_zip64=True) as opened:
            opened.write(WORDS)
    return pipe.data


def aligned(padding: bytes) -> bytes:
    """As PyTorch puts weights where a page begins."""
    return zipped("a/data.pkl", "a/data/0", extra=b"FB" + struct.pack("<H", 4000) + padding * 4000)


WHOLE: dict[str, Callable[[], bytes]] = {
    "written to a pipe": streamed,
    "aligned with letters": lambda: aligned(b"Z"),
    "aligned with zeros": lambda: aligned(b"\0"),
    "with a remark": lambda: zipped(comment=b"Made by hand."),
    "several behind each other": lambda: zipped() + zipped() + zipped(),
    "a tar with a long name": lambda: tarred("a" * 300, WORDS),
    "a gzip with a name and fields": lambda: gzip_with(4 | 8, struct.pack("<H", 6) + b"BC\2\0\1\1" + b"a.txt\0"),
    "several gzips": lambda: b"".join(gzip_with(8, b"a.txt\0") for _ in range(300)),
}


@pytest.mark.parametrize("name", WHOLE)
def test_archives_as_tools_write_them_are_seen_as_a_whole(name: str) -> None:
    kind, within = looked_into(io.BytesIO(WHOLE[name]()))
    assert kind in ("archive", "pytorch-zip")
    assert "text" in within


def saved(name: str) -> bytes:
    return zipped(f"{name}/data.pkl", f"{name}/version", f"{name}/data/0")


def test_a_shard_of_more_tensors_than_an_archive_may_have_files_is_seen_as_a_whole() -> None:
    shard = io.BytesIO(saved("archive") * 60)
    assert looked_into(shard, Bounds(files=9, beside=9))[0] == "pytorch-zip"
    assert looked_into(shard, Bounds(files=9, files_of_zips=150))[0] == "closed-archive"


def test_a_shard_of_a_distributed_checkpoint_is_one_of_pytorch_and_all_of_it_is_seen(tmp_path: Path) -> None:
    files = {"__0_0.distcp": saved("a") + saved("b"), ".metadata": PIECES["pickle"]}
    made = release(tmp_path, files, predicate(form(5, files), form(7, files)))
    assert (made.kinds(7), made.kinds(5)) == ([], ["format-not-permitted", "format-not-permitted"])
    hidden = {"__0_0.distcp": saved("a") + encrypted() + saved("b")}
    other = release(tmp_path / "hidden", hidden, predicate(form(7, hidden)))
    assert other.kinds(7) == ["closed-archive"]
