"""What a file is, by its content and never by its name.

Owns the recognition. Nothing is ever unpickled, decompressed or executed: a few bytes, and a table of contents where a
format has one, are looked at. A file that no rule is sure of is `unknown`; a wrong name would be worse than none.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable, Collection, Iterator
from typing import BinaryIO, Final, Literal

from .tensors import gguf, is_optimizer, safetensors
from .texts import is_json, is_old_pickle, is_pointer, is_text, of_weights

Format = Literal[
    "safetensors",
    "safetensors-adapter",
    "safetensors-encrypted",
    "safetensors-mlx",
    "safetensors-partly-encrypted",
    "gguf",
    "gguf-adapter",
    "pytorch-zip",
    "pickle",
    "numpy",
    "hdf5",
    "keras",
    "onnx",
    "tflite",
    "tensorrt",
    "coreml",
    "optimizer-state",
    "archive",
    "closed-archive",
    "lfs-pointer",
    "json",
    "text",
    "large-text",
    "empty",
    "unknown",
]
"""What a file can be. `lfs-pointer`: a line that stands for a file which was not downloaded. `archive`: of files, which
`archives` looks at. `closed-archive`: what is in it cannot be seen, or not all of it. `large-text`: more letters than
people write, or such as nobody writes, so that weights may stand in them. `safetensors-mlx`: MLX says that it wrote it,
which NumPy files of it do not. `optimizer-state`: what an optimizer remembers of the weights, as safetensors, NumPy,
PyTorch or a pickle."""

HEAD: Final = 4096
"""Bytes that most formats show themselves in."""

CLOSED: Final = "closed-archive"

_GZIP: Final = b"\x1f\x8b\x08"
_BZIP2: Final = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_XZ: Final = b"\xfd7zXZ\x00"
"""Marks so long that bare numbers hardly begin with one; after bzip2's a block or the end follows."""

_MOST_PICKLE: Final = 16 * 2**20
"""Bytes of a pickle that are looked through for the words of an optimizer."""

_OPTIMIZER: Final = re.compile(rb"param_groups|optimizer_state_dict")
_OF_WEIGHTS: Final = re.compile(rb"\.(?:weight|bias)[^a-z]")

_CLOSED: Final = (
    b"\x28\xb5\x2f\xfd",
    b"7z\xbc\xaf\x27\x1c",
    b"\x04\x22\x4d\x18",
    b"Rar!\x1a\x07",
)
"""zstd, 7z, lz4, RAR: Python has no reader of them in every version."""

_HDF5: Final = b"\x89HDF\r\n\x1a\n"

_COREML_FIELDS: Final = frozenset({1, 2, 10, *range(200, 600), *range(900, 905), *range(2000, 3003)})
"""Numbers of the fields that a Model of Core ML has: version, description, whether it may be updated, one kind."""

_ONNX_GRAPH: Final = 7
_ONNX_FIELDS: Final = frozenset({*range(1, 9), 14, 20, 25, 26})
"""Numbers of the fields that a ModelProto of onnx.proto has; the graph is one of them."""


def recognized(file: BinaryIO) -> Format:
    """What an open, seekable file is; where it is read afterwards is not defined."""
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        return "empty"
    file.seek(0)
    head = file.read(HEAD)
    return next((found for looks in _RULES if (found := looks(file, head, size))), "unknown")


def _names_within(file: BinaryIO, head: bytes) -> list[str] | None:
    if head[:4] not in (b"PK\x03\x04", b"PK\x05\x06"):
        return None
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return []


def _is_pytorch_zip(file: BinaryIO, head: bytes, size: int) -> bool:
    return any(name.rpartition("/")[2] == "data.pkl" for name in _names_within(file, head) or ())


def _is_optimizer(file: BinaryIO, head: bytes, size: int) -> bool:
    """By the words in its pickle, which is not loaded, or by the names of its arrays."""
    names = _names_within(file, head) or []
    if names and all(name.endswith(".npy") for name in names):
        return is_optimizer([name.removesuffix(".npy") for name in names])
    if _is_pytorch_zip(file, head, size):
        data = _pickle_within(file, names)
    elif _is_pickle(file, head, size):
        file.seek(0)
        data = file.read(_MOST_PICKLE)
    else:
        return False
    return bool(_OPTIMIZER.search(data)) and not _OF_WEIGHTS.search(data)


def _pickle_within(file: BinaryIO, names: Collection[str]) -> bytes:
    name = next(name for name in names if name.rpartition("/")[2] == "data.pkl")
    try:
        with zipfile.ZipFile(file) as archive, archive.open(name) as opened:
            return opened.read(_MOST_PICKLE)
    # what it raises for damaged ones is documented for none of them
    except Exception:
        return b""


