"""One side moves, everybody else does their duty: how a play goes on.

Owns the order of moves: a move of the coalition, then plain duty of all others to a fixpoint; and the coalition's own
way forward, which is nothing but such moves. Must not know what a play is for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command
from bot.governance.attack.audits import another
from bot.governance.attack.cast import Cast, Coalition
from bot.governance.attack.content import Content
from bot.governance.attack.duty import (
    FAVOURS,
    PLAIN,
    Aims,
    Board,
    Move,
    all_forms,
    held_roles,
    judges,
    supported_forms,
)
from bot.governance.attack.refusals import is_refused, remember
from bot.governance.attack.world import World

LONGEST = 80
"""The most commands in a row by which people get on without anybody's attack."""

OFTEN = 3
"""So often at most somebody gives the very same command in such a row: two who undo each other's end there."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The coalition lets time pass: to the next alarm, or so many hours."""

    hours: float = 0


@dataclass(frozen=True, slots=True)
class Another:
    """The coalition starts one more audit of the same weights: of another kind, or under another name."""

    framework: Framework
    model: str


Act = Command | Wait | Another


@dataclass(frozen=True, slots=True)
class Game:
    """Who plays against whom, for which form, before which board."""

    cast: Cast
    coalition: Coalition
    form: int
    board: Board
    silent: bool = False
    """Nobody outside the coalition does anything."""
    strict: bool = False
    """No member of the coalition acts in a role that is left out, either: who is named for it before Scoping closes
    is a reviewer, or a seat, like any other, and would collude as one."""
    without: frozenset[str] = frozenset()
    """Commands that the coalition does not give: what succeeds by them is known."""

    @property
    def outside(self) -> tuple[Person, ...]:
        """Everybody else."""
        return tuple(p for p in self.cast.people if p not in self.coalition.members)

    def may_act(self, world: World, who: Person) -> bool:
        """Whether somebody may do anything: a friend, and in a strict game a member, not in a role that is left out."""
        if who in self.coalition.members and not (self.strict or world.is_another):
            return True
        return self.coalition.left_out.isdisjoint(held_roles(world, who))

    def act(self, world: World, act: Act) -> World | None:
        """The world after a move of the coalition and the duty of all others; None where it changes nothing."""
        after: World | None
        if isinstance(act, Wait):
            after = world.later(act.hours) if act.hours else world.next()
        elif isinstance(act, Another):
            allowed = "StartAudit" not in self.without
            after = another(world, self.cast, self.coalition, act.framework, self.form, act.model) if allowed else None
        else:
            after = (
                world.given(act) if self.may_act(world, act.actor) and type(act).__name__ not in self.without else None
            )
        return self.dutiful(after) if after else None

    def dutiful(self, world: World) -> World:
        """The world once everybody outside has done what is theirs to do."""
        if self.silent:
            return world
        ticks = supported_forms if self.board == "trusting" else self._below
        aims = Aims(form=self.form, content=Content(), ticks=ticks)
        return fixpoint(world, self.outside, PLAIN, aims, refuses=judges)

    def _forgoes(self, world: World, command: Command) -> bool:
        return type(command).__name__ in self.without or not self.may_act(world, command.actor)

    def _below(self, world: World) -> tuple[int, ...]:
        return tuple(form for form in supported_forms(world) if form < self.form)

    def forward(self, world: World, content: Content) -> Iterator[tuple[Command, World]]:
        """The coalition's own way forward, move by move, each with the world after it."""
        aims = Aims(form=self.form, content=content, ticks=all_forms)
        yield from steps(world, self.coalition.people, FAVOURS, aims, refuses=self._forgoes, then=self.dutiful)


def steps(
    world: World,
    people: Sequence[Person],
    moves: Sequence[Move],
    aims: Aims,
    *,
    refuses: Callable[[World, Command], bool] | None = None,
    then: Callable[[World], World] | None = None,
) -> Iterator[tuple[Command, World]]:
    """Move after move that is granted, until nobody of these people has one left."""
    made, again = Counter[str](), True
    while again and made.total() < LONGEST:
        again = False
        for move in moves:
            for who in people:
                moved = True
                while moved:
                    moved = False
                    for command in move(world, who, aims):
                        if made.total() >= LONGEST:
                            return
                        if (refuses and refuses(world, command)) or is_refused(world, command):
                            continue
                        after = world.given(command)
                        if after is None:
                            remember(world, command)
                        if after is None or made[said := repr(command)] >= OFTEN:
                            continue
                        made[said] += 1
                        world, moved, again = (then(after) if then else after), True, True
                        yield command, world


def fixpoint(
    world: World,
    people: Sequence[Person],
    moves: Sequence[Move],
    aims: Aims,
    *,
    refuses: Callable[[World, Command], bool] | None = None,
) -> World:
    """The world when none of these people has a move left."""
    last = world
    for _, after in steps(world, people, moves, aims, refuses=refuses):
        last = after
    return last


def begun(world: World) -> World:
    """The same world as the beginning of plays."""
    return replace(world, events=())
