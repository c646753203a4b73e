"""The whole attack: both teams, every form, both boards, as long as it may take.

Owns the order in which games are begun and deepened, what is kept of what is found, and what that comes to.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Final, Literal, TypeVar

from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.governance.attack.bounds import concerns, must_fail, must_succeed
from bot.governance.attack.cast import EIGHT, TWELVE, Cast, Coalition
from bot.governance.attack.duty import Board
from bot.governance.attack.play import Game
from bot.governance.attack.replay import Play, colluding, smallest
from bot.governance.attack.search import Effort, Scenario
from bot.governance.attack.starts import DEFECTS, Start, starts
from bot.governance.attack.world import ADMIN, Texts

BOARDS: Final[tuple[Board, ...]] = ("trusting", "knowing")

SLICE: Final = 0.5
"""Seconds for which one game is deepened before another has its turn."""

ADMIN_ROLE: Final = "admin"
"""How a workspace admin is named among a coalition's roles."""

OTHER_WAYS: Final = 3
"""Where a play succeeds, others are looked for that do without one of its commands; so many commands at most."""

ROUTINE: Final = frozenset({"AcceptRole", "CastBallot", "CloseStage", "OpenBallot", "PostDecision", "SignOff"})
"""Commands that hardly any play does without."""

Key = TypeVar("Key")

