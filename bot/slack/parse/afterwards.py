"""A decision after the reveal: held, let go, posted, followed up."""

from __future__ import annotations

from bot.domain.audit import Audit
from bot.domain.commands import CallHold, Command, LiftHold, PostDecision
from bot.slack.author import Author
from bot.slack.form import ParseProblem
from bot.slack.incoming import Press, Submission
from bot.slack.parse.requests import click


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
