"""Dossiers with planted contradictions, as they stand in the text files beside this one (README.md).

Owns how such a file is read, nothing of how contradictions are found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_HEADING = re.compile(r"^## (\S+)(?: v(\d+))?$")


@dataclass(frozen=True)
class Part:
    """A document, threshold or result of a dossier; `place` is how a planted contradiction may name all of it."""

    kind: str
    version: int
    text: str
    place: str


@dataclass(frozen=True)
class Dossier:
    """One invented audit, and the pairs of places that contradict each other."""

    name: str
    model: str
    form: int
    parts: tuple[Part, ...]
    planted: tuple[tuple[str, str], ...]
    unplanted: tuple[tuple[str, str], ...] = ()
    """Real contradictions that nobody planted."""


def dossier_names() -> list[str]:
    """The files of dossiers."""
    return sorted(path.stem for path in Path(__file__).parent.glob("*.txt"))


def dossiers(name: str) -> list[Dossier]:
    """The dossiers of a file: `development` or `held-out`."""
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    return [_dossier(part) for part in re.split(r"(?m)^(?=# )", text) if part.strip()]


def _dossier(text: str) -> Dossier:
    first, *lines = text.strip().splitlines()
    title, _, form = first.removeprefix("# ").partition(" | form ")
    name, _, model = title.partition(" ")
    parts: list[tuple[str, int, str, list[str]]] = []
    pairs: dict[str, list[tuple[str, str]]] = {"! ": [], "+ ": []}
    for line in lines:
        if line[:2] in pairs:
            one, _, other = line[2:].partition(" ~ ")
            pairs[line[:2]].append((one, other))
        elif heading := _HEADING.match(line):
            parts.append((heading[1], int(heading[2] or 0), line.removeprefix("## "), []))
        else:
            parts[-1][3].append(line)
    found = (Part(kind, version, "\n".join(said).strip(), place) for kind, version, place, said in parts)
    return Dossier(name, model, int(form), tuple(found), tuple(pairs["! "]), tuple(pairs["+ "]))
