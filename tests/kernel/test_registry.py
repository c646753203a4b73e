"""Every event has a fold, every command a rule, and none has two.

Owns how functions find their event or command (`bot.domain.kernel.registry`).
"""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest

from bot.domain.ballot.commands import CastBallot
from bot.domain.ballot.events import BallotCast, BallotClosed, BallotVoided
from bot.domain.engine.cards import CARDS
from bot.domain.engine.decide import RULES
from bot.domain.engine.fold import FOLDS
from bot.domain.engine.history import EVENTS
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.effects import Effect
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Command, Effects, Event, Folds, Redraw, Rules
from bot.domain.lifecycle.commands import StartAudit
from bot.domain.lifecycle.events import AuditStarted, StageOpened


def cast(audit: Audit, e: BallotCast) -> Audit:
    return audit


def cast_otherwise(audit: Audit, e: BallotCast) -> Audit:
    return audit.replace(paused=None)


def over(audit: Audit, framework: Framework, e: BallotClosed | BallotVoided) -> list[Effect]:
    return []


def count(audit: Audit, framework: Framework, c: CastBallot, now: datetime) -> list[Event]:
    return []


def test_every_event_has_a_fold_and_can_be_read_by_the_name_of_its_class() -> None:
    assert {AuditStarted, *FOLDS} == set(Event.__subclasses__())
    assert {kind.__name__: kind for kind in Event.__subclasses__()} == EVENTS


def test_every_command_has_a_rule() -> None:
    assert {StartAudit, *RULES} == set(Command.__subclasses__())


def test_what_an_event_redraws_is_something_it_has() -> None:
    for kind in Event.__subclasses__():
        assert kind.redraws <= set(get_args(Redraw)), kind.__name__
        assert "stages" not in kind.redraws or "stages" in kind.model_fields, kind.__name__
    assert {what for kind in Event.__subclasses__() for what in kind.redraws} == set(get_args(Redraw))


def test_which_cards_come_with_an_event_is_said_by_its_subject_and_nowhere_stored() -> None:
    assert CARDS[StageOpened].__module__ == "bot.domain.lifecycle.effects"
    assert "redraws" not in StageOpened.model_fields


def test_a_function_stands_in_its_table_under_the_class_its_parameter_names() -> None:
    folds, effects, rules = Folds(), Effects(), Rules()
    assert (folds.add(cast), effects.add(over), rules.add(count)) == (cast, over, count)
    assert (folds, effects) == ({BallotCast: cast}, {BallotClosed: over, BallotVoided: over})
    assert rules == {CastBallot: count}


def test_an_event_with_two_folds_is_an_error_in_one_table_and_across_two() -> None:
    one, other = Folds(), Folds()
    one.add(cast)
    other.add(cast_otherwise)
    with pytest.raises(TypeError, match="BallotCast has two: cast and cast_otherwise"):
        one.add(cast_otherwise)
    with pytest.raises(TypeError, match="BallotCast has two: cast and cast_otherwise"):
        Folds.joined(one, other)
