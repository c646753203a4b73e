"""The questions every rule asks first: may this actor, is this the moment?

Owns the wording of the refusals that are the same everywhere. Each function returns nothing or raises a Refusal.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.framework import Framework, Power
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Command
from bot.domain.roster.roles import holds_power, in_audit, people_with

POWER_WORDS: dict[Power, str] = {
    "manage": "the audit lead or the deputy",
    "review": "an auditor, safety or the audit lead",
    "respond": "engineering or product",
    "vote": "a board seat",
    "confirm-end": "a board member or safety",
    "redact": "the audit lead or legal",
    "evidence": "somebody with a role in this audit",
}


def live(audit: Audit) -> None:
    """Refuse when the audit has ended or is decided."""
    if audit.ended:
        raise NotNow("This audit has ended. Its record stays readable; start a new audit to go on.")
    if audit.in_force:
        raise NotNow("This audit is decided. Its record stays readable; start a new audit for a new question.")


def followed_up(audit: Audit) -> None:
    """Refuse when the audit has ended. One that is decided goes on: people come and go, and things fall due."""
    if audit.ended:
        live(audit)


def running(audit: Audit) -> None:
    """Refuse when the audit has ended, is decided, or is paused."""
    live(audit)
    if audit.paused:
        raise NotNow("This audit is paused. The audit lead can resume it from the audit card.")


def needs_power(audit: Audit, framework: Framework, command: Command, power: Power, now: datetime) -> None:
    """Refuse when none of the actor's roles carries a power today."""
    if holds_power(audit, framework, command.actor, power, now.date()):
        return
    first = next(iter(people_with(audit, framework, power, now.date())), None)
    if first:
        raise NotAllowed(
            "Only {who} can do this, and you do not have that role here. Ask {person}.",
            who=POWER_WORDS[power],
            person=first,
        )
    if power == "manage":
        raise NotAllowed(
            "Only {who} can do this, and nobody has that role now. Ask a workspace admin to assign somebody.",
            who=POWER_WORDS[power],
        )
    raise NotAllowed(
        "Only {who} can do this, and nobody has that role yet. Ask the audit lead.", who=POWER_WORDS[power]
    )


def needs_a_role(audit: Audit, command: Command, now: datetime) -> None:
    """Refuse somebody without any role in the audit."""
    if not in_audit(audit, command.actor, now.date()):
        raise NotAllowed("You have no role in this audit. Ask {person} to assign you one.", person=audit.lead)


def only_system(command: Command) -> None:
    """Refuse what only an effect's outcome or the passing of time may say."""
    if command.actor != SYSTEM:
        raise NotAllowed("This happens by itself; nobody can do it by hand.")
