"""Housekeeping: what nobody needs any more is removed, now and then.

Owns that it happens and that its failure harms nothing. What is removed is the record's own business (`storage.tidy`).
"""

from __future__ import annotations

import structlog

from bot.worker.parts import Parts

log = structlog.get_logger(__name__)


async def keep_house(parts: Parts) -> None:
    """Tidy the record once. Never raises: the next time will do."""
    try:
        await parts.tidy(parts.clock.now())
    except Exception:
        log.exception("housekeeping.broke")
