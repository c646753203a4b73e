"""The fold of redaction: how the state changes with what happened.

Owns a function per event (what is erased, why, and who agreed) and their table; nothing is decided here, and nothing
can be refused.
"""

from __future__ import annotations

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Folds
from bot.domain.redaction.events import ContentRedacted, RedactionAgreed, RedactionProposed
from bot.domain.redaction.state import Redaction

FOLDS = Folds()


@FOLDS.add
def redaction_proposed(audit: Audit, e: RedactionProposed) -> Audit:
    """A redaction waits for its second; asked for anew, it takes the place of the earlier wish."""
    others = (r for r in audit.redactions if r.content != e.content)
    asked = Redaction(content=e.content, by=e.by, reason=e.reason, at=e.at, admin=e.admin)
    return audit.replace(redactions=(*others, asked))


@FOLDS.add
def agreed(audit: Audit, e: RedactionAgreed) -> Audit:
    """One of those whose word is needed agreed; others may still be missing."""
    return audit.replace(
        redactions=tuple(
            r.replace(agreed=(*r.agreed, e.by)) if r.content == e.content and not r.done_by else r
            for r in audit.redactions
        )
    )


@FOLDS.add
def redacted(audit: Audit, e: ContentRedacted) -> Audit:
    """The content is gone; who asked, who agreed and why stays."""
    asked = next((r for r in audit.redactions if r.content == e.content and not r.done_by), None)
    done = (asked or Redaction(content=e.content, by=e.by, reason=e.reason, at=e.at)).replace(
        reason=e.reason, at=e.at, done_by=e.by
    )
    return audit.replace(redactions=(*(r for r in audit.redactions if r.content != e.content), done))
