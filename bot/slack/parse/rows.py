"""Rows: one that was filled in, and all of them handed in as the next version."""

from __future__ import annotations

import json

from bot.domain.documents.commands import KeepRow, SubmitArtifact
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Command
from bot.slack.kit.modal import A_TEXT
from bot.slack.kit.modal_state import ModalState
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author


def row(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """One row as it was filled in; empty cells are left out."""
    meta = submission.meta
    cells = {block: cell for block in submission.form.inputs if (cell := _cell(submission.form, block))}
    return (
        KeepRow(
            **author.common(audit.key, meta.request),
            artifact=meta.artifact,
            cells=author.prose(json.dumps(cells, ensure_ascii=False)),
            row=meta.key,
            base=meta.number,
        ),
    )


def _cell(form: ModalState, block: str) -> str:
    """Whatever kind of input the column has."""
    day = form.day(block)
    return day.isoformat() if day else form.choice(block) or form.text(block)


def rows(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """The rows of the draft (`author.said`, as a table) become the next version."""
    meta = submission.meta
    return (
        SubmitArtifact(
            **author.common(audit.key, meta.request),
            artifact=meta.artifact,
            kind="text",
            name=author.prose(A_TEXT),
            text=author.prose(author.said),
            written_afterwards=bool(submission.form.choices("afterwards")),
            draft=True,
        ),
    )
