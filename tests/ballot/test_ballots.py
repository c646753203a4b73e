"""The ballot: opening, voting in private, closing, being void, revealing.

Owns the course of a round. How ballots are counted is tried in `test_support`.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.ballot.commands import BallotConditionText, CastBallot, OpenBallot, RecuseSeat, RevealBallots
from bot.domain.ballot.events import (
    BallotCast,
    BallotClosed,
    BallotExtended,
    BallotOpened,
    BallotsRevealed,
    BallotVoided,
    NoDecisionReached,
)
from bot.domain.decision.events import DecisionProposed, DecisionReached
from bot.domain.documents.commands import RequestChanges
from bot.domain.duties.rules import duties_of
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Event
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY
from bot.domain.lifecycle.commands import AnswerEnd, ChangeDetails, PassTime, PauseAudit, ProposeEnd, ReopenStage
from bot.domain.lifecycle.events import AuditEnded, StageReopened
from bot.domain.roster.commands import AssignRoles, DeclineRole, RecordGone
from tests.builders import AUDITOR, BOARD, ENGINEER, LEAD, LEGAL, SAFETY, STRANGER, TEAM, built_in, first_edition
from tests.engine.played_audits import Branch, audit_at

FIVE = (*BOARD, f"{TEAM}:UBOARD4", f"{TEAM}:UBOARD5")


def voting(*, asked_form: int = 3, board: tuple[str, ...] = BOARD, needs: tuple[str, ...] = ()) -> Branch:
    play = audit_at("post-audit", asked_form=asked_form, board=board)
    play.bring(*needs)
    play.do(OpenBallot, LEAD)
    return play


def to_deadline(play: Branch) -> list[object]:
    ballot = play.audit.ballot
    assert ballot
    play.clock.set(ballot.deadline)
    return list(play.do(PassTime, SYSTEM))


def severe_problem(play: Branch, *blocks: int) -> list[Event]:
    text = play.text("Leaks.")
    return play.do(LogFinding, SAFETY, stage="testing", severity="severe", text=text, blocks=blocks)


def all_vote(play: Branch, *forms: int, send_back: str = "") -> None:
    ballot = play.audit.ballot
    assert ballot
    for who in ballot.seats:
        play.vote(who, play.paper(*forms, send_back=send_back))


def test_seats_threshold_deadline_and_evidence_freeze_when_voting_opens() -> None:
    play = audit_at("post-audit")
    [event] = play.do(OpenBallot, LEAD)
    assert isinstance(event, BallotOpened)
    assert (event.round, event.seats, event.needed) == (1, BOARD, 2)
    assert event.deadline == datetime.combine(MONDAY_TO_FRIDAY.add(play.today, 3), time(17), UTC)


def test_the_board_votes_only_when_every_stage_before_is_closed() -> None:
    with pytest.raises(NotNow):
        audit_at("reflection").do(OpenBallot, LEAD)


def test_opening_twice_changes_nothing() -> None:
    assert voting().do(OpenBallot, LEAD) == []


def of_two() -> Framework:
    """The built-in framework, where two seats are enough to close the first stage."""
    raw = built_in().model_dump()
    next(role for role in raw["roles"] if role["key"] == "board")["minimum"] = 2
    return Framework.model_validate(raw)


def test_a_board_has_at_least_three_seats() -> None:
    play = audit_at("post-audit", board=BOARD[:2], framework=of_two())
    with pytest.raises(NotNow):
        play.do(OpenBallot, LEAD)


def test_each_seat_is_asked_until_it_voted() -> None:
    play = voting()
    play.vote(BOARD[0], play.paper(1))
    asked = [d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "vote"]
    assert asked == list(BOARD[1:])


def test_a_seat_steps_aside_before_voting_and_reduces_the_seats() -> None:
    play = audit_at("post-audit", board=FIVE)
    play.do(RecuseSeat, FIVE[0])
    [event] = play.do(OpenBallot, LEAD)
    assert isinstance(event, BallotOpened)
    assert (event.seats, event.needed) == (FIVE[1:], 3)


def test_nobody_steps_aside_below_three_seats() -> None:
    play = audit_at("post-audit")
    with pytest.raises(NotNow):
        play.do(RecuseSeat, BOARD[0])


def test_nobody_steps_aside_while_voting_is_open() -> None:
    play = voting(board=FIVE)
    with pytest.raises(NotNow):
        play.do(RecuseSeat, FIVE[0])


def test_stepping_aside_twice_changes_nothing() -> None:
    play = audit_at("post-audit", board=FIVE)
    play.do(RecuseSeat, FIVE[0])
    assert play.do(RecuseSeat, FIVE[0]) == []


def test_what_a_seat_voted_is_not_in_the_record_until_the_reveal() -> None:
    play = voting()
    [event] = play.vote(BOARD[0], play.paper(1, 2))
    assert isinstance(event, BallotCast)
    assert play.prose[event.ballot].sealed
    assert play.audit.ballot
    assert not play.audit.ballot.opened


def test_a_ballot_can_be_replaced_while_voting_is_open() -> None:
    play = voting(needs=("content-filters", "abuse-response"))
    play.vote(BOARD[0], play.paper(1))
    play.vote(BOARD[0], play.paper(2))
    for who in BOARD[1:]:
        play.vote(who, play.paper(2))
    play.reveal()
    assert play.audit.ballot
    assert play.audit.ballot.opened[BOARD[0]].forms == (2,)


def test_the_same_ballot_twice_changes_nothing() -> None:
    play = voting()
    paper = play.paper(1)
    sealed = play.text(paper.model_dump_json(), sealed=True)
    command = play.command(CastBallot, BOARD[0], round=1, paper=paper, sealed=sealed)
    assert play.execute(command)
    assert play.execute(command) == []


def test_only_seats_vote() -> None:
    play = voting()
    for who in (LEAD, AUDITOR, STRANGER):
        with pytest.raises(NotAllowed):
            play.vote(who, play.paper(1))


def test_nobody_ticks_more_than_was_asked_for() -> None:
    play = voting(asked_form=2)
    for form in (3, -1):
        with pytest.raises(Invalid):
            play.vote(BOARD[0], play.paper(form))


def test_a_ballot_gives_its_reason() -> None:
    play = voting()
    paper = play.paper(1).model_copy(update={"reason": play.text(" ")})
    with pytest.raises(Invalid):
        play.vote(BOARD[0], paper)


def test_a_ballot_that_sends_back_ticks_nothing_and_names_a_stage_before() -> None:
    play = voting()
    for paper in (play.paper(1, send_back="testing"), play.paper(send_back="coda"), play.paper(send_back="post-audit")):
        with pytest.raises(Invalid):
            play.vote(BOARD[0], paper)
    assert play.vote(BOARD[0], play.paper(send_back="testing"))


@pytest.mark.parametrize("what", ["unsealed", "another", "garbled"])
def test_what_is_sealed_is_the_ballot_itself(what: str) -> None:
    play = voting()
    paper = play.paper(1)
    text = {"unsealed": paper, "another": play.paper(2)}.get(what)
    sealed = play.text(text.model_dump_json() if text else "{", sealed=what != "unsealed")
    with pytest.raises(Invalid):
        play.do(CastBallot, BOARD[0], round=1, paper=paper, sealed=sealed)


def test_nobody_votes_after_the_deadline_or_in_a_void_round() -> None:
    play = voting()
    late = play.branch()
    ballot = late.audit.ballot
    assert ballot
    late.clock.set(ballot.deadline)
    with pytest.raises(NotNow):
        late.vote(BOARD[0], late.paper(1))
    severe_problem(play)
    with pytest.raises(NotNow):
        play.do(
            CastBallot,
            BOARD[0],
            round=1,
            paper=(paper := play.paper(1)),
            sealed=play.text(paper.model_dump_json(), sealed=True),
        )


def test_details_cannot_change_and_nobody_pauses_while_the_board_votes() -> None:
    play = voting()
    with pytest.raises(NotNow):
        play.do(ChangeDetails, LEAD, asked_form=8)
    with pytest.raises(NotNow):
        play.do(PauseAudit, LEAD, reason=play.text("Holidays."))


def test_voting_closes_when_every_seat_voted() -> None:
    play = voting()
    all_vote(play, 1)
    assert isinstance(play.history[-1], BallotClosed)


def test_at_the_deadline_enough_ballots_are_counted() -> None:
    play = voting()
    for who in BOARD[:2]:
        play.vote(who, play.paper(1))
    assert [type(e) for e in to_deadline(play)] == [BallotClosed]


def test_too_few_ballots_extend_once_by_two_working_days_and_then_there_is_no_decision() -> None:
    play = voting()
    play.vote(BOARD[0], play.paper(1))
    [extended] = to_deadline(play)
    assert isinstance(extended, BallotExtended)
    assert extended.deadline == datetime.combine(MONDAY_TO_FRIDAY.add(play.today, 2), time(17), UTC)
    [ended] = to_deadline(play)
    assert isinstance(ended, NoDecisionReached)
    assert play.audit.decision is None


def test_a_seat_may_vote_in_the_extension() -> None:
    play = voting()
    play.vote(BOARD[0], play.paper(1))
    to_deadline(play)
    play.vote(BOARD[1], play.paper(1))
    assert [type(e) for e in to_deadline(play)] == [BallotClosed]


def test_before_the_deadline_time_changes_nothing() -> None:
    play = voting()
    play.later(days=1)
    assert play.do(PassTime, SYSTEM) == []


def test_after_no_decision_the_lead_may_ask_the_board_again() -> None:
    play = voting()
    to_deadline(play)
    to_deadline(play)
    assert "open-ballot" in {d.kind for d in duties_of(play.audit, play.framework, play.today)}
    [again] = play.do(OpenBallot, LEAD)
    assert isinstance(again, BallotOpened)
    assert again.round == 2


@pytest.mark.parametrize("closed", [False, True])
def test_changed_evidence_makes_the_ballots_void_in_an_audit_of_before(closed: bool) -> None:
    play = audit_at("post-audit", framework=first_edition())
    play.do(OpenBallot, LEAD)
    if closed:
        all_vote(play, 1)
    play.hand_in("model-card", ENGINEER)
    assert play.audit.ballot
    assert play.audit.ballot.status in ("open", "closed")
    play.accept("model-card")
    voided = play.history[-1]
    assert isinstance(voided, BallotVoided)
    assert voided.cause == "evidence"


def test_a_seat_that_is_filled_makes_the_ballots_void() -> None:
    play = audit_at("post-audit")
    play.do(DeclineRole, BOARD[0], role="board")
    play.do(OpenBallot, LEAD)
    play.vote(BOARD[1], play.paper(1))
    play.reassign(board=(*BOARD[1:], STRANGER))
    [voided] = [e for e in play.history if isinstance(e, BallotVoided)]
    assert voided.cause == "roster"
    [reopened] = play.do(OpenBallot, LEAD)
    assert isinstance(reopened, BallotOpened)
    assert set(reopened.seats) == {*BOARD[1:], STRANGER}


def test_a_seat_that_was_left_counts_and_ticks_nothing() -> None:
    play = audit_at("post-audit")
    play.do(DeclineRole, BOARD[0], role="board")
    [event] = play.do(OpenBallot, LEAD)
    assert isinstance(event, BallotOpened)
    assert (event.seats, event.needed) == (BOARD, 2)
    with pytest.raises(NotAllowed):
        play.vote(BOARD[0], play.paper(1))
    play.vote(BOARD[1], play.paper(1))
    play.vote(BOARD[2], play.paper(1))
    assert play.audit.ballot
    assert play.audit.ballot.status == "closed"


def test_a_board_member_who_left_leaves_the_ballots_as_they_are() -> None:
    play = voting()
    play.vote(BOARD[0], play.paper(1))
    play.do(RecordGone, SYSTEM, person=BOARD[2])
    play.vote(BOARD[1], play.paper(1))
    assert isinstance(play.history[-1], BallotClosed)


def test_in_an_audit_of_before_a_changed_board_makes_the_ballots_void() -> None:
    play = audit_at("post-audit", framework=first_edition())
    play.do(OpenBallot, LEAD)
    larger, smaller = play.branch(), play.branch()
    larger.do(AssignRoles, LEAD, roles={"board": FIVE})
    smaller.do(RecordGone, SYSTEM, person=BOARD[0])
    assert isinstance(larger.history[-1], BallotVoided)
    assert isinstance(smaller.history[-1], BallotVoided)


@pytest.mark.parametrize("blocks", [(2,), ()], ids=["names a form", "names none"])
def test_a_severe_problem_found_under_the_vote_makes_the_ballots_void(blocks: tuple[int, ...]) -> None:
    play = voting()
    play.vote(BOARD[0], play.paper(1))
    logged = severe_problem(play, *blocks)
    assert [x.cause for x in logged if isinstance(x, BallotVoided)] == ["evidence"]


def test_a_problem_that_is_not_severe_leaves_the_vote_alone() -> None:
    play = voting()
    assert len(play.do(LogFinding, SAFETY, stage="testing", severity="high", text=play.text("Slow."))) == 1


def test_in_an_audit_of_before_a_reopened_stage_makes_the_ballots_void() -> None:
    play = audit_at("post-audit", framework=first_edition())
    play.do(OpenBallot, LEAD)
    play.do(ReopenStage, LEAD, stage="testing", reason=play.text("A new attack."))
    voided = [e for e in play.history if isinstance(e, BallotVoided)]
    assert [e.cause for e in voided] == ["reopened"]


def test_ballots_of_a_void_round_are_never_opened() -> None:
    play = voting()
    all_vote(play, 1)
    severe_problem(play)
    assert play.reveal() == []


def test_other_people_may_change_under_a_vote() -> None:
    play = voting()
    play.do(AssignRoles, LEAD, roles={"legal": (LEGAL, STRANGER)})
    assert play.audit.ballot
    assert play.audit.ballot.status == "open"


def test_nobody_can_void_a_vote_by_asking_for_changes_to_what_a_closed_stage_closed_with() -> None:
    play = voting()
    for who, artifact in ((ENGINEER, "audit-summary"), (SAFETY, "adversarial-report")):
        version = play.audit.accepted(artifact)
        assert version
        with pytest.raises(NotNow):
            play.do(RequestChanges, who, artifact=artifact, version=version.number, what=play.text("Not like this."))


def test_the_reveal_brings_a_proposal_and_the_end_of_its_cooling_off_the_decision() -> None:
    play = voting(needs=("content-filters", "abuse-response"))
    all_vote(play, 1, 2)
    revealed, proposed = play.reveal()
    assert isinstance(revealed, BallotsRevealed)
    assert isinstance(proposed, DecisionProposed)
    assert (proposed.form, proposed.ticks[2]) == (2, 3)
    assert not play.audit.over
    [decided] = play.cool_off()
    assert isinstance(decided, DecisionReached)
    assert (decided.form, decided.ticks) == (proposed.form, proposed.ticks)
    assert play.audit.decision
    assert play.audit.decision.seq == play.audit.seq
    assert play.audit.over


def test_a_ballot_that_does_not_match_its_fingerprint_stops_the_reveal() -> None:
    play = voting()
    all_vote(play, 1)
    assert play.audit.ballot
    opened = {who: play.prose[digest] for who, digest in play.audit.ballot.sealed.items()}
    forged = play.text(play.paper(3).model_dump_json(), sealed=True)
    for wrong in ({**opened, BOARD[0]: forged}, {who: opened[who] for who in BOARD[1:]}):
        with pytest.raises(Invalid):
            play.do(RevealBallots, SYSTEM, round=1, opened=wrong)


def test_a_ballot_slipped_in_at_the_reveal_counts_for_nothing() -> None:
    play = voting()
    for who in BOARD[:2]:
        play.vote(who, play.paper(1))
    to_deadline(play)
    assert play.audit.ballot
    opened = {who: play.prose[digest] for who, digest in play.audit.ballot.sealed.items()}
    slipped = play.text(play.paper(1).model_dump_json(), sealed=True)
    play.do(RevealBallots, SYSTEM, round=1, opened={**opened, BOARD[2]: slipped, STRANGER: slipped})
    assert play.audit.proposal
    assert play.audit.proposal.ticks[1] == 2


def test_the_reveal_happens_once() -> None:
    play = voting()
    all_vote(play, 1)
    opened = {who: play.prose[d] for who, d in play.audit.ballot.sealed.items()} if play.audit.ballot else {}
    play.reveal()
    assert play.do(RevealBallots, SYSTEM, round=1, opened=opened) == []


def test_an_audit_that_ended_meanwhile_is_not_decided() -> None:
    play = voting()
    play.do(ProposeEnd, LEAD, reason=play.text("The model was withdrawn."))
    all_vote(play, 1)
    play.do(AnswerEnd, SAFETY, confirm=True)
    assert isinstance(play.history[-1], AuditEnded)
    assert play.reveal() == []
    assert play.audit.decision is None


def test_most_seats_send_it_back_and_the_stage_reopens_instead_of_a_decision() -> None:
    play = voting()
    for who in BOARD[:2]:
        play.vote(who, play.paper(send_back="testing"))
    play.vote(BOARD[2], play.paper(1))
    play.reveal()
    assert play.audit.proposal is None
    assert "testing" in play.audit.open_stages()
    [reopened] = [e for e in play.history if isinstance(e, StageReopened)]
    assert (reopened.by, reopened.questioned) == (SYSTEM, ("reflection",))


def test_conditions_of_a_form_that_cannot_be_recalled_come_before_the_release() -> None:
    play = voting(asked_form=8)
    for who in BOARD:
        paper = play.paper(7).model_copy(
            update={"conditions": (BallotConditionText(text=play.text("Watermark it."), when="after"),)}
        )
        play.vote(who, paper)
    play.reveal()
    assert play.audit.ballot
    assert play.audit.ballot.opened[BOARD[0]].conditions[0].when == "before"


def test_a_deadline_that_passed_while_nothing_ran_extends_from_today() -> None:
    play = voting()
    ballot = play.audit.ballot
    assert ballot
    play.clock.set(ballot.deadline + timedelta(days=20))
    [extended] = play.do(PassTime, SYSTEM)
    assert isinstance(extended, BallotExtended)
    assert extended.deadline > play.now
