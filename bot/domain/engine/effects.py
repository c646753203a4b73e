"""What an event causes outside: the work queued in the same transaction.

Owns the joining of the subjects' tables from event to effects.
"""

from __future__ import annotations

from bot.domain.ballot import effects as ballot
from bot.domain.decision import effects as decision
from bot.domain.documents import effects as documents
from bot.domain.duties import effects as duties
from bot.domain.evaluations import effects as evaluations
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.effects import Effect
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Effects, Event
from bot.domain.lifecycle import effects as lifecycle
from bot.domain.redaction import effects as redaction
from bot.domain.reflection import effects as reflection
from bot.domain.roster import effects as roster
from bot.domain.sign_offs import effects as sign_offs

EFFECTS = Effects.joined(
    lifecycle.EFFECTS,
    roster.EFFECTS,
    documents.EFFECTS,
    duties.EFFECTS,
    sign_offs.EFFECTS,
    evaluations.EFFECTS,
    reflection.EFFECTS,
    ballot.EFFECTS,
    decision.EFFECTS,
    redaction.EFFECTS,
)


def effects_of(after: Audit, framework: Framework, event: Event) -> list[Effect]:
    """The work an event causes, in order."""
    work = EFFECTS.get(type(event))
    return work(after, framework, event) if work else []
