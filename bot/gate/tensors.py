"""Files that hold tensors in the open, read by their headers: safetensors (CryptoTensors among them) and GGUF.

Owns their bounds, and what of a safetensors file is encrypted. Nothing proves that bytes are encrypted: coded weights
look the same. So a file counts as encrypted only where its header lists every tensor with the data of its key; bytes
that are evidently not random disprove it.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import secrets
import struct
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO, Final, Literal

MOST_HEADER: Final = 100 * 2**20
"""Bytes of a safetensors header at most, as its own library has it."""

Tensors = Literal[
    "safetensors",
    "safetensors-adapter",
    "safetensors-encrypted",
    "safetensors-mlx",
    "safetensors-partly-encrypted",
    "optimizer-state",
]

_BITS: Final = {
    **dict.fromkeys(("F4",), 4),
    **dict.fromkeys(("F6_E2M3", "F6_E3M2"), 6),
    **dict.fromkeys(("BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ"), 8),
    **dict.fromkeys(("I16", "U16", "F16", "BF16"), 16),
    **dict.fromkeys(("I32", "U32", "F32"), 32),
    **dict.fromkeys(("I64", "U64", "F64", "C64"), 64),
}
"""Bits of one number, by what safetensors 0.8 calls its type."""

_ADAPTER: Final = re.compile(r"(?:^|[._])(?:lora|loha|lokr|ia3|hada|adapter|adapters)[._]", re.IGNORECASE)
"""In the name of a tensor: it is added to a model's and is none of its own."""

_MOMENT: Final = re.compile(
    r"(?:^|[./_])(?:exp_avg|exp_avg_sq|exp_inf|square_avg|momentum_buffer|acc_delta|optimizer_state)(?:[./_]|$)"
)
"""In the name of a tensor: what an optimizer of PyTorch remembers of a weight."""

_STEP: Final = re.compile(r"(?:^|[./_])(?:step|lr|learning_rate)$")

_MLX_MOMENT: Final = re.compile(r"\.[mv]$")
"""How the optimizers of MLX call theirs, beside a step and a rate."""

Placed = dict[str, tuple[int, int]]
"""Where the bytes of each tensor lie in a file."""

_MOST_BESIDE: Final = 2**16
"""Bytes of an encrypted file's header beside the keys: more could be weights in letters."""
_OF_A_KEY: Final = 400
"""Bytes of a header that a tensor and its key take, without its name: CryptoTensors 0.2.3 writes some 300."""
_LONGEST_NAME: Final = 255
_CHUNK: Final = 2**16
"""Bytes that a tag is over, at least: CryptoTensors has one for every 2 MiB."""

_SAMPLE: Final = 2**14
_LEAST: Final = 2**11
_STRIDE: Final = 2**21
_MOST_CHI_SQUARE: Final = 500
"""Of the bytes of a sample: random ones measure 255 give or take 23, so that one tensor in 10^20 is wronged."""


def safetensors(file: BinaryIO, head: bytes, size: int) -> Tensors | None:
    """What kind of a safetensors file it is; None for one that the library itself would not open."""
    length = int.from_bytes(head[:8], "little")
    if size < 10 or not 2 <= length <= min(size - 8, MOST_HEADER) or head[8:9] not in (b"{", b" "):
        return None
    file.seek(8)
    doubled: list[str] = []
    try:
        header = json.loads(file.read(length), object_pairs_hook=lambda pairs: _noting(pairs, doubled))
    except (ValueError, RecursionError):
        return None
    tensors = {name: entry for name, entry in header.items() if name != "__metadata__"} if _named(header) else None
    spans = {name: _span(entry) for name, entry in tensors.items()} if tensors is not None else {}
    if tensors is None or not _adjoin(list(spans.values()), size - 8 - length):
        return None
    metadata = header.get("__metadata__") or {}
    if "__encryption__" in metadata:
        begin = 8 + length
        placed = {name: (begin + span[0], begin + span[1]) for name, span in spans.items() if span}
        keys = _keys(placed, metadata) if placed and not doubled else None
        whole = keys is not None and _says_no_more(length, placed, keys) and _nothing_plain(file, placed)
        whole = whole and not _ends_as_zip(file, size)
        return "safetensors-encrypted" if whole else "safetensors-partly-encrypted"
    if tensors and all(_ADAPTER.search(name) for name in tensors):
        return "safetensors-adapter"
    if is_optimizer(tensors):
        return "optimizer-state"
    return "safetensors-mlx" if metadata.get("format") == "mlx" else "safetensors"


def is_optimizer(names: Collection[str]) -> bool:
    """Whether tensors of these names are what an optimizer remembers, and none of them a weight."""
    left = [name for name in names if not _STEP.search(name)]
    if left and all(_MOMENT.search(name) for name in left):
        return True
    said = {"step", "learning_rate"} <= set(names)
    return said and bool(left) and all(_MLX_MOMENT.search(name) for name in left)


