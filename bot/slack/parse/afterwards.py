"""A decision after the reveal: held, let go, posted, followed up."""

from __future__ import annotations

from bot.domain.decision.commands import (
    CallHold,
    ClaimDone,
    DropCondition,
    LiftHold,
    NameOwner,
    PostDecision,
    VerifyDone,
)
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid
from bot.domain.kernel.registry import Command
from bot.slack.kit.modal_state import ParseProblem
from bot.slack.kit.opening import click
from bot.slack.kit.parsing import chosen_day, one_of
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author


def lift_hold(press: Press, author: Author, audit: Audit) -> Command:
    """Whoever called a hold lifts it."""
    number = press.value.key
    if not number.isdigit():
        raise ParseProblem("the button names no hold")
    return LiftHold(**author.common(audit.key, click(press, audit)), round=press.value.number, hold=int(number))


def post_decision(press: Press, author: Author, audit: Audit) -> Command:
    """The lead posts what no hold stops any more."""
    return PostDecision(**author.common(audit.key, click(press, audit)), round=press.value.number)


def hold(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Stop the posting, with the reason."""
    meta = submission.meta
    common = author.common(audit.key, meta.request)
    return (CallHold(**common, round=meta.number, reason=author.prose(submission.form.text("reason"))),)


def name_owner(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Who sees to a condition or mitigation, how it is checked, by when."""
    form, meta = submission.form, submission.meta
    if not form.user("owner"):
        raise Invalid("input-missing", field="owner")
    common = author.common(audit.key, meta.request)
    return (
        NameOwner(
            **common,
            round=meta.number,
            item=meta.key,
            owner=author.person(form.user("owner")),
            check=author.prose_if(form.text("check")),
            due=chosen_day(submission, "due"),
        ),
    )


def claim(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Its owner says that it is done."""
    meta = submission.meta
    words = author.prose(submission.form.text("said"))
    return (ClaimDone(**author.common(audit.key, meta.request), round=meta.number, item=meta.key, words=words),)


def verify(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """An auditor says whether it is done, and what they saw."""
    form, meta = submission.form, submission.meta
    done = one_of(form.choice("done"), ("yes", "no"), "done") == "yes"
    common = author.common(audit.key, meta.request)
    words = author.prose(form.text("said"))
    return (VerifyDone(**common, round=meta.number, item=meta.key, done=done, words=words),)


def drop(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """The author of a condition lets it go."""
    meta = submission.meta
    why = author.prose(submission.form.text("why"))
    return (DropCondition(**author.common(audit.key, meta.request), round=meta.number, item=meta.key, why=why),)
