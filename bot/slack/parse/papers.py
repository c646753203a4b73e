"""Documents: offered, handed in, reviewed, and the problems found in them."""

from __future__ import annotations

from typing import cast, get_args

from bot.domain.findings.commands import AnswerFinding, DisposeFinding, LogFinding
from bot.domain.findings.state import Cause, Disposition, Severity
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Command
from bot.slack.kit.parsing import numbers, one_of
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author


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
