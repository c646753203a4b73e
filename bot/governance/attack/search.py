"""The search: plays from many starts, for many coalitions, the most promising first.

Owns what is tried next. Every command is reachable in every state; what brings an audit on is tried first, and states
that were seen are not played twice. A finding is made as small as it can be: fewer people, then fewer moves.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappush
from itertools import count
from random import Random
from typing import Any

from bot.domain.ballot.support import matrix
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.people import Person
from bot.governance.attack.cast import FRIENDS, Coalition
from bot.governance.attack.content import LIES, Content
from bot.governance.attack.duty import held_roles
from bot.governance.attack.moves import moves
from bot.governance.attack.play import Act, Game, Wait
from bot.governance.attack.starts import Start
from bot.governance.attack.success import succeeds
from bot.governance.attack.world import World

DEEPEST = 4
"""The most moves of an attack, beside those by which the coalition gets on."""

WAITS = 8
"""How often a coalition that has no move left waits for the next alarm."""


@dataclass(frozen=True, slots=True)
class Onward:
    """The coalition gets on by every means it has, and waits, until nothing moves any more."""

    content: Content = LIES[-1]


Part = Act | Onward


@dataclass(frozen=True, slots=True)
class Play:
    """What a coalition did from a start, and where that ended."""

    start: Start
    game: Game
    parts: tuple[Part, ...]
    world: World

    @property
    def succeeded(self) -> bool:
        """Whether it did what must not be possible."""
        return succeeds(self.start, self.world, self.game.board)


@dataclass(slots=True)
class Effort:
    """How hard it was tried."""

    starts: int = 0
    plays: int = 0
    states: int = 0
    longest: int = 0


class States:
    """States that were seen, however they came about; the hour and the count of events tell no two apart."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._parts: dict[int, tuple[Any, int]] = {}

    def adds(self, world: World) -> bool:
        """Whether a state is new."""
        key = hash((world.now.date(), *map(self._part, _told(world.audit))))
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def _part(self, value: Any) -> int:
        """A digest of one part of a state; most parts are the very same objects as in the state before."""
        known = self._parts.get(id(value))
        if known is None or known[0] is not value:
            known = self._parts[id(value)] = (value, hash(repr(value)))
        return known[1]


def _told(audit: Audit) -> Iterator[Any]:
    return (value for name, value in audit.__dict__.items() if name != "seq")


def onward(game: Game, world: World, content: Content, done: Callable[[World], bool]) -> tuple[World, int]:
    """The world when a coalition got on as far as it comes, and how many moves that took."""
    made, quiet = 0, 0
    for _ in range(WAITS):
        before = len(world.events)
        for _, after in game.forward(world, content):
            world, made = after, made + 1
            if done(world):
                return world, made
        if quiet > 1 and len(world.events) == before:
            break
        quiet = quiet + 1 if len(world.events) == before else 0
        world = game.act(world, Wait()) or world
        if done(world):
            return world, made
    return world, made


def replay(start: Start, game: Game, parts: tuple[Part, ...]) -> Play:
    """The same moves, perhaps in another game: what is refused there is left out."""
    world = game.dutiful(start.world)
    made: list[Part] = []
    for part in parts:
        if isinstance(part, Onward):
            world, moved = onward(game, world, part.content, lambda w: succeeds(start, w, game.board))
            made += [part] if moved else []
            continue
        if not isinstance(part, Wait) and part.actor not in game.coalition.people:
            continue
        if after := game.act(world, part):
            world = after
            made.append(part)
    return Play(start, game, tuple(made), world)


def smallest(play: Play) -> Play:
    """The same success with fewer people, and fewer moves, where it does without them."""
    for who in sorted(play.game.coalition.members):
        coalition = play.game.coalition
        fewer = Coalition(coalition.name, coalition.members - {who}, coalition.left_out)
        again = replay(play.start, _with(play.game, fewer), play.parts)
        if again.succeeded:
            play = Play(again.start, again.game, play.parts, again.world)
    at = 0
    while at < len(play.parts):
        again = replay(play.start, play.game, (*play.parts[:at], *play.parts[at + 1 :]))
        if again.succeeded:
            play = again
        else:
            at += 1
    return play


