"""Duties of the board's vote: who owes what, and by when.

Owns whose each duty is (recommendation, rounds of voting, their result). Pure and quick: it runs for every command.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.ballot.rules import recommendation_is_missing
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import Duty, answer_by, joined
from bot.domain.kernel.framework import Framework, StageSpec
from bot.domain.roster.roles import holders, people_with


class RecommendDuty(Duty, kind="recommend", key=("stage",)):
    """An auditor: the release form they recommend."""


class VoteDuty(Duty, kind="vote", key=("number",), asking="private"):
    """A board seat: vote in this round."""

    fixed = True


def recommendation(audit: Audit, framework: Framework, spec: StageSpec, due: date, today: date) -> Iterator[Duty]:
    """One of the auditors is asked for the form they recommend; the others may see it otherwise."""
    able = holders(audit, spec.recommended_by, today) if spec.recommended_by else []
    if able and recommendation_is_missing(audit, framework, spec.key):
        by = answer_by(audit, due, audit.stages[spec.key].ready_at, joined(audit, able[0]))
        role = spec.recommended_by or ""
        yield RecommendDuty(person=able[0], due=by, stage=spec.key, role=role)


def votes(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """The seats that have not voted, and were not left."""
    ballot = audit.ballot
    if ballot is None or ballot.status != "open":
        return
    able = people_with(audit, framework, "vote", today)
    for who in ballot.seats:
        if who in able and who not in ballot.sealed:
            yield VoteDuty(person=who, due=audit.calendar.day(ballot.deadline), number=ballot.number)
