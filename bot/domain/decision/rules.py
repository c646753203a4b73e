"""Between the reveal and the posted decision: cooling-off, holds, and one more look at evidence and needs.

Owns when a proposed decision becomes the decision, and what stops it. Time passes by
`bot.domain.engine.timers`; the rule that counted is `bot.domain.ballot.support`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.domain.ballot.earlier_audits import too_little
from bot.domain.ballot.residual import accepted_for
from bot.domain.ballot.rules import seats_of
from bot.domain.ballot.support import support
from bot.domain.decision.commands import CallHold, LiftHold, PostDecision
from bot.domain.decision.events import DecisionReached, HoldCalled, HoldLapsed, HoldLifted, ProposalVoided
from bot.domain.decision.mitigations import plan_is_unread
from bot.domain.decision.state import Proposal
from bot.domain.decision.suspension import last_day, terms_of
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.evidence import evidence_of_all
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.permissions import live, needs_power
from bot.domain.roster.roles import holds_power

RULES = Rules()


def proposal_of(audit: Audit, number: int) -> Proposal:
    """The standing proposal of a round. Refuses, with what became of it, when it is none any more."""
    live(audit)
    found = next((p for p in audit.proposals if p.round == number), None)
    if found is None:
        raise NotNow("decision-not-proposed")
    if found.status == "posted":
        raise NotNow("decision-posted-already")
    if found.status != "standing":
        raise NotNow("decision-asked-again")
    return found


def may_hold(audit: Audit, framework: Framework, who: Person, now: datetime) -> bool:
    """Whether somebody may stop a posting: any seat of the board, or whoever leads.

    From the second edition of the rules on these are the seats that voted, whoever sits there today; where nothing is
    released, they alone.
    """
    proposal = audit.proposal
    voted = audit.rules > 1 and proposal and next(b.seats for b in audit.ballots if b.number == proposal.round)
    seats = voted or seats_of(audit, framework)
    seats_alone = proposal is not None and _stands_whatever_comes(audit, proposal)
    return who in seats or (not seats_alone and holds_power(audit, framework, who, "manage", audit.calendar.day(now)))


def hold_refusal(audit: Audit, proposal: Proposal) -> NotAllowed:
    """Whom to tell instead: that nothing is released is held by the seats that voted, the lead among no others."""
    if not _stands_whatever_comes(audit, proposal):
        return NotAllowed("hold-not-yours", person=audit.lead)
    return NotAllowed("hold-form-0", person=next(b.seats[0] for b in audit.ballots if b.number == proposal.round))


@RULES.add
def call_hold(audit: Audit, framework: Framework, c: CallHold, now: datetime) -> list[Event]:
    """A seat or the lead stops the posting, with a reason; once each, and only while it cools off."""
    proposal = proposal_of(audit, c.round)
    if not may_hold(audit, framework, c.actor, now):
        raise hold_refusal(audit, proposal)
    if any(h.by == c.actor and not h.ended for h in proposal.holds):
        return []
    if any(_is_same_seat(audit, framework, h.by, c.actor, now) for h in proposal.holds):
        raise NotNow("hold-used-already")
    if now >= proposal.until:
        raise NotNow("hold-too-late", person=audit.lead)
    if not c.reason.text.strip():
        raise Invalid("hold-reason-missing", field="reason")
    return [
        HoldCalled(
            at=now,
            by=c.actor,
            round=c.round,
            hold=len(proposal.holds) + 1,
            reason=c.reason.digest,
            until=audit.calendar.closing(now, framework.decision.hold_days),
        )
    ]


def _is_same_seat(audit: Audit, framework: Framework, one: Person, other: Person, now: datetime) -> bool:
    """Whether two holds come from one: the lead and the deputy are, from the second edition of the rules on."""
    both = (holds_power(audit, framework, who, "manage", audit.calendar.day(now)) for who in (one, other))
    return one == other or (audit.rules > 1 and all(both))


@RULES.add
def lift_hold(audit: Audit, framework: Framework, c: LiftHold, now: datetime) -> list[Event]:
    """Only its caller lifts a hold; what its time ran out on, too."""
    proposal = proposal_of(audit, c.round)
    hold = next((h for h in proposal.holds if h.number == c.hold), None)
    if hold is None:
        raise NotNow("hold-unknown")
    if hold.by != c.actor:
        raise NotAllowed("hold-lift-author-only", person=hold.by)
    return [] if hold.ended == "lifted" else [HoldLifted(at=now, by=c.actor, round=c.round, hold=c.hold)]


@RULES.add
def post(audit: Audit, framework: Framework, c: PostDecision, now: datetime) -> list[Event]:
    """The lead posts what no hold stops any more; whatever else is posted, is posted by itself."""
    proposal = proposal_of(audit, c.round)
    needs_power(audit, framework, c, "manage", now)
    return posting(audit, framework, proposal, c.actor, now)


def posting(audit: Audit, framework: Framework, proposal: Proposal, by: Person, now: datetime) -> list[Event]:
    """The post of what no hold stops any more, whoever asks for it. Refuses what is not to be posted yet."""
    if now < proposal.until:
        raise NotNow("decision-cooling-off", until=proposal.until)
    if proposal.held:
        raise NotNow("decision-held", person=proposal.held[0].by)
    if plan_is_unread(audit, framework, proposal.round):
        raise NotNow("decision-plan-unread")
    return _posting(audit, framework, proposal, by, now)


def settle(audit: Audit, framework: Framework, now: datetime) -> list[Event]:
    """What becomes of a proposal by itself: void when its evidence moved, posted when it has cooled off.

    Not before the plan of repairs was read: its rows are conditions of the decision.
    """
    proposal = audit.proposal
    if proposal is None:
        return []
    if cause := _moved(audit, framework, proposal):
        return [ProposalVoided(at=now, by=SYSTEM, round=proposal.round, cause=cause)]
    if _seats_changed(audit, framework, proposal, now):
        return [ProposalVoided(at=now, by=SYSTEM, round=proposal.round, cause="roster")]
    if now < proposal.until or proposal.held_up or plan_is_unread(audit, framework, proposal.round):
        return []
    return _posting(audit, framework, proposal, SYSTEM, now)


def pass_time(audit: Audit, framework: Framework, now: datetime) -> list[Event]:
    """Holds whose time is over, and then the posting."""
    proposal = audit.proposal
    if proposal is None:
        return []
    over: list[Event] = [
        HoldLapsed(at=now, by=SYSTEM, round=proposal.round, hold=h.number) for h in proposal.held if now >= h.until
    ]
    return over or settle(audit, framework, now)


def moments(audit: Audit, framework: Framework) -> list[datetime]:
    """When something happens by itself: each hold ends, or, where nothing else is in the way, the cooling-off does."""
    proposal = audit.proposal
    if proposal is None:
        return []
    waits = proposal.lapsed or plan_is_unread(audit, framework, proposal.round)
    return [h.until for h in proposal.held] or ([] if waits else [proposal.until])


def _stands_whatever_comes(audit: Audit, proposal: Proposal) -> bool:
    """Whether nothing voids a proposal: one that nothing is released, from the second edition of the rules on."""
    return audit.rules > 1 and proposal.form == 0


def _moved(audit: Audit, framework: Framework, proposal: Proposal) -> Literal["", "evidence", "reopened"]:
    if _stands_whatever_comes(audit, proposal):
        return ""
    if any(s.status == "open" and not framework.stage(k).ballot for k, s in audit.stages.items()):
        return "reopened"
    ballot = next(b for b in audit.ballots if b.number == proposal.round)
    return "evidence" if ballot.evidence != evidence_of_all(audit, framework) else ""


def _seats_changed(audit: Audit, framework: Framework, proposal: Proposal, now: datetime) -> bool:
    """Whether other people sit on the board than voted, from the second edition of the rules on.

    Stepping aside after the vote changes no seat; and nothing takes form 0 back.
    """
    if audit.rules < 2 or _stands_whatever_comes(audit, proposal):
        return False
    voted = next(b.seats for b in audit.ballots if b.number == proposal.round)
    return set(seats_of(audit, framework)) != set(voted).difference(audit.recused)


def _posting(audit: Audit, framework: Framework, proposal: Proposal, by: Person, now: datetime) -> list[Event]:
    """The decision, if what it needs still speaks for it and for every form it allows."""
    forms = proposal.allowed or (proposal.form,)
    little = proposal.form > 0 and too_little(audit, framework) is not None
    supported = _stands_whatever_comes(audit, proposal) or all(
        support(audit, framework, f, accepted_for(proposal.residual, f)).supported for f in forms
    )
    if little or not supported:
        return [ProposalVoided(at=now, by=SYSTEM, round=proposal.round, cause="needs")]
    return [
        DecisionReached(
            at=now,
            by=by,
            round=proposal.round,
            form=proposal.form,
            ticks=proposal.ticks,
            blocked=proposal.blocked,
            dissenters=proposal.dissenters,
            expires=last_day(framework, proposal.form, audit.calendar.day(now)),
            model=str(audit.subject),
            weights=audit.weights,
            allowed=proposal.allowed,
            terms=terms_of(framework, proposal.allowed, audit.calendar.day(now)),
            residual=proposal.residual,
        )
    ]
