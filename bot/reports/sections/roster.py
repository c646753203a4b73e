"""Who had a part in the audit, how that changed, and where independence was waived.

Owns that part of a report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.kernel.people import Person
from bot.reports.report_data import Material
from bot.reports.sections.quotations import Said, said


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in a role. `accepted` is None until they answered."""

    name: str
    accepted: bool | None
    gone: bool = False
    recused: bool = False
    acts: str = ""
    """Who acts for them at present, and until when."""
    alternate: str = ""
    """Whom the seat named to take its place."""
    ties: Said | None = None
    """What ties somebody from outside to us, as they stated it before they seconded anything."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the framework and who holds it."""

    title: str
    duty: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class WaiverLine:
    """Independence that was waived for one person; without `seconded` it is not in force."""

    name: str
    roles: tuple[str, str]
    reason: Said | None
    proposed: str
    seconded: str


@dataclass(frozen=True, slots=True)
class RoleChangeLine:
    """A change of who leads or judges that was asked for; `state`: what became of it. `first`: it named somebody before
    the first stage was closed, and changed nothing.
    """

    wanted: str
    """Role by role, who would hold it."""
    state: str
    proposed: str
    at: datetime
    seconded: str
    refused: str
    first: bool = False


def roles(read: Material) -> tuple[Role, ...]:
    """Every role, held or not."""
    audit = read.audit
    found = []
    for spec in read.framework.roles:
        holders = []
        for seat in audit.roster.get(spec.key, ()):
            lent = seat.delegation
            acts = ""
            if lent and lent.until >= read.audit.calendar.day(read.at):
                acts = read.say("report-acting-until", name=read.name(lent.to), until=str(lent.until))
            gone = seat.person in audit.gone
            recused = seat.person in audit.recused and "vote" in spec.powers
            alternate = read.name(seat.alternate) if seat.alternate else ""
            ties = said(read, audit.ties.get(seat.person))
            holders.append(Holder(read.name(seat.person), seat.accepted, gone, recused, acts, alternate, ties))
        found.append(Role(spec.title, spec.duty, tuple(holders)))
    return tuple(found)


def waivers(read: Material) -> tuple[WaiverLine, ...]:
    """Every waiver that was proposed."""
    return tuple(
        WaiverLine(
            name=read.name(w.person),
            roles=(_title(read, w.roles[0]), _title(read, w.roles[1])),
            reason=said(read, w.reason),
            proposed=read.name(w.proposed_by),
            seconded=read.name(w.seconded_by) if w.seconded_by else "",
        )
        for w in read.audit.waivers
    )


def role_changes(read: Material) -> tuple[RoleChangeLine, ...]:
    """Every change of roles that was asked for with a second, with who agreed and who did not."""
    return tuple(
        RoleChangeLine(
            wanted="; ".join(f"{_title(read, role)}: {_names(read, people)}" for role, people in change.roles.items()),
            state=change.status,
            proposed=read.name(change.proposed_by),
            at=change.at,
            seconded=_names(read, change.agreed_by),
            refused=_names(read, change.refused_by),
            first=change.first,
        )
        for change in read.audit.role_changes
    )


def _names(read: Material, people: Iterable[Person]) -> str:
    return ", ".join(map(read.name, people)) or read.say("report-role-nobody")


def _title(read: Material, role: str) -> str:
    return read.framework.role(role).title if read.framework.has_role(role) else role
