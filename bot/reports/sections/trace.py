"""From a principle to a condition: for each risk what was promised, expected, set, measured and decided.

Owns that table of a report. A link between two cells is on record or is not made: where nothing says what a risk comes
from, or what follows from it, that is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.decision.conditions import FollowedItem, followed_items
from bot.domain.decision.state import Decision, Proposal
from bot.domain.evaluations.expectations import made_into, outcomes
from bot.domain.evaluations.state import Risk
from bot.domain.kernel.columns import ranked, row_name
from bot.domain.kernel.framework import ArtifactSpec
from bot.reports.report_data import Material
from bot.reports.sections.evaluations import ResultLine, RiskPart, TamperLine, ThresholdLine, tampering
from bot.reports.sections.expectations import expected_row
from bot.reports.sections.quotations import Said

PRINCIPLE = "principle"
"""The column in which a document of rows names a principle."""

EXPECTATION = "expectation"
"""The column in which a document of rows says what was expected."""

RISK = "risk"
"""The column in which a register names a risk, in its own words."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a document says in a row, and which document that is."""

    words: str
    artifact: str
    document: str


@dataclass(frozen=True, slots=True)
class Trace:
    """One risk from its principle to its conditions. `verdict` as in `RiskPart`; empty without a result."""

    risk: str
    title: Said | None
    tested: bool
    principle: Source | None
    expectation: Source | None
    thresholds: tuple[ThresholdLine, ...]
    results: tuple[ResultLine, ...]
    verdict: str
    tampering: tuple[TamperLine, ...]
    """What became of the model where somebody tampered with it, as far as it is about this risk."""
    problems: tuple[int, ...]
    """The problems found that name it."""
    unnamed: tuple[int, ...]
    """Severe problems that are open and name no risk."""
    conditions: tuple[str, ...]
    """What has to be done because of it: the plan's rows about its problems, and conditions that name it."""


@dataclass(frozen=True, slots=True)
class Tracing:
    """The table, and what of principles and conditions stands in none of its rows."""

    rows: tuple[Trace, ...]
    principles: tuple[Source, ...]
    """Principles that no risk on record is tied to, with the document that names them: of documents that ask for the
    same rows, as the draft and the final failure analysis do, the last one.
    """
    conditions: tuple[str, ...]


def tracing(read: Material, tested: Sequence[RiskPart]) -> Tracing:
    """Every risk, in the order of `tested`: the tested and gravest first."""
    items = _items(read)
    rows = tuple(_traces(read, tested, items))
    tied = {key for row in rows for key in row.conditions}
    return Tracing(
        rows=rows,
        principles=tuple(_untied(read, tested)),
        conditions=tuple(item.key for item in items if item.key not in tied),
    )


def _items(read: Material) -> list[FollowedItem]:
    decided: Decision | Proposal | None = read.audit.decision or read.audit.proposal
    return followed_items(read.audit, read.framework, decided) if decided else []


def _traces(read: Material, tested: Iterable[RiskPart], items: list[FollowedItem]) -> Iterator[Trace]:
    tampered = tampering(read)
    for part in tested:
        risk = read.audit.risk(part.key)
        assert risk is not None
        problems = tuple(f.number for f in read.audit.findings if f.risk == risk.key)
        yield Trace(
            risk=part.key,
            title=part.title,
            tested=part.tested,
            principle=_said_of(read, risk, PRINCIPLE) or _expected(read, risk, PRINCIPLE),
            expectation=_expected(read, risk, EXPECTATION) or _said_of(read, risk, EXPECTATION),
            thresholds=part.thresholds,
            results=part.results,
            verdict=part.verdict,
            tampering=tuple(line for line in tampered if line.risk == part.key),
            problems=problems,
            unnamed=tuple(each.number for each in part.against if not each.named) if part.tested else (),
            conditions=tuple(item.key for item in items if _follows(read, item, risk, problems)),
        )


def _said_of(read: Material, risk: Risk, column: str) -> Source | None:
    """What a row about this very risk says in a column: a row names it by its key or in its words."""
    called = _called(read, risk.key)
    for spec in read.framework.artifacts():
        for row in _rows(read, spec.key, column):
            if row.get(RISK, "").strip() in called:
                return Source(row[column].strip(), spec.key, spec.title)
    return None


def _expected(read: Material, risk: Risk, column: str) -> Source | None:
    """What the expectations that became this risk say in a column."""
    spec = read.framework.expectations
    made = made_into(read.audit, read.framework, risk.key)
    words = [words for each in made if (words := expected_row(read, each.number).get(column, "").strip())]
    return Source("; ".join(dict.fromkeys(words)), spec.key, spec.title) if spec and words else None


def _untied(read: Material, tested: Iterable[RiskPart]) -> Iterator[Source]:
    """What the rows of a document say of principles in which no risk on record is named."""
    known = {words for part in tested for words in _called(read, part.key)}
    named = [spec for spec in read.framework.artifacts() if _rows(read, spec.key, PRINCIPLE)]
    became = outcomes(read.audit, read.framework)
    for place, spec in enumerate(named):
        if any(_asks_again(later, spec) for later in named[place + 1 :]):
            continue
        rows = _rows(read, spec.key, PRINCIPLE)
        tied = {row[PRINCIPLE].strip() for row in rows if row.get(RISK, "").strip() in known}
        if spec.lists_expectations:
            tied |= {expected_row(read, o.expectation.number).get(PRINCIPLE, "").strip() for o in became if o.risk}
        if words := sorted({row[PRINCIPLE].strip() for row in rows} - tied):
            yield Source(", ".join(words), spec.key, spec.title)


def untied_rows(read: Material, tested: Iterable[RiskPart]) -> Iterator[Source]:
    """The rows, the gravest first, by their names, that name no risk on record: of each document that could."""
    known = {words for part in tested for words in _called(read, part.key)}
    for spec in read.framework.artifacts():
        found = read.documents.get(spec.key)
        if found and any(column.key == RISK for column in spec.columns):
            rows = [
                row
                for _, row in ranked(spec.columns, spec.ranked_by, found.rows)
                if row.get(RISK, "").strip() not in known
            ]
            if words := "; ".join(row_name(spec.columns, row) for row in rows):
                yield Source(words, spec.key, spec.title)


def _asks_again(later: ArtifactSpec, spec: ArtifactSpec) -> bool:
    """Whether a later document asks for every column of an earlier one: it scores the same rows once more."""
    return {column.key for column in spec.columns} <= {column.key for column in later.columns}


def _rows(read: Material, artifact: str, column: str) -> list[Mapping[str, str]]:
    """The rows of a document that say something in a column."""
    found = read.documents.get(artifact)
    return [row for row in (found.rows if found else ()) if row.get(column, "").strip()]


def _called(read: Material, key: str) -> set[str]:
    """How a row names a risk: by its key or in its words."""
    risk = read.audit.risk(key)
    return {key, read.texts.get(risk.title, key).strip()} if risk else {key}


def _follows(read: Material, item: FollowedItem, risk: Risk, problems: tuple[int, ...]) -> bool:
    text = read.texts.get(item.text, "")
    if re.search(rf"\b{risk.key}\b", text):
        return True
    return item.kind == "mitigation" and bool(_planned(read, text) & set(problems))


def _planned(read: Material, text: str) -> set[int]:
    """The problems that the plan's row with these words is about."""
    plan = read.framework.plan
    found = read.documents.get(plan.key) if plan else None
    rows = (row for row in (found.rows if found else ()) if row.get("what", "").strip() == text.strip())
    return {int(number) for row in rows for number in re.findall(r"\d{1,4}", row.get("problem", ""))}
