"""Documents: offered, handed in, stored, accepted or sent back.

Owns the life of a document's versions and who may open a restricted one. A file counts only once it is stored and
hashed; a link is a pointer and satisfies nothing; nobody accepts what they submitted.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from bot.domain.documents.acceptance import (
    able_to_accept,
    accepts_part,
    is_independent,
    needs_original,
    other_author,
    recorded_for,
    reviews,
    takes_abstract,
    ties_stated,
    who_else_wrote,
)
from bot.domain.documents.commands import (
    AcceptArtifact,
    ChooseEncoding,
    DismissOffer,
    FailArtifact,
    OfferDocument,
    RequestChanges,
    ResolveChanges,
    StoreArtifact,
    SubmitArtifact,
)
from bot.domain.documents.events import (
    ArtifactAccepted,
    ArtifactFailed,
    ArtifactPartAccepted,
    ArtifactStored,
    ArtifactSubmitted,
    ChangesRequested,
    ChangesResolved,
    DocumentOffered,
    DraftClosed,
    EncodingChosen,
    OfferDismissed,
)
from bot.domain.documents.rows import check_text
from bot.domain.documents.state import ChangeRequest, Version
from bot.domain.documents.supporting import second_support, waiting_for_second
from bot.domain.evaluations.events import TamperRecorded
from bot.domain.evaluations.expectations import listing, read_expectations
from bot.domain.evaluations.state import Expectation, TamperFacts
from bot.domain.evaluations.tampering import read_record_for
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest, Prose, Source
from bot.domain.kernel.encodings import ENCODINGS
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.evidence import comes_late
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command, Event, Rules
from bot.domain.kernel.tables import TableProblem
from bot.domain.kernel.text import either
from bot.domain.roster.permissions import needs_a_role, needs_a_seat, needs_power, only_system, open_to_follow_up
from bot.domain.roster.roles import (
    first_holder_before,
    holders,
    holds_power,
    in_audit,
    roles_of,
    seats_for,
)

RULES = Rules()

UNKNOWN_ENCODING: Final = "encoding"
"""The problem of a file that is neither UTF-8 nor UTF-16: its sender is asked how it reads."""

LAST_ROUND = 3
"""From this round of changes on one document, the lead decides: accept, or log as a problem found."""


def needed(audit: Audit, framework: Framework, stage: str) -> list[ArtifactSpec]:
    """The documents a stage cannot close without, given the release form asked for."""
    return [a for a in framework.stage(stage).artifacts if framework.required(a, audit.asked_form)]


def wanting_form(audit: Audit, framework: Framework, spec: ArtifactSpec) -> int | None:
    """The release form for which a document is wanted though no stage waits for it: the one asked for, or the next."""
    asked = audit.asked_form
    forms = (asked, audit.next_form) if audit.next_form else (asked,)
    return next((form for form in forms if framework.wanted(spec, asked, form)), None)


def may_open(audit: Audit, framework: Framework, artifact: str, who: Person, today: date) -> bool:
    """Whether a person may open a document: everybody who sees the audit, or, if restricted, the named roles.

    A builder whose role is not named may not, whatever else they were let in as. Somebody who no longer holds a named
    role opens what is all their own.
    """
    spec = framework.artifact(artifact)
    if not spec.restricted_to:
        return True
    versions = audit.artifacts.get(artifact, ())
    if versions and all(v.by == who for v in versions):
        return True
    roles = set(roles_of(audit, who, today))
    builds = {r.key for r in framework.roles if "respond" in r.powers} - set(spec.restricted_to)
    return bool(roles & set(spec.restricted_to)) and not roles & builds


def known_document(framework: Framework, artifact: str) -> ArtifactSpec:
    """A document of the framework. Refuses one that it does not have."""
    if not framework.has_artifact(artifact):
        raise Invalid("document-not-asked", field="artifact")
    return framework.artifact(artifact)


def version_of(audit: Audit, artifact: str, number: int) -> Version:
    """A version of a document by its number. Refuses one that is not there."""
    version = next((v for v in audit.artifacts.get(artifact, ()) if v.number == number), None)
    if version is None:
        raise NotNow("version-not-there")
    return version


def _same_source(one: Source | None, other: Source | None) -> bool:
    return bool(one and other and (one.channel, one.ts, one.file) == (other.channel, other.ts, other.file))


@RULES.add
def offer(audit: Audit, framework: Framework, c: OfferDocument, now: datetime) -> list[Event]:
    """A reply that looks like a document becomes a question to its sender; the same reply asks once."""
    open_to_follow_up(audit)
    needs_a_seat(audit, c, now)
    known_document(framework, c.artifact)
    asked = any(o.key == c.offer or _same_source(o.source, c.source) for o in audit.offers)
    kept = c.kind == "file" and any(_same_source(v.source, c.source) for vs in audit.artifacts.values() for v in vs)
    if asked or kept:
        return []
    return [
        DocumentOffered(
            at=now,
            by=c.actor,
            offer=c.offer,
            person=c.actor,
            source=c.source,
            kind=c.kind,
            artifact=c.artifact,
            name=c.name.digest,
        )
    ]


@RULES.add
def dismiss(audit: Audit, framework: Framework, c: DismissOffer, now: datetime) -> list[Event]:
    """Only its sender says that a reply is talk."""
    found = next((o for o in audit.offers if o.key == c.offer), None)
    if found is None:
        return []
    if found.person != c.actor:
        raise NotAllowed("offer-author-only")
    return [OfferDismissed(at=now, by=c.actor, offer=c.offer)]


def in_the_open(audit: Audit, spec: ArtifactSpec, source: Source | None) -> bool:
    """Whether a restricted document would be taken from a message that the audit's whole channel reads."""
    return bool(spec.restricted_to and source and source.ts and source.channel == audit.channel)


