"""How events about the course of an audit change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.kernel.audit import Audit
from bot.domain.lifecycle.events import (
    AuditEnded,
    AuditPaused,
    AuditResumed,
    ChannelBound,
    DetailsChanged,
    DueChanged,
    EndProposed,
    EndRefused,
    StageClosed,
    StageOpened,
    StageReady,
    StageReopened,
    StageStands,
)
from bot.domain.lifecycle.fold import (
    bound,
    closed,
    details,
    due,
    end_proposed,
    end_refused,
    ended,
    opened,
    paused,
    ready,
    reopened,
    resumed,
    stands,
)
from bot.domain.redaction.events import ContentRedacted, RedactionProposed
from bot.domain.redaction.fold import redacted, redaction_proposed

COURSE: dict[type, Callable[[Audit, Any], dict[str, Any]]] = {
    DetailsChanged: details,
    ChannelBound: bound,
    DueChanged: due,
    StageOpened: opened,
    StageReady: ready,
    StageClosed: closed,
    StageReopened: reopened,
    StageStands: stands,
    AuditPaused: paused,
    AuditResumed: resumed,
    EndProposed: end_proposed,
    EndRefused: end_refused,
    AuditEnded: ended,
    RedactionProposed: redaction_proposed,
    ContentRedacted: redacted,
}
