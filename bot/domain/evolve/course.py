"""How events about the course of an audit change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.audit import Redaction
from bot.domain.events import ContentRedacted, RedactionProposed
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


def redaction_proposed(audit: Audit, e: RedactionProposed) -> dict[str, Any]:
    """A redaction waits for its second; asked for anew, it takes the place of the earlier wish."""
    others = (r for r in audit.redactions if r.content != e.content)
    return {"redactions": (*others, Redaction(content=e.content, by=e.by, reason=e.reason, at=e.at))}


def redacted(audit: Audit, e: ContentRedacted) -> dict[str, Any]:
    """The content is gone; who asked, who agreed and why stays."""
    asked = next((r for r in audit.redactions if r.content == e.content and not r.done_by), None)
    done = Redaction(content=e.content, by=asked.by if asked else e.by, reason=e.reason, at=e.at, done_by=e.by)
    return {"redactions": (*(r for r in audit.redactions if r.content != e.content), done)}


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
