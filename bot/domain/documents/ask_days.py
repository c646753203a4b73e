"""On which day a document came to be asked for: of its owner, of a reviewer, of somebody who seconds.

Owns how that is read from the audit as it stands: it names the message in which the document is asked for, so that
what comes up later rings in a message of its own. Must not know whose a duty is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from bot.domain.documents.rules import LAST_ROUND, wanting_form
from bot.domain.documents.state import Version
from bot.domain.documents.supporting import takes_two
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.people import Person


def is_asked_for(audit: Audit, framework: Framework, spec: ArtifactSpec) -> bool:
    """Whether its stage needs a document, or a release form wants it."""
    return framework.required(spec, audit.asked_form) or wanting_form(audit, framework, spec) is not None


def hand_in_days(audit: Audit, framework: Framework, spec: ArtifactSpec, who: Person) -> list[date]:
    """The days on which a document came up for one owner, in order: its stage opened, they took an owning role, a form
    that needs it was asked for, another framework was taken up, a file never came, the model changed. The last one
    holds.
    """
    versions = audit.artifacts.get(spec.key, ())
    renewed = versions[:1] if spec.tampering or any(v.status == "outdated" for v in versions) else ()
    times = [
        audit.stages[framework.stage_of(spec.key).key].opened_at,
        _forms_since(audit, lambda then: is_asked_for(then, framework, spec)),
        *(move.at for move in audit.framework_moves),
        *(v.at for v in versions if v.status == "failed"),
        *(c.at for first in renewed for c in audit.version_changes if c.status == "in-force" and c.at > first.at),
    ]
    seats = [s.since for role in spec.owners for s in audit.roster.get(role, ()) if s.person == who and s.since]
    return sorted({*(audit.calendar.day(at) for at in times if at), *sorted(seats)[:1]})


def review_days(audit: Audit, artifact: str, version: Version) -> list[date]:
    """The days on which a version came up for review, in order: it came, or the last round of changes is decided."""
    last = [r.at for r in audit.requests if (r.artifact, r.version, r.round) == (artifact, version.number, LAST_ROUND)]
    return [audit.calendar.day(at) for at in (version.at, *last[-1:])]


def support_day(audit: Audit, framework: Framework, spec: ArtifactSpec, version: Version) -> date:
    """The day on which a second word was asked for: it was accepted, or a form that takes two was asked for since."""
    forms = _forms_since(audit, lambda then: takes_two(then, framework, spec))
    return audit.calendar.day(max(at for at in (version.at, version.supported_at, forms) if at))


def _forms_since(audit: Audit, holds: Callable[[Audit], bool]) -> datetime | None:
    """Since when the release forms asked for make something hold; None where they always did."""
    for past in reversed(audit.past_forms):
        if not holds(audit.replace(asked_form=past.asked, next_form=past.following)):
            return past.until
    return None
