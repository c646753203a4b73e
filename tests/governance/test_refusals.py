"""The search's memory of what was refused: it saves time, and never a try that could be granted.

Owns that one memory. What is searched is `test_attack`.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.documents.commands import AcceptArtifact
from bot.domain.kernel.registry import Command
from bot.governance.attack.cast import TWELVE
from bot.governance.attack.refusals import forget, is_refused, remember
from bot.governance.attack.world import World
from tests.governance.test_attack import beginning


def refused() -> tuple[World, Command]:
    """A builder who wants to accept a document, and was refused."""
    world = beginning(TWELVE, 3, "none")["testing-open"].world
    (builder,) = TWELVE.roster["engineering"]
    artifact = next(iter(world.audit.artifacts))
    command = world.command(AcceptArtifact, builder, artifact=artifact, version=1)
    forget()
    assert world.given(command) is None
    remember(world, command)
    return world, command


def test_what_was_refused_is_not_tried_again_while_nothing_changed() -> None:
    world, command = refused()
    assert is_refused(world, command)
    assert is_refused(replace(world, audit=world.audit.replace(seq=world.audit.seq + 1)), command)


def test_it_is_tried_again_once_anything_changed_that_it_could_hang_on() -> None:
    world, command = refused()
    audit = world.audit
    for other in (audit.replace(roster=dict(audit.roster)), audit.replace(rules=1)):
        assert not is_refused(replace(world, audit=other), command)
    assert not is_refused(world.later(24 * 3), command)


def test_nothing_is_remembered_of_other_commands_nor_once_it_is_forgotten() -> None:
    world, command = refused()
    forget()
    assert not is_refused(world, command)
