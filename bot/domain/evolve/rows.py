"""How events about documents that consist of rows change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.documents.events import DraftClosed, RowKept, RowRemoved
from bot.domain.documents.fold import closed, kept, removed
from bot.domain.kernel.audit import Audit

ROWS: dict[type, Callable[[Audit, Any], dict[str, Any]]] = {RowKept: kept, RowRemoved: removed, DraftClosed: closed}