Verdict = Literal["found", "too-weak", "nothing"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the table."""

    cast: str
    board: Board
    form: int


@dataclass(slots=True)
class Attack:
    """What an attack came to so far."""

    seed: int
    forms: tuple[int, ...]
    effort: Effort = field(default_factory=Effort)
    found: dict[Cell, Play] = field(default_factory=dict)
    """By place, the success with the fewest people, and of these the shortest."""
    holes: dict[tuple[Cell, str, str, frozenset[str]], Play] = field(default_factory=dict)
    """The same by start and by the kinds of commands that it took."""
    controls: dict[Cell, bool] = field(default_factory=dict)
    """Whether a coalition just above the bound was found to succeed."""
    unbegun: int = 0
    """How many teams, forms and defects the time did not suffice for."""
    deepened: int = 0
    """How many games were searched to their end."""
    seconds: float = 0

    @property
    def verdict(self) -> Verdict:
        """What may be said."""
        if self.found:
            return "found"
        return "nothing" if not self.unbegun and all(self.controls.values()) else "too-weak"

    def keep(self, play: Play, cast: Cast) -> None:
        """Keep a success where it is smaller than what was found."""
        cell = Cell(cast.name, play.game.board, play.game.form)
        _keep(self.found, cell, play)
        _keep(self.holes, (cell, play.start.point, play.start.defect, play.way), play)


def _keep(kept: dict[Key, Play], key: Key, play: Play) -> None:
    if key not in kept or size(play) < size(kept[key]):
        kept[key] = play


def size(play: Play) -> tuple[int, int, int]:
    """How small a success is: people first, then moves, then what happened."""
    return len(colluding(play)), len(play.parts), len(play.world.events)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be attacked, and how."""

    framework: Framework
    forms: tuple[int, ...]
    roles: tuple[str, ...] = ()
    """The coalition; empty: the largest that must fail."""
    seconds: float = 600
    seed: int = 1
    casts: tuple[Cast, ...] = (TWELVE, EIGHT)


def attack(plan: Plan, progress: Callable[[Attack], None] = lambda _: None) -> Attack:
    """Search until time is up; `progress` hears how it goes, every now and then."""
    done, texts, chance = Attack(plan.seed, plan.forms), Texts(), Random(plan.seed)
    began = time.perf_counter()
    units = [(cast, form, defect) for cast in plan.casts for form in plan.forms for defect in DEFECTS]
    chance.shuffle(units)
    waiting: deque[tuple[Cast, Scenario]] = deque()
    controls: dict[Cell, list[Scenario]] = {}
    done.controls = {Cell(cast.name, board, form): False for cast, form, _ in units for board in BOARDS}
    done.unbegun = len(units)
    broad = deep = 0.0
    while (left := plan.seconds - (time.perf_counter() - began)) > 0 and (units or waiting):
        at = time.perf_counter()
        if units and broad <= deep:
            cast, form, defect = units.pop()
            done.unbegun = len(units)
            for start in starts(cast, plan.framework, form, texts, (defect,)):
                if time.perf_counter() - began > plan.seconds:
                    break
                _begin(plan, done, cast, start, waiting, controls)
            broad += time.perf_counter() - at
        elif waiting:
            cast, scenario = waiting.popleft()
            if _worth_it(done, cast, scenario):
                waiting.extend((cast, other) for other in _search(done, cast, scenario, min(SLICE, left)))
                done.deepened += scenario.is_over
            if not scenario.is_over:
                waiting.append((cast, scenario))
            deep += time.perf_counter() - at
            _control(done, controls, SLICE / 5)
        else:
            deep = broad
        done.seconds = time.perf_counter() - began
        progress(done)
    return done


def _begin(
    plan: Plan,
    done: Attack,
    cast: Cast,
    start: Start,
    waiting: deque[tuple[Cast, Scenario]],
    controls: dict[Cell, list[Scenario]],
) -> None:
    """Every game from a start is played once as it stands; then it waits to be deepened."""
    for board in BOARDS:
        if not _matters(start, board):
            continue
        cell = Cell(cast.name, board, start.form)
        control = Game(cast.people, must_succeed(cast, board, start.form), start.form, board)
        controls.setdefault(cell, []).append(Scenario(start, control, done.effort, done.seed))
        for coalition in _coalitions(plan, cast, board, start):
            for silent in (False, True):
                strict = start.point == "scoping-open"
                game = Game(cast.people, coalition, start.form, board, silent, strict)
                scenario = Scenario(start, game, done.effort, done.seed)
                waiting.extend((cast, other) for other in _search(done, cast, scenario, 0))
                if not scenario.is_over:
                    waiting.append((cast, scenario))
    _control(done, controls, 0)


def _matters(start: Start, board: Board) -> bool:
    """Whether a success from a start would say anything before such a board."""
    if board == "trusting":
        return True
    return start.defect == "none" and start.point != "decided-unmet"


def _coalitions(plan: Plan, cast: Cast, board: Board, start: Start) -> Iterator[Coalition]:
    if plan.roles:
        others = frozenset(role.key for role in plan.framework.roles) - set(plan.roles)
        admin = {ADMIN} if ADMIN_ROLE in plan.roles else frozenset[Person]()
        yield Coalition("named", cast.holding(*plan.roles) | admin, others)
        return
    yield from (c for c in must_fail(cast, board, start.form) if concerns(c, start))


def _search(done: Attack, cast: Cast, scenario: Scenario, seconds: float) -> Iterator[Scenario]:
    """Go on with a game; where it succeeds, with those in which the coalition does without one of its commands."""
    found = scenario.run(seconds)
    if found is None:
        return
    play = smallest(found)
    done.keep(play, cast)
    if len(scenario.game.without) < OTHER_WAYS:
        for kind in sorted(play.way - ROUTINE - scenario.game.without):
            game = replace(scenario.game, without=scenario.game.without | {kind})
            yield Scenario(scenario.start, game, done.effort, done.seed)


def _worth_it(done: Attack, cast: Cast, scenario: Scenario) -> bool:
    """Whether a game may say more than is known from its start."""
    cell = Cell(cast.name, scenario.game.board, scenario.game.form)
    start = (cell, scenario.start.point, scenario.start.defect)
    ways = [way for *place, way in done.holes if tuple(place) == start]
    return sum(not way & scenario.game.without for way in ways) == 0


def _control(done: Attack, controls: dict[Cell, list[Scenario]], seconds: float) -> None:
    """Go on with the positive controls that have not succeeded."""
    for cell, scenarios in controls.items():
        if done.controls[cell] or not scenarios:
            continue
        scenario = scenarios.pop(0)
        if scenario.run(seconds) is not None:
            done.controls[cell] = True
            scenarios.clear()
        elif not scenario.is_over:
            scenarios.append(scenario)


def forms_of(framework: Framework) -> tuple[int, ...]:
    """Every form above 0."""
    return tuple(option.number for option in framework.options if option.number)


def unknown_roles(framework: Framework, roles: Sequence[str]) -> list[str]:
    """Roles that a framework does not know; a workspace admin is none of its roles, and may be named."""
    return [role for role in roles if role != ADMIN_ROLE and not framework.has_role(role)]
