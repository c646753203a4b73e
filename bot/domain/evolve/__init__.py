"""The fold: an audit and an event make the next audit.

Owns how each kind of event changes the state; nothing is decided here, and nothing can be refused. One file per family
of events, each a table from event class to function; this module joins the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from bot.domain.evolve.afterwards import AFTERWARDS
from bot.domain.evolve.course import COURSE
from bot.domain.evolve.documents import DOCUMENTS
from bot.domain.evolve.judgement import JUDGEMENT
from bot.domain.evolve.people import PEOPLE
from bot.domain.evolve.rows import ROWS
from bot.domain.evolve.scoring import SCORING
from bot.domain.evolve.testing import TESTING
from bot.domain.evolve.variants import VARIANTS
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.events import AuditStarted
from bot.domain.lifecycle.fold import begin

FAMILIES: tuple[dict[type, Callable[[Audit, Any], dict[str, Any]]], ...] = (
    PEOPLE,
    COURSE,
    DOCUMENTS,
    JUDGEMENT,
    AFTERWARDS,
    ROWS,
    SCORING,
    TESTING,
    VARIANTS,
)

FOLDS = {kind: change for family in FAMILIES for kind, change in family.items()}


def evolve(audit: Audit | None, event: Event) -> Audit:
    """The audit after an event. Raises ValueError when history does not begin with its start."""
    if isinstance(event, AuditStarted):
        return begin(event)
    if audit is None:
        raise ValueError(f"history begins with {event.type}, not with AuditStarted")
    changes = FOLDS[type(event)](audit, event)
    changes["seq"] = audit.seq + 1
    return audit.model_copy(update=changes)


def fold(events: Iterable[Event], audit: Audit | None = None) -> Audit:
    """The state after a history (or the rest of one, from a state). Raises ValueError for an empty one."""
    for event in events:
        audit = evolve(audit, event)
    if audit is None:
        raise ValueError("an empty history has no state")
    return audit
