"""What ends a decision or stands beside it: reported, answered, staged, decided outside."""

from __future__ import annotations

from bot.domain.decision.commands import AnswerOutside, AnswerReport, ProposeOutside, ReportCancelling, StageRelease
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Command
from bot.slack.kit.opening import click
from bot.slack.kit.parsing import numbers, one_of
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author


def report(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Something happened that would cancel the decision."""
    form, common = submission.form, author.common(audit.key, submission.meta.request)
    return (ReportCancelling(**common, cause=form.choice("cause"), text=author.prose(form.text("text"))),)


def answer(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Whether it happened."""
    form, meta = submission.form, submission.meta
    happened = one_of(form.choice("happened"), ("yes", "no"), "happened") == "yes"
    common = author.common(audit.key, meta.request)
    contained = form.user("containment")
    return (
        AnswerReport(
            **common,
            report=meta.number,
            happened=happened,
            why=author.prose(form.text("why")),
            stage=form.choice("stage") if happened else "",
            containment=author.person(contained) if happened and contained else None,
        ),
    )


def stage_release(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """A release in steps; of no release, what would reopen the question."""
    form, common = submission.form, author.common(audit.key, submission.meta.request)
    chosen = form.choice("form")
    return (
        StageRelease(
            **common,
            form=_number(chosen) if chosen else None,
            not_before=form.day("not_before"),
            words=author.prose_if(form.text("words")),
        ),
    )


def outside(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """The lead asks to record a decision taken outside."""
    form, common = submission.form, author.common(audit.key, submission.meta.request)
    number = _number(form.choice("form"))
    return (ProposeOutside(**common, form=number, words=author.prose(form.text("words"))),)


def _number(chosen: str) -> int:
    return next(iter(numbers((chosen,))), -1)


def second_outside(press: Press, author: Author, audit: Audit) -> Command:
    """A board member seconds it."""
    return AnswerOutside(**author.common(audit.key, click(press, audit)), confirm=True)


def refuse_outside(press: Press, author: Author, audit: Audit) -> Command:
    """A board member refuses it."""
    return AnswerOutside(**author.common(audit.key, click(press, audit)), confirm=False)
