"""The second that a severe problem takes before it is lowered, from the second edition of the rules on.

Owns who lowers one, who seconds that, and what is never lowered. Everything else on problems is
`bot.domain.findings.rules`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from bot.domain.evaluations.risks import verdict_on
from bot.domain.findings.commands import DisposeFinding, SecondDisposition
from bot.domain.findings.events import FindingDisposed, FindingDispositionProposed, FindingDispositionRefused
from bot.domain.findings.state import Finding
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.framework import Framework, RoleSpec
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.permissions import live
from bot.domain.roster.roles import acts_in, holders, seats_for

RULES = Rules()

SAFETY_FROM: Final = 4
"""A severe problem that blocks this release form or a more open one is not lowered without Safety."""


def takes_a_second(audit: Audit, finding: Finding) -> bool:
    """Whether a problem is lowered by two people."""
    return audit.rules > 1 and finding.severity == "severe"


def propose_disposition(
    audit: Audit, framework: Framework, finding: Finding, c: DisposeFinding, now: datetime
) -> list[Event]:
    """A reviewer asks to lower a severe problem. Refuses while its risk fails, or nothing answers its report."""
    if not _reviews(audit, framework, c.actor, now.date()):
        raise NotAllowed("finding-reviewer-only")
    if c.actor in _concerned(audit, finding):
        raise NotIndependent("finding-own")
    _needs_an_answer(audit, finding)
    asked = finding.proposed
    if asked and (asked.disposition, asked.why, asked.by) == (c.disposition, c.why.digest, c.actor):
        return []
    return [
        FindingDispositionProposed(
            at=now, by=c.actor, finding=finding.number, disposition=c.disposition, why=c.why.digest
        )
    ]


def _needs_an_answer(audit: Audit, finding: Finding) -> None:
    risk = audit.risk(finding.risk) if finding.risk else None
    if risk and verdict_on(audit, risk) == "does-not-support":
        raise NotNow("finding-risk-fails", risk=risk.key)
    since = next((r.at for r in audit.reports if r.number == finding.report), None)
    if since is None:
        return
    documents = (v.at for versions in audit.artifacts.values() for v in versions if v.status == "accepted")
    results = (r.at for r in audit.results if r.status == "admitted")
    if not any(at > since for at in (*documents, *results)):
        raise NotNow("finding-report-unanswered", report=finding.report)


@RULES.add
def second(audit: Audit, framework: Framework, c: SecondDisposition, now: datetime) -> list[Event]:
    """Another person, independent of what it is about, agrees that it is lowered, or leaves it open."""
    live(audit)
    finding = next((f for f in audit.findings if f.number == c.finding), None)
    if finding is None:
        raise NotNow("finding-not-on-record")
    asked = finding.proposed
    if asked is None:
        raise NotNow("finding-nothing-to-second")
    if c.actor == asked.by:
        raise NotIndependent("finding-second-own")
    if c.actor not in seconds(audit, framework, finding, now.date()):
        if _waits_for_safety(audit, framework, finding, now.date()):
            raise NotAllowed("finding-second-safety", person=asked.by)
        raise NotAllowed("finding-second", person=asked.by)
    if not c.confirm:
        return [FindingDispositionRefused(at=now, by=c.actor, finding=finding.number)]
    _needs_an_answer(audit, finding)
    return [
        FindingDisposed(
            at=now,
            by=c.actor,
            finding=finding.number,
            disposition=asked.disposition,
            why=asked.why,
            proposed_by=asked.by,
        )
    ]


def seconds(audit: Audit, framework: Framework, finding: Finding, today: date) -> list[Person]:
    """Who may second what is proposed for a problem: reviewers, external reviewers and seats of the board.

    Neither who proposed it or acts in the same seat alone, nor who made or owns what it is about, nor who judges by a
    waiver; Safety alone where it blocks a form that takes their word and somebody else proposed it.
    """
    asked = finding.proposed
    if asked is None:
        return []
    only_safety = _waits_for_safety(audit, framework, finding, today)
    judging = [r for r in framework.roles if (_is_safety(r) if only_safety else _judges(framework, r))]
    able = dict.fromkeys(p for r in judging for p in holders(audit, r.key, today))
    return [p for p in able if _is_second(audit, judging, finding, p, today)]


def _is_second(audit: Audit, judging: list[RoleSpec], finding: Finding, who: Person, today: date) -> bool:
    asked = finding.proposed
    by = asked.by if asked else None
    elsewhere = any(seat != by for r in judging for seat in seats_for(audit, r.key, who, today))
    waived = any(w.person == who and w.seconded_by for w in audit.waivers)
    return who != by and elsewhere and not waived and who not in _concerned(audit, finding)


def _waits_for_safety(audit: Audit, framework: Framework, finding: Finding, today: date) -> bool:
    asked = finding.proposed
    safety = [r.key for r in framework.roles if _is_safety(r)]
    if asked is None or not safety or max(finding.blocks, default=0) < SAFETY_FROM:
        return False
    return not any(acts_in(audit, role, asked.by, today) for role in safety)


def _is_safety(role: RoleSpec) -> bool:
    """Safety is the role that reviews and also confirms the end of an audit."""
    return {"review", "confirm-end"} <= set(role.powers)


def _judges(framework: Framework, role: RoleSpec) -> bool:
    powers = set(role.powers)
    apart = {other.key for other in framework.roles if other.key != role.key}
    external = apart <= set(framework.apart_from(role.key))
    return ("review" in powers and "manage" not in powers) or "vote" in powers or external


def _reviews(audit: Audit, framework: Framework, who: Person, today: date) -> bool:
    roles: Iterator[RoleSpec] = (r for r in framework.roles if "review" in r.powers and "manage" not in r.powers)
    return any(acts_in(audit, r.key, who, today) for r in roles)


def _concerned(audit: Audit, finding: Finding) -> set[Person]:
    """Who owns a problem, made the document it is about, or handed in a result of its risk."""
    makers = {v.by for v in audit.artifacts.get(finding.artifact, ())}
    owner = {finding.owner} if finding.owner else set()
    measured = {r.by for r in audit.results if finding.risk and any(s.risk == finding.risk for s in r.speaks)}
    return makers | owner | measured
