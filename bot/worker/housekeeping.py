"""Housekeeping: what nobody needs any more is removed, now and then.

Owns that it happens and that its failure harms nothing. What is removed is the record's own business
(`storage.housekeeping`).
"""

from __future__ import annotations

import structlog

from bot.worker.dependencies import WorkerDependencies

log = structlog.get_logger(__name__)


async def keep_house(deps: WorkerDependencies) -> None:
    """Tidy the record once. Never raises: the next time will do."""
    try:
        await deps.remove_expired(deps.clock.now())
    except Exception:
        log.exception("housekeeping.broke")
