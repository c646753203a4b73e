"""Documents: offered, handed in, reviewed, and the problems found in them."""

from __future__ import annotations

from typing import cast, get_args

from bot.domain.documents.commands import (
    AcceptArtifact,
    DismissOffer,
    MarkWithoutEffect,
    RequestChanges,
    ResolveChanges,
    SubmitArtifact,
)
from bot.domain.documents.state import Offer
from bot.domain.findings.commands import AnswerFinding, DisposeFinding, LogFinding
from bot.domain.findings.state import Cause, Disposition, Severity
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Source, SubmissionKind
from bot.domain.kernel.errors import Invalid, NotNow
from bot.domain.kernel.registry import Command
from bot.slack.kit.action_ids import AFTER_DECISION
from bot.slack.kit.modal import A_TEXT
from bot.slack.kit.opening import click
from bot.slack.kit.parsing import numbers, one_of
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author


def offer_with(audit: Audit, key: str) -> Offer:
    """The offer a button is about. Refuses one that was answered already."""
    found = next((offer for offer in audit.offers if offer.key == key), None)
    if found is None:
        raise NotNow("offer-answered")
    return found


def use_offer(press: Press, author: Author, audit: Audit) -> Command:
    """[Use this]: the reply becomes the document it was taken for."""
    offer = offer_with(audit, press.value.key)
    afterwards = bool(press.form.choices(AFTER_DECISION))
    return _from_offer(offer, press.value.artifact or offer.artifact, afterwards, author, click(press, audit), audit)


def just_talk(press: Press, author: Author, audit: Audit) -> Command:
    """[Just talk]: it is no document."""
    return DismissOffer(**author.common(audit.key, click(press, audit)), offer=press.value.key)


def resolved(press: Press, author: Author, audit: Audit) -> Command:
    """[Resolved]: the new version does it."""
    return ResolveChanges(**author.common(audit.key, click(press, audit)), number=press.value.number, resolved=True)


def no_effect(press: Press, author: Author, audit: Audit) -> Command:
    """A reviewer marks a change as without effect on what was signed."""
    common = author.common(audit.key, click(press, audit))
    return MarkWithoutEffect(**common, artifact=press.value.artifact, version=press.value.number)


def submit(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Hand in a document: a text, a file or a link, exactly one of them."""
    form, meta = submission.form, submission.meta
    text, link, files = form.text("text"), form.text("link"), form.files("file")
    if sum(map(bool, (text, link, files))) > 1:
        raise Invalid("submit-one-of-three", field="text")
    kind: SubmissionKind = "file" if files else "link" if link else "text"
    name = files[0].name if files else link or A_TEXT
    return (
        SubmitArtifact(
            **author.common(audit.key, meta.request),
            artifact=form.choice("artifact") or meta.artifact,
            kind=kind,
            name=author.prose(name),
            text=None if files else author.prose(text or link),
            source=Source(channel=meta.channel, ts="", file=files[0].id) if files else None,
            size=files[0].size if files else 0,
            written_afterwards=bool(form.choices("afterwards")),
            behalf=author.prose_if(form.text("behalf")),
        ),
    )


def use_as(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """A message (an offered one, or one chosen by shortcut or mention) becomes the document picked from the list."""
    form, meta = submission.form, submission.meta
    artifact, afterwards = form.choice("artifact"), bool(form.choices("afterwards"))
    if meta.key:
        command = _from_offer(offer_with(audit, meta.key), artifact, afterwards, author, meta.request, audit)
    else:
        source = Source(channel=meta.channel, ts=meta.ts, thread_ts=meta.thread, file=meta.file)
        command = submit_message(source, artifact, afterwards, author, meta.request, audit)
    return (command.model_copy(update={"behalf": author.prose_if(form.text("behalf"))}),)


def submit_message(
    source: Source, artifact: str, afterwards: bool, author: Author, request: str, audit: Audit
) -> SubmitArtifact:
    """A message as a document: its file, or its words (`author.said`)."""
    if not source.file and not author.said.strip():
        raise NotNow("message-gone")
    return SubmitArtifact(
        **author.common(audit.key, request),
        artifact=artifact,
        kind="file" if source.file else "text",
        name=author.prose(author.file.name if source.file and author.file else A_TEXT),
        text=None if source.file else author.prose(author.said),
        source=source,
        size=author.file.size if source.file and author.file else 0,
        written_afterwards=afterwards,
    )


def review(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Accept a version, or ask for changes."""
    form, meta = submission.form, submission.meta
    common = author.common(audit.key, meta.request)
    what = form.text("what")
    match form.choice("verdict"):
        case "accept":
            supports = {"yes": True, "no": False}.get(form.choice("supports"))
            if what:
                raise Invalid("review-accept-or-changes", field="what")
            return (AcceptArtifact(**common, artifact=meta.artifact, version=meta.number, supports=supports),)
        case "changes":
            return (RequestChanges(**common, artifact=meta.artifact, version=meta.number, what=author.prose(what)),)
        case _:
            raise Invalid("input-missing", field="verdict")


def still_not(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """[Still not], with what is missing."""
    common = author.common(audit.key, submission.meta.request)
    what = author.prose(submission.form.text("what"))
    return (ResolveChanges(**common, number=submission.meta.number, resolved=False, what=what),)


def finding(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Put a problem on record; with a number in the modal's memory, in place of another round of changes."""
    form, meta = submission.form, submission.meta
    return (
        LogFinding(
            **author.common(audit.key, meta.request),
            stage=form.choice("stage") or meta.stage,
            severity=cast(Severity, one_of(form.choice("severity"), get_args(Severity), "severity")),
            text=author.prose(form.text("text")),
            artifact=form.choice("artifact") or meta.artifact,
            blocks=numbers(form.choices("blocks")),
            request_number=meta.number or None,
            cause=cast(Cause, form.choice("cause") or "other"),
            risk=form.choice("risk"),
            owner=author.person(form.user("owner")) if form.user("owner") else None,
        ),
    )


def answer_finding(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """The owner of a problem says what was done about it."""
    common = author.common(audit.key, submission.meta.request)
    text = author.prose(submission.form.text("text"))
    return (AnswerFinding(**common, finding=submission.meta.number, text=text),)


def dispose(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Say what became of a problem."""
    form, meta = submission.form, submission.meta
    picked = numbers((form.choice("finding"),)) if form.choice("finding") else ()
    disposition = one_of(form.choice("disposition"), get_args(Disposition), "disposition")
    return (
        DisposeFinding(
            **author.common(audit.key, meta.request),
            finding=picked[0] if picked else meta.number,
            disposition=cast(Disposition, disposition),
            why=author.prose(form.text("why")),
        ),
    )


def _from_offer(
    offer: Offer, artifact: str, afterwards: bool, author: Author, request: str, audit: Audit
) -> SubmitArtifact:
    is_text = offer.kind != "file"
    if is_text and not author.said.strip():
        raise NotNow("message-gone")
    words = offer.source.url if offer.kind == "link" else author.said
    names = {"file": author.file.name if author.file else "", "link": words, "text": A_TEXT}
    return SubmitArtifact(
        **author.common(audit.key, request),
        artifact=artifact,
        kind=offer.kind,
        name=author.prose(names[offer.kind]),
        text=author.prose(words) if is_text else None,
        source=offer.source,
        size=author.file.size if author.file else 0,
        written_afterwards=afterwards,
        offer=offer.key,
    )
