"""What takes several seats of the board: asked for by one, done once enough of them agree.

From the second edition of the rules on. Owns who may ask for what and when, how many seats it takes, and that it is
done then. What is done are acts of other subjects: a condition is dropped or its date moved, a ballot opens, a stage
closes, a result is posted, a round is void.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final, get_args

from bot.domain.ballot.events import BallotVoided
from bot.domain.ballot.rules import opening, seats_of
from bot.domain.ballot.support import votes_needed
from bot.domain.decision.conditions import FollowedItem, followed_items, item_at
from bot.domain.decision.events import ConditionDropped, ConditionMoved
from bot.domain.decision.rules import posting, proposal_of
from bot.domain.decision.state import Motion, MotionKind
from bot.domain.duties.commands import AnswerMotion, MakeMotion
from bot.domain.duties.events import MotionCarried, MotionMade, MotionRefused, MotionSeconded
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import ANSWER_DAYS, Duty
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.lifecycle.stages import can_close, closed_now
from bot.domain.roster.permissions import needs_power, running
from bot.domain.roster.roles import acts_in

RULES = Rules()

UNDONE_DAYS: Final = 5
"""Working days for which lead and deputy may leave undone what could be done; then two seats may do it."""

STAND_INS: Final = 2
"""Seats that do together what the lead left undone."""

Undone = tuple[date, Motion]
"""From which day two seats may do what."""

_STANDING_IN: Final[tuple[MotionKind, ...]] = ("close-stage", "open-ballot", "post")


class SecondMotionDuty(Duty, kind="second-motion", key=("number",)):
    """A seat of the board: do you agree to what another seat asks for?"""


class LateConditionDuty(Duty, kind="late-condition", key=("number", "of")):
    """A seat of the board: what becomes of a condition that is late? `of`: the item, as `C1`."""


class StandInDuty(Duty, kind="stand-in", key=("stage", "of")):
    """A seat of the board: the lead left it undone; do it with another seat? `of`: the kind of motion."""


@RULES.add
def make(audit: Audit, framework: Framework, c: MakeMotion, now: datetime) -> list[Event]:
    """A seat asks the others; the same asked twice is an answer to it."""
    if audit.rules < 2 or c.kind not in get_args(MotionKind):
        raise NotNow("motion-not-here")
    same = (c.kind, c.round, c.of, c.due)
    known = next((m for m in audit.motions if m.status == "asked" and (m.kind, m.round, m.of, m.due) == same), None)
    if known:
        return _answered(audit, framework, known, c.actor, now, agree=True)
    words = c.why.digest if c.why and c.why.text.strip() else None
    number = len(audit.motions) + 1
    motion = Motion(number=number, kind=c.kind, by=c.actor, at=now, round=c.round, of=c.of, due=c.due, why=words)
    if c.kind in ("drop", "move") and words is None:
        raise Invalid("motion-reason-missing", field="why")
    seats = motion_seats(audit, framework, motion, audit.calendar.day(now))
    if c.kind == "void-round":
        needs_power(audit, framework, c, "manage", now)
    elif c.actor not in seats:
        raise NotAllowed("motion-seat-only", person=seats[0] if seats else audit.lead)
    _done(audit, framework, motion, c.actor, now)
    made = MotionMade(at=now, by=c.actor, number=number, kind=c.kind, round=c.round, of=c.of, due=c.due, why=words)
    if c.actor not in seats:
        return [made]
    after = audit.replace(motions=(*audit.motions, motion))
    return [made, *_answered(after, framework, motion, c.actor, now, agree=True)]


@RULES.add
def answer(audit: Audit, framework: Framework, c: AnswerMotion, now: datetime) -> list[Event]:
    """Another seat agrees, or does not; once enough agree, it is done."""
    motion = next((m for m in audit.motions if m.number == c.motion), None)
    if motion is None or motion.status != "asked":
        raise NotNow("motion-over")
    return _answered(audit, framework, motion, c.actor, now, agree=c.agree)


def _answered(
    audit: Audit, framework: Framework, motion: Motion, who: Person, now: datetime, *, agree: bool
) -> list[Event]:
    seats = motion_seats(audit, framework, motion, audit.calendar.day(now))
    if who not in seats:
        raise NotAllowed("motion-seat-only", person=seats[0] if seats else audit.lead)
    if who in (motion.seconds if agree else motion.refusals):
        return []
    done = _done(audit, framework, motion, who, now)
    needed = seats_needed(audit, framework, motion, now)
    if not agree:
        left = len(set(seats).difference((who, *motion.refusals)))
        return [MotionRefused(at=now, by=who, number=motion.number, over=left < needed)]
    seconded = MotionSeconded(at=now, by=who, number=motion.number)
    if len(set(seats) & {who, *motion.seconds}) < needed:
        return [seconded]
    return [seconded, MotionCarried(at=now, by=who, number=motion.number), *done]


def motion_seats(audit: Audit, framework: Framework, motion: Motion, today: date) -> list[Person]:
    """Whose word counts: until the post the seats that voted, whoever sits there today; else those of today."""
    voted = next((b.seats for b in audit.ballots if b.number == motion.round), ())
    if audit.proposal and audit.proposal.round == motion.round and motion.kind in ("drop", "move", "fresh-ballot"):
        return [seat for seat in voted if seat not in audit.gone]
    roles = [role.key for role in framework.roles if "vote" in role.powers]
    seats = seats_of(audit, framework)
    return [seat for seat in seats if any(acts_in(audit, role, seat, today) for role in roles)]


def seats_needed(audit: Audit, framework: Framework, motion: Motion, now: datetime) -> int:
    """How many seats it takes: two that stand in for the lead; of a condition, as many as the most open allowed form
    that it binds needs in a ballot; else as many as the board's threshold.
    """
    if motion.kind in _STANDING_IN:
        return STAND_INS
    voted = next((len(b.seats) for b in audit.ballots if b.number == motion.round), 0)
    seats = max(voted, len(seats_of(audit, framework)))
    if motion.kind in ("drop", "move"):
        item = item_at(audit, framework, motion.round, motion.of)
        return votes_needed(framework, framework.option(max(item.forms)), seats)
    return framework.ballot.votes_needed(seats)


def _done(audit: Audit, framework: Framework, motion: Motion, by: Person, now: datetime) -> list[Event]:
    """What is done once it is carried. Refuses what cannot be done (any more)."""
    match motion.kind:
        case "drop" | "move":
            return _condition(audit, framework, motion, by, now)
        case "fresh-ballot":
            proposal = proposal_of(audit, motion.round)
            if not proposal.held_up:
                raise NotNow("motion-nothing-held")
            return opening(audit, framework, by, now)
        case "void-round":
            running(audit)
            ballot = audit.ballot
            if ballot is None or ballot.number != motion.round or ballot.status != "closed":
                raise NotNow("motion-round-not-closed")
            return [BallotVoided(at=now, by=by, round=motion.round, cause="key-lost")]
    running(audit)
    since = undone_since(audit, framework, motion)
    if since is None or audit.calendar.day(now) < audit.calendar.add(since, UNDONE_DAYS):
        raise NotNow("motion-not-undone", days=UNDONE_DAYS, person=audit.lead)
    if motion.kind == "close-stage":
        return closed_now(audit, framework, motion.of, by, now)
    if motion.kind == "open-ballot":
        return opening(audit, framework, by, now)
    return posting(audit, framework, proposal_of(audit, motion.round), by, now)


def _condition(audit: Audit, framework: Framework, motion: Motion, by: Person, now: datetime) -> list[Event]:
    item = item_at(audit, framework, motion.round, motion.of)
    if item.done:
        raise NotNow("followed-done", item=item.key)
    if motion.why is None:
        raise Invalid("motion-reason-missing", field="why")
    fields = {"at": now, "by": by, "round": motion.round, "item": motion.of, "why": motion.why}
    if motion.kind == "drop":
        if item.kind == "mitigation":
            raise NotNow("motion-mitigation-stays", item=item.key)
        return [ConditionDropped.model_validate(fields)]
    if motion.due is None or motion.due <= audit.calendar.day(now):
        raise Invalid("motion-day-past", field="due")
    return [ConditionMoved.model_validate({**fields, "due": motion.due})]


def undone_since(audit: Audit, framework: Framework, motion: Motion) -> date | None:
    """Since when lead and deputy could have done it, as far as the record tells; None where they cannot."""
    if motion.kind == "post":
        proposal = audit.proposal
        found = proposal and proposal.round == motion.round and not proposal.held and proposal.lapsed
        return audit.calendar.day(found[-1].until) if found else None
    stages = [audit.stages[spec.key] for spec in framework.stages]
    if motion.kind == "close-stage":
        stage = audit.stages.get(motion.of)
        if stage is None or stage.status != "open":
            return None
        said = [*(s.at for s in stage.signatures), *(r.at for r in stage.responses)]
        times = [stage.opened_at, stage.ready_at, *said, *(s.closed_at for s in stages)]
    elif audit.proposal or (audit.ballot and audit.ballot.status in ("open", "closed")):
        return None
    else:
        times = [*(s.closed_at for s in stages), *(b.deadline for b in audit.ballots)]
    return max((audit.calendar.day(moment) for moment in times if moment), default=None)


def asked(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """The seats whose word a motion waits for."""
    for motion in audit.motions:
        if motion.status == "asked" and _is_possible(audit, framework, motion):
            due = audit.calendar.add(motion.at, ANSWER_DAYS)
            for seat in motion_seats(audit, framework, motion, today):
                if seat not in (*motion.seconds, *motion.refusals):
                    yield SecondMotionDuty(person=seat, due=due, number=motion.number, about=motion.by)


def late(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """Conditions for after the release that are late: the seats may move their date, or drop them."""
    decision = audit.in_force
    if decision is None or audit.ended:
        return
    for item in followed_items(audit, framework, decision):
        motion = Motion(number=0, kind="move", by="", at=decision.at, round=item.round, of=item.key)
        asked = any(m.status == "asked" and (m.round, m.of) == (item.round, item.key) for m in audit.motions)
        if item.done or asked or item.followed.overdue is None:
            continue
        due = audit.calendar.add(item.followed.overdue, framework.decision.overdue_days)
        for seat in motion_seats(audit, framework, motion, today):
            yield LateConditionDuty(person=seat, due=due, number=item.round, of=item.key)


def standing_in(audit: Audit, framework: Framework, left: Sequence[Undone], today: date) -> Iterator[Duty]:
    """The seats that may do what lead and deputy left undone. `left`: what `undone` says today."""
    for day, motion in left:
        made = any(
            m.status == "asked" and (m.kind, m.round, m.of) == (motion.kind, motion.round, motion.of)
            for m in audit.motions
        )
        if day <= today and not made:
            stage = motion.of or framework.stages[-1].key
            due = audit.calendar.add(today, ANSWER_DAYS)
            for seat in motion_seats(audit, framework, motion, today):
                yield StandInDuty(person=seat, due=due, stage=stage, of=motion.kind, number=motion.round)


def undone(audit: Audit, framework: Framework, unapproved: Sequence[str], today: date) -> list[Undone]:
    """What lead and deputy could do by now, each with the day from which two seats may.

    `unapproved`: open stages of which it is known that approvals are missing, so that they cannot be closed.
    """
    if audit.rules < 2 or audit.over or audit.paused:
        return []
    asked: list[tuple[MotionKind, int, str]] = []
    open_ones = (stage for stage in audit.open_stages() if stage not in unapproved)
    asked += [("close-stage", 0, stage) for stage in open_ones if not framework.stage(stage).ballot]
    if all(audit.stages[s.key].status == "closed" for s in framework.stages if not s.ballot):
        asked.append(("open-ballot", 0, ""))
    if audit.proposal:
        asked.append(("post", audit.proposal.round, ""))
    found = []
    for kind, number, of in asked:
        motion = Motion(number=0, kind=kind, by="", at=audit.started_at, round=number, of=of)
        since = undone_since(audit, framework, motion)
        if since and (kind != "close-stage" or can_close(audit, framework, of, today)):
            found.append((audit.calendar.add(since, UNDONE_DAYS), motion))
    return found


def _is_possible(audit: Audit, framework: Framework, motion: Motion) -> bool:
    """Whether something would still come of it, as far as the state alone tells."""
    proposal, ballot = audit.proposal, audit.ballot
    match motion.kind:
        case "drop" | "move":
            item = _item(audit, framework, motion)
            return item is not None and not item.done
        case "fresh-ballot":
            return proposal is not None and proposal.round == motion.round and proposal.held_up
        case "void-round":
            return ballot is not None and ballot.number == motion.round and ballot.status == "closed"
        case _:
            return not audit.over and undone_since(audit, framework, motion) is not None


def _item(audit: Audit, framework: Framework, motion: Motion) -> FollowedItem | None:
    try:
        return item_at(audit, framework, motion.round, motion.of)
    except NotNow:
        return None
