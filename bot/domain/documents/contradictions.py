"""Contradictions on record: asked about once, answered by whoever wrote the later statement.

Owns who is asked and who may answer. How two statements are found to contradict each other is
`bot.domain.documents.comparison`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from bot.domain.documents.commands import AnswerContradiction, RecordContradictions
from bot.domain.documents.events import (
    ComparisonResumed,
    ComparisonStopped,
    ContradictionAnswered,
    ContradictionFound,
    ContradictionMended,
)
from bot.domain.documents.state import ContradictionEntry
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.permissions import live, only_system
from bot.domain.roster.roles import acting_lead, holds_power, in_audit, owner_of, roles_of

RULES = Rules()

MOST_PENDING: Final = 8
"""Contradictions of one document that are asked about at a time: whoever mends those looks at the others too."""


def pending(audit: Audit, artifact: str = "") -> list[ContradictionEntry]:
    """What is still asked about, of one document or of all."""
    return [c for c in audit.contradictions if c.pending and artifact in ("", c.artifact)]


def contradiction_with(audit: Audit, number: int) -> ContradictionEntry:
    """A contradiction by its number. Refuses an unknown one."""
    found = next((c for c in audit.contradictions if c.number == number), None)
    if found is None:
        raise NotNow("contradiction-gone")
    return found


def asked_person(audit: Audit, framework: Framework, entry: ContradictionEntry, today: date) -> Person | None:
    """Who is asked: whoever handed in the later statement, else the document's owner, else the lead."""
    by = next((v.by for v in audit.artifacts.get(entry.artifact, ()) if v.number == entry.version), None)
    if by and in_audit(audit, by, today):
        return by
    owner = (
        owner_of(audit, framework.artifact(entry.artifact), today) if framework.has_artifact(entry.artifact) else None
    )
    return owner or acting_lead(audit, framework, today)


@RULES.add
def record(audit: Audit, framework: Framework, c: RecordContradictions, now: datetime) -> list[Event]:
    """What was found is asked about; what a newer version no longer says is closed by itself.

    Nothing where others were recorded meanwhile: what was found was not compared with those.
    """
    only_system(c)
    if audit.over or c.known != len(audit.contradictions):
        return []
    gone = {entry.number: entry for entry in pending(audit) if entry.number in c.mended}
    events: list[Event] = [
        ContradictionMended(at=now, by=c.actor, contradiction=number, artifact=entry.artifact)
        for number, entry in gone.items()
    ]
    if c.not_compared != audit.not_compared:
        left = c.not_compared
        events.append(
            ComparisonStopped(at=now, by=c.actor, documents=left.documents, reason=left.reason)
            if left
            else ComparisonResumed(at=now, by=c.actor)
        )
    asked = [entry.artifact for entry in pending(audit) if entry.number not in gone]
    number = c.known
    for found in c.found:
        current = audit.current(found.artifact)
        if current is None or current.number != found.version or asked.count(found.artifact) >= MOST_PENDING:
            continue
        number += 1
        asked.append(found.artifact)
        events.append(
            ContradictionFound(
                at=now,
                by=c.actor,
                contradiction=number,
                kind=found.kind,
                against=found.against,
                against_version=found.against_version,
                artifact=found.artifact,
                version=found.version,
                earlier=found.earlier.digest if found.earlier else None,
                later=found.later.digest,
            )
        )
    return events


@RULES.add
def answer(audit: Audit, framework: Framework, c: AnswerContradiction, now: datetime) -> list[Event]:
    """Whoever is asked, another owner of the document or the lead says what holds; to keep both takes a reason."""
    live(audit)
    entry = contradiction_with(audit, c.contradiction)
    today = audit.calendar.day(now)
    owners = set(framework.artifact(entry.artifact).owners) if framework.has_artifact(entry.artifact) else set()
    asked = asked_person(audit, framework, entry, today)
    theirs = c.actor == asked or owners & set(roles_of(audit, c.actor, today))
    if not (theirs or holds_power(audit, framework, c.actor, "manage", today)):
        raise NotAllowed("contradiction-author-only", person=asked)
    if not entry.pending:
        raise NotNow("contradiction-answered")
    why = c.why.digest if c.why and c.why.text.strip() else None
    if c.answer == "kept" and why is None:
        raise Invalid("contradiction-why-missing", field="why")
    if (entry.status, entry.why) == (c.answer, why):
        return []
    return [
        ContradictionAnswered(
            at=now, by=c.actor, contradiction=entry.number, artifact=entry.artifact, answer=c.answer, why=why
        )
    ]
