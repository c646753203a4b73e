"""Reminders: one person at a time is claimed, and the service decides what they are told today.

Owns the claiming. What is due and when next is `bot.domain.duties.reminders`; that a person hears at most once per
working day is held by the row that is claimed and by the one commit of `Service.remind`.
"""

from __future__ import annotations

import structlog

from bot.domain.kernel.errors import Conflict
from bot.worker.dependencies import WorkerDependencies

log = structlog.get_logger(__name__)

AT_ONCE = 200
"""People per tick, so that a stop is not kept waiting; the rest follows in the next one."""


async def remind_people(deps: WorkerDependencies) -> int:
    """Let everybody whose moment has come be reminded; how many people were looked at."""
    for done in range(AT_ONCE):
        due = await deps.reminders.claim_person(deps.clock.now(), deps.timing.lease)
        if due is None:
            return done
        try:
            await deps.service.remind(due)
        except Conflict:
            log.info("reminder.later", workspace=due.workspace)
        except Exception:
            # the claim runs out and the person is looked at again; the others are not kept waiting
            log.exception("reminder.broke", workspace=due.workspace)
    return AT_ONCE
