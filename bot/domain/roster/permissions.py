"""The questions every rule asks first: may this actor, is this the moment?

Owns the refusals that are the same everywhere. Each function returns nothing or raises a Refusal.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.framework import Framework, Power
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Command
from bot.domain.kernel.text import Text
from bot.domain.roster.roles import holds_power, in_audit, people_with, roles_of

POWER_WORDS: dict[Power, Text] = {
    "manage": Text("power-manage"),
    "review": Text("power-review"),
    "respond": Text("power-respond"),
    "vote": Text("power-vote"),
    "confirm-end": Text("power-confirm-end"),
    "redact": Text("power-redact"),
    "evidence": Text("power-evidence"),
}
"""Who carries a power, as an argument of a text."""


def live(audit: Audit) -> None:
    """Refuse when the audit has ended or is decided."""
    if audit.ended:
        raise NotNow("audit-ended")
    if audit.in_force:
        raise NotNow("audit-decided")


def open_to_follow_up(audit: Audit) -> None:
    """Refuse when the audit has ended, and by the first edition of the rules when it is decided.

    Later documents, results and problems follow a decision up; they change none by themselves.
    """
    if audit.is_shut:
        live(audit)


def followed_up(audit: Audit) -> None:
    """Refuse when the audit has ended. One that is decided goes on: people come and go, and things fall due."""
    if audit.ended:
        live(audit)


def needs_shown_version(audit: Audit, model: int | None) -> None:
    """Refuse a word on another version of the model than the present one, from the second edition of the rules on.

    What was opened before modals and buttons kept the version, of which `model` is None, counts as it did.
    """
    if audit.rules > 1 and model not in (None, audit.model_number):
        raise NotNow("version-shown-earlier")


def running(audit: Audit) -> None:
    """Refuse when the audit has ended, is decided, or is paused."""
    live(audit)
    if audit.paused:
        raise NotNow("audit-paused")


def needs_power(audit: Audit, framework: Framework, command: Command, power: Power, now: datetime) -> None:
    """Refuse when none of the actor's roles carries a power today."""
    if holds_power(audit, framework, command.actor, power, audit.calendar.day(now)):
        return
    first = next(iter(people_with(audit, framework, power, audit.calendar.day(now))), None)
    if first:
        raise NotAllowed("power-not-yours", who=POWER_WORDS[power], person=first)
    if power == "manage":
        raise NotAllowed("power-nobody-now", who=POWER_WORDS[power])
    raise NotAllowed("power-nobody-yet", who=POWER_WORDS[power])


def needs_a_role(audit: Audit, command: Command, now: datetime) -> None:
    """Refuse somebody without any role in the audit."""
    if not roles_of(audit, command.actor, audit.calendar.day(now)):
        raise NotAllowed("role-needed", person=audit.lead)


def needs_a_seat(audit: Audit, command: Command, now: datetime) -> None:
    """Refuse somebody who was named for no role in the audit; whether they accepted it is asked when it counts."""
    if not in_audit(audit, command.actor, audit.calendar.day(now)):
        raise NotAllowed("role-needed", person=audit.lead)


def only_system(command: Command) -> None:
    """Refuse what only an effect's outcome or the passing of time may say."""
    if command.actor != SYSTEM:
        raise NotAllowed("system-only")