def _noting(pairs: list[tuple[str, Any]], doubled: list[str]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        doubled.append("")
    return found


def _named(header: Any) -> bool:
    metadata = header.get("__metadata__") if isinstance(header, dict) else None
    texts = metadata is None or (isinstance(metadata, dict) and all(isinstance(v, str) for v in metadata.values()))
    return isinstance(header, dict) and texts


def _span(entry: Any) -> tuple[int, int] | None:
    """Where a tensor's bytes lie behind the header; None where that does not agree with its type and shape."""
    if not isinstance(entry, dict) or not {"dtype", "shape", "data_offsets"} <= entry.keys():
        return None
    shape, offsets = entry["shape"], entry["data_offsets"]
    numbers = [*shape, *offsets] if isinstance(shape, list) and isinstance(offsets, list) else [-1]
    if any(type(number) is not int or not 0 <= number < 2**63 for number in numbers) or len(offsets) != 2:
        return None
    count = 1
    for side in shape:
        count = min(count * side, 2**80)
    bits = _BITS.get(entry["dtype"]) if isinstance(entry["dtype"], str) else None
    return (offsets[0], offsets[1]) if bits and bits * count == 8 * (offsets[1] - offsets[0]) else None


def _adjoin(spans: list[tuple[int, int] | None], end: int) -> bool:
    """Whether tensors fill everything behind the header, none over another: no gap and nothing trailing."""
    at = 0
    if None in spans:
        return False
    for begin, until in sorted(span for span in spans if span):
        if begin != at:
            return False
        at = until
    return at == end


def _keys(placed: Placed, metadata: dict[str, str]) -> dict[str, Any] | None:
    """What an encrypted file lists of the key of each tensor; None where it does not do so for every one."""
    try:
        listed = json.loads(metadata["__encryption__"])
    except (ValueError, RecursionError):
        return None
    whole = isinstance(listed, dict) and listed.keys() == placed.keys() and "__crypto_keys__" in metadata
    return listed if whole and all(_has_key(entry) for entry in listed.values()) else None


def _says_no_more(length: int, placed: Placed, keys: dict[str, Any]) -> bool:
    """Whether a header is about as long as tensors and keys make it."""
    usual = 0
    for name, (begin, until) in placed.items():
        tags = str(keys[name].get("tags", keys[name].get("tag")))
        usual += _OF_A_KEY + 2 * min(len(name), _LONGEST_NAME) + min(len(tags), 24 * ((until - begin) // _CHUNK + 1))
    return length <= usual + _MOST_BESIDE


def _ends_as_zip(file: BinaryIO, size: int) -> bool:
    """Whether other readers would find a zip: those look for its end, with the number of a disk, at the file's."""
    file.seek(max(0, size - 2**16 - 22))
    end = file.read()
    return any(b"PK\5\6" + disk in end for disk in (bytes(4), b"\xff" * 4))


def _has_key(entry: Any) -> bool:
    """As version 1 (`iv`, `tag`) and 2 (`base_iv`, `tags`: one a chunk) write them."""
    if not isinstance(entry, dict):
        return False
    wrapped, key_iv, key_tag = (_decoded(entry.get(field)) for field in ("wrapped_key", "key_iv", "key_tag"))
    iv, tags = _decoded(entry.get("base_iv", entry.get("iv"))), _decoded(entry.get("tags", entry.get("tag")))
    return (
        len(wrapped) >= 16
        and min(len(key_iv), len(iv)) >= 12
        and len(key_tag) == 16
        and bool(tags)
        and not len(tags) % 16
    )


def _decoded(text: Any) -> bytes:
    try:
        return base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except (ValueError, binascii.Error):
        return b""


def _nothing_plain(file: BinaryIO, placed: Placed) -> bool:
    """Whether no sample is evidently in the open. Too small a one says nothing either way."""
    return all(len(sample) < _LEAST or _chi_square(sample) <= _MOST_CHI_SQUARE for sample in _samples(file, placed))


def _samples(file: BinaryIO, placed: Placed) -> Iterator[bytes]:
    """One of every stride of each tensor, at a place that nobody knew beforehand; those of small tensors together."""
    small = b""
    for begin, until in placed.values():
        for at in range(begin, until, _STRIDE):
            room = min(_STRIDE, until - at)
            size = min(_SAMPLE, room)
            file.seek(at + secrets.randbelow(room - size + 1))
            small += file.read(size)
            if len(small) >= _SAMPLE:
                yield small
                small = b""
    yield small


def _chi_square(sample: bytes) -> float:
    expected = len(sample) / 256
    counts = Counter(sample)
    return sum((counts[byte] - expected) ** 2 for byte in range(256)) / expected


_SIZES: Final = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
"""Bytes of a value of GGUF, by the number of its type; 8 is a text, 9 a list."""


def gguf(file: BinaryIO, head: bytes, size: int) -> Literal["gguf", "gguf-adapter"] | None:
    """Version 2 or 3 in either order of bytes. An adapter says so before its first list."""
    if head[:4] != b"GGUF" or size < 24:
        return None
    order = next((o for o in "<>" if struct.unpack(f"{o}I", head[4:8])[0] in (2, 3)), "")
    if not order:
        return None
    tensors, pairs = struct.unpack(f"{order}QQ", head[8:24])
    if tensors * 24 + pairs * 13 > size - 24:
        return None
    return "gguf-adapter" if _type_of(head, pairs, order) == b"adapter" else "gguf"


def _type_of(head: bytes, pairs: int, order: str) -> bytes:
    at = 24
    for _ in range(min(pairs, 64)):
        key, at = _text(head, at, order)
        kind = int.from_bytes(head[at : at + 4], "little" if order == "<" else "big")
        at += 4
        if kind == 8:
            value, at = _text(head, at, order)
            if key == b"general.type":
                return value
        elif kind in _SIZES:
            at += _SIZES[kind]
        else:
            return b""
    return b""


def _text(head: bytes, at: int, order: str) -> tuple[bytes, int]:
    length = int.from_bytes(head[at : at + 8], "little" if order == "<" else "big")
    return head[at + 8 : at + 8 + length], at + 8 + length
