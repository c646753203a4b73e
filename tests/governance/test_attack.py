"""The attack on a governance: from honest starts, by every command there is, against what the record must not hold.

Owns how the game is played, and that what is broken is found. Which rules hold is not its business.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from random import Random
from typing import Any

import pytest

from bot.domain.ballot.events import BallotVoided
from bot.domain.ballot.support import matrix
from bot.domain.decision.commands import StageRelease
from bot.domain.decision.events import DecisionReached
from bot.domain.documents.commands import AcceptArtifact, AnswerEarlierDocument, SubmitArtifact
from bot.domain.duties.commands import AnswerMotion, MakeMotion
from bot.domain.engine.decide import RULES
from bot.domain.evaluations.commands import (
    AnswerMetricNames,
    AnswerThresholdCorrection,
    ConfirmManifest,
    CorrectThreshold,
    JoinMetricNames,
    RecordRisk,
    SetThreshold,
    SubmitManifest,
    TieManifest,
)
from bot.domain.evaluations.events import ResultDismissed
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Command, Event
from bot.domain.lifecycle.commands import (
    AnswerAudience,
    AnswerFramework,
    NarrowAudience,
    ProposeFramework,
    StartAudit,
    TakeIn,
)
from bot.domain.roster.commands import AcceptRole, AssignRoles
from bot.domain.roster.events import RoleAssigned, WaiverSeconded
from bot.domain.roster.roles import acts_in
from bot.governance.attack.arguments import Arguments
from bot.governance.attack.bounds import concerns, must_fail, must_succeed
from bot.governance.attack.campaign import Attack, Plan, Tally, attack
from bot.governance.attack.cast import EIGHT, FRIENDS, TWELVE, Cast, Coalition
from bot.governance.attack.content import threshold
from bot.governance.attack.disclosure import silent
from bot.governance.attack.duty import Board
from bot.governance.attack.moves import COMMANDS, moves
from bot.governance.attack.play import Another, Game
from bot.governance.attack.processes import attack_together, processes_of
from bot.governance.attack.replay import Play, colluding, smallest
from bot.governance.attack.search import Effort, Scenario
from bot.governance.attack.starts import DEFECTS, Defect, Start, starts
from bot.governance.attack.success import in_force
from bot.governance.attack.world import Texts, World
from tests.builders import built_in, first_edition

PATIENCE = 100_000
"""The work after which a search that finds nothing ends: those below take a fraction of it."""


@cache
def _beginning(team: str, form: int, defect: Defect, rules: int) -> dict[str, Start]:
    cast = next(cast for cast in (TWELVE, EIGHT) if cast.name == team)
    framework = built_in() if rules == built_in().rules else first_edition()
    return {start.point: start for start in starts(cast, framework, form, Texts(), (defect,))}


def beginning(cast: Cast, form: int, defect: Defect, rules: int = 2) -> dict[str, Start]:
    """The starts of a team with a defect, by their points; by the rules of now, or by those of before, with holes."""
    return _beginning(cast.name, form, defect, rules)


def searched(start: Start, coalition: Coalition, board: Board = "trusting") -> Play | None:
    """What is found for a coalition from a start."""
    game = Game(start.cast, coalition, start.form, board)
    return Scenario(start, game, Effort(), seed=1).run(PATIENCE)


@pytest.mark.parametrize("cast", [TWELVE, EIGHT], ids=lambda cast: cast.name)
def test_honest_people_get_to_every_point_where_nothing_is_wrong(cast: Cast) -> None:
    assert set(beginning(cast, 3, "none")) == {
        "scoping-open",
        "mapping-closed",
        "testing-open",
        "reflection-closed",
        "ballot-open",
        "cooling-off",
        "held",
        "decided-below",
        "decided-unmet",
        "suspended",
        "version-declared",
    }


@pytest.mark.parametrize("defect", [d for d in DEFECTS if d not in ("tamper-failed", "tamper-weak")])
def test_every_defect_has_a_start(defect: Defect) -> None:
    assert beginning(TWELVE, 3, defect)


@pytest.mark.parametrize("defect", ["none", "failed", "safety-asks"])
def test_no_start_has_succeeded_already(defect: Defect) -> None:
    assert all(in_force(start.world, "trusting") < 3 for start in beginning(TWELVE, 3, defect).values())


def test_every_command_there_is_is_tried_without_anybody_listing_it() -> None:
    tried: set[type[Command]] = set()
    for start in beginning(TWELVE, 3, "none").values():
        arguments = Arguments(start.world, TWELVE.people, 3)
        for kind in COMMANDS:
            fields = next(arguments.of(kind, Random(1)))
            tried.add(type(start.world.command(kind, TWELVE.people[0], **fields)))
    assert tried == set(Command.__subclasses__()) - {StartAudit}


def granted(world: World, kind: type[Command], **fields: Any) -> World | None:
    """The world after the first command of a kind that anybody is granted by its arguments; with these fields in it."""
    for said in Arguments(world, TWELVE.people, 5).of(kind, Random(1)):
        if fields.items() <= said.items():
            for who in TWELVE.people:
                if found := world.given(world.command(kind, who, **said)):
                    return found
    return None


TIED: tuple[type[Command], dict[str, Any]] = (TieManifest, {"comparison": "same-tensors"})

WORDS: list[tuple[str, Defect, list[tuple[type[Command], dict[str, Any]]]]] = [
    ("reflection-closed", "none", [(NarrowAudience, {}), (AnswerAudience, {"confirm": True})]),
    ("reflection-closed", "none", [(ProposeFramework, {}), (AnswerFramework, {"confirm": True})]),
    ("reflection-closed", "none", [(SubmitManifest, {"encrypted": False}), (ConfirmManifest, {"confirm": True})]),
    ("reflection-closed", "none", [(SubmitManifest, {"encrypted": True}), TIED]),
    ("reflection-closed", "none", [(RecordRisk, {}), (TakeIn, {})]),
    ("reflection-closed", "none", [(SubmitArtifact, {}), (AcceptArtifact, {}), (TakeIn, {})]),
    ("testing-open", "none", [(SetThreshold, {"paper": threshold("something_else", 1.0)}), (TakeIn, {})]),
    ("mapping-closed", "none", [(CorrectThreshold, {}), (AnswerThresholdCorrection, {"confirm": True})]),
    ("testing-open", "other-metric", [(JoinMetricNames, {}), (AnswerMetricNames, {"confirm": True})]),
    ("decided-unmet", "none", [(SubmitArtifact, {}), (AcceptArtifact, {})]),
    ("decided-unmet", "none", [(MakeMotion, {}), (AnswerMotion, {"agree": True})]),
    ("version-declared", "none", [(AnswerEarlierDocument, {"holds": True})]),
]
"""Acts of one person that wait for another's, from a point on."""


