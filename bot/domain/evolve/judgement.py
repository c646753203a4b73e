"""How events about the reflection and the decision change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.audit import Answer, BallotRound, Recommendation, Summary
from bot.domain.decided import Decision
from bot.domain.events import (
    BallotCast,
    BallotClosed,
    BallotExtended,
    BallotOpened,
    BallotsRevealed,
    BallotVoided,
    DecisionReached,
    FormRecommended,
    NoDecisionReached,
    SeatRecused,
    StatementsAnswered,
    SummaryDrafted,
    SummaryFailed,
    SummaryPublished,
    SummaryRequested,
    SummaryReworded,
)
from bot.domain.kernel.audit import Audit


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


def recommended(audit: Audit, e: FormRecommended) -> dict[str, Any]:
    """A person's newest word stands, beside the others'."""
    others = (r for r in audit.recommendations if r.person != e.by)
    return {"recommendations": (*others, Recommendation(person=e.by, form=e.form, reason=e.reason, at=e.at))}


def recused(audit: Audit, e: SeatRecused) -> dict[str, Any]:
    """A seat does not vote."""
    return {"recused": (*audit.recused, e.person)}


def ballot_opened(audit: Audit, e: BallotOpened) -> dict[str, Any]:
    """A round of voting, with everything frozen that must not move under it; in place of what was proposed."""
    ballot = BallotRound(
        number=e.round, status="open", seats=e.seats, needed=e.needed, deadline=e.deadline, evidence=e.evidence
    )
    proposals = tuple(
        p.model_copy(update={"status": "asked-again"}) if p.status == "standing" else p for p in audit.proposals
    )
    return {"ballots": (*audit.ballots, ballot), "proposals": proposals}


def _round(audit: Audit, number: int, **update: Any) -> dict[str, Any]:
    return {"ballots": tuple(b.model_copy(update=update) if b.number == number else b for b in audit.ballots)}


def cast(audit: Audit, e: BallotCast) -> dict[str, Any]:
    """A seat's newest ballot counts."""
    ballot = next(b for b in audit.ballots if b.number == e.round)
    return _round(audit, e.round, sealed={**ballot.sealed, e.by: e.ballot})


def extended(audit: Audit, e: BallotExtended) -> dict[str, Any]:
    """Once more time."""
    return _round(audit, e.round, extended=True, deadline=e.deadline)


def vote_closed(audit: Audit, e: BallotClosed) -> dict[str, Any]:
    """No more votes in this round."""
    return _round(audit, e.round, status="closed")


def voided(audit: Audit, e: BallotVoided) -> dict[str, Any]:
    """The round counts for nothing."""
    return _round(audit, e.round, status="void")


def revealed(audit: Audit, e: BallotsRevealed) -> dict[str, Any]:
    """Everybody in the audit's channel may read the ballots."""
    return _round(audit, e.round, status="revealed", opened=e.ballots)


def reached(audit: Audit, e: DecisionReached) -> dict[str, Any]:
    """The audit is decided."""
    decision = Decision(
        form=e.form,
        ticks=e.ticks,
        blocked=e.blocked,
        dissenters=e.dissenters,
        at=e.at,
        round=e.round,
        seq=audit.seq + 1,
        expires=e.expires,
        model=e.model,
        weights=e.weights,
    )
    earlier = (*audit.earlier_decisions, audit.decision) if audit.decision else audit.earlier_decisions
    proposals = tuple(p.model_copy(update={"status": "posted"}) if p.round == e.round else p for p in audit.proposals)
    return {"decision": decision, "earlier_decisions": earlier, "proposals": proposals}


def no_decision(audit: Audit, e: NoDecisionReached) -> dict[str, Any]:
    """The round ended without a result."""
    return _round(audit, e.round, status="no-decision")


JUDGEMENT: dict[type, Callable[[Audit, Any], dict[str, Any]]] = {
    SummaryRequested: requested,
    SummaryDrafted: drafted,
    SummaryFailed: failed,
    SummaryReworded: reworded,
    SummaryPublished: published,
    StatementsAnswered: answered,
    FormRecommended: recommended,
    SeatRecused: recused,
    BallotOpened: ballot_opened,
    BallotCast: cast,
    BallotExtended: extended,
    BallotClosed: vote_closed,
    BallotVoided: voided,
    BallotsRevealed: revealed,
    DecisionReached: reached,
    NoDecisionReached: no_decision,
}
