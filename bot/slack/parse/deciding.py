"""The ballot: opened, voted, stepped aside from."""

from __future__ import annotations

import rfc8785

from bot.domain.ballot.commands import (
    BallotConditionText,
    BallotPaper,
    CastBallot,
    OpenBallot,
    RecommendForm,
    RecuseSeat,
)
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Command
from bot.slack.kit.modal_state import ModalState
from bot.slack.kit.opening import click
from bot.slack.kit.parsing import numbers
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author


def recuse(press: Press, author: Author, audit: Audit) -> Command:
    """A seat steps aside before the ballot opens."""
    return RecuseSeat(**author.common(audit.key, click(press, audit)))


def open_ballot(press: Press, author: Author, audit: Audit) -> Command:
    """Ask the board to vote."""
    return OpenBallot(**author.common(audit.key, click(press, audit)))


def vote(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """A seat's ballot: the forms it would allow with a reason and conditions, or where it sends the audit back to."""
    form, meta = submission.form, submission.meta
    paper = BallotPaper(
        forms=tuple(sorted(numbers(form.choices("forms")))),
        reason=author.prose(form.text("reason")),
        public=author.prose_if(form.text("public")),
        conditions=_conditions(form, author),
        conditions_for=tuple(sorted(numbers(form.choices("conditions_for")))),
        send_back=form.choice("send_back"),
    )
    sealed = author.prose(canonical(paper), sealed=True)
    return (CastBallot(**author.common(audit.key, meta.request), round=meta.number, paper=paper, sealed=sealed),)


def recommend(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """An auditor recommends a form, with the reason."""
    form = submission.form
    number = next(iter(numbers((form.choice("form"),))), -1)
    common = author.common(audit.key, submission.meta.request)
    return (RecommendForm(**common, form=number, reason=author.prose(form.text("reason"))),)


def canonical(paper: BallotPaper) -> str:
    """The canonical JSON (RFC 8785) of a ballot, which its fingerprint is made of."""
    return rfc8785.dumps(paper.model_dump(mode="json")).decode()


def _conditions(form: ModalState, author: Author) -> tuple[BallotConditionText, ...]:
    """One a line; two inputs, for before and for after the release."""
    return tuple(
        BallotConditionText(text=author.prose(line.strip()), when=when)
        for block, when in (("before", "before"), ("after", "after"))
        for line in form.text(block).splitlines()
        if line.strip()
    )
