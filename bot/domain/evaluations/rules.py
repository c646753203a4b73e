"""Results: a file dropped into a thread, read at once, admitted by a click; and what a new version does to them.

Owns the life of a result file. What it says of a risk is `bot.domain.evaluations.verdicts`; a result of an earlier
version of the model counts only where an auditor says why.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from bot.domain.documents.events import DocumentOffered
from bot.domain.evaluations.commands import (
    AdmitResult,
    AnswerGuardedResult,
    CarryResult,
    DismissResult,
    FailReading,
    OfferResult,
    RecordReading,
    RerunResult,
)
from bot.domain.evaluations.events import (
    GuardedResultProposed,
    GuardedResultRefused,
    ResultAdmitted,
    ResultCarried,
    ResultDismissalProposed,
    ResultDismissed,
    ResultOffered,
    ResultRead,
    ResultSetAside,
    ResultUnread,
)
from bot.domain.evaluations.misfits import misfits
from bot.domain.evaluations.state import Result
from bot.domain.evaluations.verdicts import is_of_this_model
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.evidence import comes_late
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command, Event, Rules
from bot.domain.roster.independence import is_reviewer, judges_anothers
from bot.domain.roster.permissions import (
    live,
    needs_a_role,
    needs_a_seat,
    needs_power,
    needs_shown_version,
    only_system,
    open_to_follow_up,
)
from bot.domain.roster.seconds import are_two_reviewers

RULES = Rules()

NO_RESULT: Final = "unknown-format"
"""The reading's problem that means: this is no result file at all, so it may be a document."""

NEVER_CAME: Final = frozenset(("gone", "forbidden-host", "empty", "unreadable", "too-large", "never-ends"))
"""Problems of a file that is not here: there is nothing to be offered."""


def results_stage(framework: Framework) -> str:
    """The stage in whose thread results are read; empty where the framework has none."""
    return next((s.key for s in framework.stages if s.results), "")


def _known(audit: Audit, number: int) -> Result:
    found = audit.result(number)
    if found is None:
        raise NotNow("result-not-on-record")
    return found


@RULES.add
def offer(audit: Audit, framework: Framework, c: OfferResult, now: datetime) -> list[Event]:
    """A file in the thread of a stage with results is read; the same file once."""
    open_to_follow_up(audit)
    needs_a_seat(audit, c, now)
    if not c.source.file:
        raise Invalid("file-missing")
    place = (c.source.channel, c.source.ts, c.source.file)
    if any((r.source.channel, r.source.ts, r.source.file) == place for r in audit.results):
        return []
    number = len(audit.results) + 1
    return [
        ResultOffered(
            at=now, by=c.actor, result=number, person=c.actor, source=c.source, name=c.name.digest, artifact=c.artifact
        )
    ]


@RULES.add
def read(audit: Audit, framework: Framework, c: RecordReading, now: datetime) -> list[Event]:
    """The file was read: what does not fit the audited model is noted with it."""
    only_system(c)
    if audit.is_shut or _known(audit, c.number).status != "reading":
        return []
    notes = dict.fromkeys(n.kind for n in misfits(c.result, audit.subject, audit.weights))
    return [
        ResultRead(
            at=now,
            by=c.actor,
            result=c.number,
            content=c.content,
            size=c.size,
            reading=c.reading.digest,
            format=c.result.format,
            run=c.result.completeness.status,
            notes=tuple(notes),
            subject=audit.subject,
            model=audit.model_number,
            began=c.result.started_at if audit.rules > 1 else None,
            weights=c.result.model_digest.strip().casefold() if audit.rules > 1 else "",
            same_as=c.same_as if c.same_as and _known(audit, c.same_as).read_seq else 0,
        )
    ]


@RULES.add
def fail(audit: Audit, framework: Framework, c: FailReading, now: datetime) -> list[Event]:
    """The file could not be read as a result. Where it is here, it is offered as the document it may be."""
    only_system(c)
    result = _known(audit, c.number)
    if audit.is_shut or result.status != "reading":
        return []
    unread = ResultUnread(at=now, by=c.actor, result=c.number, problem=c.problem, params=c.params.digest)
    if c.problem in NEVER_CAME or any(o.key == c.offer for o in audit.offers):
        return [unread]
    return [
        unread,
        DocumentOffered(
            at=now,
            by=result.by,
            offer=c.offer,
            person=result.by,
            source=result.source,
            kind="file",
            artifact=result.artifact,
            name=result.name,
        ),
    ]


