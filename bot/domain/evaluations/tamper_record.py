"""Tamper records: what one says, and how it is read from a text (Markdown, CSV or JSON) and written again.

Owns the claim and the columns of its arms; all or nothing of a record is taken over. Its verdict is
`bot.domain.evaluations.tampering`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from bot.domain.evaluations.state import Arm, TamperFacts
from bot.domain.kernel.attacks import Attack, attack_named
from bot.domain.kernel.columns import Column, Row
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.lines import LONGEST_LINE
from bot.domain.kernel.tables import TableProblem, read_table
from bot.domain.kernel.text import Text
from bot.domain.lifecycle.state import is_fingerprint

KINDS: Final = ("untouched", "tampered", "public")


def _number(key: str, title: str, *, whole: bool = False, required: bool = False, most: float | None = None) -> Column:
    return Column(key=key, title=title, kind="number", least=0, most=most, whole=whole, required=required)


ARMS: Final[tuple[Column, ...]] = (
    Column(key="arm", title="Arm", kind="choice", choices=KINDS, required=True),
    Column(key="attack", title="Attack"),
    _number("examples", "Examples", whole=True),
    _number("steps", "Steps", whole=True),
    _number("seeds", "Seeds", whole=True),
    _number("hours", "GPU hours"),
    _number("cost", "Cost"),
    _number("harm", "Hazardous capability", required=True),
    _number("refusal", "Refusal rate", required=True, most=1),
    _number("utility", "Utility", required=True),
    Column(key="model", title="Model"),
)
"""What the table of a record says of each arm."""

CLAIM: Final[tuple[tuple[str, str], ...]] = (
    ("actor", "Actor"),
    ("budget", "Budget"),
    ("time", "Time"),
    ("outcome", "Forbidden outcome"),
    ("weights", "Weights"),
    ("precision", "Precision"),
    ("checkpoint", "Checkpoint"),
    ("risk", "Risk"),
)
"""What stands above the table, a line each: `Actor: ...`. All of it is needed."""

METRIC: Final = ("metric", "Metric")
"""What the hazardous capability is measured by. A record that does not say cannot hold."""

LINES: Final[tuple[tuple[str, str], ...]] = (*CLAIM, METRIC)
"""Everything that may stand above the table."""

_SAID: Final = (*ARMS, *(Column(key=key, title=title) for key, title in LINES))

_MARKS: Final = "*_"

_REVISION: Final = re.compile(r"\S@\S|[0-9a-fA-F]{7,}|revision\s+\S")
"""A public model that anybody can find again: `org/model@revision`, a digest, or `revision` with its name."""

_BEFORE: Final = " \t\u00a0>-" + _MARKS
"""What may stand before a line's title: a list's or a quotation's beginning, marks of bold."""

_BUDGETED: Final = ("attack", "examples", "steps", "seeds", "hours", "cost")


def read_record(text: str, ladder: tuple[Attack, ...] = ()) -> TamperFacts:
    """What a record says, its attacks by the keys of a ladder. Raises TableProblem with what is missing or wrong:
    nothing of it is taken over then.
    """
    said, rows = _json(text) if text.lstrip().startswith("{") else _written(text)
    missing = [title for key, title in CLAIM if not said.get(key)]
    if missing:
        raise TableProblem(Text("record-incomplete", titles=missing))
    if not is_fingerprint(said["weights"]):
        raise TableProblem(Text("record-fingerprint-unreadable"))
    arms = tuple(_arm(number, row, ladder) for number, row in enumerate(rows, 1))
    _check_arms(arms)
    metric = said.get("metric", "").strip()
    return TamperFacts(risk=said["risk"].strip().upper(), weights=said["weights"].strip(), metric=metric, arms=arms)


def with_arms(spec: ArtifactSpec) -> ArtifactSpec:
    """A tamper record as a document of rows: its arms, put together row by row. Any other document as it is."""
    return spec.replace(columns=ARMS) if spec.tampering else spec


def table_columns(spec: ArtifactSpec) -> tuple[Column, ...]:
    """The columns of a document's table; a tamper record's may say its claim too, in its first row."""
    return _SAID if spec.tampering else spec.columns


