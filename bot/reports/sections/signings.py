"""Every signature that was ever given on a stage, in the order in which they were given.

Owns that part of a design history; whose signatures count for a stage is `bot.reports.sections.lifecycle`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.sign_offs.events import Signed
from bot.reports.report_data import Material
from bot.reports.sections.lifecycle import StagePart


@dataclass(frozen=True, slots=True)
class Signing:
    """One signature. `counts`: "" where it does, else why it does not: withdrawn, changed, replaced (signed anew)."""

    stage: str
    link: str
    name: str
    role: str
    verdict: str
    at: datetime
    event: int
    counts: str


def signings(read: Material, stages: tuple[StagePart, ...]) -> tuple[Signing, ...]:
    """Each of them, with what became of it."""
    parts = {part.key: part for part in stages}
    given = [(r.seq, r.event) for r in read.history if isinstance(r.event, Signed) and r.event.stage in parts]
    newest = {(event.stage, event.by, event.role): number for number, event in given}
    lines = []
    for number, event in given:
        part, name = parts[event.stage], read.name(event.by)
        role = read.framework.role(event.role).title if read.framework.has_role(event.role) else event.role
        stands = next((a for a in part.approvals if (a.name, a.role, a.at) == (name, role, event.at)), None)
        replaced = newest[event.stage, event.by, event.role] != number or stands is None
        counts = "replaced" if replaced or stands is None else stands.counts
        lines.append(Signing(part.title, part.link, name, role, event.verdict, event.at, number, counts))
    return tuple(lines)