@RULES.add
def submit(audit: Audit, framework: Framework, c: SubmitArtifact, now: datetime) -> list[Event]:
    """A holder of the owning role hands in the next version."""
    open_to_follow_up(audit)
    needs_a_role(audit, c, now)
    spec = known_document(framework, c.artifact)
    owners = [framework.role(r).title for r in spec.owners]
    if not set(roles_of(audit, c.actor, audit.calendar.day(now))) & set(spec.owners):
        raise NotAllowed("document-owners-only", document=spec.title, owners=either(owners))
    found = next((o for o in audit.offers if o.key == c.offer), None) if c.offer else None
    if found and found.person != c.actor:
        raise NotAllowed("offer-not-yours")
    _needs_content(audit, spec, c)
    behalf, ties = recorded_for(audit, spec, c, now), ties_stated(audit, spec, c)
    used = (v for vs in audit.artifacts.values() for v in vs if _same_source(v.source, c.source))
    if c.offer and found is None and any(used):
        return []
    versions = audit.artifacts.get(c.artifact, ())
    content = c.text.digest if c.text else None
    if any(_repeats(v, c, content) for v in versions):
        return []
    rows = check_text(audit, spec, c.text.text) if c.kind == "text" and c.text else 0
    submitted = ArtifactSubmitted(
        at=now,
        by=c.actor,
        artifact=c.artifact,
        version=len(versions) + 1,
        kind=c.kind,
        source=c.source,
        name=c.name.digest,
        content=content,
        size=len(c.text.text.encode()) if c.text else c.size,
        written_afterwards=c.written_afterwards,
        offer=c.offer,
        rows=rows,
        behalf=behalf,
        ties=ties,
        wrote=who_else_wrote(audit, c),
    )
    events: list[Event] = [submitted]
    if spec.tampering and c.kind == "text" and c.text:
        events.append(_tampering(audit, c, submitted.version, _read_tampering(audit, spec, c.text.text), now))
    if spec.lists_expectations and c.kind == "text" and c.text:
        events += listing(spec, submitted.version, _read_expectations(spec, c.text.text), c.actor, now)
    if c.draft and c.artifact in audit.drafts:
        events.append(DraftClosed(at=now, by=c.actor, artifact=c.artifact, version=submitted.version))
    return events


