"""The plan of repairs: its rows become what is followed up after the decision.

Owns when the plan is read (when the ballot opens, for the board votes on it as it stands) and whom a row means by its
owner. How a row counts as done is `conditions`.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from bot.domain.ballot.state import When
from bot.domain.decision.commands import ListMitigations, PlanRow
from bot.domain.decision.events import MitigationsListed
from bot.domain.decision.state import Mitigation
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.permissions import only_system
from bot.domain.roster.roles import holders, in_audit

RULES = Rules()

_MENTION: Final = re.compile(r"<@([A-Z0-9]+)(\|[^<>]*)?>")


def plan_to_read(audit: Audit, framework: Framework) -> tuple[str, int] | None:
    """(document, version) of the plan as it is accepted; None where there is none."""
    spec = framework.plan
    version = audit.accepted(spec.key) if spec else None
    return (spec.key, version.number) if spec and version else None


def plan_is_unread(audit: Audit, framework: Framework, number: int) -> bool:
    """Whether the rows a round decides on are not known yet: they are conditions of the decision."""
    return audit.plan_round != number and plan_to_read(audit, framework) is not None


@RULES.add
def list_rows(audit: Audit, framework: Framework, c: ListMitigations, now: datetime) -> list[Event]:
    """The plan was read, for a round that is still open or decided on."""
    only_system(c)
    ballot = audit.ballot
    if audit.ended or ballot is None or ballot.number != c.round or ballot.status in ("void", "no-decision"):
        return []
    if audit.plan_round == c.round:
        return []
    listed = tuple(_row(audit, framework, number, row, audit.calendar.day(now)) for number, row in enumerate(c.rows, 1))
    return [
        MitigationsListed(at=now, by=c.actor, round=c.round, artifact=c.artifact, version=c.version, mitigations=listed)
    ]


def _row(audit: Audit, framework: Framework, number: int, row: PlanRow, today: date) -> Mitigation:
    watched = audit.rules > 1 and row.when == "watch"
    when: When = "before" if row.when == "before" else "watch" if watched else "after"
    return Mitigation(
        number=number,
        what=row.what.digest,
        when=when,
        check=row.check.digest if row.check else None,
        owner=owner_meant(audit, framework, row.owner.text, today) if row.owner else None,
        owner_words=row.owner.digest if row.owner else None,
        due=row.due,
    )


def owner_meant(audit: Audit, framework: Framework, said: str, today: date) -> Person | None:
    """Whom a plan means: a mention of somebody in the audit, or a role by its name; None for anything else."""
    if mention := _MENTION.fullmatch(said.strip()):
        who = f"{audit.workspace}:{mention[1]}"
        return who if in_audit(audit, who, today) else None
    wanted = said.strip().casefold()
    role = next((r for r in framework.roles if wanted in (r.key.casefold(), r.title.casefold())), None)
    return next(iter(holders(audit, role.key, today)), None) if role else None
