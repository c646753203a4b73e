"""Problems found: logged with a severity and the release forms they block, then disposed of.

Owns who may put a problem on record and who may say what became of it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from bot.domain.documents.rules import LAST_ROUND, request_with
from bot.domain.findings.commands import AnswerFinding, DisposeFinding, LogFinding
from bot.domain.findings.events import FindingAnswered, FindingDisposed, FindingLogged
from bot.domain.findings.seconds import propose_disposition, takes_a_second
from bot.domain.findings.state import Finding
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.evidence import is_deciding
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.stages import known_stage
from bot.domain.roster.independence import is_reviewer, judges_anothers, reviewers
from bot.domain.roster.permissions import needs_power, open_to_follow_up
from bot.domain.roster.roles import in_audit

RULES = Rules()

OWNER_DAYS: Final = 5
"""Working days until the owner of a problem says what is done about it."""


@RULES.add
def log(audit: Audit, framework: Framework, c: LogFinding, now: datetime) -> list[Event]:
    """A reviewer puts a problem on record; the lead may do so in place of a third round of changes."""
    open_to_follow_up(audit)
    known_stage(audit, framework, c.stage)
    if c.request_number is not None:
        needs_power(audit, framework, c, "manage", now)
        request = request_with(audit, c.request_number)
        if request.status == "logged":
            return []
        if request.status == "resolved":
            raise NotNow("changes-settled")
        if request.round < LAST_ROUND:
            raise NotNow("changes-round-left")
    else:
        needs_power(audit, framework, c, "review", now)
    if c.severity == "severe":
        _needs_reviewer_while_deciding(audit, framework, c.actor, audit.calendar.day(now))
    if not c.text.text.strip():
        raise Invalid("finding-text-missing", field="text")
    if c.artifact and not framework.has_artifact(c.artifact):
        raise Invalid("document-not-asked", field="artifact")
    if any(f.text == c.text.digest for f in audit.findings):
        return []
    forms = {o.number for o in framework.options}
    if not set(c.blocks) <= forms - {0}:
        raise Invalid("finding-blocks-unknown", field="blocks")
    if c.risk and audit.risk(c.risk) is None:
        raise Invalid("finding-risk-unknown", field="risk")
    owner = _owner(audit, c, now)
    return [
        FindingLogged(
            at=now,
            by=c.actor,
            finding=len(audit.findings) + 1,
            stage=c.stage,
            severity=c.severity,
            text=c.text.digest,
            artifact=c.artifact,
            blocks=tuple(sorted(set(c.blocks))),
            request=c.request_number,
            cause="test" if c.risk and c.cause == "other" else c.cause,
            risk=c.risk,
            owner=owner,
            due=audit.calendar.add(now, OWNER_DAYS) if owner else None,
        )
    ]


def _needs_reviewer_while_deciding(audit: Audit, framework: Framework, who: Person, today: date) -> None:
    """While the board decides, a severe problem voids what it voted on: that is a reviewer's word, not the lead's."""
    if is_deciding(audit) and not is_reviewer(audit, framework, who, today):
        able = reviewers(audit, framework, today)
        raise NotAllowed("finding-while-deciding", person=next(iter(able), audit.lead))


def _owner(audit: Audit, c: LogFinding, now: datetime) -> Person | None:
    """Who is asked what is done about it: somebody named, else whoever handed in the document concerned."""
    if c.owner is not None:
        if not in_audit(audit, c.owner, audit.calendar.day(now)):
            raise Invalid("finding-owner-without-role", field="owner", person=c.owner)
        return c.owner
    latest = audit.latest(c.artifact) if c.artifact else None
    return latest.by if latest and in_audit(audit, latest.by, audit.calendar.day(now)) else None


@RULES.add
def answer(audit: Audit, framework: Framework, c: AnswerFinding, now: datetime) -> list[Event]:
    """The owner says what was done; the lead may, for one who left. A reviewer then says what became of it."""
    open_to_follow_up(audit)
    finding = finding_with(audit, c.finding)
    if finding.owner is None:
        raise NotNow("finding-without-owner")
    if c.actor != finding.owner:
        if in_audit(audit, finding.owner, audit.calendar.day(now)):
            raise NotAllowed("finding-owner-only", person=finding.owner)
        needs_power(audit, framework, c, "manage", now)
    if finding.disposition != "open":
        raise NotNow("finding-settled-already")
    if not c.text.text.strip():
        raise Invalid("finding-answer-missing", field="text")
    if finding.answer == c.text.digest:
        return []
    return [FindingAnswered(at=now, by=c.actor, finding=c.finding, text=c.text.digest)]


def finding_with(audit: Audit, number: int) -> Finding:
    """A problem by its number. Refuses an unknown one."""
    found = next((f for f in audit.findings if f.number == number), None)
    if found is None:
        raise NotNow("finding-not-on-record")
    return found


def may_settle(audit: Audit, framework: Framework, finding: Finding, who: Person, today: date) -> bool:
    """Whether a reviewer is independent of a problem: neither its owner nor a maker of the document concerned."""
    makers = {who for v in audit.artifacts.get(finding.artifact, ()) for who in v.authors}
    concerned = makers | ({finding.owner} if finding.owner else set())
    return all(judges_anothers(audit, framework, who, each, today) for each in concerned)


@RULES.add
def dispose(audit: Audit, framework: Framework, c: DisposeFinding, now: datetime) -> list[Event]:
    """A reviewer says what became of a problem; whoever handed in the document concerned does not."""
    open_to_follow_up(audit)
    needs_power(audit, framework, c, "review", now)
    finding = finding_with(audit, c.finding)
    if not may_settle(audit, framework, finding, c.actor, audit.calendar.day(now)):
        raise NotIndependent("finding-own")
    if not c.why.text.strip():
        raise Invalid("finding-why-missing", field="why")
    if (finding.disposition, finding.disposed_why) == (c.disposition, c.why.digest):
        return []
    if takes_a_second(audit, finding) and c.disposition != "open":
        return propose_disposition(audit, framework, finding, c, now)
    if takes_a_second(audit, finding) and finding.disposition != "open":
        _needs_reviewer_while_deciding(audit, framework, c.actor, audit.calendar.day(now))
    if c.disposition != "open" and not is_reviewer(audit, framework, c.actor, audit.calendar.day(now)):
        raise NotAllowed("finding-reviewer-only")
    return [FindingDisposed(at=now, by=c.actor, finding=c.finding, disposition=c.disposition, why=c.why.digest)]
