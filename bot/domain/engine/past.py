"""What a history tells that the state of an audit did not keep by the rules it ran by.

Owns that one look back. Independence has a memory from the second edition of the rules on; an audit that begins to go
by it remembers from its first day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.engine.fold import fold
from bot.domain.kernel.content import Digest
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command, Event
from bot.domain.lifecycle.commands import AnswerFramework, ProposeFramework
from bot.domain.lifecycle.events import AuditStarted, AuditUpgraded, FrameworkAdopted
from bot.domain.lifecycle.state import Past
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from bot.domain.roster.events import RoleAssigned, RoleDeclined, RoleUnassigned


def past_of(history: Sequence[Event]) -> Past:
    """Roles held, fingerprints and forms asked for since the start, as the newest rules would have kept them."""
    strict = [e.replace(rules=2) if isinstance(e, AuditStarted | AuditUpgraded) else e for e in history]
    audit, acted = fold(strict), _acted(history)
    roles = {role: (*audit.past_roles.get(role, ()), *acted.get(role, ())) for role in (*audit.past_roles, *acted)}
    return Past(
        roles={role: tuple(dict.fromkeys(people)) for role, people in roles.items()},
        weights=audit.past_weights,
        widest_form=audit.widest_form,
    )


def _acted(history: Iterable[Event]) -> dict[str, list[Person]]:
    """Role -> who did anything while named for it: by the first edition nobody had to accept a role to act in it."""
    named: dict[str, set[Person]] = {}
    acted: dict[str, list[Person]] = {}
    for event in history:
        if isinstance(event, RoleAssigned):
            named.setdefault(event.role, set()).add(event.person)
        elif isinstance(event, RoleDeclined | RoleUnassigned):
            named.get(event.role, set()).discard(event.person)
        else:
            for role in (role for role, people in named.items() if event.by in people):
                acted.setdefault(role, []).append(event.by)
    return acted


def frameworks_of(history: Iterable[Event]) -> tuple[Digest, ...]:
    """Every framework that an audit ever went by: what was done by one is read by it for ever."""
    taken_up = (e.framework for e in history if isinstance(e, AuditStarted | AuditUpgraded | FrameworkAdopted))
    return tuple(dict.fromkeys(taken_up))


def looks_back(command: Command) -> bool:
    """Whether a command is decided by what the history tells."""
    return isinstance(command, ProposeFramework | AnswerFramework | ProposeRedaction | ConfirmRedaction)


def with_past(command: Command, history: Sequence[Event]) -> Command:
    """A command that is told what the history tells; any other as it is."""
    if isinstance(command, ProposeFramework | AnswerFramework):
        return command.replace(past=past_of(history))
    if isinstance(command, ProposeRedaction | ConfirmRedaction):
        return command.replace(frameworks=frameworks_of(history))
    return command
