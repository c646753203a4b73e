"""Alarms: audits that time alone moves (a ballot's deadline, the date of a reflection).

Owns the asking; what is due is decided by the rules. Must not know any deadline.
"""

from __future__ import annotations

import structlog

from bot.domain.kernel.errors import AuditError
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import PassTime
from bot.worker.dependencies import WorkerDependencies

log = structlog.get_logger(__name__)

AT_ONCE = 50


async def ring_alarms(deps: WorkerDependencies) -> int:
    """Let time pass in every audit whose alarm has come; in how many. None while the clock is not to be trusted."""
    if deps.watch and deps.watch.waits():
        return 0
    now = deps.clock.now()
    due = await deps.store.alarms(now, AT_ONCE)
    for workspace, audit in due:
        with structlog.contextvars.bound_contextvars(workspace=workspace, audit=audit):
            request = f"time:{audit}:{now.isoformat()}"
            command = PassTime(workspace=workspace, audit=audit, request=request, actor=SYSTEM)
            try:
                await deps.service.execute(command)
            except AuditError as refused:
                # another worker was quicker, or the audit was written by a newer release
                log.info("alarm.refused", why=type(refused).__name__)
            except Exception:
                log.exception("alarm.broke")
    return len(due)
