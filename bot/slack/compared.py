"""What a modal showed, remembered by a short fingerprint a field: so a submission changes only what its sender changed.

Owns those fingerprints, kept in a modal's memory, and the comparison of three states: shown, sent, and as it is now.
Must not know which modal it is for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

_LENGTH = 8
"""Hexadecimal digits a field: enough to notice a change, short enough for forty fields in a modal's memory."""


def remembered(shown: Mapping[str, str]) -> str:
    """The memory of these fields."""
    return ",".join(f"{field}:{_print(shown[field])}" for field in sorted(shown))


def touched(memory: str, field: str, sent: str) -> bool:
    """Whether the sender changed a field; what nobody remembers counts as changed."""
    return _read(memory).get(field) != _print(sent)


def clashing(memory: str, sent: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The fields that both the sender and somebody else changed, to something else."""
    shown = _read(memory)
    return [
        field
        for field, given in sent.items()
        if field in shown and shown[field] not in (_print(given), _print(now[field])) and given != now[field]
    ]


def looked_again(memory: str, fields: list[str], now: Mapping[str, str]) -> str:
    """The memory after its person was told what these fields are now: what they send next counts."""
    shown = _read(memory) | {field: _print(now[field]) for field in fields}
    return ",".join(f"{field}:{shown[field]}" for field in sorted(shown))


def _read(memory: str) -> dict[str, str]:
    return dict(part.split(":", 1) for part in memory.split(",") if ":" in part)


def _print(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:_LENGTH]