def _with(game: Game, coalition: Coalition) -> Game:
    return Game(game.people, coalition, game.form, game.board, game.silent)


def colluding(play: Play) -> tuple[Person, ...]:
    """Who was needed: the coalition's members, and friends under the role they act in."""
    acting = (f for f in FRIENDS if held_roles(play.world, f))
    return (*sorted(play.game.coalition.members), *acting)


@dataclass(order=True, slots=True)
class _Node:
    rank: tuple[float, int]
    world: World = field(compare=False)
    parts: tuple[Part, ...] = field(compare=False)
    moves: Iterator[Act] = field(compare=False)


class Scenario:
    """All plays of one game from one start, the most promising first."""

    def __init__(self, start: Start, game: Game, effort: Effort, seed: int) -> None:
        self.start, self.game, self.effort = start, game, effort
        self._chance = Random(seed)
        self._states = States()
        self._heap: list[_Node] = []
        self._count = count()
        self._begun = False
        self.found: Play | None = None

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to try, or it was found."""
        return self.found is not None or (self._begun and not self._heap)

    def run(self, seconds: float) -> Play | None:
        """Search on for some time; a success, once there is one."""
        until = time.perf_counter() + seconds
        if not self._begun:
            self._begun = True
            self.effort.starts += 1
            world = self.game.dutiful(self.start.world)
            if self._done(world):
                return self._succeeds(world, ())
            self._visit(world, ())
        while self._heap and self.found is None and time.perf_counter() < until:
            self._expand(self._heap[0], until)
        return self.found

    def _done(self, world: World) -> bool:
        return succeeds(self.start, world, self.game.board)

    def _succeeds(self, world: World, parts: tuple[Part, ...]) -> Play:
        self.found = Play(self.start, self.game, parts, world)
        return self.found

    def _expand(self, node: _Node, until: float) -> None:
        """Try the moves of one state, until time is up or another state promises more."""
        for act in node.moves:
            after = self.game.act(node.world, act)
            if after is not None:
                parts = (*node.parts, act)
                if self._done(after):
                    self._succeeds(after, parts)
                    return
                self._visit(after, parts)
            if self.found or time.perf_counter() > until:
                return
            if self._heap[0] is not node:
                return
        self._heap.remove(node)
        self._heap.sort()

    def _visit(self, world: World, parts: tuple[Part, ...]) -> None:
        """A state: played on to its end, and kept to be departed from."""
        if not self._states.adds(world):
            return
        self.effort.states += 1
        self.effort.plays += 1
        self._keep(world, parts)
        ahead = Onward()
        end, made = onward(self.game, world, ahead.content, self._done)
        self.effort.longest = max(self.effort.longest, made + len(parts))
        if self._done(end):
            self._succeeds(end, (*parts, ahead))
        elif made and self._states.adds(end):
            self.effort.states += 1
            self._keep(end, (*parts, ahead))

    def _keep(self, world: World, parts: tuple[Part, ...]) -> None:
        acts = sum(not isinstance(part, Onward) for part in parts)
        if acts >= DEEPEST:
            return
        rank = (4.0 * acts - self._promise(world), next(self._count))
        heappush(self._heap, _Node(rank, world, parts, self._moves(world)))

    def _promise(self, world: World) -> float:
        """How near a state is to a decision: closed stages, supported needs, votes."""
        audit = world.audit
        closed = sum(stage.status == "closed" for stage in audit.stages.values())
        support = next((s for s in matrix(audit, world.framework) if s.form == self.game.form), None)
        lacking = len(support.missing) + len(support.findings) + len(support.late) if support else 1
        ours = set(self.game.coalition.people)
        seats = sum(s.person in ours for s in audit.roster.get("board", ()) if s.accepted)
        return closed + seats - 0.5 * lacking

    def _moves(self, world: World) -> Iterator[Act]:
        yield from moves(world, self.game.coalition.people, self._chance, self.game.form)
        yield from (Wait(), Wait(24 * 8), Wait(24 * 90))