@RULES.add
def admit(audit: Audit, framework: Framework, c: AdmitResult, now: datetime) -> list[Event]:
    """A reviewer says which risk a result speaks to; what does not fit takes their reason. It may be its sender by the
    first edition of the rules, by later ones it is never who handed it in, nor who leads the audit.
    """
    open_to_follow_up(audit)
    result = _known(audit, c.number)
    reviews = needs_a_judge(audit, framework, result, c, now)
    if result.status in ("reading", "unread"):
        raise NotNow("result-not-read")
    if result.status == "rerun" or result.model < audit.model_number:
        raise NotNow("result-of-earlier-model")
    risk = audit.risk(c.risk)
    if risk is None:
        raise Invalid("result-risk-missing", field="risk")
    why, scale = (each.digest if each and each.text.strip() else None for each in (c.why, c.scale))
    if (why or scale) and not reviews:
        raise NotAllowed("result-why-role-only")
    placed = next((s for s in result.placed if (s.risk, s.measured) == (c.risk, c.measured)), None)
    # a value that speaks to the risk already keeps its reason; the scale is said once the threshold is open
    why = placed.why if placed else why
    if placed and scale in (None, placed.scale):
        return []
    if not placed and c.guard and c.guard.text.strip():
        return _guarded(audit, framework, c, result, c.guard.digest, why, now)
    return [
        ResultAdmitted(
            at=now,
            by=c.actor,
            result=c.number,
            risk=c.risk,
            measured=c.measured,
            why=why,
            late=_comes_late(audit, framework),
            scale=scale,
        )
    ]


def _comes_late(audit: Audit, framework: Framework) -> bool:
    return any(spec.results and comes_late(audit, spec.key) for spec in framework.stages)


def _guarded(
    audit: Audit, framework: Framework, c: AdmitResult, result: Result, guard: Digest, why: Digest | None, now: datetime
) -> list[Event]:
    """What one reviewer says of a test that was run behind changed filters; another one has to agree."""
    if not guards_count(audit, framework):
        raise NotNow("guard-not-here")
    asked, said = result.guarded, (c.risk, c.measured, why, guard, c.actor)
    if asked and (asked.risk, asked.measured, asked.why, asked.guard, asked.by) == said:
        return []
    return [
        GuardedResultProposed(
            at=now, by=c.actor, result=c.number, risk=c.risk, measured=c.measured, why=why, guard=guard
        )
    ]


def guards_count(audit: Audit, framework: Framework) -> bool:
    """Whether a test that failed may be run again behind changed filters or another system prompt."""
    return audit.rules > 1 and framework.evidence.guarded_up_to > 0


@RULES.add
def answer_guarded(audit: Audit, framework: Framework, c: AnswerGuardedResult, now: datetime) -> list[Event]:
    """Another reviewer agrees that a test was run behind changed filters or another system prompt, or does not."""
    open_to_follow_up(audit)
    result = _known(audit, c.number)
    needs_a_judge(audit, framework, result, c, now)
    asked, today = result.guarded, audit.calendar.day(now)
    if asked is None or result.status in ("dismissed", "rerun"):
        raise NotNow("guard-settled")
    if not c.confirm:
        return [GuardedResultRefused(at=now, by=c.actor, result=c.number)]
    if result.model < audit.model_number:
        raise NotNow("result-of-earlier-model")
    if not is_reviewer(audit, framework, asked.by, today):
        raise NotNow("guard-first-gone", person=asked.by)
    if not are_two_reviewers(audit, framework, asked.by, c.actor, today):
        raise NotIndependent("guard-second", person=asked.by)
    return [
        ResultAdmitted(
            at=now,
            by=c.actor,
            result=c.number,
            risk=asked.risk,
            measured=asked.measured,
            why=asked.why,
            late=_comes_late(audit, framework),
            guard=asked.guard,
            guarded_by=asked.by,
        )
    ]


