"""Ways in which what a board asked for before a release would be lost after it voted: refused by the rules of now.

Owns whole plays from the ballot on. The single rules are tested in `test_conditions`.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.domain.ballot.commands import BallotConditionText, OpenBallot
from bot.domain.decision.commands import CallHold, ClaimDone, DropCondition, NameOwner, VerifyDone
from bot.domain.decision.conditions import FollowedItem, followed_decision, followed_items
from bot.domain.duties.commands import AnswerMotion, MakeMotion
from bot.domain.duties.motions import LateConditionDuty, StandInDuty
from bot.domain.duties.rules import duties_of
from bot.domain.engine.timers import next_alarm
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY
from bot.domain.lifecycle.commands import PassTime
from bot.domain.sign_offs.commands import CarryCondition, CloseCondition, SignOff
from tests.builders import AUDITOR, AUDITOR_2, BOARD, DEPUTY, ENGINEER, LEAD, SAFETY, first_edition, refused_with
from tests.decision.test_bent_decisions import API
from tests.engine.played_audits import Branch, audit_at, audit_ready


def decided(
    framework: Framework | None = None, *, when: str = "before", attached: tuple[int, ...] = (3,), posted: bool = True
) -> Branch:
    """The API is allowed, with a condition of the first seat."""
    play = audit_at("post-audit", framework=framework)
    play.bring(*API)
    play.do(OpenBallot, LEAD)
    asked = BallotConditionText(text=play.text("A person reads every alarm."), when=when)
    paper = play.paper(1, 2, 3, conditions_for=attached).model_copy(update={"conditions": (asked,)})
    play.vote(BOARD[0], paper)
    for who in BOARD[1:]:
        play.vote(who, play.paper(1, 2, 3))
    play.reveal()
    if posted:
        play.cool_off()
    return play


def items(play: Branch) -> dict[str, FollowedItem]:
    found = followed_decision(play.audit)
    assert found
    return {item.key: item for item in followed_items(play.audit, play.framework, found)}


def may_be_released(play: Branch) -> bool:
    decision = play.audit.in_force
    return decision is not None and decision.met_at is not None and not decision.stopped_by


def stopped_by(play: Branch) -> tuple[str, ...]:
    assert play.audit.in_force
    return play.audit.in_force.stopped_by


def last_round(play: Branch) -> tuple[int, str]:
    found = play.audit.ballot
    return (found.number, found.status) if found else (0, "")


def asks(play: Branch, who: Person, kind: str, **about: object) -> None:
    play.do(MakeMotion, who, kind=kind, why=play.text("It takes longer."), **about)


def agrees(play: Branch, *seats: Person) -> None:
    for who in seats:
        play.do(AnswerMotion, who, motion=len(play.audit.motions), agree=True)


def named(play: Branch, owner: Person, due: date | None = None) -> None:
    day = due or play.today + timedelta(days=7)
    play.do(NameOwner, LEAD, round=1, item="C1", owner=owner, check=play.text("Try it."), due=day)


def test_a_condition_is_not_dropped_by_its_author_alone_once_the_ballots_are_open() -> None:
    def dropped(framework: Framework | None) -> Branch:
        play = decided(framework)
        play.do(DropCondition, BOARD[0], round=1, item="C1", why=play.text("Never mind."))
        return play

    assert may_be_released(dropped(first_edition()))
    with refused_with("condition-dropped-by-seats"):
        dropped(None)


def test_a_condition_is_dropped_by_as_many_seats_as_its_form_needs() -> None:
    play = decided()
    asks(play, BOARD[1], "drop", round=1, of="C1")
    assert not may_be_released(play)
    agrees(play, BOARD[2])
    assert may_be_released(play)


def test_of_a_form_that_needs_every_seat_a_condition_is_not_dropped_without_its_author() -> None:
    play = audit_at("post-audit", asked_form=6)
    play.needs(6)
    play.do(OpenBallot, LEAD)
    play.vote(BOARD[0], play.paper(6, conditions=("Wait for the law.",)))
    for who in BOARD[1:]:
        play.vote(who, play.paper(6))
    play.reveal()
    asks(play, BOARD[1], "drop", round=1, of="C1")
    agrees(play, BOARD[2])
    assert not items(play)["C1"].done
    agrees(play, BOARD[0])
    assert items(play)["C1"].done


def test_a_condition_attached_to_a_less_open_form_binds_the_more_open_one_too() -> None:
    assert items(decided(first_edition(), attached=(2,))) == {}
    assert [item.forms for item in items(decided(None, attached=(2,))).values()] == [(2, 3)]


def test_who_carried_it_out_does_not_verify_it_after_another_owner_was_named() -> None:
    def verified(framework: Framework | None) -> None:
        play = decided(framework)
        named(play, AUDITOR)
        play.do(ClaimDone, AUDITOR, round=1, item="C1", words=play.text("Done."))
        named(play, ENGINEER)
        play.do(ClaimDone, ENGINEER, round=1, item="C1", words=play.text("Done."))
        play.do(VerifyDone, AUDITOR, round=1, item="C1", done=True, words=play.text("Seen."))

    verified(first_edition())
    with refused_with("verify-auditor-only"):
        verified(None)


def test_the_author_of_a_carried_condition_does_not_close_it_once_the_ballots_are_open() -> None:
    def closed(framework: Framework | None) -> Branch:
        play = audit_ready("mapping", framework=framework)
        play.do(
            SignOff,
            SAFETY,
            stage="mapping",
            role="safety",
            verdict="approve-if",
            seen=evidence_of(play.audit, play.framework, "mapping"),
            condition=play.text("If a person reads every alarm."),
        )
        play.do(CarryCondition, LEAD, condition=1)
        for stage in ("mapping", "collection", "testing", "reflection"):
            play.complete(stage)
        play.bring(*API)
        play.do(OpenBallot, LEAD)
        for who in BOARD:
            play.vote(who, play.paper(1, 2, 3))
        play.reveal()
        play.do(CloseCondition, SAFETY, condition=1)
        return play

    assert items(closed(first_edition())) == {}
    with refused_with("condition-revealed"):
        closed(None)


def test_a_date_is_not_moved_by_the_lead_who_names_an_owner_anew() -> None:
    def moved(framework: Framework | None) -> date | None:
        play = decided(framework, when="after")
        named(play, ENGINEER)
        named(play, ENGINEER, play.today + timedelta(days=300))
        return items(play)["C1"].due

    assert moved(first_edition())
    with refused_with("condition-date-by-seats"):
        moved(None)


def test_a_date_is_not_moved_to_an_earlier_day_by_the_lead_either() -> None:
    def moved(framework: Framework | None) -> date | None:
        play = decided(framework, when="after")
        named(play, ENGINEER)
        named(play, ENGINEER, play.today)
        return items(play)["C1"].due

    assert moved(first_edition())
    with refused_with("condition-date-by-seats"):
        moved(None)


def after_release(framework: Framework | None) -> Branch:
    """A condition for after the release, a week overdue and ten days beyond that."""
    play = decided(framework, when="after")
    named(play, ENGINEER)
    for days in (10, 10):
        play.later(days=days)
        play.do(PassTime, SYSTEM)
    return play


def test_a_condition_for_after_the_release_is_not_forgotten() -> None:
    before = after_release(first_edition()).audit.in_force
    assert before
    assert before.stopped_by == ()
    now = after_release(None)
    assert stopped_by(now) == ("C1",)
    assert {d.person for d in duties_of(now.audit, now.framework, now.today) if isinstance(d, LateConditionDuty)} == {
        *BOARD
    }


def test_what_a_late_condition_suspended_is_in_force_again_once_it_is_verified() -> None:
    play = after_release(None)
    play.do(ClaimDone, ENGINEER, round=1, item="C1", words=play.text("Done."))
    play.do(VerifyDone, AUDITOR_2, round=1, item="C1", done=True, words=play.text("Seen."))
    assert stopped_by(play) == ()
    assert not [s for s in play.audit.stages.values() if s.questioned]


def test_what_a_late_condition_suspended_is_in_force_again_once_seats_move_its_date() -> None:
    play = after_release(None)
    asks(play, BOARD[0], "move", round=1, of="C1", due=play.today + timedelta(days=14))
    assert stopped_by(play) == ("C1",)
    agrees(play, BOARD[1])
    assert stopped_by(play) == ()
    alarm = next_alarm(play.audit, play.framework, play.now)
    assert alarm
    assert alarm.date() <= MONDAY_TO_FRIDAY.add(play.today + timedelta(days=14), 1)


def test_a_condition_for_after_the_release_falls_due_where_nobody_names_a_date() -> None:
    play = decided(when="after")
    for days in (32, 12):
        play.later(days=days)
        play.do(PassTime, SYSTEM)
    assert stopped_by(play) == ("C1",)


def test_a_hold_ends_when_as_many_seats_as_the_threshold_ask_for_a_fresh_ballot() -> None:
    play = decided(posted=False)
    play.do(CallHold, LEAD, round=1, reason=play.text("I do not like it."))
    asks(play, BOARD[0], "fresh-ballot", round=1)
    assert last_round(play) == (1, "revealed")
    agrees(play, BOARD[1])
    assert last_round(play) == (2, "open")


def test_a_lead_who_never_asks_the_board_does_not_keep_it_from_voting() -> None:
    play = audit_at("post-audit")
    with refused_with("motion-not-undone"):
        asks(play, BOARD[0], "open-ballot")
    play.later(days=5)
    alarm = next_alarm(play.audit, play.framework, play.now)
    assert alarm
    assert alarm.date() == MONDAY_TO_FRIDAY.add(play.today, 1)
    play.later(days=3)
    owed = duties_of(play.audit, play.framework, play.today)
    assert {d.person for d in owed if isinstance(d, StandInDuty)} == {*BOARD}
    asks(play, BOARD[0], "open-ballot")
    assert last_round(play) == (0, "")
    agrees(play, BOARD[2])
    assert last_round(play) == (1, "open")


def test_a_lead_who_leaves_a_stage_open_does_not_keep_the_audit_from_going_on() -> None:
    play = audit_ready("mapping")
    play.signatures("mapping")
    play.later(days=8)
    asks(play, BOARD[0], "close-stage", of="mapping")
    agrees(play, BOARD[1])
    assert play.audit.stages["mapping"].status == "closed"


def test_a_stage_that_is_not_ready_is_closed_by_no_number_of_seats() -> None:
    play = audit_at("mapping")
    play.later(days=30)
    with refused_with("stage-close-obstacles"):
        asks(play, BOARD[0], "close-stage", of="mapping")


def test_a_round_whose_ballots_cannot_be_opened_is_voided_by_the_lead_with_the_threshold() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    with refused_with("motion-round-not-closed"):
        asks(play, DEPUTY, "void-round", round=1)
    for who in BOARD:
        play.vote(who, play.paper(0))
    asks(play, DEPUTY, "void-round", round=1)
    agrees(play, BOARD[0])
    assert last_round(play) == (1, "closed")
    agrees(play, BOARD[1])
    assert last_round(play) == (1, "void")
