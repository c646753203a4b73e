"""The fold of the reflection: how the state changes with what happened.

Owns a function per event (the summary, from request to answers) and their table; nothing is decided here, and nothing
can be refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Event
from bot.domain.reflection.events import (
    StatementsAnswered,
    SummaryDrafted,
    SummaryFailed,
    SummaryPublished,
    SummaryRequested,
    SummaryReworded,
)
from bot.domain.reflection.state import Answer, Summary


def requested(audit: Audit, e: SummaryRequested) -> dict[str, Any]:
    """A draft is being made; an unpublished one before it is superseded."""
    earlier = tuple(
        s.model_copy(update={"status": "superseded"}) if s.status in ("drafted", "failed") else s
        for s in audit.summaries
    )
    return {"summaries": (*earlier, Summary(number=e.number, status="requested", requested_by=e.by))}


def _summary(audit: Audit, number: int, **update: Any) -> dict[str, Any]:
    return {"summaries": tuple(s.model_copy(update=update) if s.number == number else s for s in audit.summaries)}


def drafted(audit: Audit, e: SummaryDrafted) -> dict[str, Any]:
    """A draft waits for the lead."""
    return _summary(
        audit,
        e.number,
        status="drafted",
        content=e.content,
        discussion=e.discussion,
        origin=e.origin,
        statements=e.statements,
        made=e.made,
    )


def failed(audit: Audit, e: SummaryFailed) -> dict[str, Any]:
    """No draft; it can be asked for again."""
    return _summary(audit, e.number, status="failed", problem=e.problem)


def reworded(audit: Audit, e: SummaryReworded) -> dict[str, Any]:
    """Other words stand in the draft; those before them are known still, so that they can be erased with it."""
    summary = next(s for s in audit.summaries if s.number == e.number)
    before = (*summary.earlier, *([summary.content] if summary.content else []))
    return _summary(audit, e.number, content=e.content, earlier=before)


def published(audit: Audit, e: SummaryPublished) -> dict[str, Any]:
    """The draft stands published, and supersedes an earlier one."""
    earlier = tuple(
        s.model_copy(update={"status": "superseded"}) if s.status == "published" else s for s in audit.summaries
    )
    update = {
        "status": "published",
        "removed": e.removed,
        "published_at": e.at,
        "published_by": e.by,
        "answers_due": e.answers_due,
    }
    return {"summaries": tuple(s.model_copy(update=update) if s.number == e.number else s for s in earlier)}


def answered(audit: Audit, e: StatementsAnswered) -> dict[str, Any]:
    """The newest answer of a person on a statement stands."""
    new = tuple(Answer(statement=s, person=e.by, verdict=e.verdict, reason=e.reason, at=e.at) for s in e.statements)
    return {
        "summaries": tuple(
            s.model_copy(
                update={
                    "answers": (
                        *(a for a in s.answers if a.person != e.by or a.statement not in e.statements),
                        *new,
                    )
                }
            )
            if s.number == e.number
            else s
            for s in audit.summaries
        )
    }


FOLDS: dict[type[Event], Callable[[Audit, Any], dict[str, Any]]] = {
    SummaryRequested: requested,
    SummaryDrafted: drafted,
    SummaryFailed: failed,
    SummaryReworded: reworded,
    SummaryPublished: published,
    StatementsAnswered: answered,
}
