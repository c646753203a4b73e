"""The fold of the decision: how the state changes with what happened.

Owns a function per event (proposal, holds, conditions, suspension, decisions taken elsewhere) and their table;
nothing is decided here, and nothing can be refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from bot.domain.decision.events import (
    BoardAsked,
    CancellingReported,
    ConditionDropped,
    ConditionMoved,
    ConditionOverdue,
    ConditionsMet,
    DecidedOutside,
    DecisionCoSigned,
    DecisionExpired,
    DecisionProposed,
    DecisionReached,
    DecisionSuspended,
    DoneClaimed,
    DoneRefused,
    DoneVerified,
    ExpiryNoticed,
    HoldCalled,
    HoldLapsed,
    HoldLifted,
    MitigationsListed,
    OutsideHeld,
    OutsideProposed,
    OutsideRecorded,
    OutsideRefused,
    OutsideSeconded,
    OwnerNamed,
    ProposalVoided,
    ReleaseResumed,
    ReleaseStaged,
    ReleaseStopped,
    ReportAnswered,
    UpkeepHandedOn,
    UpkeepRecorded,
)
from bot.domain.decision.state import (
    CoSignature,
    Decision,
    Followed,
    Hold,
    Outside,
    Proposal,
    Report,
    Staging,
    Suspension,
    UpkeepDone,
)
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Folds

FOLDS = Folds()


@FOLDS.add
def proposed(audit: Audit, e: DecisionProposed) -> Audit:
    """A result cools off."""
    proposal = Proposal(
        form=e.form,
        ticks=e.ticks,
        blocked=e.blocked,
        dissenters=e.dissenters,
        allowed=e.allowed,
        absent=e.absent,
        residual=e.residual,
        at=e.at,
        round=e.round,
        until=e.until,
    )
    return audit.replace(proposals=(*audit.proposals, proposal))


def _proposal(audit: Audit, number: int, change: Callable[[Proposal], Proposal]) -> Audit:
    return audit.replace(proposals=tuple(change(p) if p.round == number else p for p in audit.proposals))


@FOLDS.add
def held(audit: Audit, e: HoldCalled) -> Audit:
    """The posting is stopped."""
    hold = Hold(number=e.hold, by=e.by, reason=e.reason, at=e.at, until=e.until)
    return _proposal(audit, e.round, lambda p: p.replace(holds=(*p.holds, hold)))


def _ended(audit: Audit, number: int, hold: int, how: Literal["lifted", "lapsed"]) -> Audit:
    def ended(proposal: Proposal) -> Proposal:
        return proposal.replace(holds=tuple(h.replace(ended=how) if h.number == hold else h for h in proposal.holds))

    return _proposal(audit, number, ended)


@FOLDS.add
def lifted(audit: Audit, e: HoldLifted) -> Audit:
    """A hold stops nothing any more."""
    return _ended(audit, e.round, e.hold, "lifted")


@FOLDS.add
def lapsed(audit: Audit, e: HoldLapsed) -> Audit:
    """Its time ran out; somebody has to say how it goes on."""
    return _ended(audit, e.round, e.hold, "lapsed")


@FOLDS.add
def voided(audit: Audit, e: ProposalVoided) -> Audit:
    """It is not posted."""
    return _proposal(audit, e.round, lambda p: p.replace(status="void", cause=e.cause))


@FOLDS.add
def listed(audit: Audit, e: MitigationsListed) -> Audit:
    """The plan the board votes on takes the place of an earlier round's."""
    return audit.replace(mitigations=e.mitigations, plan_round=e.round)


def _follow(audit: Audit, number: int, item: str, change: Callable[[Followed], Followed]) -> Audit:
    key = f"{number}:{item}"
    return audit.replace(followed={**audit.followed, key: change(audit.followed.get(key, Followed()))})


@FOLDS.add
def owner_named(audit: Audit, e: OwnerNamed) -> Audit:
    """What an owner before said of it counts no more."""

    def owned(known: Followed) -> Followed:
        still = known if known.owner == e.owner else _unclaimed(known)
        before = known.owner if audit.rules > 1 and known.owner != e.owner else None
        named_at = known.named_at if known.owner == e.owner else e.at
        hands = _with(known.hands, before)
        return still.replace(owner=e.owner, check=e.check or known.check, due=e.due, hands=hands, named_at=named_at)

    return _follow(audit, e.round, e.item, owned)


