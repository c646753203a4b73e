"""What is owed in one state is worked out once, and anew in every other.

Owns what may be believed of it. What is owed, the files beside this one say.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.domain.duties.owed import Owed
from bot.domain.duties.rules import duties_of
from tests.builders import LEAD, Play, an_audit, kind_of


def day_of(play: Play) -> date:
    return play.audit.calendar.day(play.clock.now())


def test_what_was_worked_out_of_a_state_is_believed_for_that_state_and_day() -> None:
    play, owed = an_audit(), Owed()
    first = owed.by(play.audit, play.framework, day_of(play))
    assert list(first) == duties_of(play.audit, play.framework, day_of(play)) != []
    assert owed.by(play.audit, play.framework, day_of(play)) is first


def test_another_state_another_day_and_other_rules_are_worked_out_anew() -> None:
    play, owed = an_audit(), Owed()
    audit, day = play.audit, day_of(play)
    owed.remember(audit, play.framework, day, ())
    assert owed.by(audit, play.framework, day) == ()
    others = ((audit.model_copy(), play.framework, day), (audit, play.framework, day + timedelta(days=1)))
    for state, framework, when in (*others, (audit, kind_of("light"), day)):
        owed.remember(audit, play.framework, day, ())
        assert LEAD in [duty.person for duty in owed.by(state, framework, when)]
