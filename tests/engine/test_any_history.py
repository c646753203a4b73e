"""Whatever comes: random wishes by anybody, from any stage on, and what holds of every history all the same.

Owns the properties of the whole. Each event is judged by a witness that knows nothing of the code it judges.
"""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.duties.rules import asks_among, duties_of
from bot.domain.engine.commit_plan import plan_commit_from
from bot.domain.engine.decide import decide
from bot.domain.engine.fold import fold
from bot.domain.engine.history import SCHEMA_VERSION, read_event, write_event
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import Duty, ask_card
from bot.domain.kernel.errors import AuditError, Refusal
from bot.domain.kernel.memo import Memo
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Command, Event
from bot.domain.lifecycle.commands import PassTime
from tests.builders import built_in
from tests.engine.any_arguments import ANYTHING
from tests.engine.history_checker import HistoryChecker
from tests.engine.played_audits import Branch, audit_at
from tests.engine.wishes import Wishes
from tests.examples import cases

STAGES = tuple(s.key for s in built_in().stages)

WISHES = 90
"""How many wishes a history gets on top of where it begins."""


class Watched:
    """A play whose every step is checked."""

    def __init__(self, play: Branch) -> None:
        self.play = play
        self.state = play.audit
        self.memo = Memo()
        self.owed: tuple[date, list[Duty]] | None = None
        self.checker = HistoryChecker(play.framework)
        for event in play.history:
            self.checker.sees(event)

    def try_(self, command: Command) -> None:
        """Give one command; whatever it does must hold."""
        before, now = self.state, self.play.now
        try:
            events = decide(before, self.play.framework, command, now)
        except AuditError:
            return
        for event in events:
            self.checker.sees(event, admin=command.actor_admin)
        self.state = fold(events, before)
        self.play.history += events
        self.changes_nothing_again(command)
        self.follows(before, events)

    def changes_nothing_again(self, command: Command) -> None:
        """The same command a second time is refused, or leaves the state as it is."""
        try:
            again = decide(self.state, self.play.framework, command, self.play.now)
        except Refusal:
            return
        same = fold(again, self.state).model_copy(update={"seq": self.state.seq})
        assert same == self.state, f"{type(command).__name__} twice changed something"

    def follows(self, before: Audit, events: list[Event]) -> None:
        """Duties and consequences can always be told, and are sound."""
        what = plan_commit_from(self.owed_of(before), self.state, events, self.play.framework, self.play.now)
        assert what.alarm is None or what.alarm > self.play.now or self.passes_time(), "it would ring for ever"
        today, owed = self.state.calendar.day(self.play.now), list(what.owed)
        self.owed = today, owed
        again = duties_of(self.state, self.play.framework, today, self.memo.ask)
        assert again == owed, "what was remembered is not what is owed"
        ids = [d.id for d in owed]
        assert len(ids) == len(set(ids)), "two duties under one id"
        assert all(d.id == f"{d.key}@{d.person}" for d in owed)
        assert not {d.person for d in owed} & set(self.state.gone), "owed by somebody who left"
        assert SYSTEM not in {d.person for d in owed}
        if self.state.over:
            kinds = {"name-owner", "meet", "verify", "overdue", "answer-report", "confirm-outside", "say-reopening"}
            kinds |= {"recurring", "first-report", "answer-extension"}
            kinds |= {"second-role-change", "second-version"}
            if not self.state.is_shut:
                kinds |= {"answer-offer", "place-result", "rework", "answer-changes", "review"}
                kinds |= {"answer-finding", "settle-finding", "second-disposition", "tie-manifest"}
            after = kinds if self.state.in_force and not self.state.ended else set[str]()
            assert {d.kind for d in owed} <= {"confirm-redaction", *after}, "owed after the end"
        beside = ("accept-role", "check-lines", "vote", "publish-summary")
        asked = [card.person for card in {ask_card(d) for d in asks_among(owed) if d.kind not in beside}]
        assert len(asked) == len(set(asked)), "two asks for one person"

    def owed_of(self, before: Audit) -> list[Duty]:
        """What was owed before: what the last step led to, where the day is the same."""
        today = before.calendar.day(self.play.now)
        if self.owed and self.owed[0] == today:
            return self.owed[1]
        return duties_of(before, self.play.framework, today)

    def passes_time(self) -> list[Event]:
        """What is due already and happens as soon as somebody looks."""
        look = PassTime(workspace=self.state.workspace, audit=self.state.key, request="look", actor=SYSTEM)
        return decide(self.state, self.play.framework, look, self.play.now)

    def survives(self) -> None:
        """The state is the fold of its history, through the text of both."""
        told = [read_event(SCHEMA_VERSION, write_event(event)) for event in self.play.history]
        assert told == self.play.history
        assert fold(told) == self.state
        assert Audit.model_validate_json(self.state.model_dump_json()) == self.state
        assert self.state.seq == len(self.play.history)


@pytest.mark.slow
@settings(deadline=None, max_examples=cases(0.25))
@given(
    stage=st.sampled_from(STAGES),
    asked_form=st.sampled_from((3, 8)),
    chance=st.randoms(use_true_random=True),
)
def test_whatever_comes_the_rules_hold(stage: str, asked_form: int, chance: Random) -> None:
    watched = Watched(audit_at(stage, asked_form=asked_form))
    people = Wishes(watched.play, chance.choice)
    for _ in range(WISHES):
        people.audit = watched.state
        watched.try_(people.next())
        if watched.state.over and chance.random() < 0.1:
            break
    watched.survives()


def test_no_command_is_forgotten() -> None:
    assert set(ANYTHING) == set(Command.__subclasses__())
