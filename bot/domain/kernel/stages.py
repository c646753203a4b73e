"""A stage by its key, refused where it is not there or not open; and what reopening one means.

Owns what every subject asks of stages. When a stage may close is told in `bot.domain.lifecycle.stages`.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.lifecycle.events import StageReopened
from bot.domain.lifecycle.state import Stage


def known_stage(audit: Audit, framework: Framework, key: str) -> Stage:
    """The stage with a key. Refuses an unknown one."""
    if not framework.has_stage(key):
        raise NotNow("stage-unknown")
    return audit.stages[key]


def open_stage(audit: Audit, framework: Framework, key: str) -> Stage:
    """The stage with a key. Refuses one that is not open."""
    stage = known_stage(audit, framework, key)
    if stage.status == "closed":
        raise NotNow("stage-closed", stage=framework.stage(key).title)
    if stage.status == "waiting":
        raise NotNow("stage-not-begun", stage=framework.stage(key).title)
    return stage


def _later_closed(audit: Audit, framework: Framework, stage: str) -> tuple[str, ...]:
    keys = [s.key for s in framework.stages]
    return tuple(k for k in keys[keys.index(stage) + 1 :] if audit.stages[k].status == "closed")


def reopened(
    audit: Audit, framework: Framework, stage: str, by: Person, reason: Digest | None, now: datetime
) -> StageReopened:
    """The event that opens a closed stage again and questions the closed ones after it."""
    summed_up = audit.published if framework.stage(stage).questions else None
    return StageReopened(
        at=now,
        by=by,
        stage=stage,
        reason=reason,
        questioned=_later_closed(audit, framework, stage),
        due=audit.calendar.add(now, framework.stage(stage).days),
        summary_before=summed_up.number if summed_up else 0,
    )
