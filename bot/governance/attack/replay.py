"""A play as it can be told and played again: what a coalition did, and what of it was needed.

Owns how a success is made as small as it can be: fewer people, then fewer moves. Must not know how it was found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command
from bot.domain.sign_offs.commands import SignOff
from bot.governance.attack.cast import FRIENDS, Coalition
from bot.governance.attack.content import LIES, Content
from bot.governance.attack.duty import held_roles
from bot.governance.attack.play import Act, Another, Game, Wait
from bot.governance.attack.starts import Start
from bot.governance.attack.success import succeeds
from bot.governance.attack.world import World

WAITS: Final = 8
"""How often a coalition that has no move left waits until something happens."""


QUIET: Final = 4
"""How often it waits in vain."""


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

    @property
    def way(self) -> frozenset[str]:
        """The names of its commands."""
        given = {type(part).__name__ for part in self.parts if isinstance(part, Command)}
        return frozenset(given | {"StartAudit" for part in self.parts if isinstance(part, Another)})


def onward(game: Game, world: World, content: Content, done: Callable[[World], bool]) -> tuple[World, tuple[Act, ...]]:
    """The world when a coalition got on as far as it comes, and what it did."""
    acts: list[Act] = []
    waited: list[Act] = []
    for _ in range(WAITS):
        for command, after in game.forward(world, content):
            world = after
            acts += [*waited, command]
            waited = []
            if done(world):
                return world, tuple(acts)
        if len(waited) >= QUIET:
            break
        before = len(world.events)
        while len(world.events) == before and len(waited) < QUIET:
            world = game.act(world, Wait()) or world
            waited.append(Wait())
            if done(world):
                return world, (*acts, *waited)
    return world, tuple(acts)


def replay(start: Start, game: Game, parts: tuple[Part, ...]) -> Play:
    """The same moves, perhaps in another game: what is refused there, or not theirs, is left out."""
    world = game.dutiful(start.world)

    def done(world: World) -> bool:
        return succeeds(start, world, game.board)

    made: list[Part] = []
    for part in parts:
        if done(world):
            break
        if isinstance(part, Onward):
            world, acts = onward(game, world, part.content, done)
            made += [part] if acts else []
            continue
        if isinstance(part, Command) and part.actor not in game.coalition.people:
            continue
        act = _seen_now(world, part)
        if after := game.act(world, act):
            world = after
            made.append(act)
    return Play(start, game, tuple(made), world)


def _seen_now(world: World, act: Act) -> Act:
    """A signature on what is there now."""
    if isinstance(act, SignOff):
        return act.replace(seen=evidence_of(world.audit, world.framework, act.stage))
    return act


def smallest(play: Play) -> Play:
    """The same success with fewer people, and fewer moves, where it does without them."""
    play = _move_by_move(with_fewer_people(play))
    size = max(len(play.parts) // 2, 1)
    while size:
        at = 0
        while at < len(play.parts):
            again = replay(play.start, play.game, (*play.parts[:at], *play.parts[at + size :]))
            if again.succeeded and len(again.parts) < len(play.parts):
                play = again
            else:
                at += size
        size //= 2
    acting = {part.actor for part in play.parts if isinstance(part, Command)}
    again = replay(play.start, _among(play.game, play.game.coalition.members & acting), play.parts)
    return again if again.succeeded else play


def with_fewer_people(play: Play) -> Play:
    """The same success with fewer people, where it does without them: at once without all who did nothing."""
    if len(acting := _acting(play)) < len(play.game.coalition.members):
        again = replay(play.start, _among(play.game, acting), play.parts)
        play = replace(again, parts=play.parts) if again.succeeded else play
    for who in sorted(play.game.coalition.members):
        again = replay(play.start, _among(play.game, play.game.coalition.members - {who}), play.parts)
        if again.succeeded:
            play = replace(again, parts=play.parts)
    return play


def _acting(play: Play) -> frozenset[Person]:
    """The members by whom anything came about."""
    return play.game.coalition.members & {event.by for event in play.world.events}


def _move_by_move(play: Play) -> Play:
    """The same play, told by its moves alone."""
    world = play.game.dutiful(play.start.world)
    parts: list[Part] = []
    for part in play.parts:
        if isinstance(part, Onward):
            world, acts = onward(play.game, world, part.content, lambda w: succeeds(play.start, w, play.game.board))
            parts += acts
        elif after := play.game.act(world, _seen_now(world, part)):
            world = after
            parts.append(part)
    again = replay(play.start, play.game, tuple(parts))
    return again if again.succeeded else play


def _among(game: Game, members: frozenset[Person]) -> Game:
    """The same game with other members of the coalition."""
    return replace(game, coalition=Coalition(game.coalition.name, members, game.coalition.left_out))


def colluding(play: Play) -> tuple[Person, ...]:
    """Who was needed: the coalition's members, and friends under the role they act in."""
    acting = (f for f in FRIENDS if held_roles(play.world, f))
    return (*sorted(play.game.coalition.members), *acting)
