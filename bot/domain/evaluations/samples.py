"""Inputs and outputs of an evaluation, drawn by chance that anybody can repeat.

Owns how they are drawn: the EU's Code of Practice (Measure 7.3 (1)(f)) asks for at least five random ones of each
evaluation. Must not know where they stand in a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from bot.domain.kernel.models import Frozen

DRAWN: Final = 5

LONGEST: Final = 600
"""Characters of an input or output that are shown; the whole stands in the file."""


class Sample(Frozen):
    """One input with what came out. `name`: its id in the file, and the epoch where there are several."""

    name: str
    input: str
    output: str


class DrawnSamples(Frozen):
    """Samples drawn from one file. `seed`: the fingerprint of the file on record, which its sender cannot choose."""

    total: int
    """How many there are to draw from."""
    seed: str
    samples: tuple[Sample, ...]


def drawn(names: Iterable[str], seed: str, count: int = DRAWN) -> list[str]:
    """Those of the names whose SHA-256 (hexadecimal, of the seed, a colon and the name) come first."""
    return sorted(set(names), key=lambda name: sha256(f"{seed}:{name}".encode()).hexdigest())[:count]
