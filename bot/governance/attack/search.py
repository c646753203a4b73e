"""The search: plays from many starts, for many coalitions, the most promising first.

Owns what is tried next: in turn from the state that promises most and from the one nearest to the start. Every command
is reachable in every state, and states that were seen are not played twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import count
from random import Random
from typing import Any

from bot.domain.ballot.support import Support, matrix
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import Framework
from bot.governance.attack.audits import MODEL
from bot.governance.attack.duty import held_roles
from bot.governance.attack.moves import moves
from bot.governance.attack.play import Act, Another, Game, Wait
from bot.governance.attack.refusals import forget
from bot.governance.attack.replay import Onward, Part, Play, onward
from bot.governance.attack.starts import Start
from bot.governance.attack.success import succeeds
from bot.governance.attack.world import World

DEEPEST = 4
"""The most moves of an attack, beside those by which the coalition gets on."""


TIRING = 0.02
"""How much promise a state loses with every move that was tried from it: so that others have their turn."""

MOST_NODES = 100
"""So many of the most promising states of a game are kept to be departed from, and as many of the nearest to its start;
others are given up."""

MOST_PARTS = 5_000
"""So many parts of states are remembered with their digests."""

PLAY = 30
"""What playing on to the end costs, where trying one move is 1: so much longer it takes. What is searched is counted,
not timed, so that the same seed finds the same on any machine.
"""


@dataclass(slots=True)
class Effort:
    """How hard it was tried."""

    starts: int = 0
    plays: int = 0
    states: int = 0
    longest: int = 0
    work: int = 0
    """Moves tried, and `PLAY` for each play."""

    @classmethod
    def of(cls, efforts: Sequence[Effort]) -> Effort:
        """Of several together: all there is, and the longest play of any."""
        longest = max((each.longest for each in efforts), default=0)
        plays, states = sum(each.plays for each in efforts), sum(each.states for each in efforts)
        starts, work = sum(each.starts for each in efforts), sum(each.work for each in efforts)
        return cls(starts, plays, states, longest, work)


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
            if len(self._parts) > MOST_PARTS:
                self._parts.clear()
            known = self._parts[id(value)] = (value, hash(repr(value)))
        return known[1]


def _told(audit: Audit) -> Iterator[Any]:
    return (value for name, value in audit.__dict__.items() if name != "seq")


@dataclass(slots=True, eq=False)
class _Node:
    """A state to be departed from: how promising it is, and how many of its moves were tried."""

    promise: float
    number: int
    world: World
    parts: tuple[Part, ...]
    moves: Iterator[Act | None]
    tried: int = 0

    @property
    def acts(self) -> int:
        """How many moves of an attack led to it."""
        return _acts(self.parts)

    @property
    def rank(self) -> tuple[float, int]:
        """The most promising first."""
        return (self.acts + TIRING * self.tried - self.promise, self.number)

    @property
    def distance(self) -> tuple[int, float, int]:
        """The nearest to the start first; of those as near, the most promising."""
        return (self.acts, -self.promise, self.number)


class Scenario:
    """All plays of one game from one start, the most promising first."""

    def __init__(self, start: Start, game: Game, effort: Effort, seed: int, kinds: Sequence[Framework] = ()) -> None:
        forget()
        self.start, self.game, self.effort = start, game, effort
        self._kinds = tuple(kinds) or (start.world.framework,)
        self._chance = Random(seed)
        self._states = States()
        self._nodes: list[_Node] = []
        self._given_up = DEEPEST
        self._count = count()
        self._begun = False
        self.found: Play | None = None

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to try, or it was found."""
        return self.found is not None or (self._begun and not self._nodes)

    @property
    def depth(self) -> int:
        """Up to how many moves of an attack it was searched wholly: 1, once every single move was tried."""
        return min((self._given_up, *(node.acts for node in self._nodes))) if self._begun else 0

    def run(self, work: int) -> Play | None:
        """Search on for so much work; a success, once there is one."""
        until = self.effort.work + work
        if not self._begun:
            self._begun = True
            self.effort.starts += 1
            self.effort.work += PLAY
            world = self.game.dutiful(self.start.world)
            if self._done(world):
                self.effort.plays += 1
                return self._succeeds(world, ())
            self._visit(world, ())
        while self._nodes and self.found is None and self.effort.work < until:
            self._depart(min(self._nodes, key=lambda node: node.rank), until)
            if self._nodes and self.found is None:
                self._depart(min(self._nodes, key=lambda node: node.distance), until)
        return self.found

    def _done(self, world: World) -> bool:
        return succeeds(self.start, world, self.game.board)

    def _succeeds(self, world: World, parts: tuple[Part, ...]) -> Play:
        self.found = Play(self.start, self.game, parts, world)
        return self.found

    def _depart(self, node: _Node, until: int) -> None:
        """Try the next move of a state that changes something, until the work is done."""
        for act in node.moves:
            node.tried += act is not None
            self.effort.work += 1
            if act is not None and (after := self.game.act(node.world, act)):
                parts = (*node.parts, act)
                if self._done(after):
                    self.effort.plays += 1
                    self._succeeds(after, parts)
                else:
                    self._visit(after, parts)
                return
            if self.effort.work > until:
                return
        self._nodes.remove(node)

    def _visit(self, world: World, parts: tuple[Part, ...]) -> None:
        """A state: played on to its end, and kept to be departed from."""
        if not self._states.adds(world):
            return
        self.effort.states += 1
        self.effort.plays += 1
        self.effort.work += PLAY
        self._keep(world, parts)
        ahead = Onward()
        end, acts = onward(self.game, world, ahead.content, self._done)
        self.effort.longest = max(self.effort.longest, len(acts) + len(parts))
        if self._done(end):
            self._succeeds(end, (*parts, ahead))
        elif acts and self._states.adds(end):
            self.effort.states += 1
            self._keep(end, (*parts, ahead))

    def _keep(self, world: World, parts: tuple[Part, ...]) -> None:
        if _acts(parts) >= DEEPEST:
            return
        self._nodes.append(
            _Node(self._promise(world), next(self._count), world, parts, self._moves(world, _acts(parts)))
        )
        if len(self._nodes) > 3 * MOST_NODES:
            near = nsmallest(MOST_NODES, self._nodes, key=lambda node: node.distance)
            kept = {*nsmallest(MOST_NODES, self._nodes, key=lambda node: node.rank), *near}
            self._given_up = min(self._given_up, *(n.acts for n in self._nodes if n not in kept))
            self._nodes = [node for node in self._nodes if node in kept]

    def _promise(self, world: World) -> float:
        """How near a state is to a decision, and what the coalition may do: closed stages, supported needs, roles."""
        audit = world.audit
        closed = sum(stage.status == "closed" for stage in audit.stages.values())
        signed = sum(not s.withdrawn for stage in audit.stages.values() for s in stage.signatures)
        asked = sum(request.status in ("open", "answered") for request in audit.requests)
        support = next((s for s in matrix(audit, world.framework) if s.form == self.game.form), None)
        lacking = _lacking(support) if support else 1
        ours = {who for who in self.game.coalition.people if self.game.may_act(world, who)}
        seats = sum(s.person in ours for s in audit.roster.get("board", ()) if s.accepted)
        roles = len({role for who in ours for role in held_roles(world, who)})
        return closed + seats + roles + 0.25 * signed - 0.5 * asked - lacking

    def _moves(self, world: World, acts: int) -> Iterator[Act | None]:
        yield from (Wait(), Wait(24 * 8), Wait(24 * 90))
        if not acts:
            yield from (Another(framework, MODEL) for framework in self._kinds)
            yield Another(self._kinds[0], "Another name")
        yield from moves(world, self.game.coalition.people, self._chance, self.game.form)


def _acts(parts: tuple[Part, ...]) -> int:
    return sum(not isinstance(part, Onward) for part in parts)


def _lacking(support: Support) -> int:
    """How much stands between a form and its support."""
    needs = sum(need.status != "supports" for need in support.needs)
    return needs + len(support.findings) + len(support.late) + len(support.risks) + len(support.elsewhere)
