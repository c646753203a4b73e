"""Duties of an audit's course: who owes what, and by when.

Owns whose each duty is (start and details, stages, pause, end, smaller kinds). Pure and quick: it runs for every
command.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain.decision.conditions import followed_decision
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import ANSWER_DAYS, Duty, answer_by, joined, stage_due
from bot.domain.kernel.framework import Framework
from bot.domain.lifecycle.adoption import is_asked
from bot.domain.lifecycle.adoption import may_agree as may_agree_to_framework
from bot.domain.lifecycle.audience import may_agree
from bot.domain.lifecycle.late_evidence import to_take_in, waits_since
from bot.domain.lifecycle.model_versions import asked_change, may_declare, takes_versions
from bot.domain.lifecycle.stages import can_close
from bot.domain.lifecycle.variants import approvers, standing_refusal, unapproved
from bot.domain.reflection.rules import reflection_stage
from bot.domain.roster.independence import reviewers
from bot.domain.roster.roles import acting_lead, people_with
from bot.domain.sign_offs.rules import answering


class ConfirmEndDuty(Duty, kind="confirm-end"):
    """Board or safety: confirm that the audit ends."""


class ConfirmAudienceDuty(Duty, kind="confirm-audience"):
    """A reviewer: is a new description for fewer people?"""


class ConfirmFrameworkDuty(Duty, kind="confirm-framework"):
    """A reviewer: is the audit to go on by another framework?"""


class SecondVersionDuty(Duty, kind="second-version", key=("number",)):
    """A reviewer: is there a new version of the model? `number`: the declaration."""


class ApproveVariantDuty(Duty, kind="approve-variant"):
    """Somebody independent: is a smaller audit enough?"""


class MakeFullDuty(Duty, kind="make-full"):
    """Lead: somebody independent says that it needs a full audit."""


class AnswerReopenedDuty(Duty, kind="answer-reopened", key=("stage",)):
    """Lead: does the stage still stand, or is it reopened?"""


class TakeInDuty(Duty, kind="take-in", key=("stage",)):
    """A reviewer: is what came after the stage was closed to count?"""

    silence = False


class PublishSummaryDuty(Duty, kind="publish-summary", key=("number",), asking="private"):
    """Lead: a draft waits."""


class CloseStageDuty(Duty, kind="close-stage", key=("stage",)):
    """Lead: everything is there."""


class OpenBallotDuty(Duty, kind="open-ballot"):
    """Lead: every stage before is closed."""


class PostDecisionDuty(Duty, kind="post-decision", key=("number",)):
    """Lead: the holds ran out: post; by the first edition of the rules, or ask the board afresh."""


class SayReopeningDuty(Duty, kind="say-reopening", key=("number",)):
    """Lead: nothing is released: what would reopen the question?"""


def taking_in(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """A reviewer is asked to take in what came late, where it may be taken in now."""
    able = reviewers(audit, framework, today) if audit.rules > 1 else []
    for key in audit.stages if able else ():
        if found := to_take_in(audit, framework, key):
            due = answer_by(audit, audit.calendar.add(waits_since(audit, found), ANSWER_DAYS), joined(audit, able[0]))
            yield TakeInDuty(person=able[0], due=due, stage=key)


def ending(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """Board and safety are asked to confirm an end."""
    if audit.end_proposal:
        for who in people_with(audit, framework, "confirm-end", today):
            if who != audit.end_proposal.by:
                due = audit.calendar.add(audit.end_proposal.at, ANSWER_DAYS)
                yield ConfirmEndDuty(person=who, due=due, about=audit.end_proposal.by)


def narrowing(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """The first reviewer who may is asked whether a new description is for fewer people."""
    if audit.audience:
        for who in list(may_agree(audit, framework, today))[:1]:
            due = audit.calendar.add(audit.audience.at, ANSWER_DAYS)
            yield ConfirmAudienceDuty(person=who, due=due, about=audit.audience.by)


def adopting(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """The first reviewer who may is asked whether the audit goes on by another framework; not as the board decides."""
    if audit.framework_proposal and not is_asked(audit):
        for who in list(may_agree_to_framework(audit, framework, today))[:1]:
            due = audit.calendar.add(audit.framework_proposal.at, ANSWER_DAYS)
            yield ConfirmFrameworkDuty(person=who, due=due, about=audit.framework_proposal.by)


def declaring(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """The reviewers are asked whether there is a new version of the model; one of them is enough."""
    change = asked_change(audit)
    if change is None or not takes_versions(audit, framework):
        return
    due = audit.calendar.add(change.at, ANSWER_DAYS)
    for who in may_declare(audit, framework, change, today):
        yield SecondVersionDuty(person=who, due=due, number=change.number)


def variant(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """Somebody independent is asked whether a smaller audit is enough; the first who can. Who says no is not asked
    again: the lead is, to make it a full one.
    """
    if not unapproved(audit, framework):
        return
    lead, refused = acting_lead(audit, framework, today), standing_refusal(audit, framework, today)
    if refused and lead:
        due = audit.calendar.add(refused.at, ANSWER_DAYS)
        yield MakeFullDuty(person=lead, due=due, about=refused.by, stage=framework.stages[0].key)
    elif not refused:
        for who in approvers(audit, framework, today)[:1]:
            due = answer_by(audit, stage_due(audit, framework.stages[0].key, today), joined(audit, who))
            yield ApproveVariantDuty(
                person=who,
                due=due,
                about=audit.started_by,
                stage=framework.stages[0].key,
            )


def checkpoints(audit: Audit, framework: Framework, approved: Sequence[str], today: date) -> Iterator[Duty]:
    """What the acting lead does next: publish, answer for reopened stages, close, open the ballot.

    `approved`: the open stages whose documents and approvals are all there.
    """
    lead = acting_lead(audit, framework, today)
    if lead is None:
        return
    reflection = reflection_stage(framework)
    summary = audit.summary
    drafted = summary and summary.status == "drafted"
    if reflection and summary and drafted and audit.stages[reflection.key].status == "open":
        yield PublishSummaryDuty(
            person=lead,
            number=summary.number,
            due=stage_due(audit, reflection.key, today),
            stage=reflection.key,
        )
    for spec in framework.stages:
        stage = audit.stages[spec.key]
        due = stage_due(audit, spec.key, today)
        if stage.questioned:
            reopened = next(iter(audit.open_stages()), spec.key)
            by = stage_due(audit, reopened, today)
            asked = answering(audit, framework, spec.key, today) if audit.rules > 1 else [lead]
            for who in asked:
                yield AnswerReopenedDuty(person=who, due=by, stage=spec.key)
        if spec.key in approved and can_close(audit, framework, spec.key, today):
            yield CloseStageDuty(person=lead, due=due, stage=spec.key)
        if spec.ballot and stage.status == "open" and _ballot_awaited(audit, framework):
            yield OpenBallotDuty(person=lead, due=due, stage=spec.key)
        if spec.ballot and audit.proposal and audit.proposal.lapsed and not audit.proposal.held:
            number, by = audit.proposal.round, audit.calendar.add(audit.proposal.lapsed[-1].until, 1)
            yield PostDecisionDuty(person=lead, due=by, stage=spec.key, number=number)


def _ballot_awaited(audit: Audit, framework: Framework) -> bool:
    if audit.proposal or (audit.ballot and audit.ballot.status in ("open", "closed")):
        return False
    before = [s for s in framework.stages if not s.ballot]
    return all(audit.stages[s.key].status == "closed" and not audit.stages[s.key].questioned for s in before)


def reopening(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """Of a model that is not released, the lead adds what would reopen the question."""
    found, lead = followed_decision(audit), acting_lead(audit, framework, today)
    if found is None or found.form or audit.paused or lead is None:
        return
    said = audit.staging
    if said is None or said.words is None or said.at < found.at:
        due = audit.calendar.add(found.at, ANSWER_DAYS)
        yield SayReopeningDuty(person=lead, due=due, number=found.round)
