"""How events about scoring rows blind change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.audit import Scoring
from bot.domain.events import RowsScored, ScoresRevealed, ScoringClosed
from bot.domain.kernel.audit import Audit


def _with(audit: Audit, e: RowsScored | ScoringClosed | ScoresRevealed, **update: Any) -> dict[str, Any]:
    others = tuple(s for s in audit.scorings if (s.artifact, s.version) != (e.artifact, e.version))
    return {"scorings": (*others, _known(audit, e).model_copy(update=update))}


def _known(audit: Audit, e: RowsScored | ScoringClosed | ScoresRevealed) -> Scoring:
    found = (s for s in audit.scorings if (s.artifact, s.version) == (e.artifact, e.version))
    return next(found, Scoring(artifact=e.artifact, version=e.version))


def scored(audit: Audit, e: RowsScored) -> dict[str, Any]:
    """One paper more, or another one in place of theirs."""
    return _with(audit, e, papers={**_known(audit, e).papers, e.by: e.paper})


def closed(audit: Audit, e: ScoringClosed) -> dict[str, Any]:
    """The papers are being opened."""
    return _with(audit, e, status="closed")


def revealed(audit: Audit, e: ScoresRevealed) -> dict[str, Any]:
    """Everybody's scores are known."""
    return _with(audit, e, status="revealed", scores=e.scores)


SCORING: dict[type, Callable[[Audit, Any], dict[str, Any]]] = {
    RowsScored: scored,
    ScoringClosed: closed,
    ScoresRevealed: revealed,
}
