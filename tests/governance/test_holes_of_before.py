"""What the rules of before allowed is found unaided, in seconds; by the rules of now the same search finds nothing.

Owns the holes that started it all, each as a start, a coalition and what its smallest play must show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.domain.evaluations.events import ModelChanged
from bot.domain.roster.events import RoleAssigned
from bot.domain.sign_offs.events import Signed
from bot.governance.attack.bounds import must_fail
from bot.governance.attack.campaign import OTHER_WAYS, ROUTINE
from bot.governance.attack.cast import TWELVE
from bot.governance.attack.duty import Board
from bot.governance.attack.play import Game
from bot.governance.attack.replay import Play, colluding, smallest
from bot.governance.attack.search import Effort, Scenario
from bot.governance.attack.starts import Defect, Point
from tests.governance.test_attack import beginning

WORK = 10_000
"""Of a search, for each hole by the rules of before; it takes a fraction of it, in seconds."""

SEEDS = (3, 4, 5)
"""A search that found nothing is begun anew with the next one; the first finds each hole at present."""

AGAIN = 1_000
"""Of the same search by the rules of now."""


@dataclass(frozen=True)
class Hole:
    """Where a hole lies, whom it is open to, and how a play shows that it was used."""

    name: str
    point: Point
    defect: Defect
    form: int
    board: Board
    coalition: str
    used: Callable[[Play], bool]


def named_anew(role: str) -> Callable[[Play], bool]:
    return lambda play: any(isinstance(e, RoleAssigned) and e.role == role for e in play.world.events)


def signed_as_safety(play: Play) -> bool:
    (safety,) = TWELVE.roster["safety"]
    signed = [e for e in play.world.events if isinstance(e, Signed) and e.role == "safety"]
    return bool(signed) and all(e.by != safety for e in signed)


HOLES = (
    Hole(
        "the weights are swapped after Reflection",
        "reflection-closed",
        "none",
        3,
        "trusting",
        "all-but-reviewers",
        lambda play: any(isinstance(e, ModelChanged) for e in play.world.events),
    ),
    Hole(
        "a weak re-attack in place of a tamper record that failed",
        "reflection-closed",
        "tamper-failed",
        6,
        "trusting",
        "all-but-safety",
        lambda play: "SubmitArtifact" in play.way,
    ),
    Hole(
        "somebody of the coalition signs as Safety",
        "testing-open",
        "safety-asks",
        6,
        "trusting",
        "all-but-safety",
        signed_as_safety,
    ),
    Hole(
        "seats are swapped after a hold",
        "held",
        "none",
        3,
        "knowing",
        "all-but-seats",
        named_anew("board"),
    ),
    Hole(
        "a decision taken outside is in force",
        "decided-below",
        "failed",
        4,
        "trusting",
        "all-but-auditors",
        lambda play: "ProposeOutside" in play.way,
    ),
    Hole(
        "what an incident suspended comes back",
        "suspended",
        "none",
        6,
        "trusting",
        "all-but-safety",
        lambda play: play.world.audit.in_force is not None,
    ),
)


def found(
    hole: Hole, rules: int, work: int, seed: int = SEEDS[0], *, without: frozenset[str] = frozenset()
) -> Play | None:
    """What is found, if need be beside other ways, made as small as it can be."""
    start = beginning(TWELVE, hole.form, hole.defect, rules=rules)[hole.point]
    coalition = next(c for c in must_fail(TWELVE, hole.board, hole.form) if c.name == hole.coalition)
    game = Game(TWELVE, coalition, hole.form, hole.board, without=without)
    success = Scenario(start, game, Effort(), seed=seed).run(work)
    if success is None or hole.used(play := smallest(success)) or len(without) == OTHER_WAYS:
        return success and smallest(success)
    return found(hole, rules, work, seed, without=without | set(sorted(play.way - ROUTINE)[:1]))


@pytest.mark.parametrize("hole", HOLES, ids=lambda hole: hole.name)
def test_a_hole_of_before_is_found_unaided_in_seconds(hole: Hole) -> None:
    play = next(filter(None, (found(hole, 1, WORK, seed) for seed in SEEDS)), None)
    assert play
    assert hole.used(play)
    assert len(colluding(play)) < len(play.start.cast.people)


@pytest.mark.parametrize("hole", HOLES, ids=lambda hole: hole.name)
def test_by_the_rules_of_now_the_same_search_finds_nothing(hole: Hole) -> None:
    assert found(hole, 2, AGAIN) is None