def _is_keras(file: BinaryIO, head: bytes, size: int) -> bool:
    return {"config.json", "model.weights.h5"} <= set(_names_within(file, head) or ())


def _is_numpy(file: BinaryIO, head: bytes, size: int) -> bool:
    names = _names_within(file, head)
    return head[:6] == b"\x93NUMPY" or (bool(names) and all(name.endswith(".npy") for name in names or ()))


def _is_hdf5(file: BinaryIO, head: bytes, size: int) -> bool:
    """A block of a user may stand before it; a tar's first header is none."""
    return any(head[at : at + 8] == _HDF5 for at in ((0,) if _is_tar(head) else (0, 512, 1024, 2048)))


def _is_pickle(file: BinaryIO, head: bytes, size: int) -> bool:
    """Protocols 2 to 5 begin with their number and end with a stop; older ones have no mark."""
    if head[:1] != b"\x80" or head[1:2] not in (b"\x02", b"\x03", b"\x04", b"\x05"):
        return False
    file.seek(-1, os.SEEK_END)
    # an old checkpoint of PyTorch is several pickles and then the bare numbers
    return file.read(1) == b"." or b"\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19" in head[:32]


def _is_onnx(file: BinaryIO, head: bytes, size: int) -> bool:
    fields = list(_protobuf_fields(file, size, _ONNX_FIELDS))
    return bool(fields) and fields[0] == 1 and _ONNX_GRAPH in fields and 0 not in fields


def _is_coreml(file: BinaryIO, head: bytes, size: int) -> bool:
    """A model of before packages, or the weights of a package: blobs behind a head of 64 bytes, each with a mark."""
    if head[64:68] == b"\xef\xbe\xad\xde" and head[4:8] in (b"\x01\0\0\0", b"\x02\0\0\0"):
        return True
    fields = list(_protobuf_fields(file, size, _COREML_FIELDS))
    return fields[:2] == [1, 2] and 0 not in fields and any(number >= 200 for number in fields)


def _protobuf_fields(file: BinaryIO, size: int, known: Collection[int]) -> Iterator[int]:
    """The numbers of a message's outermost fields, each once in its place; ends with 0 where it is no such message."""
    at = 0
    for _ in range(1000):
        if at == size:
            return
        file.seek(at)
        piece = file.read(20)
        tag, used = _varint(piece)
        number, kind = tag >> 3, tag & 7
        length, more = _varint(piece[used:]) if kind in (0, 2) else (0, {1: 8, 5: 4}.get(kind, 0))
        at += used + more + (length if kind == 2 else 0)
        if not used or not more or number not in known or at > size:
            yield 0
            return
        yield number
    yield 0


def _varint(piece: bytes) -> tuple[int, int]:
    """A number and how many bytes it took; 0 bytes where there is none."""
    value = 0
    for used, byte in enumerate(piece[:10], 1):
        value |= (byte & 0x7F) << 7 * (used - 1)
        if byte < 0x80:
            return value, used
    return 0, 0


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def _is_archive(file: BinaryIO, head: bytes, size: int) -> bool:
    return packing(head) is not None or _is_tar(head) or _names_within(file, head) is not None


Packing = Literal["gzip", "bzip2", "xz"]


def packing(head: bytes) -> Packing | None:
    """How one stream of bytes is packed, by how it begins."""
    if head.startswith(_GZIP):
        return "gzip"
    return "bzip2" if _BZIP2.match(head) else "xz" if head.startswith(_XZ) else None


def _if(name: Format, looks: Callable[[BinaryIO, bytes, int], bool]) -> Rule:
    return lambda file, head, size: name if looks(file, head, size) else None


Rule = Callable[[BinaryIO, bytes, int], Format | None]

_RULES: Final[tuple[Rule, ...]] = (
    safetensors,
    gguf,
    _if("optimizer-state", _is_optimizer),
    _if("pytorch-zip", _is_pytorch_zip),
    _if("keras", _is_keras),
    _if("numpy", _is_numpy),
    _if("hdf5", _is_hdf5),
    _if("tflite", lambda file, head, size: head[4:8] == b"TFL3"),
    _if("tensorrt", lambda file, head, size: head[:4] in (b"ftrt", b"ptrt")),
    _if("pickle", _is_pickle),
    _if("archive", _is_archive),
    _if("closed-archive", lambda file, head, size: head.startswith(_CLOSED)),
    _if("lfs-pointer", is_pointer),
    _if("pickle", is_old_pickle),
    _if("large-text", of_weights),
    _if("json", is_json),
    _if("onnx", _is_onnx),
    _if("coreml", _is_coreml),
    _if("text", is_text),
)
"""The first that is sure wins; formats with a mark of their own come before those that are guessed from a structure."""