@pytest.mark.parametrize(("point", "defect", "acts"), WORDS, ids=lambda said: said if isinstance(said, str) else "")
def test_what_waits_for_a_second_word_gets_it_by_its_arguments_alone(
    point: str, defect: Defect, acts: list[tuple[type[Command], dict[str, Any]]]
) -> None:
    world: World | None = beginning(TWELVE, 5, defect)[point].world
    for kind, fields in acts:
        assert world
        world = granted(world, kind, **fields)
    assert world


def test_a_command_that_is_granted_is_among_the_moves_by_its_rights_alone() -> None:
    world = beginning(TWELVE, 3, "none")["reflection-closed"].world
    kinds = {type(command).__name__ for command in moves(world, TWELVE.people, Random(1), 3) if command}
    assert {"AssignRoles", "ChangeModel", "OpenBallot", "ProposeOutside", "ReopenStage", "SubmitArtifact"} <= kinds
    assert not {"RecordReading", "RevealBallots", "PassTime"} & kinds


def test_whoever_may_do_nothing_is_no_member_of_a_coalition_that_is_left_out() -> None:
    for form in (3, 5, 7):
        for board in ("trusting", "knowing"):
            for coalition in must_fail(TWELVE, board, form):
                assert coalition.members < must_succeed(TWELVE, board, 8).members
                assert SYSTEM not in coalition.people


@pytest.mark.parametrize("cast", [TWELVE, EIGHT], ids=lambda cast: cast.name)
def test_where_no_external_reviewer_was_named_none_is_named_in_place_of_the_auditors(cast: Cast) -> None:
    for form in (6, 7, 8):
        [without] = [c for c in must_fail(cast, "trusting", form) if "external" in c.left_out]
        assert "auditor" in without.left_out
        assert cast.holding("auditor", "external").isdisjoint(without.members)


def test_where_no_problem_is_concerned_safety_is_not_needed_below_a_download() -> None:
    by_name = {c.name: c for form in (4, 7) for c in must_fail(TWELVE, "trusting", form)}
    without = by_name["all-but-safety"]
    assert concerns(without, beginning(TWELVE, 4, "failed")["reflection-closed"])
    assert not concerns(without, beginning(TWELVE, 4, "need-against")["reflection-closed"])
    assert concerns(without, beginning(TWELVE, 7, "need-against")["reflection-closed"])
    assert not concerns(without, beginning(TWELVE, 7, "none")["decided-unmet"])


