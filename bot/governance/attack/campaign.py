"""The whole attack: both teams, every form, both boards, as long as it may take.

Owns the order in which games are begun and deepened, what is kept of what is found, and what that comes to.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from random import Random
from typing import Final, Literal, TypeVar

from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.governance.attack.bounds import concerns, must_fail, must_succeed
from bot.governance.attack.cast import Cast, Coalition, teams
from bot.governance.attack.duty import Board
from bot.governance.attack.play import Game
from bot.governance.attack.replay import Play, colluding, smallest, with_fewer_people
from bot.governance.attack.search import Effort, Scenario
from bot.governance.attack.starts import DEFECTS, Defect, Start, starts
from bot.governance.attack.world import ADMIN, Texts

BOARDS: Final[tuple[Board, ...]] = ("trusting", "knowing")

SLICE: Final = 1200
"""The work for which one game is deepened before another has its turn."""

BREADTH: Final = 8
"""So many times as much work goes into beginning games as into deepening them, until each was begun: what was not
begun says nothing.
"""

CONTROL: Final = 300
"""The same for a positive control."""

COURSE: Final = 600
"""What building the starts of a team, a form and a defect costs, in the same measure."""

CONTROLS: Final = 2
"""So many successes of coalitions above the bound are played again with fewer people, in each place of the table."""

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


@dataclass(frozen=True, slots=True)
class Tally:
    """How far an attack is, in numbers."""

    effort: Effort = field(default_factory=Effort)
    holes: int = 0
    """From how many starts and by how many ways something was found."""
    whole: int = 0
    """In how many games every single move was tried, each with all that follows by itself."""
    seconds: float = 0
    processor: float = 0
    """Seconds of computing; of several processes, all together."""

    @classmethod
    def of(cls, tallies: Sequence[Tally]) -> Tally:
        """How far several processes are that search beside each other."""
        efforts = [tally.effort for tally in tallies]
        holes, whole = sum(tally.holes for tally in tallies), sum(tally.whole for tally in tallies)
        seconds, processor = max((t.seconds for t in tallies), default=0), sum(t.processor for t in tallies)
        return cls(Effort.of(efforts), holes, whole, seconds, processor)


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
    controls: dict[Cell, Play | None] = field(default_factory=dict)
    """The smallest success found of a coalition just above the bound; None where none was found to succeed."""
    games: Counter[Cell] = field(default_factory=Counter)
    """How many games were begun in each place."""
    unbegun: int = 0
    """How many teams, forms and defects the time did not suffice for, each counted once more with all others silent."""
    whole: int = 0
    """In how many games every single move was tried, each with all that follows by itself."""
    seconds: float = 0
    processor: float = 0
    """Seconds of computing."""

    @classmethod
    def of(cls, parts: Sequence[Attack]) -> Attack:
        """What several processes found, each in places of its own."""
        first, tally = parts[0], Tally.of([part.tally for part in parts])
        whole = cls(first.seed, first.forms, tally.effort, whole=tally.whole)
        whole.seconds, whole.processor = tally.seconds, tally.processor
        for part in parts:
            whole.found |= part.found
            whole.holes |= part.holes
            whole.controls |= part.controls
            whole.games += part.games
            whole.unbegun += part.unbegun
        return whole

    @property
    def tally(self) -> Tally:
        """How far it is."""
        return Tally(replace(self.effort), len(self.holes), self.whole, self.seconds, self.processor)

    @property
    def verdict(self) -> Verdict:
        """What may be said."""
        if self.found:
            return "found"
        return "nothing" if not self.unbegun and all(self.controls.values()) else "too-weak"

    def smallest(self, cell: Cell) -> Play | None:
        """The success with the fewest people, below the bound or above it; None where there was none."""
        known = [play for play in (self.found.get(cell), self.controls.get(cell)) if play]
        return min(known, key=size, default=None)

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
    plays: int = 0
    """After so many plays it ends, whatever time is left: the same seed then finds the same anywhere. 0: any number."""
    seed: int = 1
    casts: tuple[Cast, ...] = teams()
    kinds: tuple[Framework, ...] = ()
    """Smaller kinds of audit, of which the coalition may start one."""
    share: int = 0
    """Which of the processes this is, from 0, where several search beside each other."""
    controls: bool = True
    """Whether coalitions above the bound are searched, too: without, nothing can be said but what is found."""
    shares: int = 1
    """Among how many the pairs of a team and a form are dealt out."""

    begin: Callable[[Cast, Framework, int, Texts, Sequence[Defect]], Iterable[Start]] = starts
    """Where games begin: a team's starts for a form, with some defects."""

    @property
    def fields(self) -> list[tuple[Cast, int]]:
        """The teams and forms that this process searches."""
        return [(cast, form) for cast in self.casts for form in self.forms][self.share :: self.shares]


def attack(plan: Plan, progress: Callable[[Attack], None] = lambda _: None) -> Attack:
    """Search until time is up, or somebody interrupts; `progress` hears how it goes, every now and then."""
    campaign = _Campaign(plan)
    with suppress(KeyboardInterrupt):
        _search(plan, campaign, progress)
    return campaign.done


def _search(plan: Plan, campaign: _Campaign, progress: Callable[[Attack], None]) -> None:
    began, computed = time.perf_counter(), time.process_time()
    done = campaign.done
    broad = deep = 0
    while done.seconds < plan.seconds and campaign.has_more and not 0 < plan.plays <= done.effort.plays:
        at = done.effort.work
        if campaign.units and broad <= BREADTH * deep:
            campaign.begin_more()
            broad += done.effort.work - at + COURSE
        else:
            campaign.deepen(SLICE)
            deep += max(done.effort.work - at, 1)
        campaign.try_controls()
        done.seconds, done.processor = time.perf_counter() - began, time.process_time() - computed
        progress(done)


