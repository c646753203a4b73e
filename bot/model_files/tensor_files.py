"""The tensors within files of a model: where each lies, and its values as numbers.

Owns the tables of safetensors and GGUF and what decodes their types. Files are read in pieces and never mapped: one
that is cut meanwhile is an error and no crash. Must not know what is compared.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Final

from bot.gate.formats import Format
from bot.gate.tensors import MOST_HEADER

PLAIN: Final = frozenset({"F64", "F32", "F16", "BF16"})
"""Types that are numbers as they stand."""

_BYTES: Final = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I8": 1, "F8_E4M3": 1, "F8_E5M2": 1}
"""Bytes of a number, of the types whose numbers stand alone."""

_AT_ONCE: Final = 2**18
"""Bytes of two files that are compared at once: both stay within a processor's cache."""

_SCALED: Final = frozenset({"I8", "F8_E4M3", "F8_E5M2"})
_SCALES: Final = ("_scale", "_scale_inv")
"""How the tensor with the scales of another one is called, behind its name."""

_TABLES: Final = frozenset({"safetensors", "safetensors-adapter", "safetensors-mlx", "gguf", "gguf-adapter"})


class TensorsUnreadable(Exception):
    """Tensors that no table of ours tells of, or that lie where the file ends."""


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor. `kind`: its type as safetensors or GGUF calls it; `shape`: outermost side first."""

    name: str
    kind: str
    shape: tuple[int, ...]
    path: Path
    begin: int
    end: int
    scale: Tensor | None = None
    """What its numbers are to be multiplied with."""

    @property
    def count(self) -> int:
        """How many numbers it has."""
        found = 1
        for side in self.shape:
            found *= side
        return found


def has_table(kind: Format) -> bool:
    """Whether tensors of files of this format can be told apart."""
    return kind in _TABLES


def tensors_of(path: Path, kind: Format) -> list[Tensor]:
    """The tensors of one file. Raises TensorsUnreadable, OSError."""
    try:
        with path.open("rb") as file:
            return list(_of_safetensors(file, path) if kind.startswith("safetensors") else _of_gguf(file, path))
    except (struct.error, ValueError, KeyError, TypeError, UnicodeDecodeError, RecursionError):
        raise TensorsUnreadable(str(path)) from None


def with_scales(tensors: list[Tensor]) -> list[Tensor]:
    """Tensors, those with scales joined to the ones that they are for."""
    named = {tensor.name: tensor for tensor in tensors}
    scales = {
        tensor.name: named[f"{tensor.name}{ending}"]
        for tensor in tensors
        for ending in _SCALES
        if tensor.kind in _SCALED and f"{tensor.name}{ending}" in named
    }
    used = {scale.name for scale in scales.values()}
    return [replace(tensor, scale=scales.get(tensor.name)) for tensor in tensors if tensor.name not in used]


def _of_safetensors(file: BinaryIO, path: Path) -> Iterator[Tensor]:
    length = int.from_bytes(file.read(8), "little")
    header = json.loads(file.read(min(length, MOST_HEADER)))
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = (8 + length + offset for offset in entry["data_offsets"])
            yield Tensor(name, entry["dtype"], tuple(entry["shape"]), path, begin, end)


_FIXED: Final = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_TEXT: Final = 8
_LIST: Final = 9
_MOST_SIDES: Final = 8


def _of_gguf(file: BinaryIO, path: Path) -> Iterator[Tensor]:
    if file.read(4) != b"GGUF" or _number(file, "<I") not in (2, 3):
        raise ValueError("in the other order of bytes")
    count, pairs = _number(file, "<Q"), _number(file, "<Q")
    alignment = 32
    for _ in range(pairs):
        key, value = _letters(file), _value(file, _number(file, "<I"))
        if key == b"general.alignment":
            alignment = int.from_bytes(value, "little")
    listed = [_entry(file) for _ in range(count)]
    start = -(-file.tell() // alignment) * alignment
    size = os.fstat(file.fileno()).st_size
    for name, kind, shape, offset in listed:
        numbers, held = block(kind)
        tensor = Tensor(name, kind, shape, path, start + offset, 0)
        end = tensor.begin + tensor.count // numbers * held
        if end > size or tensor.count % numbers:
            raise ValueError("beyond the end")
        yield replace(tensor, end=end)


def _entry(file: BinaryIO) -> tuple[str, str, tuple[int, ...], int]:
    import gguf

    name, sides = _letters(file).decode(), _number(file, "<I")
    if sides > _MOST_SIDES:
        raise ValueError("too many sides")
    shape = tuple(_number(file, "<Q") for _ in range(sides))[::-1]
    kind = gguf.GGMLQuantizationType(_number(file, "<I")).name
    return name, kind, shape, _number(file, "<Q")


def _number(file: BinaryIO, form: str) -> int:
    found: int = struct.unpack(form, file.read(struct.calcsize(form)))[0]
    return found


def _letters(file: BinaryIO) -> bytes:
    length = _number(file, "<Q")
    if length > MOST_HEADER:
        raise ValueError("too long")
    return file.read(length)


def _value(file: BinaryIO, kind: int) -> bytes:
    """A value's bytes; of a list nothing, it is passed over."""
    if kind == _TEXT:
        return _letters(file)
    if kind != _LIST:
        return file.read(_FIXED[kind])
    within, count = _number(file, "<I"), _number(file, "<Q")
    if within in _FIXED:
        file.seek(_FIXED[within] * count, os.SEEK_CUR)
        return b""
    if within != _TEXT or count * 8 > os.fstat(file.fileno()).st_size:
        raise ValueError("a list of lists")
    for _ in range(count):
        _letters(file)
    return b""


