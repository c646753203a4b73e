"""How events about scoring rows blind change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.documents.events import RowsScored, ScoresRevealed, ScoringClosed
from bot.domain.documents.fold import revealed, scored, scoring_closed
from bot.domain.kernel.audit import Audit

SCORING: dict[type, Callable[[Audit, Any], dict[str, Any]]] = {
    RowsScored: scored,
    ScoringClosed: scoring_closed,
    ScoresRevealed: revealed,
}
