"""The course of an audit as a whole: starting, correcting, pausing, ending.

Owns the start and the end. Ending takes two: the lead proposes, board or safety confirms.
"""

from __future__ import annotations

import re
from datetime import datetime

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.workdays import ends_sooner
from bot.domain.lifecycle.audience import needs_no_ballot
from bot.domain.lifecycle.commands import (
    AnswerEnd,
    BindChannel,
    ChangeDetails,
    PauseAudit,
    ProposeEnd,
    ResumeAudit,
    StartAudit,
)
from bot.domain.lifecycle.events import (
    AuditEnded,
    AuditPaused,
    AuditResumed,
    AuditStarted,
    ChannelBound,
    DetailsChanged,
    EndProposed,
    EndRefused,
    StageOpened,
)
from bot.domain.lifecycle.variants import check_start
from bot.domain.roster.independence import are_two, holds_by_waiver
from bot.domain.roster.permissions import live, needs_power, only_system
from bot.domain.roster.rules import check_member

RULES = Rules()


def channel_name(key: str, model: str) -> str:
    """The name of an audit's own channel: `audit-a12-foo-7b`, at most 80 characters as Slack allows."""
    slug = re.sub(r"[^a-z0-9]+", "-", model.lower()).strip("-")
    return f"audit-{key.replace('-', '').lower()}-{slug}".strip("-")[:80]


def start(audit: Audit | None, framework: Framework, c: StartAudit, now: datetime) -> list[Event]:
    """A full member starts an audit; its first stage opens at once."""
    if audit is not None:
        return []
    if not c.actor_full_member:
        raise NotAllowed("start-guest")
    if not c.subject.model.strip():
        raise Invalid("start-model-missing", field="model")
    if not c.description.text.strip():
        raise Invalid("start-description-missing", field="description")
    if c.asked_form not in {o.number for o in framework.options}:
        most = max(framework.options, key=lambda option: option.number)
        raise Invalid("start-form-too-open", field="asked_form", number=str(most.number), form=most.title)
    _check_next_form(framework, c.next_form, c.asked_form)
    check_start(framework, c)
    if c.deputy == c.lead:
        raise Invalid("deputy-is-lead", field="deputy")
    if framework.rules > 1:
        _check_members(framework, c)
    first = framework.stages[0]
    return [
        AuditStarted(
            at=now,
            by=c.actor,
            workspace=c.workspace,
            key=c.audit,
            subject=c.subject,
            description=c.description.digest,
            asked_form=c.asked_form,
            framework=c.framework.digest,
            stages=tuple(s.key for s in framework.stages),
            lead=c.lead,
            deputy=c.deputy,
            channel=c.channel,
            wants_channel="" if c.channel else channel_name(c.audit, str(c.subject)),
            decision_channel=c.decision_channel,
            variant=framework.variant.key,
            reason=c.reason.digest if c.reason and c.reason.text.strip() and framework.variant.key else None,
            rules=framework.rules,
            made_from=c.made_from if framework.rules > 1 else (),
            calendar=c.calendar,
            reach=c.reach.digest if c.reach and c.reach.text.strip() and framework.rules > 1 else None,
            next_form=c.next_form if framework.rules > 1 else 0,
        ),
        StageOpened(at=now, by=c.actor, stage=first.key, due=c.calendar.add(now, first.days)),
    ]


def _check_next_form(framework: Framework, form: int, asked_form: int) -> None:
    """What is asked for next is a release form less open than the one asked for; 0: none."""
    if form and (form not in {o.number for o in framework.options} or form >= asked_form):
        raise Invalid("next-form-less-open", field="next_form")


def _check_members(framework: Framework, c: StartAudit) -> None:
    """Lead and deputy are full members of the workspace."""
    for field, who in (("lead", c.lead), ("deputy", c.deputy)):
        if who and c.named.get(who) == "gone":
            raise Invalid("person-deactivated", person=who, field=field)
        if who:
            check_member(framework, field, who, c.named.get(who, "member"), field)


@RULES.add
def change_details(audit: Audit, framework: Framework, c: ChangeDetails, now: datetime) -> list[Event]:
    """The lead corrects what the start said; not while the board votes on it."""
    live(audit)
    needs_power(audit, framework, c, "manage", now)
    needs_no_ballot(audit)
    if c.asked_form is not None and c.asked_form not in {o.number for o in framework.options}:
        raise Invalid("form-unknown", field="asked_form")
    asked_form = audit.asked_form if c.asked_form is None else c.asked_form
    next_form = audit.next_form if c.next_form is None else c.next_form
    if c.next_form is None and next_form >= asked_form:
        next_form = 0
    _check_next_form(framework, next_form, asked_form)
    description = c.description.digest if c.description and c.description.text.strip() else None
    reach = c.reach.digest if c.reach and c.reach.text.strip() and audit.rules > 1 else None
    _check_calendar(audit, framework, c, now)
    new = {
        "description": description if description != audit.description else None,
        "asked_form": c.asked_form if c.asked_form != audit.asked_form else None,
        "decision_channel": c.decision_channel if c.decision_channel != audit.decision_channel else None,
        "made_from": c.made_from if audit.rules > 1 and c.made_from != audit.made_from else None,
        "reach": reach if reach != audit.reach else None,
        "calendar": c.calendar if c.calendar != audit.calendar else None,
        "next_form": next_form if audit.rules > 1 and next_form != audit.next_form else None,
    }
    if all(v is None for v in new.values()):
        return []
    return [DetailsChanged.model_validate({"at": now, "by": c.actor, **new})]


