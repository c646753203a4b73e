"""Approvals of a stage, their conditions, and what builders respond."""

from __future__ import annotations

from typing import cast, get_args

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Command
from bot.domain.sign_offs.commands import CarryCondition, CloseCondition, Respond, SignOff, WithdrawSignature
from bot.domain.sign_offs.state import ResponseVerdict, Verdict
from bot.slack.kit.opening import click
from bot.slack.kit.parsing import one_of
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author


def still_approve(press: Press, author: Author, audit: Audit) -> Command:
    """[Still approve], of exactly the evidence the message showed."""
    value = press.value
    return SignOff(
        **author.common(audit.key, click(press, audit)),
        stage=value.stage,
        role=value.role,
        verdict="approve",
        seen=value.seen,
    )


def close_condition(press: Press, author: Author, audit: Audit) -> Command:
    """Its author says a condition is met."""
    return CloseCondition(**author.common(audit.key, click(press, audit)), condition=press.value.number)


def carry_condition(press: Press, author: Author, audit: Audit) -> Command:
    """The lead carries an open condition onto the ballot."""
    return CarryCondition(**author.common(audit.key, click(press, audit)), condition=press.value.number)


def sign(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """A verdict on the evidence the modal showed. The comment is the condition, or what is wrong."""
    form, meta = submission.form, submission.meta
    verdict = cast(Verdict, one_of(form.choice("verdict"), get_args(Verdict), "verdict"))
    return (
        SignOff(
            **author.common(audit.key, meta.request),
            stage=meta.stage,
            role=meta.role,
            verdict=verdict,
            seen=meta.seen,
            condition=author.prose_if(form.text("condition")) if verdict == "approve-if" else None,
            artifact=form.choice("artifact") if verdict == "request-changes" else "",
            what=author.prose_if(form.text("what")) if verdict == "request-changes" else None,
        ),
    )


def withdraw(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Take back an approval, with a reason."""
    meta = submission.meta
    common = author.common(audit.key, meta.request)
    reason = author.prose(submission.form.text("reason"))
    return (WithdrawSignature(**common, stage=meta.stage, role=meta.role, reason=reason),)


def respond(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """A builder answers a stage's statements of fact."""
    form, meta = submission.form, submission.meta
    verdict = cast(ResponseVerdict, one_of(form.choice("verdict"), get_args(ResponseVerdict), "verdict"))
    common = author.common(audit.key, meta.request)
    return (Respond(**common, stage=meta.stage, verdict=verdict, text=author.prose_if(form.text("text"))),)
