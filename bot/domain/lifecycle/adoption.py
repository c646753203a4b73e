"""Another framework for an audit under way: the lead asks, a reviewer agrees, and both are told first what reopens.

Owns that request and its second, for audits of every edition of the rules, and what becomes of what was signed,
accepted and admitted by the framework before. How a smaller audit becomes a full one: `bot.domain.lifecycle.variants`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from functools import reduce

from bot.domain.decision.suspension import problem_of
from bot.domain.documents.acceptance import reviews, wrote_none
from bot.domain.evaluations.rules import senders
from bot.domain.evaluations.state import Result
from bot.domain.evaluations.verdicts import is_of_this_model
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.framework import Framework, thaw
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.stages import reopened as reopening
from bot.domain.lifecycle.commands import AnswerFramework, ProposeFramework
from bot.domain.lifecycle.events import FrameworkAdopted, FrameworkKept, FrameworkProposed
from bot.domain.lifecycle.fold import adopted, reopened
from bot.domain.lifecycle.stages import obstacles
from bot.domain.lifecycle.state import Past
from bot.domain.roster.independence import is_reviewer, judges_anothers, judges_for_another, reviewers
from bot.domain.roster.permissions import needs_power, running
from bot.domain.roster.roles import conflict
from bot.domain.roster.seconds import helped_in

RULES = Rules()


class Reopening(Frozen):
    """What another framework would bring about: everybody who is asked reads it before it happens."""

    stages: tuple[str, ...]
    """The closed stages that open again."""
    unsigned: bool
    """Whether every signature is asked for again: the rules have another edition."""
    documents: tuple[str, ...]
    """Documents that somebody else has to accept: whoever did may not by the new rules."""
    results: tuple[int, ...]
    """Results that wait for a reviewer's word again."""
    findings: tuple[int, ...]
    """Severe problems that stand open again: one person lowered them."""
    waivers: tuple[Person, ...]
    """Whose waiver is over."""
    asked: tuple[str, ...]
    """Documents that are asked for and were not before, of the stages that are or were open."""