def _with(hands: tuple[Person, ...], who: Person | None) -> tuple[Person, ...]:
    return hands if who is None or who in hands else (*hands, who)


def _unclaimed(known: Followed) -> Followed:
    return known.replace(claimed=None, claimed_by=None, claimed_at=None)


@FOLDS.add
def claimed(audit: Audit, e: DoneClaimed) -> Audit:
    """It waits for an auditor."""
    who = e.by if audit.rules > 1 else None
    return _follow(
        audit,
        e.round,
        e.item,
        lambda known: known.replace(claimed=e.words, claimed_by=e.by, claimed_at=e.at, hands=_with(known.hands, who)),
    )


@FOLDS.add
def verified(audit: Audit, e: DoneVerified) -> Audit:
    """It is done."""
    return _follow(audit, e.round, e.item, lambda known: known.replace(verified_by=e.by, verified_at=e.at, how=e.how))


@FOLDS.add
def refused(audit: Audit, e: DoneRefused) -> Audit:
    """It is its owner's turn again."""
    return _follow(audit, e.round, e.item, _unclaimed)


@FOLDS.add
def dropped(audit: Audit, e: ConditionDropped) -> Audit:
    """It binds nobody any more."""
    return _follow(audit, e.round, e.item, lambda known: known.replace(dropped=e.why))


@FOLDS.add
def moved(audit: Audit, e: ConditionMoved) -> Audit:
    """It is due later."""
    return _follow(audit, e.round, e.item, lambda known: known.replace(due=e.due, overdue=None))


@FOLDS.add
def condition_overdue(audit: Audit, e: ConditionOverdue) -> Audit:
    """The board knows."""
    return _follow(audit, e.round, e.item, lambda known: known.replace(overdue=e.day))


@FOLDS.add
def stopped(audit: Audit, e: ReleaseStopped) -> Audit:
    """Nothing new may be released under it, until the condition is verified or moved."""
    return _decision(audit, lambda d: d.replace(stopped_by=(*d.stopped_by, e.item)))


@FOLDS.add
def resumed(audit: Audit, e: ReleaseResumed) -> Audit:
    """In force again, where nothing else is so late."""
    return _decision(audit, lambda d: d.replace(stopped_by=tuple(item for item in d.stopped_by if item != e.item)))


@FOLDS.add
def met(audit: Audit, e: ConditionsMet) -> Audit:
    """It may be released."""
    return _decision(audit, lambda d: d.replace(met_at=e.at))


@FOLDS.add
def staged(audit: Audit, e: ReleaseStaged) -> Audit:
    """The newest word stands."""
    return audit.replace(staging=Staging(form=e.form, not_before=e.not_before, words=e.words, by=e.by, at=e.at))


@FOLDS.add
def reported(audit: Audit, e: CancellingReported) -> Audit:
    """It waits for an answer."""
    seq = audit.decision.seq if audit.decision else 0
    report = Report(number=e.report, decision=seq, cause=e.cause, text=e.text, by=e.by, at=e.at)
    return audit.replace(reports=(*audit.reports, report))


def _report(audit: Audit, number: int, change: Callable[[Report], Report]) -> Audit:
    return audit.replace(reports=tuple(change(r) if r.number == number else r for r in audit.reports))


@FOLDS.add
def board_asked(audit: Audit, e: BoardAsked) -> Audit:
    """The board may answer, too."""
    return _report(audit, e.report, lambda r: r.replace(board_asked=True))


@FOLDS.add
def report_answered(audit: Audit, e: ReportAnswered) -> Audit:
    """It happened, or it did not."""
    status: Literal["happened", "not"] = "happened" if e.happened else "not"
    return _report(audit, e.report, lambda r: r.replace(status=status, answered_by=e.by, answered_at=e.at, why=e.why))


def _decision(audit: Audit, change: Callable[[Decision], Decision]) -> Audit:
    return audit.replace(decision=change(audit.decision) if audit.decision else None)


@FOLDS.add
def suspended(audit: Audit, e: DecisionSuspended) -> Audit:
    """It is in force no more, and the audit goes on."""
    found = Suspension(report=e.report, cause=e.cause, stage=e.stage, by=e.by, at=e.at, containment=e.containment)
    return _decision(audit, lambda d: d.replace(suspended=found))


@FOLDS.add
def co_signed(audit: Audit, e: DecisionCoSigned) -> Audit:
    """One more seat signed it."""
    made = CoSignature(by=e.by, key=e.key, signature=e.signature, at=e.at)
    return _decision(audit, lambda d: d.replace(co_signed=(*d.co_signed, made)))


