"""What comes late for a closed stage: documents, results, risks, thresholds. From the second edition of the rules on.

Owns what lies beside a stage, and its being taken in, which opens that stage alone. What is accepted or admitted late
is told by the subjects of documents and results.
"""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.evaluations.late_risks import late_keys
from bot.domain.evaluations.rules import results_stage
from bot.domain.evaluations.state import Result
from bot.domain.evaluations.verdicts import judge_result
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.evidence import is_deciding
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.stages import known_stage, reopened
from bot.domain.lifecycle.commands import TakeIn
from bot.domain.lifecycle.events import LateTakenIn
from bot.domain.roster.independence import is_reviewer, reviewers
from bot.domain.roster.permissions import running

RULES = Rules()


class Late(Frozen):
    """What lies beside a stage and may be taken in."""

    artifacts: dict[str, int] = {}
    """Document -> its newest version that came late."""
    results: tuple[int, ...] = ()
    risks: tuple[str, ...] = ()
    """The risks of which something lies beside: the risk itself, or thresholds."""

    def __bool__(self) -> bool:
        return bool(self.artifacts or self.results or self.risks)


def late_evidence(audit: Audit, framework: Framework, stage: str) -> Late:
    """What was accepted or admitted for a stage after it was closed, and nobody took in."""
    artifacts = {}
    for spec in framework.stage(stage).artifacts:
        counting = audit.accepted(spec.key)
        newest = audit.accepted(spec.key, late=True)
        if newest and newest.late and (counting is None or counting.number < newest.number):
            artifacts[spec.key] = newest.number
    late = (r.number for r in audit.results if r.late) if results_stage(framework) == stage else ()
    risks = late_keys(audit) if framework.stage(stage).risks else ()
    return Late(artifacts=artifacts, results=tuple(late), risks=risks)


def to_take_in(audit: Audit, framework: Framework, stage: str) -> Late:
    """What of it may be taken in now: from the opening of a ballot to the post only what speaks against a form, and
    nothing while it is proposed that nothing is released; it waits.
    """
    found = late_evidence(audit, framework, stage)
    if not is_deciding(audit):
        return found
    if audit.proposal and audit.proposal.form == 0:
        return Late()
    return Late(
        artifacts={key: n for key, n in found.artifacts.items() if _withdraws_a_need(audit, key, n)},
        results=tuple(n for n in found.results if (result := audit.result(n)) and _fails(audit, result)),
    )


def _withdraws_a_need(audit: Audit, artifact: str, number: int) -> bool:
    """Whether a version does not support what the one that counts supports."""
    counting = audit.accepted(artifact)
    late = next(v for v in audit.artifacts[artifact] if v.number == number)
    return late.supports is False and counting is not None and counting.supports is not False


def _fails(audit: Audit, result: Result) -> bool:
    judged = ((risk, said) for said in result.late if (risk := audit.risk(said.risk)))
    return any(judge_result(audit, risk, result, said).verdict == "does-not-support" for risk, said in judged)


@RULES.add
def take_in(audit: Audit, framework: Framework, c: TakeIn, now: datetime) -> list[Event]:
    """A reviewer has what came late counted: it opens its stage again, and no other."""
    running(audit)
    stage = known_stage(audit, framework, c.stage)
    if not is_reviewer(audit, framework, c.actor, audit.calendar.day(now)):
        raise NotAllowed(
            "late-reviewer-only", person=next(iter(reviewers(audit, framework, audit.calendar.day(now))), audit.lead)
        )
    if not late_evidence(audit, framework, c.stage):
        return []
    found = to_take_in(audit, framework, c.stage)
    if not found:
        raise NotNow("late-waits")
    taken = LateTakenIn(
        at=now, by=c.actor, stage=c.stage, artifacts=found.artifacts, results=found.results, risks=found.risks
    )
    if stage.status != "closed":
        return [taken]
    return [taken, reopened(audit, framework, c.stage, c.actor, None, now)]


def waits_since(audit: Audit, found: Late) -> date:
    """The day on which the last of what lies beside a stage came."""
    documents = (v.at for key, n in found.artifacts.items() for v in audit.artifacts[key] if v.number == n)
    admitted = (said.at for r in audit.results if r.number in found.results for said in r.late)
    risks = (late.at for late in audit.late_risks if late.risk.key in found.risks)
    sealed = (late.threshold.at for late in audit.late_thresholds if late.risk in found.risks)
    return audit.calendar.day(max(at for at in (*documents, *admitted, *risks, *sealed) if at))
