"""What was refused is not tried again while nothing changed by which it could be granted.

Owns this one memory, of acceptances: of what waits for a second word, each is tried by each reviewer after every move.
It changes how long a search takes, never what it finds.
"""

from __future__ import annotations

from typing import Any, Final

from bot.domain.documents.commands import AcceptArtifact
from bot.domain.kernel.registry import Command
from bot.governance.attack.world import World

APART: Final = frozenset({"seq", "stages", "artifacts"})
"""Parts of a state by which no acceptance is granted that was refused: of documents, its own versions alone count."""

_REFUSED: Final[dict[tuple[Any, ...], tuple[Any, ...]]] = {}


def forget() -> None:
    """Nothing is remembered: the rules may be others."""
    _REFUSED.clear()


def is_refused(world: World, command: Command) -> bool:
    """Whether a command was refused in a state that is the same in all that counts for it."""
    if not isinstance(command, AcceptArtifact):
        return False
    day, *parts = _REFUSED.get(_key(command), (None,))
    return day == world.now.date() and all(a is b for a, b in zip(parts, _parts(world, command), strict=True))


def remember(world: World, command: Command) -> None:
    """A command was refused, or changed nothing."""
    if isinstance(command, AcceptArtifact):
        _REFUSED[_key(command)] = (world.now.date(), *_parts(world, command))


def _key(command: AcceptArtifact) -> tuple[Any, ...]:
    return (command.actor, command.artifact, command.version, command.supports, command.original)


def _parts(world: World, command: AcceptArtifact) -> list[Any]:
    audit = world.audit
    rest = (value for name, value in audit.__dict__.items() if name not in APART)
    return [world.framework, audit.artifacts.get(command.artifact), *rest]
