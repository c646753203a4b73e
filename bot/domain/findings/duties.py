"""Duties of problems found: who owes what, and by when.

Owns whose each duty is (from the log to the disposal). Pure and quick: it runs for every command.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.findings.rules import may_settle
from bot.domain.findings.seconds import seconds
from bot.domain.findings.state import Finding
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import ANSWER_DAYS, Duty, stage_due
from bot.domain.kernel.evidence import is_deciding
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.roster.independence import reviewers
from bot.domain.roster.roles import acting_lead, in_audit


class AnswerFindingDuty(Duty, kind="answer-finding", key=("number",)):
    """The owner of a problem: what was done about it?"""


class SettleFindingDuty(Duty, kind="settle-finding", key=("number",)):
    """A reviewer: what became of a problem?"""


class SecondDispositionDuty(Duty, kind="second-disposition", key=("number",)):
    """Somebody independent: is a severe problem lowered?"""


def open_ones(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """Open problems that somebody was named for, and the second that a severe one waits for."""
    for f in audit.findings:
        if f.proposed and is_deciding(audit):
            continue
        if f.proposed:
            due = audit.calendar.add(f.proposed.at, ANSWER_DAYS)
            able = sorted(seconds(audit, framework, f, today), key=lambda p: audit.away.get(p, today) > today)
            for second in able[:1]:
                yield SecondDispositionDuty(person=second, due=due, stage=f.stage, number=f.number)
            continue
        if f.disposition != "open" or f.owner is None:
            continue
        due = f.due or stage_due(audit, f.stage, today)
        kind: type[Duty]
        if f.answer is None:
            who = f.owner if in_audit(audit, f.owner, today) else acting_lead(audit, framework, today)
            kind = AnswerFindingDuty
        else:
            who, kind = _reviewer(audit, framework, f, today), SettleFindingDuty
        if who:
            yield kind(person=who, due=due, stage=f.stage, artifact=f.artifact, number=f.number)


def _reviewer(audit: Audit, framework: Framework, finding: Finding, today: date) -> Person | None:
    """Whoever logged it, where they still may settle it; else the first reviewer who may."""
    able = [p for p in reviewers(audit, framework, today) if may_settle(audit, framework, finding, p, today)]
    return finding.by if finding.by in able else next(iter(able), None)