def block(kind: str) -> tuple[int, int]:
    """Of a type: how many numbers stand together, and the bytes that they take. Raises TensorsUnreadable."""
    if kind in _BYTES:
        return 1, _BYTES[kind]
    import gguf

    try:
        numbers, held = gguf.GGML_QUANT_SIZES[gguf.GGMLQuantizationType[kind]]
    except KeyError:
        raise TensorsUnreadable(kind) from None
    return numbers, held


@cache
def dtypes() -> dict[str, Any]:
    """NumPy's types for those whose numbers stand alone."""
    import ml_dtypes
    import numpy as np

    found = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I8": "i1"}
    small = {"BF16": ml_dtypes.bfloat16, "F8_E4M3": ml_dtypes.float8_e4m3fn, "F8_E5M2": ml_dtypes.float8_e5m2}
    return {kind: np.dtype(told) for kind, told in {**found, **small}.items()}


def raw(tensor: Tensor, start: int, count: int) -> Any:
    """`count` numbers from the `start`-th on as an array of the tensor's own type, which is one of `PLAIN`."""
    import numpy as np

    return np.frombuffer(_bytes(tensor, start, count), dtypes()[tensor.kind])


def pieces(tensor: Tensor, count: int) -> Iterator[Any]:
    """The same for all numbers, so many at once; the array is good until the next is asked for."""
    import numpy as np

    size = tensor.end - tensor.begin
    buffer = bytearray(min(size, count * _BYTES[tensor.kind]))
    for read in _spans(tensor.path, tensor.begin, size, buffer):
        yield np.frombuffer(buffer, dtypes()[tensor.kind], read // _BYTES[tensor.kind])


def equal_bytes(one: Path, begin: int, other: Path, other_begin: int, size: int) -> bool:
    """Whether two spans of so many bytes say the same. Raises TensorsUnreadable where a file ends before."""
    first, second = bytearray(min(size, _AT_ONCE)), bytearray(min(size, _AT_ONCE))
    both = zip(_spans(one, begin, size, first), _spans(other, other_begin, size, second), strict=True)
    return all(first == second if read == len(first) else first[:read] == second[:read] for read, _ in both)


def _spans(path: Path, begin: int, size: int, buffer: bytearray) -> Iterator[int]:
    """Read a span piece by piece into a buffer; how much of it was filled."""
    with path.open("rb", buffering=0) as file, memoryview(buffer) as view:
        for at in range(0, size, max(1, len(buffer))):
            wanted = min(len(buffer), size - at)
            if os.preadv(file.fileno(), [view[:wanted]], begin + at) != wanted:
                raise TensorsUnreadable(str(path))
            yield wanted


def values(tensor: Tensor, start: int, count: int) -> Any:
    """`count` numbers from the `start`-th on, whole blocks, as an array of 64-bit floats.

    Raises TensorsUnreadable for a type that nothing here decodes.
    """
    import numpy as np

    data = np.frombuffer(_bytes(tensor, start, count), np.uint8)
    if tensor.kind in dtypes():
        return data.view(dtypes()[tensor.kind]).astype(np.float64) * scale(tensor, start, count)
    import gguf

    try:
        found = gguf.quants.dequantize(data.reshape(1, -1), gguf.GGMLQuantizationType[tensor.kind])
    except (KeyError, NotImplementedError):
        raise TensorsUnreadable(tensor.kind) from None
    return found.ravel().astype(np.float64)


def scale(tensor: Tensor, start: int, count: int) -> Any:
    """What each of these numbers is multiplied with: one factor for all or one a row. Raises TensorsUnreadable."""
    import numpy as np

    if tensor.scale is None:
        return 1.0
    factors = values(tensor.scale, 0, tensor.scale.count)
    if factors.size == 1:
        return factors[0]
    if len(tensor.shape) < 2 or factors.size != tensor.shape[0]:
        raise TensorsUnreadable(tensor.scale.name)
    return factors[np.arange(start, start + count) // (tensor.count // tensor.shape[0])]


def _bytes(tensor: Tensor, start: int, count: int) -> bytes:
    numbers, held = block(tensor.kind)
    at, size = tensor.begin + start // numbers * held, -(-count // numbers) * held
    with tensor.path.open("rb", buffering=0) as file:
        data = os.pread(file.fileno(), size, at)
    if len(data) != size or at + size > tensor.end:
        raise TensorsUnreadable(str(tensor.path))
    return data
