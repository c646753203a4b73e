"""A decision that seats sign beside the bot, each with a key of its own.

Owns who may, and that a key and a seat count once. Whether a signature is right is not a matter of rules: whoever gives
the command found by which key it was made.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.decision.commands import CoSign
from bot.domain.decision.events import DecisionCoSigned
from bot.domain.decision.state import Decision
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules

RULES = Rules()


def voters(audit: Audit, decision: Decision) -> tuple[Person, ...]:
    """The seats that cast a ballot in the round that brought a decision."""
    ballot = next((ballot for ballot in audit.ballots if ballot.number == decision.round), None)
    return tuple(seat for seat in ballot.seats if seat in ballot.opened) if ballot else ()


def can_be_co_signed(audit: Audit, framework: Framework) -> bool:
    """Whether there is a decision that stands and that the bot signs. From the second edition of the rules on."""
    decision = audit.in_force
    return (
        audit.rules > 1
        and decision is not None
        and not (audit.ended or decision.suspended or decision.expired_at or framework.variant.practice)
    )


def needs_seat(audit: Audit, framework: Framework, who: Person, round_: int) -> Decision:
    """The decision that a seat may sign. Refuses where it does not stand, was signed, or the person voted on none."""
    decision = audit.decision
    if decision is None or not can_be_co_signed(audit, framework) or decision.round != round_:
        raise NotNow("co-sign-no-decision")
    seats = voters(audit, decision)
    if who not in seats:
        raise NotAllowed("co-sign-seat-only", people=list(seats))
    if any(made.by == who for made in decision.co_signed):
        raise NotNow("co-sign-done")
    return decision


def needs_key_of_its_own(decision: Decision, key: str) -> None:
    """Refuse the key that another seat signed with: one key is one seat."""
    if any(made.key == key for made in decision.co_signed):
        raise Invalid("co-sign-key-used", field="signature")


@RULES.add
def co_sign(audit: Audit, framework: Framework, c: CoSign, now: datetime) -> list[Event]:
    """A seat that voted on it signs it, once; two seats do not sign with one key."""
    decision = needs_seat(audit, framework, c.actor, c.round)
    if not c.key:
        raise Invalid("co-sign-unreadable", field="signature")
    needs_key_of_its_own(decision, c.key)
    return [DecisionCoSigned(at=now, by=c.actor, key=c.key, signature=c.signature.digest)]
