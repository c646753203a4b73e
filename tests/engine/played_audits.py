"""Audits to begin a rule's test from: played once per stage, and a fresh branch of it for every test.

Owns the branching, and small variations of the built-in framework. Must not know any rule.
"""

from __future__ import annotations

import copy
import functools
import itertools
from datetime import date, datetime
from typing import Any

from bot.domain.kernel.framework import Framework, SignOffRule
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.domain.kernel.workdays import Calendar
from bot.domain.lifecycle.events import AuditStarted
from tests.builders import BOARD, Play, an_audit, built_in
from tests.clock import ManualClock


@functools.lru_cache(maxsize=32)
def _played(stage: str, asked_form: int, framework: Framework | None, board: tuple[Person, ...]) -> Play:
    play = an_audit(asked_form=asked_form, framework=framework, board=board)
    return play.at(stage) if stage else play


@functools.lru_cache(maxsize=8)
def with_rule(stage: str, *rules: SignOffRule) -> Framework:
    """The built-in framework with other sign-offs at one stage."""
    return with_stage(stage, sign_offs=rules)


def with_stage(stage: str, **changes: Any) -> Framework:
    """The built-in framework with one stage changed, checked as a whole again."""
    raw = built_in().model_dump(mode="json")
    for spec in raw["stages"]:
        if spec["key"] == stage:
            spec.update(changes)
    if "sign_offs" in changes:  # no form needs an approval that nobody is asked for then
        for option in raw["options"]:
            option["needs"] = [need for need in option["needs"] if need.get("approved", {}).get("stage") != stage]
    return Framework.model_validate(raw)


class Branch(Play):
    """A play that goes its own way from where another one stands."""

    def __init__(self, play: Play) -> None:
        self.framework = play.framework
        self.board = play.board
        self.clock = ManualClock(play.clock.now())
        self.history = list(play.history)
        self._folded = play._folded
        self.prose = dict(play.prose)
        self._numbers = itertools.count(1_000_000)

    @property
    def now(self) -> datetime:
        """The moment it is at."""
        return self.clock.now()

    @property
    def today(self) -> date:
        """The day it is at, where the audit is."""
        return self.audit.calendar.day(self.now)

    def needs(self, *forms: int) -> None:
        """Hand in and accept what these release forms need and is not there: of several that would do, the first."""
        wanted = (need.any_of[0] for form in forms for need in self.framework.needs_of(form) if need.any_of)
        self.bring(*(key for key in dict.fromkeys(wanted) if not self.audit.accepted(key)))

    def branch(self) -> Branch:
        """Another way from here."""
        twin = Branch(self)
        twin._numbers = copy.copy(self._numbers)
        return twin


def taken_up(history: list[Event], framework: Framework) -> Branch:
    """An audit that stands on record, taken up where its history stops; nobody knows what its texts say."""
    play = Branch(_played("", 3, framework, BOARD))
    play.clock = ManualClock(history[-1].at)
    play.history, play.prose = list(history), {}
    return play


def audit_at(
    stage: str = "",
    *,
    asked_form: int = 3,
    framework: Framework | None = None,
    board: tuple[Person, ...] = BOARD,
) -> Branch:
    """A branch of an audit with every role filled and this stage just opened; without a stage, just started."""
    return Branch(_played(stage, asked_form, framework, board))


def at_home_in(calendar: Calendar, play: Branch) -> Branch:
    """The same audit, had it been started with these working days."""
    begun, *later = play.history
    assert isinstance(begun, AuditStarted)
    play.history = [begun.replace(calendar=calendar), *later]
    return play


def audit_ready(stage: str, *, asked_form: int = 3, framework: Framework | None = None) -> Branch:
    """The same, with every required document of the stage accepted (and its summary published)."""
    play = audit_at(stage, asked_form=asked_form, framework=framework)
    play.documents(stage)
    if play.framework.stage(stage).questions:
        play.summary()
    return play
