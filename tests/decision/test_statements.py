"""A decision taken outside, as a statement on record: who seconds and holds it, and that nothing follows from it.

Owns the second edition's rule (X12). What the first edition made of it stands in `test_suspension`.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.decision.commands import AnswerOutside, CallHold, ProposeOutside
from bot.domain.duties.rules import duties_of
from bot.domain.engine.timers import next_alarm
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import PassTime
from bot.slack.decision.decision_card import decision_card
from tests.builders import BOARD, LEAD, SAFETY, STRANGER, an_audit, kind_of, refused_with
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import context_of, say, shown


def proposed(form: int = 3, stage: str = "testing") -> Branch:
    play = audit_at(stage, asked_form=7)
    play.do(ProposeOutside, LEAD, form=form, words=play.text("The management decided on Monday."))
    return play


def seconded(play: Branch, *seats: str) -> Branch:
    for who in seats:
        play.do(AnswerOutside, who, confirm=True)
    return play


def recorded(play: Branch) -> bool:
    """Whether it is on record once time has passed as far as anything waits for it."""
    alarm = next_alarm(play.audit, play.framework, play.now)
    if alarm:
        play.clock.set(max(alarm, play.now))
        play.do(PassTime, SYSTEM)
    return bool(play.audit.outside_statements)


def asked(play: Branch) -> set[str]:
    return {d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "confirm-outside"}


@pytest.mark.parametrize(("form", "needed"), [(3, 2), (5, 2), (6, 3), (7, 3)])
def test_as_many_seats_second_it_as_its_form_needs_in_a_ballot(form: int, needed: int) -> None:
    for seats in range(4):
        assert recorded(seconded(proposed(form), *BOARD[:seats])) is (seats >= needed)


def test_every_seat_is_asked_until_it_has_said_so() -> None:
    play = proposed()
    assert asked(play) == set(BOARD)
    assert asked(seconded(play, BOARD[0])) == set(BOARD[1:])


def test_it_is_not_recorded_before_every_seat_could_hold_it() -> None:
    play = seconded(proposed(), *BOARD)
    assert not play.audit.outside_statements
    assert recorded(play)


def test_a_seat_holds_it_for_some_days_and_lifts_that_by_seconding() -> None:
    play = proposed()
    play.do(AnswerOutside, BOARD[2], confirm=False)
    seconded(play, *BOARD[:2])
    play.later(days=2)
    play.do(PassTime, SYSTEM)
    assert not play.audit.outside_statements
    seconded(play, BOARD[2])
    assert play.audit.outside_statements


def test_where_too_few_seats_are_left_nothing_is_recorded() -> None:
    play = proposed(7)
    play.do(AnswerOutside, BOARD[0], confirm=False)
    assert play.audit.outside_proposal is None
    with refused_with("outside-not-proposed"):
        seconded(play, BOARD[1])


@pytest.mark.parametrize("who", [LEAD, SAFETY, STRANGER])
def test_only_seats_second_it(who: str) -> None:
    with refused_with("outside-second-role-only"):
        seconded(proposed(), who)


def test_nothing_is_recorded_in_a_practice_audit() -> None:
    play = an_audit(framework=kind_of("practice")).staffed()
    with refused_with("outside-practice"):
        play.do(ProposeOutside, LEAD, form=3, words=play.text("The management decided."))


def proposed_result() -> Branch:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(0))
    play.reveal()
    return play


def test_nothing_is_proposed_while_a_hold_stands() -> None:
    play = proposed_result()
    play.do(CallHold, BOARD[0], round=1, reason=play.text("Somebody has to read this first."))
    with refused_with("outside-held"):
        play.do(ProposeOutside, LEAD, form=3, words=play.text("The management decided."))


def test_it_voids_nothing_and_stands_beside_the_audits_own_result() -> None:
    play = proposed_result()
    play.do(ProposeOutside, LEAD, form=3, words=play.text("The management decided."))
    seconded(play, *BOARD)
    play.cool_off()
    assert recorded(play)
    assert play.audit.decision
    assert (play.audit.decision.form, play.audit.decision.outside) == (0, None)
    read = shown(decision_card(context_of(play)))
    assert say()("decision-statements") in read
    assert "> The management decided." in read


def test_the_audit_goes_on_after_it() -> None:
    play = seconded(proposed(), *BOARD)
    assert recorded(play)
    assert play.audit.in_force is None
    assert play.audit.open_stages() == ["testing"]
