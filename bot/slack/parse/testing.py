"""Risks, thresholds, results, and a new version of the model."""

from __future__ import annotations

import math

import rfc8785

from bot.domain.documents.commands import SubmitArtifact
from bot.domain.evaluations.commands import (
    AdmitResult,
    CarryResult,
    ChangeModel,
    DismissResult,
    RecordRisk,
    RerunResult,
    SetThreshold,
    ThresholdPaper,
)
from bot.domain.evaluations.state import Direction, Terms
from bot.domain.evaluations.tamper_record import CLAIM, written
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Source
from bot.domain.kernel.errors import Invalid, NotNow
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.state import Subject
from bot.slack.kit.modal import A_TEXT
from bot.slack.kit.modal_state import ModalState
from bot.slack.kit.opening import click
from bot.slack.kit.parsing import numbers, one_of
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author
from bot.slack.kit.view_context import read_reading
from bot.slack.views.modals.tamper import DRAFT
from bot.slack.views.modals.testing import NEW

DIRECTIONS: dict[str, Direction] = {"at-most": "at-most", "at-least": "at-least"}


def dismiss(press: Press, author: Author, audit: Audit) -> Command:
    """[Just talk]: the file is no result for this audit."""
    return DismissResult(**author.common(audit.key, click(press, audit)), number=press.value.number)


def rerun(press: Press, author: Author, audit: Audit) -> Command:
    """[Run it again]: the result of an earlier version counts no longer."""
    return RerunResult(**author.common(audit.key, click(press, audit)), number=press.value.number)


def risk(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """A risk, put on record or changed; without a title, a risk that is there keeps its own."""
    form, meta = submission.form, submission.meta
    chosen = form.choice("risk")
    return (
        RecordRisk(
            **author.common(audit.key, meta.request),
            risk="" if chosen == NEW else chosen,
            title=author.prose_if(form.text("title")),
            likelihood=_step(form, "likelihood"),
            severity=_step(form, "severity"),
            priority=one_of(form.choice("priority"), ("yes", "no"), "priority") == "yes",
        ),
    )


def _step(form: ModalState, block: str) -> int:
    if not form.choice(block):
        raise Invalid("input-missing", field=block)
    return numbers((form.choice(block),))[0]


def threshold(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """A threshold, sealed."""
    form, meta = submission.form, submission.meta
    direction = DIRECTIONS[one_of(form.choice("direction"), tuple(DIRECTIONS), "direction")]
    margin = figure_in(form, "margin") if form.text("margin") else None
    terms = Terms(direction=direction, value=figure_in(form, "limit"), margin=margin)
    paper = ThresholdPaper(metric=form.text("metric"), terms=terms)
    sealed = author.prose(rfc8785.dumps(paper.model_dump(mode="json")).decode(), sealed=True)
    common = author.common(audit.key, meta.request)
    return (SetThreshold(**common, risk=form.choice("risk"), paper=paper, sealed=sealed),)


def figure_in(form: ModalState, block: str) -> float:
    """A typed number; per cent are understood, and a decimal comma."""
    typed = form.text(block).replace(",", ".").strip()
    percent = typed.endswith("%")
    try:
        value = float(typed.removesuffix("%").strip())
    except ValueError:
        raise Invalid("number-unreadable", field=block) from None
    if not math.isfinite(value):
        raise Invalid("number-unreadable", field=block)
    return value / 100 if percent else value


def place(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """A result speaks to a risk, through one of its values. `author.said` is what the file says."""
    form, meta = submission.form, submission.meta
    reading = read_reading(author.said)
    if reading is None:
        raise NotNow("result-gone")
    chosen = numbers((form.choice("measured"),)) if form.choice("measured") else ()
    if not chosen or chosen[0] >= len(reading.measurements):
        raise Invalid("input-missing", field="measured")
    return (
        AdmitResult(
            **author.common(audit.key, meta.request),
            number=meta.number,
            risk=form.choice("risk"),
            measured=reading.measurements[chosen[0]],
            why=author.prose_if(form.text("why")),
        ),
    )


def carry(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """A result of an earlier version also speaks for the new one, because ..."""
    meta, why = submission.meta, author.prose(submission.form.text("reason"))
    return (CarryResult(**author.common(audit.key, meta.request), number=meta.number, why=why),)


def tamper(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """A tamper record: the claim line by line and the table of its arms, put together; or a file that is one.

    Arms that were put together row by row are `author.said`.
    """
    form, meta = submission.form, submission.meta
    common, files = author.common(audit.key, meta.request), form.files("file")
    if files:
        source = Source(channel=meta.channel, ts="", file=files[0].id)
        name = author.prose(files[0].name)
        size = files[0].size
        return (SubmitArtifact(**common, artifact=meta.artifact, kind="file", name=name, source=source, size=size),)
    said = {key: form.choice("risk") if key == "risk" else form.text(key) for key, _ in CLAIM}
    draft = meta.key == DRAFT
    text = author.prose(written(said, author.said if draft else form.text("arms")))
    name = author.prose(A_TEXT)
    return (SubmitArtifact(**common, artifact=meta.artifact, kind="text", name=name, text=text, draft=draft),)


def new_model(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """The audit goes on with a new version of the model."""
    form, meta = submission.form, submission.meta
    return (
        ChangeModel(
            **author.common(audit.key, meta.request),
            subject=Subject(model=form.text("model"), version=form.text("version")),
            weights=form.text("weights"),
            why=author.prose(form.text("why")),
        ),
    )