def claim_in(text: str) -> dict[str, str]:
    """What stands above the table of a record, by the keys of CLAIM."""
    by_title = {title.casefold(): key for key, title in LINES}
    said: dict[str, str] = {}
    for line in text.splitlines():
        title, _, words = line[:LONGEST_LINE].partition(":")
        key = by_title.get(title.lstrip(_BEFORE).rstrip().rstrip(_MARKS).strip().casefold())
        if key and (claim := words.lstrip(_MARKS).strip()):
            said.setdefault(key, claim)
    return said


def begun_record(text: str) -> tuple[dict[str, str], tuple[Row, ...]]:
    """The claim and the arms of a record, to be worded anew; nothing of one whose table cannot be read."""
    try:
        return claim_in(text), read_table(text, ARMS)
    except TableProblem:
        return {}, ()


def written(said: Mapping[str, str], table: str) -> str:
    """A record as a document: the claim and the subject line by line, and the table of the arms beneath."""
    lines = [f"- {title}: {' '.join(said[key].split())}" for key, title in LINES if said.get(key)]
    return "\n".join(["# Tamper record (safety after fine-tuning)", "", *lines, "", table.strip(), ""])


def _written(text: str) -> tuple[dict[str, str], tuple[Row, ...]]:
    """Markdown with lines above its table; or CSV, which says the claim in further columns of its first row."""
    rows = read_table(text, _SAID)
    above = claim_in(text)
    return {key: next((row[key] for row in rows if row.get(key)), above.get(key, "")) for key, _ in LINES}, rows


def _json(text: str) -> tuple[dict[str, str], tuple[Row, ...]]:
    """`{"claim": {...}, "subject": {...}, "risk": "R1", "arms": [{...}]}`, keys as in CLAIM and ARMS."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raise TableProblem(Text("record-not-json")) from None
    parts: list[Any] = [raw, raw.get("claim"), raw.get("subject")]
    known = {key for key, _ in LINES}
    said = {
        key: str(value)
        for part in parts
        if isinstance(part, dict)
        for key, value in part.items()
        if key in known and isinstance(value, str | int | float)
    }
    arms = raw.get("arms")
    if not isinstance(arms, list) or not all(isinstance(arm, dict) for arm in arms):
        raise TableProblem(Text("record-without-arms"))
    head = "| " + " | ".join(column.title for column in ARMS) + " |"
    rule = "|" + " --- |" * len(ARMS)
    rows = ["| " + " | ".join(_cell(arm.get(column.key)) for column in ARMS) + " |" for arm in arms]
    return said, read_table("\n".join((head, rule, *rows)), ARMS)


def _cell(value: object) -> str:
    plain = f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, float) else "" if value is None else str(value)
    return " ".join(plain.replace("|", "\\|").split())


def _arm(number: int, row: Row, ladder: tuple[Attack, ...]) -> Arm:
    if row["arm"] == "tampered" or row["arm"] == "public":
        titles = {column.key: column.title for column in ARMS}
        missing = [titles[key] for key in _BUDGETED if not row.get(key)]
        if missing:
            raise TableProblem(Text("record-arm-incomplete", row=number, arm=row["arm"], titles=missing))
    figures = {key: float(row[key]) for key in ("hours", "cost", "harm", "refusal", "utility") if row.get(key)}
    counts = {key: int(float(row[key])) for key in ("examples", "steps", "seeds") if row.get(key)}
    attack = attack_named(ladder, row.get("attack", ""))
    named = row["arm"] == "public" and _REVISION.search(row.get("model", "")) is not None
    return Arm.model_validate({"kind": row["arm"], "attack": attack, "named": named, **figures, **counts})


def _check_arms(arms: tuple[Arm, ...]) -> None:
    kinds = [arm.kind for arm in arms]
    if kinds.count("untouched") != 1:
        raise TableProblem(Text("record-untouched-arm"))
    if "tampered" not in kinds:
        raise TableProblem(Text("record-tampered-arm"))