def _needs_content(audit: Audit, spec: ArtifactSpec, c: SubmitArtifact) -> None:
    """Refuse what holds nothing, and what is kept from others but was said where the whole channel reads it."""
    if in_the_open(audit, spec, c.source):
        raise Invalid("document-restricted-in-thread", field="artifact", document=spec.title)
    if c.kind == "file" and not (c.source and c.source.file):
        raise Invalid("file-missing", field="text")
    if c.kind != "file" and (c.text is None or not c.text.text.strip()):
        raise Invalid("document-empty", field="text")


def _read_tampering(audit: Audit, spec: ArtifactSpec, text: str) -> TamperFacts:
    try:
        return read_record_for(audit, spec, text)
    except TableProblem as problem:
        raise Invalid("table-refused", field="text", problem=problem.lines) from problem


def _read_expectations(spec: ArtifactSpec, text: str) -> tuple[Expectation, ...]:
    try:
        return read_expectations(text, spec)
    except TableProblem as problem:
        raise Invalid("table-refused", field="text", problem=problem.lines) from problem


def _tampering(
    audit: Audit, c: SubmitArtifact | StoreArtifact, version: int, facts: TamperFacts, now: datetime
) -> TamperRecorded:
    """What of a tamper record a rule needs, tied to the present version of the model."""
    number = audit.model_number
    return TamperRecorded(at=now, by=c.actor, artifact=c.artifact, version=version, facts=facts, model=number)


def _repeats(version: Version, c: SubmitArtifact, content: str | None) -> bool:
    if content is not None and version.content == content:
        return True
    return c.kind == "file" and version.status != "failed" and _same_source(version.source, c.source)


@RULES.add
def store(audit: Audit, framework: Framework, c: StoreArtifact, now: datetime) -> list[Event]:
    """A file arrived."""
    only_system(c)
    if version_of(audit, c.artifact, c.version).status != "fetching":
        return []
    stored = ArtifactStored(
        at=now, by=c.actor, artifact=c.artifact, version=c.version, content=c.content, size=c.size, rows=c.rows
    )
    expected = listing(known_document(framework, c.artifact), c.version, c.expectations, c.actor, now)
    tampered = [_tampering(audit, c, c.version, c.tampering, now)] if c.tampering else []
    return [stored, *tampered, *expected]


@RULES.add
def fail(audit: Audit, framework: Framework, c: FailArtifact, now: datetime) -> list[Event]:
    """A file will never arrive, or does not fit."""
    only_system(c)
    if version_of(audit, c.artifact, c.version).status != "fetching":
        return []
    detail = c.detail.digest if c.detail else None
    return [
        ArtifactFailed(at=now, by=c.actor, artifact=c.artifact, version=c.version, problem=c.problem, detail=detail)
    ]


@RULES.add
def choose_encoding(audit: Audit, framework: Framework, c: ChooseEncoding, now: datetime) -> list[Event]:
    """Whoever handed a file in says how its signs are to be read; nobody else knows, and nothing is guessed."""
    open_to_follow_up(audit)
    version = version_of(audit, c.artifact, c.version)
    if version.by != c.actor:
        raise NotAllowed("encoding-sender-only")
    if version.status != "failed" or version.problem != UNKNOWN_ENCODING or version != audit.latest(c.artifact):
        raise NotNow("encoding-settled")
    if c.encoding not in ENCODINGS:
        raise Invalid("encoding-not-known", field="encoding")
    return [
        EncodingChosen(at=now, by=c.actor, artifact=c.artifact, version=c.version, encoding=c.encoding),
    ]


def _reviewable(version: Version, document: str) -> None:
    if version.status == "fetching":
        raise NotNow("document-being-fetched", document=document)
    if version.status == "failed":
        raise NotNow("document-never-arrived", document=document)
    if version.status == "outdated":
        raise NotNow("document-of-earlier-version", document=document)
    if version.status == "pointer":
        raise Invalid("document-only-a-link", document=document)


