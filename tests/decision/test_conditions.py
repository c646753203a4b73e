"""Conditions and mitigations: which bind, who sees to them, and that only an auditor who does not own one verifies it.

Owns these rules on played audits. How they read is tried in `tests/<subject>/…_in_slack`.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.ballot.commands import BallotConditionText, OpenBallot
from bot.domain.decision.commands import CallHold, ClaimDone, NameOwner, StageRelease, VerifyDone
from bot.domain.decision.conditions import FollowedItem, followed_decision, followed_items
from bot.domain.decision.events import ConditionsMet
from bot.domain.duties.commands import AnswerMotion, ExtendDuty, MakeMotion, RecordReminders
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.roster.commands import DeclineRole, DelegateRole, RecordGone
from bot.domain.sign_offs.commands import CarryCondition, SignOff
from tests.builders import AUDITOR, AUDITOR_2, BOARD, DEPUTY, ENGINEER, LEAD, PRODUCT, SAFETY, STRANGER, refused_with
from tests.engine.played_audits import Branch, audit_at

FILTERS = ("content-filters", "abuse-response")

PLAN = (("Filters hold.", "Engineering", "before"), ("Watch dialects.", "Product", "after"))


def decided(*whens: str, plan: tuple[tuple[str, str, str], ...] = (), posted: bool = True, lab: bool = False) -> Branch:
    """The hosted product is allowed; the first seat attaches conditions to it, the third one (`lab`) one to form 1."""
    play = audit_at("post-audit")
    play.bring(*FILTERS)
    play.do(OpenBallot, LEAD)
    play.plan(*plan)
    paper = play.paper(1, 2).model_copy(
        update={"conditions": tuple(BallotConditionText(text=play.text(f"Do it {w}."), when=w) for w in whens)}
    )
    play.vote(BOARD[0], paper)
    play.vote(BOARD[1], play.paper(1, 2))
    play.vote(BOARD[2], play.paper(1, conditions=("Only in the lab.",) if lab else ()))
    play.reveal()
    if posted:
        play.cool_off()
    return play


def bound(play: Branch) -> dict[str, FollowedItem]:
    found = followed_decision(play.audit)
    assert found
    return {item.key: item for item in followed_items(play.audit, play.framework, found)}


def said_met(play: Branch) -> bool:
    return sum(isinstance(e, ConditionsMet) for e in play.history) == 1


def name(play: Branch, item: str, owner: Person, by: Person = LEAD) -> None:
    due = bound(play)[item].due or play.today + timedelta(days=7)
    play.do(NameOwner, by, round=1, item=item, owner=owner, check=play.text("An auditor tries it."), due=due)


def claim(play: Branch, item: str, who: Person) -> None:
    play.do(ClaimDone, who, round=1, item=item, words=play.text("Done on Monday, see the log."))


def verify(play: Branch, item: str, who: Person, *, done: bool = True) -> None:
    play.do(VerifyDone, who, round=1, item=item, done=done, words=play.text("Tried it with three accounts."))


def dropped(play: Branch, item: str) -> None:
    """Every seat agrees to drop it, as long as it takes."""
    play.do(MakeMotion, BOARD[0], kind="drop", round=1, of=item, why=play.text("No need."))
    for who in BOARD[1:]:
        if (motion := play.audit.motions[-1]).status == "asked":
            play.do(AnswerMotion, who, motion=motion.number, agree=True)


def owed(play: Branch) -> list[Duty]:
    return duties_of(play.audit, play.framework, play.today)


def test_a_condition_binds_the_form_it_was_attached_to_and_every_more_open_one_that_wins() -> None:
    found = bound(decided("before", "after", lab=True))
    assert {key: (item.by, item.when, item.forms) for key, item in found.items()} == {
        "C1": (BOARD[0], "before", (2,)),
        "C2": (BOARD[0], "after", (2,)),
        "C3": (BOARD[2], "before", (2,)),
    }


def two_forms_win_or_not(play: Branch, most: int) -> dict[str, FollowedItem]:
    """The first seat ticks forms 1 and 2 with a condition for both; the others stop at `most`."""
    play.do(OpenBallot, LEAD)
    both = play.paper(1, 2, conditions=("A person reads every alarm.",), conditions_for=(1, 2))
    play.vote(BOARD[0], both)
    for who in BOARD[1:]:
        play.vote(who, play.paper(*range(1, most + 1)))
    play.reveal()
    return bound(play)


def test_a_seat_may_attach_its_conditions_to_less_open_forms_too() -> None:
    play = audit_at("post-audit")
    play.bring(*FILTERS, "evaluator-list", "attestation-record", "publication-rights")
    for most in (1, 2):
        assert list(two_forms_win_or_not(play.branch(), most)) == ["C1"]


def test_conditions_are_for_forms_that_are_ticked() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    with refused_with("vote-condition-without-form", Invalid):
        play.vote(BOARD[0], play.paper(1, conditions=("Only in the lab.",), conditions_for=(2,)))


def test_a_condition_after_release_stays_so_where_the_form_that_wins_can_be_taken_back() -> None:
    play = audit_at("post-audit", asked_form=6)
    play.needs(4, 6)
    text = BallotConditionText(text=play.text("Look again."), when="after")
    for form, when in ((4, "after"), (6, "before")):
        branch = play.branch()
        branch.do(OpenBallot, LEAD)
        paper = branch.paper(4, 6, conditions_for=(4, 6)).model_copy(update={"conditions": (text,)})
        branch.vote(BOARD[0], paper)
        for who in BOARD[1:]:
            branch.vote(who, branch.paper(*(f for f in (4, 6) if f <= form)))
        branch.reveal()
        assert [(item.key, item.when) for item in bound(branch).values()] == [("C1", when)]


def test_a_condition_carried_from_a_stage_binds_before_the_release() -> None:
    play = audit_at("testing")
    play.documents("testing")
    seen = evidence_of(play.audit, play.framework, "testing")
    play.do(
        SignOff,
        SAFETY,
        stage="testing",
        role="safety",
        verdict="approve-if",
        seen=seen,
        condition=play.text("Seeds."),
    )
    play.do(CarryCondition, LEAD, condition=1)
    play.complete("testing")
    play.complete("reflection")
    play.bring(*FILTERS)
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(2))
    play.reveal()
    [carried] = bound(play).values()
    assert (carried.kind, carried.when, carried.by, carried.stage) == ("carried", "before", SAFETY, "testing")


def test_the_plan_of_repairs_is_followed_up_row_by_row_with_the_owners_it_names() -> None:
    found = bound(decided(plan=(*PLAN, ("Ask them.", "a vendor", "after"))))
    assert [(i.key, i.when, i.owner) for i in found.values()] == [
        ("M1", "before", ENGINEER),
        ("M2", "after", PRODUCT),
        ("M3", "after", None),
    ]


def test_everybody_has_one_thing_to_do_the_lead_names_the_owner_sees_to_it_an_auditor_verifies() -> None:
    play = decided("before")
    assert [(d.kind, d.person) for d in owed(play)] == [("name-owner", LEAD)]
    name(play, "C1", ENGINEER)
    assert [(d.kind, d.person, d.due) for d in owed(play)] == [("meet", ENGINEER, play.today + timedelta(days=7))]
    claim(play, "C1", ENGINEER)
    [duty] = owed(play)
    assert duty.kind == "verify"
    assert duty.person in (AUDITOR, AUDITOR_2)
    verify(play, "C1", duty.person)
    assert owed(play) == []


def test_conditions_met_is_said_once_when_the_last_one_before_the_release_is_verified() -> None:
    play = decided("before", "after", plan=PLAN)
    for item, owner in (("C1", ENGINEER), ("M1", ENGINEER)):
        name(play, item, owner)
        claim(play, item, owner)
    verify(play, "C1", AUDITOR)
    assert not said_met(play)
    verify(play, "M1", AUDITOR)
    assert said_met(play)
    assert play.audit.decision
    assert play.audit.decision.met_at == play.now
    assert "C2" in {i.key for i in bound(play).values() if not i.done}


def test_what_is_not_released_is_never_said_to_be_releasable() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(0, conditions=("Tell the customers.",)))
    play.reveal()
    play.cool_off()
    for number in range(1, len(BOARD) + 1):
        dropped(play, f"C{number}")
    assert not said_met(play)


def test_of_a_model_that_is_not_released_the_lead_adds_what_would_reopen_the_question() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper())
    play.reveal()
    assert [d.kind for d in owed(play) if d.person == LEAD] == ["say-reopening"]
    play.cool_off()
    assert [d.kind for d in owed(play)] == ["say-reopening"]
    play.do(StageRelease, LEAD, words=play.text("Dialect within 3 points."))
    assert owed(play) == []


def test_without_anything_before_the_release_nothing_is_waited_for() -> None:
    assert not said_met(decided("after"))


def test_what_is_verified_while_it_cools_off_counts() -> None:
    play = decided("before", posted=False)
    name(play, "C1", ENGINEER)
    claim(play, "C1", ENGINEER)
    verify(play, "C1", AUDITOR)
    play.cool_off()
    assert said_met(play)


def test_nobody_verifies_what_they_own() -> None:
    play = decided("before")
    name(play, "C1", AUDITOR)
    claim(play, "C1", AUDITOR)
    with pytest.raises(NotIndependent):
        verify(play, "C1", AUDITOR)
    verify(play, "C1", AUDITOR_2)


@pytest.mark.parametrize("who", [ENGINEER, SAFETY, LEAD, BOARD[0], STRANGER])
def test_only_an_auditor_verifies(who: Person) -> None:
    play = decided("before")
    name(play, "C1", PRODUCT)
    claim(play, "C1", PRODUCT)
    with pytest.raises(NotAllowed):
        verify(play, "C1", who)


def test_who_acts_for_an_auditor_alone_does_not_verify_what_that_auditor_owns() -> None:
    play = decided("before")
    name(play, "C1", AUDITOR)
    play.do(DelegateRole, AUDITOR, role="auditor", to=STRANGER, until=play.today + timedelta(days=5))
    with pytest.raises(NotAllowed):
        verify(play, "C1", STRANGER)


def test_not_done_yet_gives_it_back_to_its_owner() -> None:
    play = decided("before")
    name(play, "C1", ENGINEER)
    claim(play, "C1", ENGINEER)
    verify(play, "C1", AUDITOR, done=False)
    assert [(d.kind, d.person) for d in owed(play)] == [("meet", ENGINEER)]


def test_only_its_owner_says_that_it_is_done() -> None:
    play = decided("before")
    name(play, "C1", ENGINEER)
    with pytest.raises(NotAllowed):
        claim(play, "C1", PRODUCT)


def test_a_condition_is_dropped_by_seats_and_a_repair_by_nobody() -> None:
    play = decided("before", plan=PLAN)
    why = play.text("No need.")
    with refused_with("motion-seat-only"):
        play.do(MakeMotion, LEAD, kind="drop", round=1, of="C1", why=why)
    with refused_with("motion-mitigation-stays"):
        play.do(MakeMotion, BOARD[0], kind="drop", round=1, of="M1", why=why)
    dropped(play, "C1")
    assert bound(play)["C1"].done


def test_the_lead_names_owners_also_anew_and_nobody_else_does() -> None:
    play = decided("before")
    with pytest.raises(NotAllowed):
        name(play, "C1", ENGINEER, by=SAFETY)
    name(play, "C1", ENGINEER, by=DEPUTY)
    claim(play, "C1", ENGINEER)
    name(play, "C1", PRODUCT)
    assert [(d.kind, d.person) for d in owed(play)] == [("meet", PRODUCT)]


def test_an_owner_who_would_leave_nobody_to_verify_is_refused() -> None:
    play = decided("before")
    play.do(DeclineRole, AUDITOR_2, role="auditor")
    with refused_with("verifier-missing", Invalid):
        name(play, "C1", AUDITOR)


def test_a_condition_says_how_it_is_checked_and_by_a_day_to_come() -> None:
    play = decided("before")
    with refused_with("check-missing", Invalid):
        play.do(NameOwner, LEAD, round=1, item="C1", owner=ENGINEER, due=play.today)
    yesterday = play.today - timedelta(days=1)
    with refused_with("day-over", Invalid):
        play.do(NameOwner, LEAD, round=1, item="C1", owner=ENGINEER, check=play.text("Try it."), due=yesterday)


def test_words_are_needed_for_a_claim_and_for_a_verification() -> None:
    play = decided("before")
    name(play, "C1", ENGINEER)
    with pytest.raises(Invalid):
        play.do(ClaimDone, ENGINEER, round=1, item="C1", words=play.text(" "))
    with pytest.raises(Invalid):
        play.do(VerifyDone, AUDITOR, round=1, item="C1", done=True, words=play.text(""))


def test_an_owner_who_leaves_is_replaced_by_the_lead() -> None:
    play = decided("before")
    name(play, "C1", ENGINEER)
    play.do(RecordGone, SYSTEM, person=ENGINEER)
    assert [(d.kind, d.person) for d in owed(play)] == [("name-owner", LEAD)]


def test_what_nobody_sees_to_becomes_the_lead_s_business_who_may_give_more_time() -> None:
    play = decided("before")
    name(play, "C1", ENGINEER)
    play.later(days=20)
    late = f"meet:1:C1@{ENGINEER}"
    play.do(RecordReminders, SYSTEM, person=ENGINEER, duties=(late,), escalated=(late,))
    assert [(d.kind, d.person) for d in owed(play)] == [("meet", ENGINEER), ("overdue", LEAD)]
    until = play.today + timedelta(days=7)
    play.do(ExtendDuty, LEAD, duty=late, until=until, reason=play.text("Ill."))
    assert [d.due for d in owed(play) if d.kind == "meet"] == [until]


def test_a_plan_that_is_read_again_changes_nothing() -> None:
    play = decided("before", plan=PLAN, posted=False)
    assert play.plan(*PLAN) == []


def test_a_condition_of_an_earlier_round_is_followed_up_no_more() -> None:
    play = decided("before", posted=False)
    name(play, "C1", ENGINEER)
    play.do(CallHold, LEAD, round=1, reason=play.text("Wait."))
    for who in BOARD[:2]:
        play.do(MakeMotion, who, kind="fresh-ballot", round=1)
    with pytest.raises(NotNow):
        claim(play, "C1", ENGINEER)
