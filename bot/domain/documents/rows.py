"""Documents that consist of rows: put together row by row, or given as a table.

Owns the draft of the next version, and that a text in which one row does not fit is not admitted. How a table is read
is `bot.domain.kernel.tables`; whose document it is, `bot.domain.documents.rules`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from bot.domain.documents.commands import DropDraft, KeepRow, RemoveRow
from bot.domain.documents.events import DraftClosed, RowKept, RowRemoved
from bot.domain.documents.state import RowDraft
from bot.domain.evaluations.late_risks import all_risks
from bot.domain.evaluations.risks import MOST_LISTED, MOST_RISKS
from bot.domain.evaluations.tamper_record import with_arms
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.columns import Row, check_row
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow, Outdated
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.tables import MOST_ROWS, TableProblem, read_table
from bot.domain.kernel.text import Text, either
from bot.domain.roster.permissions import open_to_follow_up
from bot.domain.roster.roles import roles_of

RULES = Rules()

MOST_ADDED: Final = 500
"""Rows that are added one by one; more are given as a table."""

_ROW: Final = re.compile(r"[bn][1-9]\d{0,5}")


def owns(audit: Audit, spec: ArtifactSpec, who: Person, now: datetime) -> bool:
    """Whether a person may hand in a document, and so put its next version together."""
    return bool(set(roles_of(audit, who, audit.calendar.day(now))) & set(spec.owners))


def count_rows(spec: ArtifactSpec, text: str, on_record: int) -> int:
    """How many rows a text has, where there may be so many risks on record. Raises TableProblem."""
    rows = len(read_table(text, spec.columns))
    if spec.most_rows and rows > spec.most_rows:
        raise TableProblem(Text("table-rows-most", rows=rows, most=spec.most_rows))
    if spec.lists_risks and (rows > MOST_RISKS or rows + on_record > MOST_LISTED):
        raise TableProblem(
            Text("register-too-long", rows=rows, on_record=on_record, most=MOST_RISKS, listed=MOST_LISTED)
        )
    return rows


def check_text(audit: Audit, spec: ArtifactSpec, text: str) -> int:
    """How many rows a text handed in as this document has; 0 for a document of words. Refuses one that does not fit."""
    if not spec.columns:
        return 0
    try:
        return count_rows(spec, text, len(all_risks(audit)))
    except TableProblem as problem:
        raise Invalid("table-refused", field="text", problem=problem.lines) from problem


def draft_rows(draft: RowDraft | None, base: Sequence[Row], texts: Mapping[str, str]) -> list[tuple[str, Row]]:
    """(id, row) of everything in a draft: the rows of its base, then those added. Rows whose words are gone drop out.

    `base`: the rows of the version it began from (of the newest, where there is no draft). `texts`: words by digest.
    """
    draft = draft or RowDraft()
    found: list[tuple[str, Row]] = []
    ids = [*(f"b{n}" for n in range(1, len(base) + 1)), *(f"n{n}" for n in range(1, draft.added + 1))]
    for row in ids:
        if row in draft.removed:
            continue
        if row in draft.rows:
            if (kept := texts.get(draft.rows[row])) is not None:
                found.append((row, json.loads(kept)))
        elif row.startswith("b"):
            found.append((row, base[int(row[1:]) - 1]))
    return found


@RULES.add
def keep_row(audit: Audit, framework: Framework, c: KeepRow, now: datetime) -> list[Event]:
    """An owner of the document adds a row to its draft, or words one anew."""
    spec, draft = _drafted(audit, framework, c, now)
    row = c.row or f"n{draft.added + 1}"
    if c.row:
        _check_there(draft, c.row)
    elif draft.added >= MOST_ADDED:
        raise Invalid("rows-added-most", most=MOST_ADDED)
    _check_cells(spec, c.cells.text)
    if c.cells.digest in (draft.rows.values() if not c.row else (draft.rows.get(row),)):
        return []
    return [RowKept(at=now, by=c.actor, artifact=spec.key, row=row, cells=c.cells.digest, base=draft.base)]


@RULES.add
def remove_row(audit: Audit, framework: Framework, c: RemoveRow, now: datetime) -> list[Event]:
    """An owner takes a row out of the draft."""
    spec, draft = _drafted(audit, framework, c, now)
    if c.row in draft.removed:
        return []
    _check_there(draft, c.row)
    return [RowRemoved(at=now, by=c.actor, artifact=spec.key, row=c.row, base=draft.base)]


@RULES.add
def drop_draft(audit: Audit, framework: Framework, c: DropDraft, now: datetime) -> list[Event]:
    """An owner forgets the draft."""
    if c.artifact not in audit.drafts:
        return []
    _drafted(audit, framework, c, now)
    return [DraftClosed(at=now, by=c.actor, artifact=c.artifact, version=0)]


def _drafted(
    audit: Audit, framework: Framework, c: KeepRow | RemoveRow | DropDraft, now: datetime
) -> tuple[ArtifactSpec, RowDraft]:
    """The document and its draft, begun if need be. Refuses who does not own it, and a draft that moved on."""
    open_to_follow_up(audit)
    spec = with_arms(framework.artifact(c.artifact)) if framework.has_artifact(c.artifact) else None
    if spec is None or not spec.columns:
        raise Invalid("document-not-of-rows")
    if not owns(audit, spec, c.actor, now):
        owners = either([framework.role(role).title for role in spec.owners])
        raise NotAllowed("rows-owners-only", document=spec.title, owners=owners)
    base = c.base if not isinstance(c, DropDraft) else 0
    draft = audit.drafts.get(c.artifact)
    if draft is None:
        if base and not any(v.number == base and v.rows for v in audit.artifacts.get(c.artifact, ())):
            raise NotNow("rows-base-without-rows")
        return spec, RowDraft(base=base)
    if not isinstance(c, DropDraft) and draft.base != base:
        raise Outdated("rows-draft-moved-on")
    return spec, draft


def _check_there(draft: RowDraft, row: str) -> None:
    known = row in draft.rows or (row.startswith("b") and draft.base > 0)
    if not _ROW.fullmatch(row) or not known or row in draft.removed or int(row[1:]) > MOST_ROWS:
        raise NotNow("row-gone")


def _check_cells(spec: ArtifactSpec, text: str) -> None:
    """Refuses cells that do not fit, by the first column concerned."""
    try:
        cells: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid("cells-not-canonical") from None
    if not isinstance(cells, dict):
        raise Invalid("cells-not-canonical")
    row, wrong = check_row(spec.columns, cells)
    for column in spec.columns:
        if column.key in wrong:
            raise Invalid("cell-wrong", field=column.key, column=column.title, wrong=wrong[column.key])
    if row != cells:
        raise Invalid("cells-not-canonical")
    if not row:
        raise Invalid("row-empty", field=spec.columns[0].key)
