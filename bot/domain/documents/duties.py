"""Duties of documents: who owes what, and by when.

Owns whose each duty is (offers, versions, reviews, rows, blind scores). Pure and quick: it runs for every command.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.documents.acceptance import able_to_accept
from bot.domain.documents.ask_days import hand_in_days, review_days, support_day
from bot.domain.documents.contradictions import asked_person, pending
from bot.domain.documents.earlier_versions import able_to_answer, earlier_documents
from bot.domain.documents.rules import LAST_ROUND, may_open, needed, wanting_form
from bot.domain.documents.state import ChangeRequest, Version
from bot.domain.documents.supporting import seconds, waiting_for_second
from bot.domain.documents.without_effect import other_reviewers
from bot.domain.evaluations.tampering import is_outdated
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import ANSWER_DAYS, Duty, answer_by, joined, stage_due
from bot.domain.kernel.framework import ArtifactSpec, Framework, StageSpec
from bot.domain.kernel.people import Person
from bot.domain.roster.roles import acting_lead, in_audit, owner_of, people_with


class AnswerOfferDuty(Duty, kind="answer-offer", key=("of",), asking="listed"):
    """Whoever replied: is this a document? `of`: the offer."""


class SubmitDuty(Duty, kind="submit", key=("artifact",)):
    """Hand in a document."""

    listed_in = "hand-in"


class ReworkDuty(Duty, kind="rework", key=("number",), asking="private"):
    """Answer a request for changes with a new version."""

    listed_in = "direct"


class ReviewDuty(Duty, kind="review", key=("artifact", "number")):
    """Accept a version, or ask for changes."""

    listed_in = "review"


class SecondSupportDuty(Duty, kind="second-support", key=("artifact", "number")):
    """Somebody else: does an accepted version support forms that cannot be recalled?"""

    listed_in = "review"
    silence = False


class AnswerChangesDuty(Duty, kind="answer-changes", key=("number",)):
    """The requester: resolved, or still not?"""


class AnswerContradictionsDuty(Duty, kind="answer-contradictions", key=("artifact", "number"), asking="listed"):
    """What holds, where a document contradicts what was on record before?"""


class SecondNoEffectDuty(Duty, kind="second-no-effect", key=("artifact", "number")):
    """A reviewer: is the change without effect, as another one says?"""

    silence = False


class EarlierDocumentsDuty(Duty, kind="earlier-documents", key=("number",)):
    """A reviewer: which documents about an earlier version of the model still hold? `number`: the present version."""


def of_earlier_versions(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """One list for as few reviewers as can answer all of it: documents that wait for a word since the model changed."""
    asked: dict[Person, str] = {}
    for spec, version in earlier_documents(audit, framework):
        able = able_to_answer(audit, framework, spec, version, today)
        who = next((p for p in able if p in asked), None) or next(iter(able), None)
        if who:
            asked.setdefault(who, framework.stage_of(spec.key).key)
    for who, stage in asked.items():
        due = answer_by(audit, stage_due(audit, stage, today), joined(audit, who))
        yield EarlierDocumentsDuty(person=who, due=due, stage=stage, number=audit.model_number)


def lines_for(audit: Audit, framework: Framework, who: Person, today: date) -> list[tuple[ArtifactSpec, Version]]:
    """The documents about an earlier version of the model of which somebody may say whether they still hold."""
    return [
        (spec, version)
        for spec, version in earlier_documents(audit, framework)
        if who in able_to_answer(audit, framework, spec, version, today)
        and may_open(audit, framework, spec.key, who, today)
    ]


def without_effect(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """One other reviewer is asked whether a change is without effect on what was signed."""
    for key in audit.artifacts:
        version = audit.accepted(key, late=True)
        able = other_reviewers(audit, framework, version, today) if version else []
        if version and able:
            due = answer_by(audit, audit.calendar.add(version.at, ANSWER_DAYS), joined(audit, able[0]))
            stage = framework.stage_of(key).key
            yield SecondNoEffectDuty(person=able[0], due=due, stage=stage, artifact=key, number=version.number)


def rework(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """Requests for changes: a new version, then the requester's answer; in the last round, the lead's word."""
    decided: set[tuple[str, int]] = set()
    for r in audit.requests:
        if r.status not in ("open", "answered"):
            continue
        spec = framework.artifact(r.artifact)
        stage = framework.stage_of(r.artifact).key
        due = audit.calendar.add(r.at, ANSWER_DAYS)
        if r.status == "answered":
            who = r.by if in_audit(audit, r.by, today) else acting_lead(audit, framework, today)
            current = audit.current(r.artifact)
            if who and current:
                by = answer_by(audit, due, current.at)
                yield AnswerChangesDuty(person=who, due=by, stage=stage, artifact=r.artifact, number=r.number)
        elif r.round < LAST_ROUND and (owner := owner_of(audit, spec, today)):
            since = audit.calendar.day(r.at)
            yield ReworkDuty(
                person=owner, due=due, stage=stage, artifact=r.artifact, number=r.number, about=r.by, since=since
            )
        elif (r.artifact, r.version) not in decided and (lead := _deciding_lead(audit, framework, r, today)):
            decided.add((r.artifact, r.version))
            yield ReviewDuty(
                person=lead, due=due, stage=stage, artifact=r.artifact, number=r.version, since=audit.calendar.day(r.at)
            )


def _deciding_lead(audit: Audit, framework: Framework, request: ChangeRequest, today: date) -> Person | None:
    """Who decides the last round of changes: the acting lead, unless the document is their own."""
    version = next((v for v in audit.artifacts[request.artifact] if v.number == request.version), None)
    able = (acting_lead(audit, framework, today), *people_with(audit, framework, "manage", today))
    return next((p for p in able if p and not (version and p in version.authors)), None)


def submissions(audit: Audit, framework: Framework, spec: StageSpec, due: date, today: date) -> Iterator[Duty]:
    """The required documents of a stage of which nothing is there."""
    for a in needed(audit, framework, spec.key):
        there = audit.current(a.key) and not is_outdated(audit, a)
        owner = None if there else owner_of(audit, a, today)
        if owner:
            yield _submit(audit, framework, a, owner, due)


def wanted(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """What the release form asked for needs, or what is asked for next, though no stage waits for it: its owners are
    asked when nothing else is.

    Where one of several documents would do, one that is there is enough.
    """
    for key in audit.open_stages():
        due = stage_due(audit, key, today)
        for a in framework.stage(key).artifacts:
            form = wanting_form(audit, framework, a)
            if form is None:
                continue
            needs = framework.needs_of(form)
            instead = {other for need in needs if a.key in need.any_of for other in need.any_of}
            owner = None if any(audit.current(other) for other in instead) else owner_of(audit, a, today)
            if owner:
                yield _submit(audit, framework, a, owner, due)


def _submit(audit: Audit, framework: Framework, spec: ArtifactSpec, owner: Person, due: date) -> SubmitDuty:
    return SubmitDuty(
        person=owner,
        due=answer_by(audit, due, joined(audit, owner)),
        stage=framework.stage_of(spec.key).key,
        artifact=spec.key,
        since=hand_in_days(audit, framework, spec, owner)[-1],
    )


def reviews(audit: Audit, framework: Framework, spec: StageSpec, due: date, today: date) -> Iterator[Duty]:
    """The documents of a stage that wait for a reviewer."""
    for a in spec.artifacts:
        current = audit.current(a.key)
        if current is None or current.status != "submitted":
            continue
        if any(r.artifact == a.key and r.status == "answered" for r in audit.requests):
            continue
        reviewer = asked_reviewer(audit, framework, a.key, current, today)
        if reviewer:
            yield ReviewDuty(
                person=reviewer,
                stage=spec.key,
                due=answer_by(audit, due, current.at, joined(audit, reviewer)),
                artifact=a.key,
                number=current.number,
                since=review_days(audit, a.key, current)[0],
            )


def second_supports(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """What one person called supporting and another has to, while the board does not decide."""
    if audit.proposal or (audit.ballot and audit.ballot.status in ("open", "closed")):
        return
    for spec in framework.artifacts():
        stage = framework.stage_of(spec.key).key
        for version in waiting_for_second(audit, framework, spec):
            who = asked_second(audit, framework, spec, version, today)
            if who:
                yield SecondSupportDuty(
                    person=who,
                    stage=stage,
                    due=answer_by(audit, stage_due(audit, stage, today), version.at, joined(audit, who)),
                    artifact=spec.key,
                    number=version.number,
                    since=support_day(audit, framework, spec, version),
                )


def asked_second(
    audit: Audit, framework: Framework, spec: ArtifactSpec, version: Version, today: date
) -> Person | None:
    """Who is asked to call a version supporting beside the first: of those who may open it, who is there."""
    able = seconds(audit, framework, spec, version, today)
    reading = [p for p in able if may_open(audit, framework, spec.key, p, today)]
    return min(reading, key=lambda p: audit.away.get(p, today) > today, default=None)


def to_read(audit: Audit, framework: Framework, who: Person, today: date) -> list[tuple[ArtifactSpec, Version]]:
    """The documents that somebody may accept and that nobody has reviewed yet, in the order of the framework."""
    current = ((spec, audit.current(spec.key)) for spec in framework.artifacts())
    waiting = [(spec, version) for spec, version in current if version and version.status == "submitted"]
    return [
        (spec, version)
        for spec, version in waiting
        if who in able_to_accept(audit, framework, spec, version, today)
        and may_open(audit, framework, spec.key, who, today)
    ]


def asked_reviewer(audit: Audit, framework: Framework, artifact: str, version: Version, today: date) -> Person | None:
    """One reviewer per document, in turn: those who may open it, and do not lead the audit, before the lead."""
    leads = set(people_with(audit, framework, "manage", today))
    judges = able_to_accept(audit, framework, framework.artifact(artifact), version, today)
    able = [p for p in judges if may_open(audit, framework, artifact, p, today)] or judges
    first = [p for p in able if p not in leads]
    position = [a.key for a in framework.stage_of(artifact).artifacts].index(artifact)
    return first[position % len(first)] if first else next(iter(able), None)


def offers(audit: Audit) -> Iterator[Duty]:
    """Replies of which their sender says whether they are documents."""
    for o in audit.offers:
        due = audit.calendar.add(o.at, ANSWER_DAYS)
        yield AnswerOfferDuty(person=o.person, due=due, artifact=o.artifact, of=o.key)


def contradictions(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """One line for a document, however many of its statements contradict what was on record before."""
    for artifact in dict.fromkeys(c.artifact for c in pending(audit)):
        if not framework.has_artifact(artifact):
            continue
        theirs = pending(audit, artifact)
        who = asked_person(audit, framework, theirs[-1], today)
        if who:
            yield AnswerContradictionsDuty(
                person=who,
                due=audit.calendar.add(min(c.at for c in theirs), ANSWER_DAYS),
                stage=framework.stage_of(artifact).key,
                artifact=artifact,
                number=theirs[-1].version,
            )
