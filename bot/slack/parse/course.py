"""The course of an audit: stages closed and reopened, pauses, the end, overdue duties, redaction."""

from __future__ import annotations

from bot.domain.duties.commands import ExtendDuty, ProceedWithout
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Command
from bot.slack.kit.parsing import chosen_day
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author


def extend(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """The lead gives an overdue duty more time."""
    common = author.common(audit.key, submission.meta.request)
    return (ExtendDuty(**common, duty=submission.meta.key, until=chosen_day(submission, "until")),)


def proceed(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """The lead goes on without an answer that never came, with the reason."""
    common = author.common(audit.key, submission.meta.request)
    reason = author.prose(submission.form.text("reason"))
    return (ProceedWithout(**common, duty=submission.meta.key, reason=reason),)
