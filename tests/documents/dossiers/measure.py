"""How well contradictions are found in the dossiers: how many are real, how many of the planted ones are found.

Owns the counting, for the finder and for what it is compared with: grep for two numbers before the same word. Must not
know how the finder works.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.documents.comparison import Contradiction, Record, Source, Stated, contradictions
from bot.wiring.vocabulary import read_vocabulary
from tests.documents.dossiers import Dossier, Part, dossiers

FORMS = (
    "internal",
    "protected",
    "hosted",
    "inference-api",
    "fine-tuning-api",
    "encrypted-weights",
    "gated-download",
    "open-weights",
    "open-everything",
)
"""Keys of the release forms, by their numbers."""

_NUMBER_AND_WORD = re.compile(r"(\d[\d,.]*)\s*(%|[A-Za-z]+)")

Finder = Callable[[Sequence[Source], Record], list[Contradiction]]


@dataclass(frozen=True)
class Measured:
    """What was found in the dossiers of a file."""

    found: int
    real: int
    """Of those, planted or noted as real by whoever read them."""
    planted: int
    hits: int
    """Of the planted ones."""
    clean: int
    """Dossiers with none."""
    alarms: int
    """Found in those."""

    @property
    def precision(self) -> float:
        """Of what was found, how much is real."""
        return self.real / max(1, self.found)

    @property
    def recall(self) -> float:
        """Of the planted ones, how many were found."""
        return self.hits / self.planted

    @property
    def false_alarms(self) -> float:
        """In each clean dossier, on average."""
        return self.alarms / max(1, self.clean)


def by_rules(sources: Sequence[Source], record: Record) -> list[Contradiction]:
    """The finder of the product."""
    return contradictions(sources, record, read_vocabulary())


def by_grep(sources: Sequence[Source], record: Record) -> list[Contradiction]:
    """A number before a word, where another document had other numbers only before that word."""
    found: list[Contradiction] = []
    seen: dict[str, dict[str, Stated]] = {}
    for source in sources:
        here: dict[str, dict[str, Stated]] = {}
        for m in _NUMBER_AND_WORD.finditer(source.text):
            stated = Stated(source.key, m[0], m.start(), m.end())
            here.setdefault(m[2].casefold(), {})[m[1].rstrip(".,")] = stated
        for word, numbers in here.items():
            before = seen.setdefault(word, {})
            first = next(iter(before.values()), None)
            found += [Contradiction("quantity", first, s) for n, s in numbers.items() if first and n not in before]
        for word, numbers in here.items():
            seen[word] = numbers | seen[word]
    return found


def measure(name: str, finder: Finder = by_rules) -> Measured:
    """What a finder finds in the dossiers of a file."""
    found = real = planted = hits = alarms = 0
    some = dossiers(name)
    for dossier in some:
        told, parts = found_in_dossier(dossier, finder)
        pairs = (*dossier.planted, *dossier.unplanted)
        found += len(told)
        real += sum(any(_matches(c, pair, parts, dossier) for pair in pairs) for c in told)
        planted += len(dossier.planted)
        hits += sum(any(_matches(c, pair, parts, dossier) for c in told) for pair in dossier.planted)
        alarms += 0 if dossier.planted else len(told)
    return Measured(found, real, planted, hits, sum(not d.planted for d in some), alarms)


def reading(name: str) -> Iterator[str]:
    """What is missed in a file, and what is told that nobody planted, for whoever works on the finder."""
    for dossier in dossiers(name):
        told, parts = found_in_dossier(dossier, by_rules)
        for pair in dossier.planted:
            if not any(_matches(c, pair, parts, dossier) for c in told):
                yield f"{dossier.name} missed: {' ~ '.join(pair)}"
        for c in told:
            if not any(_matches(c, pair, parts, dossier) for pair in (*dossier.planted, *dossier.unplanted)):
                yield f"{dossier.name} told: {c.earlier.quote} ~ {c.later.quote}"


def found_in_dossier(dossier: Dossier, finder: Finder) -> tuple[list[Contradiction], dict[str, Part]]:
    """What is found in a dossier, and its parts by the keys of their sources."""
    sources = _sources(dossier)
    parts = {source.key: part for source, part in sources}
    versions = {part.kind: part.version for _, part in sources if part.version}
    name, _, model = dossier.model.rpartition(" ")
    record = Record(FORMS[dossier.form], {}, versions, {"model": "model"}, model, name)
    return finder([source for source, _ in sources], record), parts


def _sources(dossier: Dossier) -> list[tuple[Source, Part]]:
    newest = {part.kind: part.version for part in dossier.parts}
    for part in dossier.parts:
        newest[part.kind] = max(newest[part.kind], part.version)
    return [
        (_source(part, number), part)
        for number, part in enumerate(dossier.parts)
        if part.version == newest[part.kind] or not part.version
    ]


def _source(part: Part, number: int) -> Source:
    cells = [cell.strip() for cell in part.text.split("|")]
    if part.kind == "threshold":
        return Source(f"threshold-{number}", f"{cells[0]}: {cells[1]} {cells[2]} {cells[3]}", "threshold")
    if part.kind == "result":
        return Source(f"result-{number}", f"{cells[0]}: {cells[1]} {cells[2]}", "result")
    return Source(part.kind, part.text)


def _at(stated: Stated, words: str, parts: dict[str, Part], dossier: Dossier) -> bool:
    """Whether a statement is the place that these words name."""
    if not stated.source:
        whole = (f"form {dossier.form}", dossier.model)
        return words in whole or words.startswith(f"{stated.quote} v")
    part = parts[stated.source]
    if part.kind in ("threshold", "result"):
        return words in part.text
    found = re.finditer(re.escape(words), part.text)
    return any(m.start() < stated.end and stated.start < m.end() for m in found)


def _matches(c: Contradiction, pair: tuple[str, str], parts: dict[str, Part], dossier: Dossier) -> bool:
    return any(
        _at(c.earlier, one, parts, dossier) and _at(c.later, other, parts, dossier) for one, other in (pair, pair[::-1])
    )
