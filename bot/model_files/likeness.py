"""What one tensor is to another: the same, another type of it, rounded from it, or something else.

Owns the comparing of values: equal bytes and changed types over all values, in pieces; what is rounded to fewer bits by
samples. Must not know files and names.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final, Literal

from bot.model_files.rounding import Cast
from bot.model_files.tensor_files import PLAIN, Tensor, block, equal_bytes, pieces, raw, scale, values

Likeness = Literal["same", "cast", "rounded", "differs", "unclear"]

_PIECE: Final = 2**16
"""Numbers that are compared at once."""

_RUN: Final = 256
"""Numbers beside each other that a sample takes: whole blocks of every type."""
_RUNS: Final = 64

_NEAR: Final = 0.15
"""Squared relative distance of a sample: rounding to 2 bits stays below, other weights are at 2."""
_FAR: Final = 0.5

_STEP: Final = 0.51
_STEP_OF_8_BITS: Final = 0.57
"""Of a step: what rounds to the nearest level is half a step away, and a little where the step was rounded as well."""
_STRAYS: Final = 0.001
"""Share of a sample that may be further away."""

_HEADS: Final = (64, 128, 32, 80, 96, 256)
"""Sides of attention heads: converters of Llama models to GGUF reorder the rows within each."""


def likeness(decided: Tensor, other: Tensor, head: int = 0) -> Likeness:
    """What another tensor of the same shape is to a decided one. `head`: its rows are reordered within heads so large.

    Raises OSError; TensorsUnreadable for a type that nothing decodes.
    """
    if decided.kind == other.kind and decided.scale is None and other.scale is None and not head:
        size = decided.end - decided.begin
        if size == other.end - other.begin and equal_bytes(decided.path, decided.begin, other.path, other.begin, size):
            return "same"
        return "differs" if decided.kind in PLAIN else "unclear"
    if decided.kind in PLAIN and other.kind in PLAIN:
        return "cast" if _is_cast(decided, other, head) else "differs"
    return _rounded(decided, other, head) if decided.kind in PLAIN else "unclear"


def head_of(decided: Tensor, other: Tensor) -> int | None:
    """How the rows of a near tensor are ordered: 0 as the decided one's, else the side of heads; None: not near."""
    if decided.kind == other.kind and decided.scale is None and _first_bytes(decided) == _first_bytes(other):
        return 0
    sides = [side for side in _HEADS if len(decided.shape) == 2 and not decided.shape[0] % side]
    usable = sides if not decided.count % _RUN and not decided.shape[-1] % _RUN else []
    return next((head for head in (0, *usable) if _distance(decided, other, head) <= _NEAR), None)


def _first_bytes(tensor: Tensor) -> bytes:
    with tensor.path.open("rb", buffering=0) as file:
        return os.pread(file.fileno(), min(tensor.end - tensor.begin, 2**12), tensor.begin)


def _is_cast(decided: Tensor, other: Tensor, head: int) -> bool:
    """Whether one is the other in another type, each value; of reordered rows by samples."""
    pairs: Iterable[tuple[Any, Any]]
    if head:
        pairs = ((raw(decided, a, n), raw(other, b, n)) for a, b, n in _samples(decided, head))
    else:
        pairs = zip(pieces(decided, _PIECE), pieces(other, _PIECE), strict=True)
    to_other, to_decided = Cast(other.kind), Cast(decided.kind)
    finer, coarser = True, True
    for one, two in pairs:
        finer = finer and to_other.gives(one, two)
        coarser = coarser and to_decided.gives(two, one)
        if not finer and not coarser:
            return False
    return True


def _samples(decided: Tensor, head: int) -> Iterator[tuple[int, int, int]]:
    """Where runs lie in the decided tensor and in the other one, and how long they are."""
    count = decided.count
    if count <= _RUN * _RUNS and not head:
        yield 0, 0, count
        return
    places = count // _RUN
    for at in sorted({(places - 1) * run // (_RUNS - 1) for run in range(_RUNS)}):
        row, column = divmod(at * _RUN, decided.shape[-1])
        yield _row_of(row, head) * decided.shape[-1] + column, at * _RUN, _RUN


def _row_of(row: int, head: int) -> int:
    """The row of the decided tensor that stands in this row of a reordered one."""
    if not head:
        return row
    first, within = row - row % head, row % head
    return first + within % 2 * (head // 2) + within // 2


@lru_cache(maxsize=4096)
def _sampled(tensor: Tensor, places: tuple[tuple[int, int], ...]) -> Any:
    import numpy as np

    return np.concatenate([values(tensor, start, count) for start, count in places]) if places else np.zeros(0)


def _both(decided: Tensor, other: Tensor, head: int) -> tuple[Any, Any]:
    runs = list(_samples(decided, head))
    one = _sampled(decided, tuple((a, n) for a, _, n in runs))
    return one, _sampled(other, tuple((b, n) for _, b, n in runs))


def _distance(decided: Tensor, other: Tensor, head: int) -> float:
    import numpy as np

    one, two = _both(decided, other, head)
    whole = float(np.dot(one, one))
    away = float(np.dot(one - two, one - two))
    return away / whole if whole > 0 else (0.0 if away == 0 else 4.0)


def _rounded(decided: Tensor, other: Tensor, head: int) -> Likeness:
    """Whether the other's values are the levels next to the decided ones."""
    import numpy as np

    distance = _distance(decided, other, head)
    if not distance <= _FAR:
        return "differs"
    one, two = _both(decided, other, head)
    size = _sub_block(other)
    if distance > _NEAR or len(one) % size:
        return "unclear"
    levels = two.reshape(-1, size)
    steps = np.concatenate([_steps(other, start, count) for start, count in _places(decided, head)])
    beyond = (one.reshape(-1, size) < levels.min(1, keepdims=True)) | (
        one.reshape(-1, size) > levels.max(1, keepdims=True)
    )
    strays = (np.abs(one - two) > (_STEP_OF_8_BITS if other.kind == "Q8_0" else _STEP) * steps) & ~(
        beyond.ravel() if other.scale is None else np.zeros(len(one), bool)
    )
    return "rounded" if strays.mean() <= _STRAYS else "unclear"


def _places(decided: Tensor, head: int) -> list[tuple[int, int]]:
    return [(b, n) for _, b, n in _samples(decided, head)]


def _sub_block(tensor: Tensor) -> int:
    """Numbers that share a step."""
    if block(tensor.kind)[0] == 1:
        return 1
    return 16 if tensor.kind in ("Q2_K", "Q3_K", "Q6_K") else 32


def _steps(tensor: Tensor, start: int, count: int) -> Any:
    """The distance between two levels around each value."""
    import numpy as np

    found = values(tensor, start, count)
    if tensor.kind == "I8":
        return np.full(count, 1.0) * scale(tensor, start, count)
    if tensor.kind.startswith("F8"):
        bits, least = (3, 2.0**-9) if tensor.kind == "F8_E4M3" else (2, 2.0**-16)
        factor = scale(tensor, start, count)
        return np.maximum(2.0 ** (np.floor(np.log2(np.abs(found / factor) + 2.0**-40)) - bits), least) * factor
    size = _sub_block(tensor)
    levels = found.reshape(-1, size)
    if tensor.kind == "Q8_0":
        return np.repeat(np.abs(levels).max(1) / 127, size)
    gaps = np.diff(np.sort(levels, axis=1), axis=1)
    scarce = np.abs(levels).max(1) * 1e-4
    gaps[gaps <= scarce[:, None]] = np.inf
    return np.repeat(np.where(np.isinf(gaps.min(1)), 0.0, gaps.min(1)), size)