def test_who_is_named_for_a_role_that_is_left_out_does_nothing_in_a_strict_game() -> None:
    start = beginning(TWELVE, 3, "none", rules=1)["scoping-open"]
    coalition = next(must_fail(TWELVE, "trusting", 3))
    (lead,), (legal,) = TWELVE.roster["lead"], TWELVE.roster["legal"]
    naming = start.world.command(AssignRoles, lead, roles={"safety": (legal,)})
    for strict in (False, True):
        game = Game(TWELVE, coalition, 3, "trusting", strict=strict)
        named = game.act(start.world, naming)
        assert named
        accepted = game.act(named, named.command(AcceptRole, legal, role="safety"))
        assert (accepted is None) == strict


def test_everybody_together_releases_what_failed() -> None:
    start = beginning(TWELVE, 3, "failed", rules=1)["reflection-closed"]
    found = searched(start, must_succeed(TWELVE, "trusting", 3))
    assert found
    assert in_force(found.world, "trusting") >= 3


def test_seats_enough_get_what_the_others_do_not_want() -> None:
    found = searched(beginning(TWELVE, 3, "none")["ballot-open"], must_succeed(TWELVE, "knowing", 3), "knowing")
    assert found
    assert found.world.audit.ballot
    assert sum(3 in ballot.forms for ballot in found.world.audit.ballot.opened.values()) == 2


def test_what_was_found_is_made_of_nobody_and_nothing_it_can_do_without() -> None:
    start = beginning(TWELVE, 3, "failed", rules=1)["reflection-closed"]
    found = searched(start, must_succeed(TWELVE, "trusting", 3))
    assert found
    least = smallest(found)
    assert least.succeeded
    assert len(colluding(least)) < len(colluding(found))
    assert smallest(least).parts == least.parts


def test_a_sound_start_is_nobodys_success_before_a_board_that_trusts() -> None:
    start = beginning(TWELVE, 3, "none")["ballot-open"]
    everybody = must_succeed(TWELVE, "trusting", 8)
    game = Game(TWELVE, everybody, 3, "trusting")
    scenario = Scenario(start, game, Effort(), seed=1)
    assert scenario.run(0) is None


def test_the_same_seed_finds_the_same() -> None:
    start = beginning(TWELVE, 3, "failed", rules=1)["reflection-closed"]
    one, other = (searched(start, must_succeed(TWELVE, "trusting", 3)) for _ in range(2))
    assert one
    assert other
    assert one.parts == other.parts


def test_an_attack_that_is_interrupted_tells_what_it_has() -> None:
    def interrupts(done: Attack) -> None:
        raise KeyboardInterrupt

    done = attack(Plan(built_in(), (3,)), interrupts)
    assert done.effort.plays
    assert done.unbegun


def test_an_attack_that_has_no_time_can_say_nothing() -> None:
    done = attack(Plan(built_in(), (3,), seconds=0))
    assert done.verdict == "too-weak"
    assert done.unbegun
    assert not any(done.controls.values())


TABLE: dict[Any, Any] = RULES

Rule = Callable[[Audit, Framework, Command, datetime], list[Event]]


def backdoor(role: str) -> Rule:
    """A rule with a hole: whoever acts in a role puts a form in force by saying what would reopen the question."""

    def rule(audit: Audit, framework: Framework, c: Command, now: datetime) -> list[Event]:
        if not acts_in(audit, role, c.actor, now.date()):
            raise NotAllowed("role-needed", person=audit.lead)
        said = {"form": 3, "ticks": {}, "blocked": (), "dissenters": (), "weights": audit.weights}
        return [DecisionReached.model_validate({"at": now, "by": c.actor, "round": 0, **said})]

    return rule


def test_a_rule_with_a_hole_is_found_by_whoever_can_use_it(monkeypatch: pytest.MonkeyPatch) -> None:
    start = beginning(TWELVE, 3, "failed")["reflection-closed"]
    builders = next(c for c in must_fail(TWELVE, "knowing", 3) if c.name == "builders")
    monkeypatch.setitem(TABLE, StageRelease, backdoor("product"))
    found = searched(start, builders)
    assert found
    assert colluding(smallest(found)) == TWELVE.roster["product"]


def test_a_hole_behind_another_move_is_found_too(monkeypatch: pytest.MonkeyPatch) -> None:
    start = beginning(TWELVE, 3, "failed")["cooling-off"]
    deputy = next(c for c in must_fail(TWELVE, "knowing", 3) if c.name == "deputy")
    monkeypatch.setitem(TABLE, StageRelease, backdoor("external"))
    monkeypatch.setitem(TABLE, AssignRoles, anybody_for("external"))
    found = searched(start, deputy)
    assert found
    assert [type(part) for part in smallest(found).parts] == [AssignRoles, AcceptRole, StageRelease]


def anybody_for(role: str) -> Rule:
    """A rule with a hole: anybody is given a role by anybody who asks."""

    def rule(audit: Audit, framework: Framework, c: Command, now: datetime) -> list[Event]:
        assert isinstance(c, AssignRoles)
        people = [p for p in c.roles.get(role, ()) if not acts_in(audit, role, p, now.date())]
        return [RoleAssigned(at=now, by=c.actor, role=role, person=p) for p in people]

    return rule