@FOLDS.add
def expiry_noticed(audit: Audit, e: ExpiryNoticed) -> Audit:
    """It is said once."""
    return _decision(audit, lambda d: d.replace(noticed_at=e.at))


@FOLDS.add
def expired(audit: Audit, e: DecisionExpired) -> Audit:
    """Nothing may be released under it any more."""
    return _decision(audit, lambda d: d.replace(expired_at=e.at))


@FOLDS.add
def outside_proposed(audit: Audit, e: OutsideProposed) -> Audit:
    """A board member is asked."""
    return audit.replace(
        outside_proposal=Outside(
            proposed_by=e.by, words=e.words, form=e.form, at=e.at, supported=e.supported, until=e.until
        )
    )


def _asked_outside(audit: Audit, change: Callable[[Outside], Outside]) -> Audit:
    asked = audit.outside_proposal
    return audit.replace(outside_proposal=change(asked) if asked else None)


@FOLDS.add
def outside_seconded(audit: Audit, e: OutsideSeconded) -> Audit:
    """One more seat stands behind it."""

    def seconded(asked: Outside) -> Outside:
        holds = {who: until for who, until in asked.holds.items() if who != e.by}
        return asked.replace(seconds=(*asked.seconds, e.by), holds=holds)

    return _asked_outside(audit, seconded)


@FOLDS.add
def outside_held(audit: Audit, e: OutsideHeld) -> Audit:
    """A seat is against it for now; if it seconded before, it does so no more."""
    return _asked_outside(
        audit,
        lambda asked: asked.replace(
            seconds=tuple(who for who in asked.seconds if who != e.by), holds={**asked.holds, e.by: e.until}
        ),
    )


@FOLDS.add
def outside_recorded(audit: Audit, e: OutsideRecorded) -> Audit:
    """It stands beside the audit's own result, whatever that is or will be."""
    asked = audit.outside_proposal
    if asked is None:
        return audit
    said = asked.replace(recorded_at=e.at, model=e.model, weights=e.weights)
    return audit.replace(outside_proposal=None, outside_statements=(*audit.outside_statements, said))


@FOLDS.add
def outside_refused(audit: Audit, e: OutsideRefused) -> Audit:
    """Nothing is recorded."""
    return audit.replace(outside_proposal=None)


@FOLDS.add
def decided_outside(audit: Audit, e: DecidedOutside) -> Audit:
    """It takes the place of what was proposed or decided; ballots under way count for nothing."""
    asked = audit.outside_proposal
    outside = asked.replace(seconded_by=e.by) if asked else None
    decision = Decision(
        form=e.form,
        ticks={},
        at=e.at,
        round=0,
        seq=audit.seq + 1,
        expires=e.expires,
        outside=outside,
        model=e.model,
        weights=e.weights,
    )
    proposals = (p.replace(status="void", cause="outside") if p.status == "standing" else p for p in audit.proposals)
    ballots = (b.replace(status="void") if b.status in ("open", "closed") else b for b in audit.ballots)
    return audit.replace(
        decision=decision,
        earlier_decisions=(*audit.earlier_decisions, audit.decision) if audit.decision else audit.earlier_decisions,
        outside_proposal=None,
        paused=None,
        proposals=tuple(proposals),
        ballots=tuple(ballots),
    )


@FOLDS.add
def reached(audit: Audit, e: DecisionReached) -> Audit:
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
        allowed=e.allowed,
        terms=e.terms,
        residual=e.residual,
    )
    earlier = (*audit.earlier_decisions, audit.decision) if audit.decision else audit.earlier_decisions
    proposals = tuple(p.replace(status="posted") if p.round == e.round else p for p in audit.proposals)
    return audit.replace(decision=decision, earlier_decisions=earlier, proposals=proposals)


@FOLDS.add
def upkeep_recorded(audit: Audit, e: UpkeepRecorded) -> Audit:
    """Something owed after the decision was done."""
    done = UpkeepDone(of=e.of, due=e.due, words=e.words, by=e.by, at=e.at)
    return audit.replace(upkeep_done=(*audit.upkeep_done, done))


@FOLDS.add
def upkeep_handed_on(audit: Audit, e: UpkeepHandedOn) -> Audit:
    """Somebody else sees to it."""
    return audit.replace(upkeep_owners={**audit.upkeep_owners, e.of: e.owner})
