"""What is said to the process of a call, and what it says back.

Owns both forms. The call is pickled: it comes from the bot. An answer is pickled too, and read with a list of what may
be made from it, since whoever wrote it had a file of somebody's in hands. Must not start or end any process.
"""

from __future__ import annotations

import importlib
import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

_VALUES: Final = ("bot.domain.", "bot.ports.")
"""Where classes stand that an answer may consist of: values without any reach."""

_FOREIGN: Final = {
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "timedelta"),
    ("datetime", "timezone"),
    ("pydantic_core._pydantic_core", "TzInfo"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a call: what it answered, what it raised, or what it broke with (the error's class and place)."""

    kind: Literal["answered", "raised", "broke", "memory"]
    value: Any = None


class _Pieces(io.RawIOBase):
    """Collects what is written, without copying: a file of 50 MB is one piece."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any, /) -> int:
        self.pieces.append(piece)
        return len(piece)


class _Values(pickle.Unpickler):
    def find_class(self, module: str, name: str, /) -> Any:
        found = None
        if module.startswith(_VALUES) or (module, name) in _FOREIGN:
            found = getattr(importlib.import_module(module), name, None)
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is no value")
        return found


def call_in_pieces(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[bytes]:
    """A call, as bytes to be sent one after the other."""
    pieces = _Pieces()
    pickle.Pickler(pieces, pickle.HIGHEST_PROTOCOL).dump((function, args, kwargs))
    return pieces.pieces


def packed_answer(answer: Answer) -> bytes:
    """An answer as bytes."""
    return pickle.dumps((answer.kind, answer.value), pickle.HIGHEST_PROTOCOL)


def read_answer(data: bytes) -> Answer:
    """An answer from bytes. Raises UnpicklingError for what is none, or consists of anything but values."""
    try:
        kind, value = _Values(io.BytesIO(data)).load()
    except pickle.UnpicklingError:
        raise
    except Exception as damage:
        raise pickle.UnpicklingError(str(damage)) from damage
    if kind not in ("answered", "raised", "broke", "memory") or (kind == "raised") != isinstance(value, Exception):
        raise pickle.UnpicklingError("no answer")
    return Answer(kind, value)
