"""The second that a severe problem takes before it is lowered, from the second edition of the rules on.

Owns who lowers one, who seconds that, and what is never lowered. Everything else on problems is
`bot.domain.findings.rules`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from bot.domain.evaluations.verdicts import verdict_on
from bot.domain.findings.commands import DisposeFinding, SecondDisposition
from bot.domain.findings.events import FindingDisposed, FindingDispositionProposed, FindingDispositionRefused
from bot.domain.findings.state import Finding
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.evidence import is_deciding
from bot.domain.kernel.framework import Framework, RoleSpec
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.independence import holds_by_waiver, is_reviewer, judges_for_another, needs_ties
from bot.domain.roster.permissions import open_to_follow_up
from bot.domain.roster.roles import first_holder_before, holders, seats_for
from bot.domain.roster.seconds import helped_in

RULES = Rules()

SAFETY_FROM: Final = 4
"""A severe problem that blocks this release form or a more open one is lowered by Safety and an auditor."""


def takes_a_second(audit: Audit, finding: Finding) -> bool:
    """Whether a problem is lowered by two people."""
    return audit.rules > 1 and finding.severity == "severe"


def propose_disposition(
    audit: Audit, framework: Framework, finding: Finding, c: DisposeFinding, now: datetime
) -> list[Event]:
    """A reviewer asks to lower a severe problem. Refuses while its risk fails, or nothing answers its report."""
    if not _reviews(audit, framework, c.actor, audit.calendar.day(now)):
        if first := _late(audit, framework, c.actor, audit.calendar.day(now)):
            raise NotIndependent("first-holder-lowers", person=first)
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
    documents = (v.at for versions in audit.artifacts.values() for v in versions if v.counts)
    results = (r.at for r in audit.results if r.status == "admitted")
    if not any(at > since for at in (*documents, *results)):
        raise NotNow("finding-report-unanswered", report=finding.report)


@RULES.add
def second(audit: Audit, framework: Framework, c: SecondDisposition, now: datetime) -> list[Event]:
    """Another person, independent of what it is about, agrees that it is lowered, or leaves it open."""
    open_to_follow_up(audit)
    finding = next((f for f in audit.findings if f.number == c.finding), None)
    if finding is None:
        raise NotNow("finding-not-on-record")
    asked = finding.proposed
    if asked is None or not _reviews(audit, framework, asked.by, audit.calendar.day(now)):
        raise NotNow("finding-nothing-to-second")
    if c.actor == asked.by:
        raise NotIndependent("finding-second-own")
    if c.actor not in seconds(audit, framework, finding, audit.calendar.day(now)):
        if helped_in(audit, framework, asked.by, c.actor):
            raise NotIndependent("finding-second-helped", person=asked.by)
        if first := _late(audit, framework, c.actor, audit.calendar.day(now)):
            raise NotIndependent("first-holder-lowers", person=first)
        if roles := _missing_roles(audit, framework, finding, audit.calendar.day(now)):
            if any(_is_safety(r) for r in roles):
                raise NotAllowed("finding-second-safety", person=asked.by)
            raise NotAllowed("finding-second-auditor", person=asked.by)
        raise NotAllowed("finding-second", person=asked.by)
    if c.confirm and is_deciding(audit):
        raise NotNow("finding-lowering-waits")
    if not c.confirm:
        return [FindingDispositionRefused(at=now, by=c.actor, finding=finding.number)]
    needs_ties(audit, framework, c.actor, audit.calendar.day(now))
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

    Neither who proposed it or acts in the same seat alone, nor who helped them into their role, nor who made or owns
    what it is about, nor who judges by a waiver, nor a Safety who joined late. Where it blocks a form that takes Safety
    and an auditor, the one of them that is missing.
    """
    asked = finding.proposed
    if asked is None or not _reviews(audit, framework, asked.by, today):
        return []
    judging = [r for r in framework.roles if _judges(framework, r)]
    wanted = _missing_roles(audit, framework, finding, today) or judging
    able = dict.fromkeys(
        p for r in wanted for p in holders(audit, r.key, today) if _seats(audit, framework, r, p, today)
    )
    return [p for p in able if _is_second(audit, framework, judging, finding, p, today)]


def _is_second(
    audit: Audit, framework: Framework, judging: list[RoleSpec], finding: Finding, who: Person, today: date
) -> bool:
    asked = finding.proposed
    by = asked.by if asked else who
    there = any(_seats(audit, framework, r, who, today) for r in judging)
    elsewhere = there and judges_for_another(audit, framework, who, by, today)
    independent = not holds_by_waiver(audit, who) and who not in _concerned(audit, finding)
    return who != by and elsewhere and independent and not helped_in(audit, framework, by, who)


def _missing_roles(audit: Audit, framework: Framework, finding: Finding, today: date) -> list[RoleSpec]:
    """Of Safety and auditors, both of whom the lowering of such a problem takes, those who did not propose it.

    Empty where anybody who judges may second.
    """
    asked = finding.proposed
    reviewing = [r for r in framework.roles if _reviewing(r)]
    safety = [r for r in reviewing if _is_safety(r)]
    if asked is None or not safety or max(finding.blocks, default=0) < SAFETY_FROM:
        return []
    auditors = [r for r in reviewing if not _is_safety(r)]
    theirs = {r.key for r in reviewing if _seats(audit, framework, r, asked.by, today)}
    ways = ((safety, auditors), (auditors, safety))
    return [role for one, other in ways if any(r.key in theirs for r in one) for role in other]


def _seats(audit: Audit, framework: Framework, role: RoleSpec, who: Person, today: date) -> list[Person]:
    """The seats of a role in which somebody judges: none of Safety's that joined late, while an earlier one stays."""
    seats = seats_for(audit, role.key, who, today)
    return [seat for seat in seats if first_holder_before(audit, framework, role.key, seat) is None]


def _late(audit: Audit, framework: Framework, who: Person, today: date) -> Person | None:
    """Who judges in the place of a Safety who joined late; None for everybody else."""
    safety = [r.key for r in framework.roles if _is_safety(r)]
    first = (first_holder_before(audit, framework, r, seat) for r in safety for seat in seats_for(audit, r, who, today))
    return next((person for person in first if person), None)


def _is_safety(role: RoleSpec) -> bool:
    """Safety is the role that reviews and also confirms the end of an audit."""
    return {"review", "confirm-end"} <= set(role.powers)


def _reviewing(role: RoleSpec) -> bool:
    return "review" in role.powers and "manage" not in role.powers


def _judges(framework: Framework, role: RoleSpec) -> bool:
    apart = {other.key for other in framework.roles if other.key != role.key}
    external = apart <= set(framework.apart_from(role.key))
    return _reviewing(role) or "vote" in role.powers or external


def _reviews(audit: Audit, framework: Framework, who: Person, today: date) -> bool:
    return is_reviewer(audit, framework, who, today) and any(
        _seats(audit, framework, r, who, today) for r in framework.roles if _reviewing(r)
    )


def _concerned(audit: Audit, finding: Finding) -> set[Person]:
    """Who owns a problem, made the document it is about, or handed in a result of its risk."""
    makers = {who for v in audit.artifacts.get(finding.artifact, ()) for who in v.authors}
    owner = {finding.owner} if finding.owner else set()
    measured = {r.by for r in audit.results if finding.risk and any(s.risk == finding.risk for s in r.placed)}
    return makers | owner | measured
