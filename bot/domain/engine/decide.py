"""Decide: from a command to the events that follow. A table, nothing else.

Owns the joining of the subjects' tables from command to rule, and that what follows by itself (a stage is ready, a
ballot is void) is decided in the same breath. Pure: the same state, command and moment give the same events.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.ballot import rules as ballot
from bot.domain.decision import co_signatures, conditions, external_decision, mitigations, suspension, upkeep
from bot.domain.decision import rules as decision
from bot.domain.documents import contradictions, earlier_versions, reading, rows, scoring, taking_back, without_effect
from bot.domain.documents import rules as documents
from bot.domain.duties import motions, overdue, roles
from bot.domain.engine import timers
from bot.domain.engine.fold import fold
from bot.domain.evaluations import (
    corrections,
    encrypted_files,
    expectations,
    manifests,
    metric_names,
    risk_kinds,
    risks,
)
from bot.domain.evaluations import rules as evaluations
from bot.domain.findings import rules as findings
from bot.domain.findings import seconds as finding_seconds
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotAllowed, Refusal, RoleNotAccepted, UnknownAudit
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Command, Event, Rules
from bot.domain.lifecycle import adoption, audience, earlier_audits, late_evidence, model_versions, stages, variants
from bot.domain.lifecycle import rules as lifecycle
from bot.domain.lifecycle.commands import StartAudit
from bot.domain.redaction import rules as redaction
from bot.domain.reflection import rules as reflection
from bot.domain.roster import rules as roster
from bot.domain.roster.commands import AcceptRole, DeclineRole
from bot.domain.roster.independence import as_seen_by_guest
from bot.domain.roster.roles import seats_to_accept
from bot.domain.sign_offs import rules as sign_offs

RULES = Rules.joined(
    lifecycle.RULES,
    late_evidence.RULES,
    stages.RULES,
    model_versions.RULES,
    audience.RULES,
    variants.RULES,
    adoption.RULES,
    earlier_audits.RULES,
    roster.RULES,
    documents.RULES,
    without_effect.RULES,
    earlier_versions.RULES,
    reading.RULES,
    rows.RULES,
    scoring.RULES,
    taking_back.RULES,
    contradictions.RULES,
    sign_offs.RULES,
    findings.RULES,
    finding_seconds.RULES,
    evaluations.RULES,
    manifests.RULES,
    encrypted_files.RULES,
    expectations.RULES,
    corrections.RULES,
    metric_names.RULES,
    risk_kinds.RULES,
    risks.RULES,
    reflection.RULES,
    ballot.RULES,
    decision.RULES,
    co_signatures.RULES,
    mitigations.RULES,
    conditions.RULES,
    suspension.RULES,
    upkeep.RULES,
    external_decision.RULES,
    timers.RULES,
    overdue.RULES,
    motions.RULES,
    roles.RULES,
    redaction.RULES,
)
"""By command; `StartAudit` stands outside, for there is no audit before it."""


def decide(audit: Audit | None, framework: Framework, command: Command, now: datetime) -> list[Event]:
    """The events a command leads to; empty when it changes nothing.

    Raises Refusal with a text for the actor; UnknownAudit for any command but the start when there is no audit.
    """
    if isinstance(command, StartAudit):
        return lifecycle.start(audit, framework, command, now)
    if audit is None:
        raise UnknownAudit(command.audit)
    events = _decided(*as_known(audit, framework, command), now)
    framework = variants.in_force(framework, command, events)
    state = audit
    last = events
    while last:
        state = fold(last, state)
        last = timers.settle(state, framework, now)
        events = [*events, *last]
    return events


def as_known(audit: Audit, framework: Framework, command: Command) -> tuple[Audit, Framework, Command]:
    """The audit as far as the actor may act in it: whoever is no full member acts outside all other roles alone.

    From the second edition of the rules on; an admin of another workspace is none here.
    """
    if audit.rules < 2 or command.actor_full_member or command.actor == SYSTEM:
        return audit, framework, command
    command = command.replace(actor_admin=False)
    if isinstance(command, AcceptRole | DeclineRole):
        return audit, framework, command
    return as_seen_by_guest(audit, framework, command.actor), framework, command


def _decided(audit: Audit, framework: Framework, command: Command, now: datetime) -> list[Event]:
    """What the command's rule says; whoever it refuses for want of a role that they were named for hears which."""
    try:
        return RULES[type(command)](audit, framework, command, now)
    except NotAllowed:
        if role := _role_to_accept(audit, framework, command, now):
            raise RoleNotAccepted(audit.key, role, framework.role(role).title) from None
        raise


def _role_to_accept(audit: Audit, framework: Framework, command: Command, now: datetime) -> str:
    """The role that would let the actor do it once they accepted it; empty where none would."""
    if isinstance(command, AcceptRole):
        return ""
    for role, accepted in seats_to_accept(audit, command.actor):
        try:
            RULES[type(command)](accepted, framework, command, now)
        except NotAllowed:
            continue
        except Refusal:
            return role
        return role
    return ""
