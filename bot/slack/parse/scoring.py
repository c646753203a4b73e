"""Scores of rows, a line a row: `3: 7 5 6`."""

from __future__ import annotations

import re

import rfc8785

from bot.domain.documents.commands import ScoreRows
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid
from bot.domain.kernel.registry import Command
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author

_LINE = re.compile(r"\s*(\d{1,4})\s*[:.)]\s*(.*)")

_APART = re.compile(r"[\s,;/]+")


def score(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """A reviewer's paper, sealed. Rows without numbers are left out."""
    meta = submission.meta
    paper: dict[str, list[int]] = {}
    for block in submission.form.inputs:
        for line in submission.form.text(block).splitlines():
            read = _read(block, line)
            if read:
                paper[str(read[0])] = read[1]
    if not paper:
        raise Invalid("score-nothing", field=next(iter(submission.form.inputs), ""))
    sealed = author.prose(rfc8785.dumps(paper).decode(), sealed=True)
    common = author.common(audit.key, meta.request)
    return (ScoreRows(**common, artifact=meta.artifact, version=meta.number, paper=sealed),)


def _read(block: str, line: str) -> tuple[int, list[int]] | None:
    """(row, scores) of a line; None for one without scores."""
    found = _LINE.fullmatch(line)
    values = [part for part in _APART.split(found[2] if found else line) if part]
    if not values:
        return None
    if found is None or not all(value.isdecimal() and len(value) < 4 for value in values):
        raise Invalid("score-not-read", field=block, line=line.strip()[:60])
    return int(found[1]), [int(value) for value in values]
