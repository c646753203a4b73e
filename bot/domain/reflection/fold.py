"""The fold of the reflection: how the state changes with what happened.

Owns a function per event (the summary, from request to answers) and their table; nothing is decided here, and nothing
can be refused.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Folds
from bot.domain.reflection.events import (
    StanceTaken,
    StanceWithdrawn,
    StatementsAnswered,
    SummaryDrafted,
    SummaryFailed,
    SummaryPublished,
    SummaryRequested,
    SummaryReworded,
)
from bot.domain.reflection.state import Answer, Stance, Summary

FOLDS = Folds()


@FOLDS.add
def requested(audit: Audit, e: SummaryRequested) -> Audit:
    """A draft is being made; an unpublished one before it is superseded."""
    earlier = tuple(s.replace(status="superseded") if s.status in ("drafted", "failed") else s for s in audit.summaries)
    return audit.replace(summaries=(*earlier, Summary(number=e.number, status="requested", requested_by=e.by)))


def _summary(audit: Audit, number: int, change: Callable[[Summary], Summary]) -> Audit:
    return audit.replace(summaries=tuple(change(s) if s.number == number else s for s in audit.summaries))


@FOLDS.add
def drafted(audit: Audit, e: SummaryDrafted) -> Audit:
    """A draft waits for the lead."""
    return _summary(
        audit,
        e.number,
        lambda s: s.replace(
            status="drafted",
            content=e.content,
            discussion=e.discussion,
            origin=e.origin,
            statements=e.statements,
            made=e.made,
            problem=e.problem,
        ),
    )


@FOLDS.add
def failed(audit: Audit, e: SummaryFailed) -> Audit:
    """No draft; it can be asked for again."""
    return _summary(audit, e.number, lambda s: s.replace(status="failed", problem=e.problem))


@FOLDS.add
def reworded(audit: Audit, e: SummaryReworded) -> Audit:
    """Other words stand in the draft; those before them are known still, so that they can be erased with it."""

    def other(summary: Summary) -> Summary:
        before = (*summary.earlier, *([summary.content] if summary.content else []))
        return summary.replace(content=e.content, earlier=before)

    return _summary(audit, e.number, other)


@FOLDS.add
def published(audit: Audit, e: SummaryPublished) -> Audit:
    """The draft stands published, and supersedes an earlier one."""
    superseded = audit.replace(
        summaries=tuple(s.replace(status="superseded") if s.status == "published" else s for s in audit.summaries)
    )
    return _summary(
        superseded,
        e.number,
        lambda s: s.replace(
            status="published",
            removed=e.removed,
            published_at=e.at,
            published_by=e.by,
            answers_due=e.answers_due,
        ),
    )


@FOLDS.add
def answered(audit: Audit, e: StatementsAnswered) -> Audit:
    """The newest answer of a person on a statement stands."""
    new = tuple(Answer(statement=s, person=e.by, verdict=e.verdict, reason=e.reason, at=e.at) for s in e.statements)

    def with_answers(summary: Summary) -> Summary:
        others = (a for a in summary.answers if a.person != e.by or a.statement not in e.statements)
        return summary.replace(answers=(*others, *new))

    return _summary(audit, e.number, with_answers)


@FOLDS.add
def stance_taken(audit: Audit, e: StanceTaken) -> Audit:
    """The newest word of a person on a question stands."""
    stance = Stance(question=e.question, person=e.by, word=e.word, condition=e.condition, sign=e.sign, at=e.at)
    return audit.replace(stances=(*_without(audit, e.question, e.by), stance))


@FOLDS.add
def stance_withdrawn(audit: Audit, e: StanceWithdrawn) -> Audit:
    """They say nothing of the question any more."""
    return audit.replace(stances=_without(audit, e.question, e.by))


def _without(audit: Audit, question: str, who: Person) -> tuple[Stance, ...]:
    return tuple(s for s in audit.stances if (s.question, s.person) != (question, who))
