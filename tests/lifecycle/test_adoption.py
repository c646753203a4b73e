"""An audit under way goes on by another framework: who says so, what opens again, and that it reaches its end.

Owns that move. What the second edition of the rules asks for is tested with its subjects; every old history is moved in
`tests/engine/test_moved_histories`.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.decision.commands import AnswerReport, ReportCancelling
from bot.domain.duties.rules import duties_of
from bot.domain.engine.decide import decide
from bot.domain.engine.past import frameworks_of, with_past
from bot.domain.evaluations.commands import ChangeModel, DismissResult
from bot.domain.findings.commands import DisposeFinding, LogFinding
from bot.domain.kernel.evidence import moved_stages
from bot.domain.kernel.framework import Framework
from bot.domain.lifecycle.adoption import Reopening, what_reopens
from bot.domain.lifecycle.commands import AnswerFramework, PauseAudit, ProposeFramework, ReopenStage
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from bot.domain.redaction.state import Redaction
from bot.domain.roster.commands import AcceptRole, AssignRoles, ProposeWaiver, SecondWaiver
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    DEPUTY,
    ENGINEER,
    LEAD,
    LEGAL,
    OTHER_WEIGHTS,
    PRODUCT,
    SAFETY,
    STRANGER,
    WEIGHTS,
    built_in,
    first_edition,
    kind_of,
    refused_with,
)
from tests.engine.golden_histories import FOLDER
from tests.engine.played_audits import Branch, audit_at, taken_up
from tests.engine.test_golden import told as recorded

STAGES = [stage.key for stage in built_in().stages]


def begun(stage: str, framework: Framework | None = None) -> Branch:
    """An audit by the first edition of the rules, with this stage just opened."""
    return audit_at(stage, framework=framework or first_edition())


def said(play: Branch, new: Framework | None = None) -> dict[str, Any]:
    return {"framework": play.text((new or built_in()).model_dump_json())}


def ask(play: Branch, new: Framework | None = None, who: str = LEAD) -> Branch:
    play.do(ProposeFramework, who, **said(play, new))
    return play


def agree(play: Branch, new: Framework | None = None, who: str = SAFETY, *, confirm: bool = True) -> Branch:
    play.do(AnswerFramework, who, **said(play, new), confirm=confirm)
    return play


def moved(play: Branch, new: Framework | None = None) -> Branch:
    return agree(ask(play, new), new)


def told(play: Branch, new: Framework | None = None) -> Reopening:
    """What whoever asks is told first."""
    command = play.command(ProposeFramework, LEAD, **said(play, new))
    assert isinstance(command, ProposeFramework)
    return what_reopens(play.audit, play.framework, command, play.now)


def revised(**changes: Any) -> Framework:
    """The built-in framework in a later version."""
    return Framework.model_validate({**built_in().model_dump(), "version": "2.0.1", **changes})


@pytest.mark.parametrize("stage", STAGES)
def test_from_every_stage_it_goes_on_by_the_new_rules_and_every_stage_closes_again(stage: str) -> None:
    play = begun(stage)
    closed = [key for key in STAGES if play.audit.stages[key].status == "closed"]
    assert list(told(play).stages) == closed
    moved(play)
    assert (play.audit.rules, play.framework.version) == (2, built_in().version)
    assert [key for key in closed if play.audit.stages[key].status != "open"] == []
    for key in STAGES[:-1]:
        play.complete(key)


def decided(play: Branch) -> int:
    """Honest people go on to the end, and the board allows an API."""
    for key in STAGES[:-1]:
        play.complete(key)
    play.needs(1, 2, 3)
    play.do(OpenBallot, LEAD)
    for seat in BOARD:
        play.vote(seat, play.paper(0, 1, 2, 3))
    play.reveal()
    play.cool_off()
    return play.audit.in_force.form if play.audit.in_force else -1


def test_with_weights_nobody_fingerprinted_risks_of_before_and_sealed_thresholds_a_form_is_decided() -> None:
    play = begun("testing")
    assert (play.audit.weights, [t.terms for r in play.audit.risks for t in r.thresholds]) == ("", [None])
    assert decided(moved(play)) == 3


def test_the_fingerprint_of_before_stays_and_another_build_is_a_new_version() -> None:
    play = begun("testing")
    play.weighed()
    moved(play).manifest(OTHER_WEIGHTS)
    assert (play.audit.weights, play.audit.model_number) == (WEIGHTS, 1)
    with refused_with("version-line-missing"):
        play.do(ChangeModel, LEAD, subject=play.audit.subject, weights=OTHER_WEIGHTS, why=play.text("Tuned."))
    play.do(ChangeModel, LEAD, subject=play.audit.subject, weights=OTHER_WEIGHTS, why=play.text("x"), line="same-line")
    assert play.audit.model_number == 1


def test_after_a_round_without_a_decision_it_goes_on_by_the_new_rules() -> None:
    play = begun("post-audit")
    play.do(OpenBallot, LEAD)
    play.do(ReopenStage, LEAD, stage="testing", reason=play.text("One more test."))
    assert decided(moved(play)) == 3


def test_a_suspended_decision_blocks_what_it_allowed_by_the_new_rules() -> None:
    play = suspended(begun("post-audit"))
    assert not play.audit.findings
    after = moved(play).audit.findings
    assert [(f.severity, f.disposition, f.report) for f in after] == [("severe", "open", 1)]
    assert set(range(3, 9)) <= set(after[0].blocks)


def suspended(play: Branch) -> Branch:
    """What was decided for an API is suspended by a report."""
    play.bring("content-filters", "abuse-response", "rate-limits", "usage-logging", "access-vetting")
    play.do(OpenBallot, LEAD)
    for seat in BOARD:
        play.vote(seat, play.paper(0, 1, 2, 3))
    play.reveal()
    play.cool_off()
    cause = play.framework.decision.cancelled_by[0].key
    play.do(ReportCancelling, SAFETY, cause=cause, text=play.text("A new attack works."))
    play.do(AnswerReport, LEAD, report=1, happened=True, why=play.text("Seen."))
    return play


def test_a_decision_in_force_stays_by_the_rules_it_was_taken_by() -> None:
    play = begun("post-audit")
    play.do(OpenBallot, LEAD)
    for seat in BOARD:
        play.vote(seat, play.paper(0))
    play.reveal()
    play.cool_off()
    with refused_with("audit-decided"):
        ask(play)


@pytest.mark.parametrize("who", [AUDITOR, SAFETY, ENGINEER, BOARD[0]])
def test_nobody_but_the_lead_or_a_deputy_asks(who: str) -> None:
    with refused_with("power-not-yours"):
        ask(begun("mapping"), who=who)


@pytest.mark.parametrize("who", [LEAD, DEPUTY, ENGINEER, LEGAL, BOARD[0]])
def test_nobody_but_a_reviewer_agrees(who: str) -> None:
    with refused_with("adoption-reviewer-only"):
        agree(ask(begun("mapping")), who=who)


def test_the_lead_alone_does_not_change_the_rules() -> None:
    with refused_with("adoption-reviewer-only"):
        agree(ask(begun("mapping")), who=LEAD)


def test_who_built_without_ever_accepting_the_role_is_a_builder() -> None:
    play = begun("mapping")
    play.do(AssignRoles, LEAD, roles={"engineering": (STRANGER,)})
    play.hand_in("model-card", by=STRANGER)
    play.do(AssignRoles, LEAD, roles={"engineering": (ENGINEER,)})
    play.do(AcceptRole, ENGINEER, role="engineering")
    moved(play)
    assert STRANGER in play.audit.past_roles["engineering"]


def test_one_reviewer_is_asked_until_somebody_answered() -> None:
    play = ask(begun("mapping"))

    def asked() -> list[str]:
        owed = duties_of(play.audit, play.framework, play.today)
        return [d.person for d in owed if d.kind == "confirm-framework"]

    assert asked() == [AUDITOR]
    agree(play, confirm=False)
    assert (asked(), play.audit.rules) == ([], 1)


def test_another_framework_than_the_one_that_was_read_is_not_agreed_to() -> None:
    play = ask(begun("mapping"))
    with refused_with("adoption-settled"):
        agree(play, revised())


def test_nothing_is_signed_any_more_by_another_edition_of_the_rules() -> None:
    play = moved(begun("testing"))
    assert [key for key, stage in play.audit.stages.items() if stage.signatures] == []


def test_no_audit_goes_back_to_an_older_edition() -> None:
    with refused_with("adoption-of-before"):
        ask(audit_at("mapping"), first_edition())


def test_there_is_nothing_to_ask_where_it_goes_by_that_framework_already() -> None:
    with refused_with("adoption-same"):
        ask(audit_at("mapping"), built_in())


def test_a_framework_of_other_stages_does_not_take_over() -> None:
    with refused_with("adoption-other-stages"):
        ask(begun("mapping"), kind_of("light"))


def test_nobody_changes_the_rules_while_the_board_decides() -> None:
    play = begun("post-audit")
    play.do(OpenBallot, LEAD)
    with refused_with("adoption-board-deciding"):
        ask(play)
    for seat in BOARD:
        play.vote(seat, play.paper(0))
    play.reveal()
    with refused_with("adoption-board-deciding"):
        ask(play)


def test_what_was_asked_before_a_ballot_is_not_agreed_to_during_it() -> None:
    play = ask(begun("post-audit"))
    play.do(OpenBallot, LEAD)
    with refused_with("adoption-board-deciding"):
        agree(play)


def test_nobody_is_asked_while_the_board_decides_and_it_may_stay_as_it_is_all_the_same() -> None:
    play = ask(begun("post-audit"))
    assert "confirm-framework" in kinds(play)
    play.do(OpenBallot, LEAD)
    assert "confirm-framework" not in kinds(play)
    agree(play, confirm=False)
    assert play.audit.framework_proposal is None


def test_it_stays_as_it_is_though_the_bot_has_another_framework_by_now() -> None:
    play = ask(begun("mapping"))
    with refused_with("adoption-settled"):
        agree(play, revised())
    agree(play, revised(), confirm=False)
    assert play.audit.framework_proposal is None


def kinds(play: Branch) -> list[str]:
    return [duty.kind for duty in duties_of(play.audit, play.framework, play.today)]


def test_a_paused_audit_is_resumed_first() -> None:
    play = begun("mapping")
    play.do(PauseAudit, LEAD, reason=play.text("Holidays."))
    with refused_with("audit-paused"):
        ask(play)


def test_a_later_version_of_the_same_edition_opens_what_it_says_otherwise_alone() -> None:
    play = audit_at("testing")
    assert told(play, revised()).stages == ()
    stages = built_in().model_dump()["stages"]
    stages[1]["goal"] = "Another goal."
    new = revised(stages=stages)
    assert told(play, new).stages == ("mapping",)
    moved(play, new)
    assert play.audit.open_stages() == ["mapping", "testing"]
    assert play.audit.stages["collection"].questioned
    assert play.audit.stages["scoping"].signatures
    assert moved_stages(play.audit, play.framework) == []


def test_what_the_lead_called_supporting_waits_for_somebody_who_may_say_so() -> None:
    play = begun("collection")
    play.hand_in("content-filters")
    play.accept("content-filters", by=LEAD)
    assert "content-filters" in told(play).documents
    moved(play)
    assert play.audit.accepted("content-filters") is None
    play.accept("content-filters", by=SAFETY)
    assert play.audit.accepted("content-filters")


def test_no_earlier_version_counts_in_place_of_one_that_waits_for_somebody_who_may_say_so() -> None:
    play = begun("collection")
    for _ in range(2):
        play.hand_in("content-filters")
        play.accept("content-filters", by=LEAD)
    moved(play)
    assert play.audit.accepted("content-filters") is None


def test_a_result_that_its_sender_admitted_waits_for_another_word() -> None:
    play = begun("testing")
    play.weighed()
    number = play.reading(by=AUDITOR)
    play.admit(number, by=AUDITOR)
    assert told(play).results == (number,)
    moved(play)
    assert [r.status for r in play.audit.results] == ["offered"]
    play.admit(number, by=AUDITOR_2)
    assert [r.status for r in play.audit.results] == ["admitted"]


def test_a_result_that_one_person_left_out_is_no_longer_left_out() -> None:
    play = begun("testing")
    play.weighed()
    number = play.reading(by=AUDITOR)
    play.do(DismissResult, AUDITOR, number=number)
    moved(play)
    assert [r.status for r in play.audit.results] == ["offered"]


def test_a_severe_problem_that_one_person_lowered_stands_open_again() -> None:
    play = begun("mapping")
    fields = {"stage": "mapping", "severity": "severe", "text": play.text("It leaks."), "cause": "gap"}
    play.do(LogFinding, AUDITOR, **fields, blocks=(1, 2, 3))
    play.do(DisposeFinding, SAFETY, finding=1, disposition="fixed", why=play.text("Mended."))
    assert told(play).findings == (1,)
    moved(play)
    assert [f.disposition for f in play.audit.findings] == ["open"]


def test_a_builder_who_sits_on_the_board_has_to_leave_it_first() -> None:
    play = begun("mapping")
    play.do(AssignRoles, LEAD, roles={"engineering": (STRANGER,)})
    play.do(AcceptRole, STRANGER, role="engineering")
    play.do(AssignRoles, LEAD, roles={"board": (*BOARD[:2], ENGINEER)})
    play.do(AcceptRole, ENGINEER, role="board")
    with refused_with("adoption-people-apart"):
        ask(play)
    play.do(AssignRoles, LEAD, roles={"board": BOARD})
    play.do(AcceptRole, BOARD[2], role="board")
    moved(play)
    assert ENGINEER in play.audit.past_roles["engineering"]


def test_a_waiver_by_which_a_builder_judges_is_over() -> None:
    play = begun("mapping")
    play.do(ProposeWaiver, LEAD, person=PRODUCT, roles=("product", "auditor"), reason=play.text("Few people."))
    play.do(SecondWaiver, BOARD[0], person=PRODUCT, roles=("product", "auditor"))
    assert told(play).waivers == (PRODUCT,)
    moved(play)
    assert play.audit.waivers == ()


def test_a_practice_audit_goes_on_as_practice() -> None:
    framework = kind_of("practice")
    new = Framework.model_validate({**framework.model_dump(), "version": "2.0.1"})
    play = moved(audit_at("mapping", framework=framework), new)
    assert play.framework.variant.practice


def test_no_framework_that_an_audit_went_by_is_ever_erased() -> None:
    play = begun("testing")
    left = play.audit.framework
    moved(play)
    for content in (left, play.audit.framework):
        with refused_with("redact-framework"):
            play.do(ProposeRedaction, LEAD, content=content, reason=play.text("It is old."))


OF_BEFORE = ("adopted", "grown", "refused-small")
"""Histories on record of audits that left a framework: for another one, or to become a full audit."""


@pytest.mark.parametrize("name", OF_BEFORE)
def test_nor_is_one_that_an_audit_on_record_left_before(name: str) -> None:
    play = taken_up(recorded(FOLDER / f"{name}.v1.json"), built_in())
    gone_by = frameworks_of(play.history)
    assert len(gone_by) == 2
    lead = play.audit.lead or ""
    for content in gone_by:
        with refused_with("redact-framework"):
            play.do(ProposeRedaction, lead, content=content, reason=play.text("It is old."))
        asked = play.audit.replace(
            redactions=(Redaction(content=content, by=LEGAL, at=play.now, reason=content), *play.audit.redactions)
        )
        command = with_past(play.command(ConfirmRedaction, lead, content=content), play.history)
        with refused_with("redact-framework"):
            decide(asked, play.framework, command, play.now)


def test_a_move_tells_from_which_to_which_by_whose_word_and_what_opened_again() -> None:
    play = begun("testing")
    left, closed = play.framework, [key for key in STAGES if play.audit.stages[key].status == "closed"]
    moved(play)
    told = [(m.before, m.after, m.asked_by, m.agreed_by, list(m.stages)) for m in play.audit.framework_moves]
    before, after = (f"{framework.title} {framework.version}" for framework in (left, play.framework))
    assert told == [(before, after, LEAD, SAFETY, closed)]


ON_RECORD = [("held", 50, "mapping"), ("recommended", 53, "collection"), ("undecided", 63, "testing")]
"""Histories that the release before wrote down, where they stop, and the stage that is open there."""


@pytest.mark.parametrize(("name", "events", "stage"), ON_RECORD)
def test_what_is_on_record_from_before_is_moved_half_way_and_reaches_its_posted_decision(
    name: str, events: int, stage: str
) -> None:
    play = taken_up(recorded(FOLDER / f"{name}.v1.json")[:events], first_edition())
    assert (play.audit.rules, play.audit.stages[stage].status) == (1, "open")
    assert decided(moved(play)) == 3
    [move] = play.audit.framework_moves
    assert move.after == f"{play.framework.title} {play.framework.version}"
