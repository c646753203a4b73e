"""The kinds of an audit: full, light (fewer steps and documents, up to a release form), practice (decides nothing).

Owns who approves the reason of a smaller one, and its becoming a full one. What a kind consists of is framework data;
an audit runs by the framework it was started with, whatever its kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.framework import Framework, thaw
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command, Event, Rules
from bot.domain.lifecycle.commands import AnswerFramework, ApproveVariant, RefuseVariant, StartAudit, UpgradeAudit
from bot.domain.lifecycle.events import AuditUpgraded, FrameworkAdopted, VariantApproved, VariantRefused
from bot.domain.lifecycle.state import VariantRefusal
from bot.domain.roster.independence import holds_by_waiver, is_builder
from bot.domain.roster.permissions import live, needs_power, running
from bot.domain.roster.roles import holders

RULES = Rules()


def in_force(framework: Framework, command: Command, events: Sequence[Event]) -> Framework:
    """The framework that holds after a command: another one where it made the audit a full one, or took another in."""
    if isinstance(command, UpgradeAudit | AnswerFramework) and any(
        isinstance(event, AuditUpgraded | FrameworkAdopted) for event in events
    ):
        return thaw(command.framework.text)
    return framework


def check_start(framework: Framework, c: StartAudit) -> None:
    """Refuse a smaller audit without a reason, and a form it cannot decide."""
    if framework.variant.approved_by and not (c.reason and c.reason.text.strip()):
        raise Invalid("variant-reason-missing", field="reason")


def unapproved(audit: Audit, framework: Framework) -> bool:
    """Whether the reason of this audit's kind still waits for approval."""
    return bool(framework.variant.approved_by) and audit.variant_approved_by is None


def approvers(audit: Audit, framework: Framework, today: date) -> list[Person]:
    """Who may approve the reason: holders of the named roles who neither started nor lead this audit, nor built it."""
    named = [who for role in framework.variant.approved_by for who in holders(audit, role, today)]
    return [who for who in dict.fromkeys(named) if not _involved(audit, framework, who, today)]


def _involved(audit: Audit, framework: Framework, who: Person, today: date) -> bool:
    powers = {p for r in framework.roles if who in holders(audit, r.key, today) for p in r.powers}
    built = audit.rules > 1 and (is_builder(audit, framework, who, today) or holds_by_waiver(audit, who))
    return who == audit.started_by or built or bool(powers & {"manage", "respond"})


def standing_refusal(audit: Audit, framework: Framework, today: date) -> VariantRefusal | None:
    """The word of whoever said that it needs a full audit, until they take it back: see `_stands`."""
    refused = audit.variant_refused
    return refused if refused and _stands(audit, framework, refused.by, today) else None


def _stands(audit: Audit, framework: Framework, who: Person, today: date) -> bool:
    """Whether somebody's refusal counts: a role taken from them changes nothing, so that no lead is rid of it that way.

    It goes with people who left, and with whom the rules find to build the model or to judge by a waiver. By the first
    edition of the rules it counts while they may still be asked.
    """
    if audit.rules < 2:
        return who in approvers(audit, framework, today)
    return not (who in audit.gone or is_builder(audit, framework, who, today) or holds_by_waiver(audit, who))


def _needs_approver(audit: Audit, framework: Framework, c: Command, now: datetime) -> None:
    running(audit)
    if not framework.variant.approved_by:
        raise NotNow("variant-full-audit")
    titles = [framework.role(role).title for role in framework.variant.approved_by]
    if not any(c.actor in holders(audit, role, audit.calendar.day(now)) for role in framework.variant.approved_by):
        raise NotAllowed("variant-approver-only", roles=titles, person=audit.lead)
    if c.actor not in approvers(audit, framework, audit.calendar.day(now)):
        raise NotIndependent("variant-not-independent")
    refused = standing_refusal(audit, framework, audit.calendar.day(now))
    if refused and refused.by != c.actor:
        raise NotNow("variant-refused", person=refused.by)


@RULES.add
def approve(audit: Audit, framework: Framework, c: ApproveVariant, now: datetime) -> list[Event]:
    """One independent person approves the reason; who refused it may, and nobody else then."""
    _needs_approver(audit, framework, c, now)
    return [] if audit.variant_approved_by else [VariantApproved(at=now, by=c.actor)]


@RULES.add
def refuse(audit: Audit, framework: Framework, c: RefuseVariant, now: datetime) -> list[Event]:
    """One independent person says that it needs a full audit, until somebody approved its reason."""
    _needs_approver(audit, framework, c, now)
    if audit.variant_approved_by:
        raise NotNow("variant-approved-already", person=audit.variant_approved_by)
    if not c.reason.text.strip():
        raise Invalid("variant-refusal-reason-missing", field="reason")
    if audit.variant_refused and audit.variant_refused.reason == c.reason.digest:
        return []
    return [VariantRefused(at=now, by=c.actor, reason=c.reason.digest)]


@RULES.add
def upgrade(audit: Audit, framework: Framework, c: UpgradeAudit, now: datetime) -> list[Event]:
    """The lead goes on with a full audit: documents are kept, stages and approvals begin anew."""
    live(audit)
    needs_power(audit, framework, c, "manage", now)
    if not framework.variant.key:
        return []
    if framework.variant.practice:
        raise NotNow("upgrade-practice")
    if (audit.ballot and audit.ballot.status in ("open", "closed")) or audit.proposal:
        raise NotNow("upgrade-board-deciding")
    full = thaw(c.framework.text)
    if full.variant.key:
        raise NotNow("upgrade-full-only")
    _fits(audit, full)
    first = full.stages[0]
    due = audit.calendar.add(now, first.days)
    stages = tuple(stage.key for stage in full.stages)
    return [AuditUpgraded(at=now, by=c.actor, framework=c.framework.digest, stages=stages, due=due, rules=full.rules)]


def _fits(audit: Audit, full: Framework) -> None:
    """Everything on record keeps its place: a framework that lost a document or a role cannot take over."""
    lost = [key for key in audit.artifacts if not full.has_artifact(key)]
    lost += [role for role in audit.roster if not full.has_role(role)]
    if lost:
        raise NotNow("upgrade-framework-lost", lost=lost)
