"""How events about documents that consist of rows change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.audit import Draft
from bot.domain.events import DraftClosed, RowKept, RowRemoved
from bot.domain.kernel.audit import Audit


def kept(audit: Audit, e: RowKept) -> dict[str, Any]:
    """A row of the draft; the first one begins it."""
    draft = audit.drafts.get(e.artifact, Draft(base=e.base))
    number = int(e.row[1:]) if e.row.startswith("n") else 0
    update = {
        "rows": {**draft.rows, e.row: e.cells},
        "added": max(draft.added, number),
        "contents": (*draft.contents, e.cells),
    }
    return {"drafts": {**audit.drafts, e.artifact: draft.model_copy(update=update)}}


def removed(audit: Audit, e: RowRemoved) -> dict[str, Any]:
    """A row less."""
    draft = audit.drafts.get(e.artifact, Draft(base=e.base))
    rows = {row: cells for row, cells in draft.rows.items() if row != e.row}
    update = {"rows": rows, "removed": (*draft.removed, e.row)}
    return {"drafts": {**audit.drafts, e.artifact: draft.model_copy(update=update)}}


def closed(audit: Audit, e: DraftClosed) -> dict[str, Any]:
    """The draft is over; the version it became remembers what it was made from."""
    draft = audit.drafts.get(e.artifact)
    changed: dict[str, Any] = {"drafts": {key: d for key, d in audit.drafts.items() if key != e.artifact}}
    if draft and e.version:
        versions = tuple(
            v.model_copy(update={"drafted": draft.contents}) if v.number == e.version else v
            for v in audit.artifacts[e.artifact]
        )
        changed["artifacts"] = {**audit.artifacts, e.artifact: versions}
    return changed


ROWS: dict[type, Callable[[Audit, Any], dict[str, Any]]] = {RowKept: kept, RowRemoved: removed, DraftClosed: closed}