@dataclass(order=True, slots=True)
class _Waiting:
    """A game that waits to be deepened: those with everybody at their duty first, and each once before any twice."""

    rank: tuple[int, bool, float]
    scenario: Scenario = field(compare=False)
    cast: Cast = field(compare=False)


class _Campaign:
    """The games that were begun, and those still to begin."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.done = plan, Attack(plan.seed, plan.forms)
        self._texts, self._chance = Texts(), Random(plan.seed)
        # each game is begun with everybody at their duty before any is with all others silent
        self.units = [*self._drawn(silent=True), *self._drawn(silent=False)]
        self._waiting: list[_Waiting] = []
        self._controls: dict[Cell, list[Scenario]] = {}
        self._succeeded: Counter[Cell] = Counter()
        self.done.unbegun = len(self.units)
        cells = (Cell(cast.name, board, form) for cast, form in plan.fields for board in BOARDS)
        self.done.controls = dict.fromkeys(cells)

    def _drawn(self, *, silent: bool) -> list[tuple[Cast, int, Defect, bool]]:
        units = [(cast, form, defect, silent) for cast, form in self.plan.fields for defect in DEFECTS]
        self._chance.shuffle(units)
        return units

    @property
    def has_more(self) -> bool:
        """Whether there is anything left to try."""
        return bool(self.units or self._waiting)

    def begin_more(self) -> None:
        """Every game of one team, form and defect is played once as it stands; then it waits to be deepened.

        Of a defect that a form does not know there is no game.
        """
        before = self.done.effort.starts
        while self.units and self.done.effort.starts == before:
            cast, form, defect, silent = self.units.pop()
            for start in self.plan.begin(cast, self.plan.framework, form, self._texts, (defect,)):
                for board in BOARDS:
                    if _matters(start, board):
                        self._begin(cast, start, board, silent=silent)
        self.done.unbegun = len(self.units)

    def _begin(self, cast: Cast, start: Start, board: Board, *, silent: bool) -> None:
        cell = Cell(cast.name, board, start.form)
        if self.plan.controls and not silent and self._succeeded[cell] < CONTROLS:
            control = Game(cast, must_succeed(cast, board, start.form), start.form, board)
            self._controls.setdefault(cell, []).append(self._scenario(start, control))
        for coalition in _coalitions(self.plan, cast, board, start):
            strict = start.point == "scoping-open"
            game = Game(cast, coalition, start.form, board, silent, strict)
            self.done.games[cell] += 1
            self._go_on(0, self._scenario(start, game), cast, 0)

    def _scenario(self, start: Start, game: Game) -> Scenario:
        seed = self._chance.randrange(2**32)
        return Scenario(start, game, self.done.effort, seed, (self.plan.framework, *self.plan.kinds))

    def deepen(self, work: int) -> None:
        """Go on with the game whose turn it is; one that could say nothing new is given up."""
        while self._waiting:
            waiting = heappop(self._waiting)
            if self._says_more(waiting):
                self._go_on(waiting.rank[0] + 1, waiting.scenario, waiting.cast, work)
                return

    def _says_more(self, waiting: _Waiting) -> bool:
        """Whether no way is known from its start that it has not been told to do without."""
        start, game = waiting.scenario.start, waiting.scenario.game
        place = (Cell(waiting.cast.name, game.board, game.form), start.point, start.defect)
        ways = (way for *known, way in self.done.holes if tuple(known) == place)
        return all(way & game.without for way in ways)

    def _go_on(self, turn: int, scenario: Scenario, cast: Cast, work: int) -> None:
        """Search a game for a while; where it succeeds, games follow in which one of its commands is done without."""
        depth, found = scenario.depth, scenario.run(work)
        self.done.whole += depth < 1 <= scenario.depth
        if found is None:
            if not scenario.is_over:
                self._wait(turn, scenario, cast)
            return
        play = smallest(found)
        self.done.keep(play, cast)
        if len(scenario.game.without) < OTHER_WAYS:
            for kind in sorted(play.way - ROUTINE - scenario.game.without):
                game = replace(scenario.game, without=scenario.game.without | {kind})
                self._wait(turn, self._scenario(scenario.start, game), cast)

    def _wait(self, turn: int, scenario: Scenario, cast: Cast) -> None:
        rank = (turn, scenario.game.silent, self._chance.random())
        heappush(self._waiting, _Waiting(rank, scenario, cast))

    def try_controls(self) -> None:
        """Go on with each positive control that has not succeeded often enough, from its next start."""
        for cell, scenarios in self._controls.items():
            if not scenarios:
                continue
            scenario = scenarios.pop(0)
            if found := scenario.run(CONTROL):
                self._keep_control(cell, with_fewer_people(found))
            elif not scenario.is_over:
                scenarios.append(scenario)

    def _keep_control(self, cell: Cell, play: Play) -> None:
        known = self.done.controls[cell]
        if known is None or size(play) < size(known):
            self.done.controls[cell] = play
        self._succeeded[cell] += 1
        if self._succeeded[cell] == CONTROLS:
            self._controls[cell].clear()


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


def forms_of(framework: Framework) -> tuple[int, ...]:
    """Every form above 0."""
    return tuple(option.number for option in framework.options if option.number)


def unknown_roles(framework: Framework, roles: Sequence[str]) -> list[str]:
    """Roles that a framework does not know; a workspace admin is none of its roles, and may be named."""
    return [role for role in roles if role != ADMIN_ROLE and not framework.has_role(role)]
