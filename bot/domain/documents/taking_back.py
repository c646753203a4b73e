"""A hand-in that its sender takes back.

Owns until when: nobody has reviewed it, and it is no reading of this model. That it was there stays on record.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.documents.commands import TakeBack
from bot.domain.documents.events import ArtifactTakenBack
from bot.domain.documents.rules import known_document, version_of
from bot.domain.documents.state import TAKEN_BACK, Version
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.permissions import open_to_follow_up

RULES = Rules()


def may_be_taken_back(audit: Audit, spec: ArtifactSpec, version: Version) -> bool:
    """Whether nobody has said a word about a version: accepted some of it, asked for changes, scored its rows.

    A tamper record is a result of this model: once it was read, only reviewers leave it out.
    """
    scored = any((s.artifact, s.version) == (spec.key, version.number) for s in audit.scorings)
    answered = any((c.artifact, c.version) == (spec.key, version.number) for c in audit.requests)
    judged = version.reviewed_by is not None or version.part_by is not None or version.no_effect_by is not None
    waits = version.status in ("submitted", "fetching", "pointer")
    return waits and not (judged or scored or answered) and not (spec.tampering and version.status == "submitted")


@RULES.add
def take_back(audit: Audit, framework: Framework, c: TakeBack, now: datetime) -> list[Event]:
    """Its sender takes a version back."""
    open_to_follow_up(audit)
    spec = known_document(framework, c.artifact)
    version = version_of(audit, c.artifact, c.version)
    if version.by != c.actor:
        raise NotAllowed("take-back-sender-only", person=version.by)
    if version.problem == TAKEN_BACK:
        return []
    if not may_be_taken_back(audit, spec, version):
        raise NotNow("take-back-reviewed", document=spec.title)
    return [ArtifactTakenBack(at=now, by=c.actor, artifact=c.artifact, version=c.version)]
