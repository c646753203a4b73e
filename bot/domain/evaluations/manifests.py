"""The manifest of the model: handed in by a builder, read, shown back, and only then what the audit is bound to.

Owns who states which files are audited, from the second edition of the rules on; and what is stated of a model that is
only called. What a manifest looks like is `bot.model_files`; what a new version does to an audit is
`bot.domain.evaluations.rules`; what ties encrypted files to the audited ones, `encrypted_files`.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from bot.domain.evaluations.commands import (
    ConfirmManifest,
    FailManifest,
    RecordManifest,
    StateServedModel,
    SubmitManifest,
)
from bot.domain.evaluations.events import (
    ManifestDropped,
    ManifestFailed,
    ManifestRead,
    ManifestStated,
    ManifestSubmitted,
    ServedModelStated,
)
from bot.domain.evaluations.state import Manifest, ManifestStatus
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.permissions import followed_up, live, needs_power, only_system

RULES = Rules()

FINGERPRINT: Final = re.compile(r"sha256:[0-9a-f]{64}")
"""The digest of a manifest, as people see and type it."""


def is_malformed(fingerprint: str) -> bool:
    """Whether a text is not the fingerprint of a manifest."""
    return FINGERPRINT.fullmatch(fingerprint) is None


UNDER_WAY: Final[tuple[ManifestStatus, ...]] = ("reading", "read")
"""Of a manifest whose sender has not said yet whether it is the model's."""


@RULES.add
def submit(audit: Audit, framework: Framework, c: SubmitManifest, now: datetime) -> list[Event]:
    """A builder hands in what the model's files are, and how they know."""
    followed_up(audit)
    if audit.rules < 2:
        raise NotNow("manifest-older-rules", person=audit.lead)
    needs_power(audit, framework, c, "respond", now)
    if audit.served:
        raise NotNow("manifest-of-served-model", person=audit.lead)
    fingerprint = c.fingerprint.strip().casefold()
    text = c.text if c.text and c.text.text.strip() else None
    if sum((c.source is not None, text is not None, bool(fingerprint))) != 1:
        raise Invalid("manifest-one-of-three", field="fingerprint")
    if fingerprint and is_malformed(fingerprint):
        raise Invalid("manifest-fingerprint-malformed", field="fingerprint")
    if not c.how.text.strip():
        raise Invalid("manifest-how-missing", field="how")
    if c.encrypted:
        needs_encrypted(audit, fingerprint)
    elif fingerprint and fingerprint == audit.weights:
        raise NotNow("manifest-stated-already")
    given = (c.actor, c.source, text.digest if text else None, fingerprint, c.encrypted)
    pending = [m for m in audit.manifests if m.status in UNDER_WAY]
    if any((m.by, m.source, m.content, m.fingerprint, m.encrypted) == given for m in pending):
        return []
    return [
        ManifestSubmitted(
            at=now,
            by=c.actor,
            manifest=len(audit.manifests) + 1,
            source=c.source,
            content=text.digest if text else None,
            fingerprint=fingerprint,
            how=c.how.digest,
            encrypted=c.encrypted,
        )
    ]


def needs_encrypted(audit: Audit, fingerprint: str) -> None:
    """Refuse as encrypted files what would be tied to nothing, what is on record in the open, and what is tied."""
    if not audit.weights:
        raise NotNow("encrypted-before-audited")
    if is_in_the_open(audit, fingerprint):
        raise NotNow("encrypted-are-audited")
    if any(m.fingerprint == fingerprint and m.tie for m in audit.manifests if fingerprint):
        raise NotNow("encrypted-tied-already")


def is_in_the_open(audit: Audit, fingerprint: str) -> bool:
    """Whether files are audited as they are, now or as an earlier version: not what somebody handed in and dropped."""
    stated = (m.fingerprint for m in audit.manifests if m.status == "stated" and not m.encrypted)
    return bool(fingerprint) and fingerprint in (audit.weights, *audit.past_weights.values(), *stated)


def manifest_of(audit: Audit, number: int) -> Manifest:
    """A manifest by its number. Refuses an unknown one."""
    found = next((m for m in audit.manifests if m.number == number), None)
    if found is None:
        raise NotNow("manifest-not-there")
    return found


@RULES.add
def record(audit: Audit, framework: Framework, c: RecordManifest, now: datetime) -> list[Event]:
    """It was read."""
    only_system(c)
    if audit.ended or manifest_of(audit, c.number).status != "reading":
        return []
    said = c.model_dump(include={"content", "fingerprint", "files", "size", "parts"})
    return [ManifestRead(at=now, by=c.actor, manifest=c.number, **said)]


@RULES.add
def fail(audit: Audit, framework: Framework, c: FailManifest, now: datetime) -> list[Event]:
    """It is none, or never came."""
    only_system(c)
    if audit.ended or manifest_of(audit, c.number).status != "reading":
        return []
    return [ManifestFailed(at=now, by=c.actor, manifest=c.number, problem=c.problem, params=c.params.digest)]


@RULES.add
def confirm(audit: Audit, framework: Framework, c: ConfirmManifest, now: datetime) -> list[Event]:
    """Who handed it in has read files, size and fingerprint: only now it counts."""
    followed_up(audit)
    manifest = manifest_of(audit, c.number)
    if manifest.encrypted:
        raise NotNow("manifest-encrypted-tied-only")
    if manifest.by != c.actor:
        raise NotAllowed("manifest-sender-only", person=manifest.by)
    if manifest.status in ("stated", "dropped"):
        return []
    if manifest.status != "read":
        raise NotNow("manifest-not-read")
    if not c.confirm:
        return [ManifestDropped(at=now, by=c.actor, manifest=c.number)]
    needs_power(audit, framework, c, "respond", now)
    if audit.served:
        raise NotNow("manifest-of-served-model", person=audit.lead)
    needs_untied(audit, manifest)
    return [ManifestStated(at=now, by=c.actor, manifest=c.number)]


def needs_untied(audit: Audit, manifest: Manifest) -> None:
    """Refuse as files in the open what stands for others as their encrypted files."""
    if any(m.tie and m.fingerprint == manifest.fingerprint for m in audit.manifests):
        raise NotNow("manifest-tied-encrypted")


@RULES.add
def state_served(audit: Audit, framework: Framework, c: StateServedModel, now: datetime) -> list[Event]:
    """A builder says that the model is only called, and what is known of it then."""
    live(audit)
    if audit.rules < 2:
        raise NotNow("manifest-older-rules", person=audit.lead)
    needs_power(audit, framework, c, "respond", now)
    if audit.weights:
        raise NotNow("served-has-manifest", person=audit.lead)
    for field in ("provider", "endpoint"):
        if not getattr(c, field).text.strip():
            raise Invalid("served-incomplete", field=field)
    if c.since > audit.calendar.day(now):
        raise Invalid("served-since-later", field="since")
    if audit.served:
        raise NotNow("served-stated-already", person=audit.lead)
    return [
        ServedModelStated(at=now, by=c.actor, provider=c.provider.digest, endpoint=c.endpoint.digest, since=c.since)
    ]


def is_unstated(audit: Audit, weights: str) -> bool:
    """Whether no builder handed in a manifest of these weights. By the first edition of the rules the lead's word is
    enough.
    """
    return audit.rules > 1 and all(m.fingerprint != weights for m in audit.manifests if m.status == "stated")


def is_identified(audit: Audit) -> bool:
    """Whether it is known which exact model is audited: its files, or, of one that is only called, where it answers."""
    return bool(audit.weights) or audit.served is not None