@pytest.mark.parametrize("defect", ["light-before", "practice-before", "ended-before"])
def test_weights_that_failed_in_another_audit_are_no_better_here(defect: Defect) -> None:
    there = beginning(TWELVE, 3, defect)
    assert "ballot-open" in there
    for start in there.values():
        assert [other.failed for other in start.world.audit.earlier_audits if other.failed]
        assert not any(s.supported for s in matrix(start.world.audit, start.world.framework) if s.form)


def test_one_more_audit_of_the_same_weights_knows_what_the_first_one_found() -> None:
    start = beginning(TWELVE, 3, "failed")["reflection-closed"]
    coalition = next(must_fail(TWELVE, "trusting", 3))
    game = Game(TWELVE, coalition, 3, "trusting")
    new = game.act(start.world, Another(built_in(), "Another name"))
    assert new
    assert (new.audit.key, new.audit.subject.model) == ("A-2", "Another name")
    for reviewer in TWELVE.holding("auditor", "safety"):
        assert not game.may_act(new, reviewer)
    (builder,) = TWELVE.roster["engineering"]
    new = new.given(new.command(AcceptRole, builder, role="engineering"))
    assert new
    said = new.texts.prose("Hashed at the build.")
    stated = new.given(new.command(SubmitManifest, builder, fingerprint=start.world.audit.weights, how=said))
    assert stated
    told = stated.given(stated.command(ConfirmManifest, builder, number=1, confirm=True))
    assert told
    assert [(other.key, bool(other.failed)) for other in told.audit.earlier_audits] == [("A-1", True)]


def told(start: Start, *events: Event) -> World:
    """The world of a start when these were recorded, and a post that lists what its state was before them."""
    return replace(start.world, events=events)


def test_a_post_that_is_silent_about_its_course_is_a_success() -> None:
    start = beginning(TWELVE, 3, "none")["decided-unmet"]
    audit, (deputy,) = start.world.audit, TWELVE.roster["deputy"]
    at: dict[str, Any] = {"at": start.world.now, "by": deputy}
    unsaid: dict[str, Event] = {
        "waiver": WaiverSeconded(**at, person=deputy, roles=("lead", "auditor")),
        "role": RoleAssigned(**at, role="auditor", person=deputy),
        "result": ResultDismissed(**at, result=1),
        "void": BallotVoided(**at, round=1, cause="evidence"),
    }
    assert not silent(audit, start.world)
    for kind, event in unsaid.items():
        assert {what for what, _ in silent(audit, told(start, event))} == {kind}


def test_a_dissent_that_a_decision_does_not_name_is_found() -> None:
    start = beginning(TWELVE, 3, "none")["decided-below"]
    decision = start.world.audit.in_force
    assert decision
    (ballot,) = start.world.audit.ballots
    seat, paper = next(iter(ballot.opened.items()))
    against = ballot.replace(opened={**ballot.opened, seat: paper.replace(forms=())})
    world = replace(start.world, audit=start.world.audit.replace(ballots=(against,)))
    assert silent(start.world.audit, world) == {("dissent", seat)}


def test_changes_of_who_builds_need_not_be_told() -> None:
    start = beginning(TWELVE, 3, "none")["decided-unmet"]
    builder = RoleAssigned(at=start.world.now, by=SYSTEM, role="product", person=FRIENDS[0])
    assert not silent(start.world.audit, told(start, builder))


def of_two_teams() -> Plan:
    """What two processes share: a team each."""
    return Plan(built_in(), (3,), seconds=0)


def test_several_processes_put_together_what_each_found_in_its_own_places() -> None:
    plan = of_two_teams()
    parts = [attack(replace(plan, share=share, shares=2)) for share in (0, 1)]
    assert [{cell.cast for cell in part.controls} for part in parts] == [{TWELVE.name}, {EIGHT.name}]
    whole, one = Attack.of(parts), attack(plan)
    assert (set(whole.controls), whole.unbegun) == (set(one.controls), one.unbegun)
    assert set(attack_together(plan).controls) == set(one.controls)


def test_an_attack_whose_plays_are_counted_is_one_process_so_that_it_finds_the_same_anywhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert processes_of(of_two_teams()) == 2
    assert processes_of(replace(of_two_teams(), plays=10)) == 1


def test_several_processes_that_are_interrupted_tell_what_they_have(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupts(_: Tally) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert attack_together(of_two_teams(), interrupts).unbegun


def test_a_process_that_breaks_off_is_no_search_that_found_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("bot.governance.attack.processes.attack", lambda *_: os._exit(1))
    with pytest.raises(ChildProcessError):
        attack_together(of_two_teams())