def fingerprint(text: str) -> Digest:
    """Which framework a canonical text is, whatever salt it is kept with."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


@RULES.add
def propose(audit: Audit, framework: Framework, c: ProposeFramework, now: datetime) -> list[Event]:
    """The lead asks. Nothing changes before a reviewer agrees."""
    needs_power(audit, framework, c, "manage", now)
    new = thaw(c.framework.text)
    check(audit, framework, new, c.past, audit.calendar.day(now))
    asked = fingerprint(c.framework.text)
    if audit.framework_proposal and (audit.framework_proposal.by, audit.framework_proposal.fingerprint) == (
        c.actor,
        asked,
    ):
        return []
    return [FrameworkProposed(at=now, by=c.actor, fingerprint=asked, title=new.version)]


@RULES.add
def answer(audit: Audit, framework: Framework, c: AnswerFramework, now: datetime) -> list[Event]:
    """A reviewer agrees to the very framework that was asked for, or the audit stays with its own.

    It may stay whichever the bot has by now.
    """
    running(audit)
    asked = audit.framework_proposal
    if asked is None or (c.confirm and asked.fingerprint != fingerprint(c.framework.text)):
        raise NotNow("adoption-settled", person=audit.lead)
    able = list(may_agree(audit, framework, audit.calendar.day(now)))
    if c.actor not in able:
        raise NotAllowed("adoption-reviewer-only", person=able[0] if able else audit.lead)
    if not c.confirm:
        return [FrameworkKept(at=now, by=c.actor)]
    new = thaw(c.framework.text)
    check(audit, framework, new, c.past, audit.calendar.day(now))
    event = _adopted(audit, framework, new, c, now)
    after = adopted(audit, event)
    again = tuple(_stages(audit, framework, after, new))
    stages = [reopening(audit, new, stage, asked.by, None, now) for stage in again]
    return [event.replace(stages=again), *stages, *_problems(after, new, now)]


def may_agree(audit: Audit, framework: Framework, today: date) -> Iterator[Person]:
    """The reviewers who may agree, as the newest rules say who reviews: none who asked for it, or came in through
    them.
    """
    if audit.framework_proposal:
        by, strict = audit.framework_proposal.by, audit.replace(rules=max(audit.rules, 2))
        able = (p for p in reviewers(strict, framework, today) if not helped_in(strict, framework, by, p))
        yield from (p for p in able if judges_for_another(strict, framework, p, by, today))


def check(audit: Audit, framework: Framework, new: Framework, past: Past, today: date) -> None:
    """Refuse where an audit cannot go on by a framework, with what to do first."""
    running(audit)
    if framework == new:
        raise NotNow("adoption-same")
    if new.rules < audit.rules:
        raise NotNow("adoption-of-before")
    if is_asked(audit):
        raise NotNow("adoption-board-deciding")
    if new.variant.key != framework.variant.key or [s.key for s in new.stages] != list(audit.stages):
        raise NotNow("adoption-other-stages")
    if lost := list(_lost(audit, new)):
        raise NotNow("adoption-lost", lost=lost)
    if people := apart(audit, framework, new, past, today):
        raise NotNow("adoption-people-apart", people=people)


def is_asked(audit: Audit) -> bool:
    """Whether the board is asked for something: it votes, its result cools off, or it is told of one from outside."""
    voting = audit.ballot is not None and audit.ballot.status in ("open", "closed")
    return voting or audit.proposal is not None or audit.outside_proposal is not None


def _lost(audit: Audit, new: Framework) -> Iterator[str]:
    """What is on record and has no place in a framework: documents, roles, the release form that is asked for."""
    yield from (key for key in audit.artifacts if not new.has_artifact(key))
    yield from (role for role in audit.roster if not new.has_role(role))
    if all(option.number != audit.asked_form for option in new.options):
        yield str(audit.asked_form)


def apart(audit: Audit, framework: Framework, new: Framework, past: Past, today: date) -> list[Person]:
    """Who stands in a role that the new rules keep them from."""
    after = _remembering(audit, framework, new, past)
    found = [
        seat.person
        for role, seats in after.roster.items()
        for seat in seats
        if seat.accepted is not False and seat.person not in audit.gone
        if conflict(after, new, seat.person, role, today)
    ]
    return list(dict.fromkeys(found))


def _remembering(audit: Audit, framework: Framework, new: Framework, past: Past) -> Audit:
    """Who stands for what, with all that was before, as the new rules look at it."""
    over = _waivers(audit, framework, new)
    kept = tuple(w for n, w in enumerate(audit.waivers) if n not in over)
    roles = {role: (*past.roles.get(role, ()), *audit.past_roles.get(role, ())) for role in (r.key for r in new.roles)}
    return audit.replace(rules=new.rules, past_roles=roles if new.rules > 1 else {}, waivers=kept)


def _waivers(audit: Audit, framework: Framework, new: Framework) -> tuple[int, ...]:
    """The waivers that let a builder judge: from the second edition of the rules on there are none."""
    if new.rules == audit.rules:
        return ()
    builders = {r.key for r in (*framework.roles, *new.roles) if "respond" in r.powers}
    return tuple(n for n, waiver in enumerate(audit.waivers) if builders & set(waiver.roles))


def what_reopens(audit: Audit, framework: Framework, c: ProposeFramework | AnswerFramework, now: datetime) -> Reopening:
    """What would happen, were the framework of a command adopted now. Whether it may be, `check` says."""
    new = thaw(c.framework.text)
    event = _adopted(audit, framework, new, c, now)
    after = adopted(audit, event)
    stages = _stages(audit, framework, after, new)
    later = reduce(reopened, (reopening(audit, new, stage, c.actor, None, now) for stage in stages), after)
    begun = [key for key, stage in audit.stages.items() if stage.status != "waiting"]
    before = {o.artifact for key in begun for o in obstacles(audit, framework, key, audit.calendar.day(now))}
    missing = (
        o for key in begun for o in obstacles(later, new, key, audit.calendar.day(now)) if o.kind == "document-missing"
    )
    return Reopening(
        stages=tuple(stages),
        unsigned=new.rules != audit.rules,
        documents=tuple(event.documents),
        results=event.results,
        findings=event.findings,
        waivers=tuple(audit.waivers[n].person for n in event.waivers),
        asked=tuple(o.artifact for o in missing if o.artifact not in {*before, *event.documents}),
    )


def _adopted(
    audit: Audit, framework: Framework, new: Framework, c: ProposeFramework | AnswerFramework, now: datetime
) -> FrameworkAdopted:
    asked = audit.framework_proposal
    event = FrameworkAdopted(
        at=now,
        by=c.actor,
        framework=c.framework.digest,
        rules=new.rules,
        title=new.version,
        asked_by=asked.by if asked else c.actor,
        before=_named(framework),
        after=_named(new),
        waivers=_waivers(audit, framework, new),
        past=c.past,
    )
    if new.rules == audit.rules:
        return event
    # who may judge what is asked by the new rules, with all that the audit remembers by them
    after, today = adopted(audit, event), audit.calendar.day(now)
    return event.replace(
        documents=dict(_documents(after, new, today)),
        results=tuple(r.number for r in after.results if _waits_again(after, new, r, today)),
        findings=tuple(
            f.number
            for f in after.findings
            if f.severity == "severe" and f.disposition != "open" and f.seconded_by is None
        ),
    )


def _named(framework: Framework) -> str:
    return f"{framework.title} {framework.version}"


def _documents(audit: Audit, new: Framework, today: date) -> Iterator[tuple[str, int]]:
    """The accepted versions whose reviewer may not accept them by these rules."""
    for key in audit.artifacts:
        version, spec = audit.accepted(key), new.artifact(key)
        who = version.reviewed_by if version else None
        if (
            version
            and who
            and not (reviews(audit, new, spec, who, today) and wrote_none(audit, new, version, who, today))
        ):
            yield key, version.number


def _waits_again(audit: Audit, new: Framework, result: Result, today: date) -> bool:
    """Whether a result was admitted by somebody who may not by these rules, or left out by one person."""
    if result.status == "dismissed":
        return is_of_this_model(result) and result.dismissal is None
    judges = {said.by for said in result.speaks}
    return result.status == "admitted" and not all(
        is_reviewer(audit, new, who, today)
        and all(judges_anothers(audit, new, who, sender, today) for sender in senders(audit, result))
        for who in judges
    )


def _stages(audit: Audit, framework: Framework, after: Audit, new: Framework) -> list[str]:
    """The closed stages that open again: all of them by another edition of the rules, else those that the framework
    says otherwise, or that look otherwise by it.
    """
    closed = [key for key, stage in audit.stages.items() if stage.status == "closed"]
    if new.rules != audit.rules:
        return closed
    return [
        key
        for key in closed
        if framework.stage(key) != new.stage(key) or evidence_of(after, new, key) != after.stages[key].closed_evidence
    ]


def _problems(audit: Audit, new: Framework, now: datetime) -> Iterator[Event]:
    """What a confirmed report puts on record by the second edition of the rules, where it did not by the first."""
    decision = audit.decision
    if decision is None or decision.suspended is None or audit.rules < 2:
        return
    found = next((r for r in audit.reports if r.number == decision.suspended.report), None)
    if found and all(f.report != found.number for f in audit.findings):
        yield problem_of(audit, new, found, decision, decision.suspended.stage, now)
