"""Every command there is: what a coalition may try.

Owns their order. Which commands there are, the rules' own table says, so that a new one is tried without anybody
thinking of it. Each is granted or refused by `decide` alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random
from typing import Any, Final

from pydantic import ValidationError

from bot.domain.engine.decide import RULES
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command
from bot.governance.attack.arguments import Arguments
from bot.governance.attack.duty import held_roles
from bot.governance.attack.world import World

COMMANDS: Final = tuple(sorted(RULES, key=lambda kind: kind.__name__))
"""Every command on an audit that is there."""

PORTIONS: Final = (8, 60, 2000)
"""Of each command so many arguments are tried, then so many more."""

FIRST: Final = (
    "AssignRoles",
    "SubmitArtifact",
    "ChangeModel",
    "SetThreshold",
    "DelegateRole",
    "ProceedWithout",
    "ReopenStage",
)
"""Commands that are tried before others: an order, and no more than that."""

FAVOURED: Final = {"AssignRoles": 6, "SubmitArtifact": 4, "ChangeModel": 4}
"""So many times as many arguments of these: nearly each of theirs leads elsewhere."""

RARELY: Final = 8
"""Whoever was refused every first try of a command is tried for it again once in so many times."""


def moves(world: World, people: Sequence[Person], chance: Random, form: int) -> Iterator[Command | None]:
    """Commands that are granted to somebody of these: a few of every kind, then more, at last all.

    None, where one was refused to everybody, so that whoever asks can look at the time.
    """
    arguments, groups = Arguments(world, people, form), _alike(world, people)
    kinds = _in_order(chance)
    fields = {kind: arguments.of(kind, Random(chance.random())) for kind in kinds}
    able: set[tuple[type[Command], Person]] = set()
    for turn, portion in enumerate(PORTIONS):
        for kind in kinds:
            for said in islice(fields[kind], portion * FAVOURED.get(kind.__name__, 1)):
                chance.shuffle(groups)
                for group in groups:
                    if turn and (kind, group[0]) not in able and chance.randrange(RARELY):
                        continue
                    command = _command(world, kind, chance.choice(group), said)
                    if command and not world.refusal(command):
                        able.add((kind, group[0]))
                        yield command
                        if not turn:
                            break
                else:
                    yield None


def _in_order(chance: Random) -> list[type[Command]]:
    kinds = list(COMMANDS)
    chance.shuffle(kinds)
    return sorted(kinds, key=lambda kind: FIRST.index(kind.__name__) if kind.__name__ in FIRST else len(FIRST))


def _command(world: World, kind: type[Command], who: Person, said: dict[str, Any]) -> Command | None:
    """A command with these fields; None where they do not fit together."""
    try:
        return world.command(kind, who, **said)
    except ValidationError:
        return None


def _alike(world: World, people: Sequence[Person]) -> list[list[Person]]:
    """People who hold the same roles: one who is drawn of them stands for all."""
    groups: dict[tuple[str, ...], list[Person]] = {}
    for who in people:
        groups.setdefault(tuple(held_roles(world, who)), []).append(who)
    return list(groups.values())
