"""Reading what several forms take: days, pairs of ids, numbers, one of several words.

Owns the refusals for what cannot be read. Must not know any subject.
"""

from __future__ import annotations

from datetime import date

from bot.domain.kernel.errors import Invalid
from bot.slack.kit.modal_state import ParseProblem
from bot.slack.kit.payloads import Submission


def chosen_day(submission: Submission, block: str) -> date:
    """A day that must be picked."""
    day = submission.form.day(block)
    if day is None:
        raise Invalid("input-missing", field=block)
    return day


def needed(given: str, block: str) -> str:
    """A choice that must not be empty."""
    if not given:
        raise Invalid("input-missing", field=block)
    return given


def numbers(raw: tuple[str, ...]) -> tuple[int, ...]:
    """Chosen options that are numbers."""
    if not all(value.isdecimal() and len(value) < 10 for value in raw):
        raise ParseProblem("an option that is no number")
    return tuple(int(value) for value in raw)


def one_of(given: str, allowed: tuple[str, ...], block: str) -> str:
    """A choice from a fixed list."""
    if not given:
        raise Invalid("input-missing", field=block)
    if given not in allowed:
        raise ParseProblem(f"input {block!r} holds {given!r}")
    return given