def _check_calendar(audit: Audit, framework: Framework, c: ChangeDetails, now: datetime) -> None:
    """Once the first stage was closed nothing may end sooner: votes, cooling-offs and holds are what others rely on."""
    first, *later = framework.stages
    if c.calendar is None or all(audit.stages[spec.key].status == "waiting" for spec in later):
        return
    if ends_sooner(c.calendar, audit.calendar, audit.calendar.day(now)):
        raise Invalid("calendar-shortens", field="calendar", stage=first.title)


@RULES.add
def bind_channel(audit: Audit, framework: Framework, c: BindChannel, now: datetime) -> list[Event]:
    """The audit's channel exists (or Slack gave it a new id)."""
    only_system(c)
    return [] if audit.channel == c.channel else [ChannelBound(at=now, by=c.actor, channel=c.channel)]


@RULES.add
def pause(audit: Audit, framework: Framework, c: PauseAudit, now: datetime) -> list[Event]:
    """The lead lets the audit rest."""
    live(audit)
    needs_power(audit, framework, c, "manage", now)
    if audit.paused:
        return []
    if audit.ballot and audit.ballot.status in ("open", "closed"):
        raise NotNow("pause-board-voting")
    if audit.proposal:
        raise NotNow("pause-cooling-off")
    if not c.reason.text.strip():
        raise Invalid("pause-reason-missing", field="reason")
    return [AuditPaused(at=now, by=c.actor, reason=c.reason.digest)]


@RULES.add
def resume(audit: Audit, framework: Framework, c: ResumeAudit, now: datetime) -> list[Event]:
    """The audit goes on."""
    live(audit)
    needs_power(audit, framework, c, "manage", now)
    return [AuditResumed(at=now, by=c.actor)] if audit.paused else []


@RULES.add
def propose_end(audit: Audit, framework: Framework, c: ProposeEnd, now: datetime) -> list[Event]:
    """The lead proposes to end the audit; while nobody else accepted a role, that ends it."""
    live(audit)
    needs_power(audit, framework, c, "manage", now)
    if audit.end_proposal:
        return []
    if not c.reason.text.strip():
        raise Invalid("end-reason-missing", field="reason")
    proposed = EndProposed(at=now, by=c.actor, reason=c.reason.digest)
    if not may_cancel(audit, c.actor):
        return [proposed]
    return [proposed, AuditEnded(at=now, by=c.actor, stage=next(iter(audit.open_stages()), framework.stages[0].key))]


def may_cancel(audit: Audit, who: Person) -> bool:
    """Whether nobody but the lead ever accepted a role here or acted in one: then the lead ends the audit alone."""
    seated = {s.person for seats in audit.roster.values() for s in seats if s.accepted}
    acted = {person for people in audit.past_roles.values() for person in people}
    return audit.rules > 1 and who == audit.lead and seated | acted <= {who}


def _is_second(audit: Audit, framework: Framework, proposer: Person, c: AnswerEnd, now: datetime) -> bool:
    """Whether whoever confirms the end acts for another seat than whoever proposed it."""
    if audit.rules < 2:
        return proposer != c.actor
    leading = [r.key for r in framework.roles if "manage" in r.powers]
    confirming = [r.key for r in framework.roles if "confirm-end" in r.powers]
    two = are_two(audit, framework, (proposer, leading), (c.actor, confirming), audit.calendar.day(now))
    return two and not holds_by_waiver(audit, c.actor)


def _needs_post_of_form_0(audit: Audit) -> None:
    """Refuse to end an audit over a result that nothing is released, which nothing voids."""
    if audit.rules > 1 and audit.proposal and audit.proposal.form == 0:
        raise NotNow("end-form-0-proposed")


@RULES.add
def answer_end(audit: Audit, framework: Framework, c: AnswerEnd, now: datetime) -> list[Event]:
    """One of board or safety, not the proposer, confirms or refuses."""
    if audit.ended:
        return []
    live(audit)
    needs_power(audit, framework, c, "confirm-end", now)
    if audit.end_proposal is None:
        raise NotNow("end-not-proposed")
    if not _is_second(audit, framework, audit.end_proposal.by, c, now):
        raise NotIndependent("end-own-proposal")
    if not c.confirm:
        return [EndRefused(at=now, by=c.actor)]
    _needs_post_of_form_0(audit)
    stage = next(iter(audit.open_stages()), framework.stages[-1].key)
    return [AuditEnded(at=now, by=c.actor, stage=stage)]
