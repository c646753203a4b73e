"""The course of an audit: stages closed and reopened, pauses, the end, overdue duties, redaction."""

from __future__ import annotations

from bot.domain.duties.commands import ExtendDuty, ProceedWithout
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid
from bot.domain.kernel.registry import Command
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from bot.slack.kit.opening import click, step
from bot.slack.kit.parsing import chosen_day
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author


def confirm_redaction(press: Press, author: Author, audit: Audit) -> Command:
    """The second of lead and legal agrees to remove a text."""
    return ConfirmRedaction(**author.common(audit.key, click(press, audit)), content=press.value.key)


def extend(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """The lead gives an overdue duty more time."""
    common = author.common(audit.key, submission.meta.request)
    return (ExtendDuty(**common, duty=submission.meta.key, until=chosen_day(submission, "until")),)


def proceed(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """The lead goes on without an answer that never came, with the reason."""
    common = author.common(audit.key, submission.meta.request)
    reason = author.prose(submission.form.text("reason"))
    return (ProceedWithout(**common, duty=submission.meta.key, reason=reason),)


def redact(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Ask to remove contents and their names that came from one message, with the reason; a command for each."""
    form, meta = submission.form, submission.meta
    chosen = [digest for pair in form.choices("contents") for digest in pair.split(",")]
    if not chosen:
        raise Invalid("input-missing", field="contents")
    return tuple(
        ProposeRedaction(
            **author.common(audit.key, step(meta.request, number)),
            content=digest,
            reason=author.prose(form.text("reason")),
        )
        for number, digest in enumerate(chosen)
    )
