"""Reminders: one person at a time is claimed, and the service decides what they are told today.

Owns the claiming. What is due and when next is `bot.domain.duties.reminders`; that a person hears at most once per
working day is held by the row that is claimed and by the one commit of `Service.remind`.
"""

from __future__ import annotations

import structlog

from bot.domain.kernel.errors import Conflict
from bot.worker.parts import Parts

log = structlog.get_logger(__name__)

AT_ONCE = 200
"""People per tick, so that a stop is not kept waiting; the rest follows in the next one."""


async def remind_people(parts: Parts) -> int:
    """Let everybody whose moment has come be reminded; how many people were looked at."""
    for done in range(AT_ONCE):
        due = await parts.reminding.claim_person(parts.clock.now(), parts.timing.lease)
        if due is None:
            return done
        try:
            await parts.service.remind(due)
        except Conflict:
            log.info("reminder.later", workspace=due.workspace)
        except Exception:
            # the claim runs out and the person is looked at again; the others are not kept waiting
            log.exception("reminder.broke", workspace=due.workspace)
    return AT_ONCE