@RULES.add
def dismiss(audit: Audit, framework: Framework, c: DismissResult, now: datetime) -> list[Event]:
    """It was talk; what was admitted stays. A result of this model that was read is left out by two reviewers who did
    not hand it in, each with a reason, from the second edition of the rules on.
    """
    open_to_follow_up(audit)
    result = _known(audit, c.number)
    counts = audit.rules > 1 and is_of_this_model(result)
    if counts:
        needs_a_judge(audit, framework, result, c, now)
    else:
        _senders_or_reviewers(audit, framework, result, c, now)
    if result.status == "dismissed":
        return []
    if result.status != "offered":
        raise NotNow("result-on-record-already")
    if not counts:
        return [ResultDismissed(at=now, by=c.actor, result=c.number)]
    if c.why is None or not c.why.text.strip():
        raise Invalid("dismissal-why-missing", field="why")
    asked = result.dismissal
    if asked and leave_out_together(audit, framework, asked.by, c.actor, audit.calendar.day(now)):
        return [ResultDismissed(at=now, by=c.actor, result=c.number, why=c.why.digest)]
    if asked and asked.by == c.actor and asked.why == c.why.digest:
        return []
    if asked and asked.by != c.actor and is_reviewer(audit, framework, asked.by, audit.calendar.day(now)):
        raise NotIndependent("dismissal-second", person=asked.by)
    return [ResultDismissalProposed(at=now, by=c.actor, result=c.number, why=c.why.digest)]


def leave_out_together(audit: Audit, framework: Framework, first: Person, who: Person, today: date) -> bool:
    """Whether two reviewers are two, of whom the first still is one."""
    return is_reviewer(audit, framework, first, today) and are_two_reviewers(audit, framework, first, who, today)


def senders(audit: Audit, result: Result) -> set[Person]:
    """Who handed in a result, or another file that says the very same."""
    first = result.same_as or result.number
    return {r.by for r in audit.results if first in (r.number, r.same_as)}


def handed_in_by(audit: Audit, result: Result) -> set[Person]:
    """Who handed a result in; from the second edition of the rules on also who did so with the same run in another
    file.
    """
    return senders(audit, result) if audit.rules > 1 else {result.by}


def needs_a_judge(audit: Audit, framework: Framework, result: Result, c: Command, now: datetime) -> bool:
    """Whether the actor reviews. Refuses, from the second edition of the rules on, whoever leads the audit, does not
    review, or handed the result in; by the first one, whoever neither reviews nor sent it.
    """
    if audit.rules < 2:
        return _senders_or_reviewers(audit, framework, result, c, now)
    today = audit.calendar.day(now)
    if not is_reviewer(audit, framework, c.actor, today):
        raise NotAllowed("result-reviewer-only")
    if not all(judges_anothers(audit, framework, c.actor, who, today) for who in senders(audit, result)):
        raise NotIndependent("result-own")
    return True


def _senders_or_reviewers(audit: Audit, framework: Framework, result: Result, c: Command, now: datetime) -> bool:
    """Whether the actor reviews; refuses whoever neither reviews nor sent the file."""
    reviews = is_reviewer(audit, framework, c.actor, audit.calendar.day(now))
    if not reviews and result.by != c.actor:
        raise NotAllowed("result-sender-or-reviewer-only", person=result.by)
    if not reviews:
        needs_a_role(audit, c, now)
    return reviews


@RULES.add
def carry(audit: Audit, framework: Framework, c: CarryResult, now: datetime) -> list[Event]:
    """An auditor says why a result of an earlier version still speaks; not whoever sent it."""
    result = _outdated(audit, framework, c, c.number, now)
    if result is None:
        return []
    needs_shown_version(audit, c.model)
    _needs_another(audit, framework, c, result, now)
    if not c.why.text.strip():
        raise Invalid("carry-reason-missing", field="why")
    return [ResultCarried(at=now, by=c.actor, result=c.number, model=audit.model_number, why=c.why.digest)]


@RULES.add
def rerun(audit: Audit, framework: Framework, c: RerunResult, now: datetime) -> list[Event]:
    """An auditor says that a result of an earlier version counts no longer."""
    result = _outdated(audit, framework, c, c.number, now)
    if result and audit.rules > 1:
        needs_shown_version(audit, c.model)
        _needs_another(audit, framework, c, result, now)
    return [ResultSetAside(at=now, by=c.actor, result=c.number)] if result else []


def _needs_another(audit: Audit, framework: Framework, c: Command, result: Result, now: datetime) -> None:
    """Refuse whoever handed a result in: another reviewer says what becomes of it."""
    if not all(
        judges_anothers(audit, framework, c.actor, who, audit.calendar.day(now)) for who in handed_in_by(audit, result)
    ):
        raise NotIndependent("carry-own-result")


def _outdated(audit: Audit, framework: Framework, c: Command, number: int, now: datetime) -> Result | None:
    live(audit)
    needs_power(audit, framework, c, "review", now)
    if not is_reviewer(audit, framework, c.actor, audit.calendar.day(now)):
        raise NotAllowed("outdated-reviewer-only")
    result = _known(audit, number)
    if result.status != "admitted" or result.model == audit.model_number:
        return None
    return result