@RULES.add
def accept(audit: Audit, framework: Framework, c: AcceptArtifact, now: datetime) -> list[Event]:
    """An independent reviewer accepts a version; in the last round, only the lead can."""
    open_to_follow_up(audit)
    spec = known_document(framework, c.artifact)
    version = version_of(audit, c.artifact, c.version)
    asks_another = version.holds_by is not None or c.actor != version.reviewed_by
    if c.supports and asks_another and version in waiting_for_second(audit, framework, spec):
        return second_support(audit, framework, spec, version, c, now)
    decides = _lead_decides(audit, framework, version, c, now)
    if not decides:
        _needs_reviewer(audit, framework, spec, version, c, now)
    part = not decides and accepts_part(audit, framework, spec, version, c.actor, audit.calendar.day(now))
    if not part and not is_independent(audit, framework, version, c.actor, audit.calendar.day(now), decides=decides):
        raise NotIndependent("accept-own-document")
    if version.status == "accepted":
        return []
    _reviewable(version, spec.title)
    if version != audit.current(c.artifact):
        raise NotNow("accept-newer-version", document=spec.title)
    if version.status == "changes" and not decides:
        raise NotNow("accept-changes-requested", document=spec.title)
    if needs_original(audit, version) and not c.original:
        raise Invalid("original-not-seen", field="original", document=spec.title)
    if spec.verdict and c.supports is None:
        raise Invalid("supports-missing", field="supports")
    abstract = _abstract(spec, c)
    supports = c.supports if spec.verdict else None
    if decides and supports and audit.rules > 1:
        raise Invalid("last-round-supports-nothing", field="supports")
    first = _first_to_support(audit, framework, c.actor, now) if supports and not decides else None
    if first:
        raise NotIndependent("first-holder-supports", person=first)
    if part:
        other = other_author(audit, framework, spec, version, c.actor, audit.calendar.day(now))
        if other is None:
            return _part(version, supports, abstract, c, now)
        supports = bool(supports and version.part_supports) if spec.verdict else None
    original, late = needs_original(audit, version), comes_late(audit, framework.stage_of(c.artifact).key)
    said = {"artifact": c.artifact, "version": c.version, "supports": supports, "original": original, "late": late}
    return [ArtifactAccepted.model_validate({"at": now, "by": c.actor, "abstract": abstract, **said})]


def _abstract(spec: ArtifactSpec, c: AcceptArtifact) -> Digest | None:
    """The reviewer's words about a document of words; everybody in the audit reads them."""
    if c.abstract is None or not c.abstract.text.strip():
        return None
    if not takes_abstract(spec):
        raise Invalid("abstract-not-asked", field="abstract", document=spec.title)
    return c.abstract.digest


def _part(
    version: Version, supports: bool | None, abstract: Digest | None, c: AcceptArtifact, now: datetime
) -> list[Event]:
    """The first of two authors accepts the others' part."""
    if (version.part_by, version.part_supports) == (c.actor, supports):
        return []
    said = {"artifact": c.artifact, "version": c.version, "supports": supports, "abstract": abstract}
    return [ArtifactPartAccepted.model_validate({"at": now, "by": c.actor, **said})]


def _needs_reviewer(
    audit: Audit, framework: Framework, spec: ArtifactSpec, version: Version, c: AcceptArtifact, now: datetime
) -> None:
    """Refuses whoever does not review, and, of a document with a verdict, the lead and who reviews by a waiver."""
    needs_power(audit, framework, c, "review", now)
    if reviews(audit, framework, spec, c.actor, audit.calendar.day(now)):
        return
    able = able_to_accept(audit, framework, spec, version, audit.calendar.day(now))
    raise NotAllowed("accept-reviewer-only", document=spec.title, person=next(iter(able), audit.lead))


def _first_to_support(audit: Audit, framework: Framework, who: Person, now: datetime) -> Person | None:
    """Who must call a document supporting in the place of a seat that joined late; None where they may themselves."""
    reviewing = [r for r in roles_of(audit, who, audit.calendar.day(now)) if "review" in framework.role(r).powers]
    seats = [(role, seat) for role in reviewing for seat in seats_for(audit, role, who, audit.calendar.day(now))]
    first = [first_holder_before(audit, framework, role, seat) for role, seat in seats]
    return first[0] if first and all(first) else None


def _lead_decides(audit: Audit, framework: Framework, version: Version, c: AcceptArtifact, now: datetime) -> bool:
    """Whether the rounds are used up and the actor is the one who then decides: the lead, or the deputy for them."""
    rounds = [r.round for r in audit.requests if r.artifact == c.artifact and r.version == c.version]
    last = version.status == "changes" and max(rounds, default=0) >= LAST_ROUND
    return last and holds_power(audit, framework, c.actor, "manage", audit.calendar.day(now))


def may_request_changes(audit: Audit, framework: Framework, artifact: str, who: Person, today: date) -> bool:
    """Reviewers, and whoever signs the document's stage."""
    signers = {r.role for r in framework.stage_of(artifact).sign_offs}
    return holds_power(audit, framework, who, "review", today) or any(
        who in holders(audit, role, today) for role in signers
    )


@RULES.add
def request_changes(audit: Audit, framework: Framework, c: RequestChanges, now: datetime) -> list[Event]:
    """Say what is wrong; the newest version only."""
    open_to_follow_up(audit)
    spec = known_document(framework, c.artifact)
    version = version_of(audit, c.artifact, c.version)
    if not may_request_changes(audit, framework, c.artifact, c.actor, audit.calendar.day(now)):
        raise NotAllowed("changes-role-only")
    return change_request(audit, framework, spec, version, c, c.what, now)


def change_request(
    audit: Audit, framework: Framework, spec: ArtifactSpec, version: Version, c: Command, what: Prose, now: datetime
) -> list[Event]:
    """The event that sends a version back, for a reviewer and for a signer alike.

    Somebody who finds another thing wrong with the same version says so anew, in place of what they said before.
    """
    if version.by == c.actor:
        raise NotIndependent("changes-own-document")
    _reviewable(version, spec.title)
    if version != audit.current(spec.key):
        raise NotNow("changes-newer-version", document=spec.title)
    stage = framework.stage_of(spec.key)
    if version.status == "accepted" and audit.stages[stage.key].status == "closed":
        raise NotNow("changes-stage-closed", stage=stage.title, document=spec.title, person=audit.lead)
    if not what.text.strip():
        raise Invalid("changes-words-missing", field="what")
    mine = [r for r in audit.requests if r.artifact == spec.key and r.by == c.actor]
    if any((r.version, r.what) == (version.number, what.digest) for r in mine):
        return []
    rounds = [r.round for r in audit.requests if r.artifact == spec.key and r.version < version.number]
    return [
        ChangesRequested(
            at=now,
            by=c.actor,
            request=len(audit.requests) + 1,
            artifact=spec.key,
            version=version.number,
            what=what.digest,
            round=max(rounds, default=0) + 1,
        )
    ]


def request_with(audit: Audit, number: int) -> ChangeRequest:
    """A request for changes by its number. Refuses an unknown one."""
    found = next((r for r in audit.requests if r.number == number), None)
    if found is None:
        raise NotNow("request-gone")
    return found


@RULES.add
def resolve(audit: Audit, framework: Framework, c: ResolveChanges, now: datetime) -> list[Event]:
    """The requester says whether the new version does it; the lead, for a requester without a role by now."""
    open_to_follow_up(audit)
    request = request_with(audit, c.number)
    if request.by != c.actor:
        if in_audit(audit, request.by, audit.calendar.day(now)):
            raise NotAllowed("changes-author-only", person=request.by)
        needs_power(audit, framework, c, "manage", now)
    if request.status in ("resolved", "logged"):
        return []
    if request.status == "open":
        raise NotNow("changes-no-new-version")
    if c.resolved:
        return [ChangesResolved(at=now, by=c.actor, request=c.number)]
    current = audit.current(request.artifact)
    if c.what is None or current is None:
        raise Invalid("still-not-words-missing", field="what")
    return change_request(audit, framework, framework.artifact(request.artifact), current, c, c.what, now)
