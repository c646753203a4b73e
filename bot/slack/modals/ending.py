"""Opening the modals of what ends a decision or stands beside it."""

from __future__ import annotations

from bot.domain.decision.outside import most_supported
from bot.domain.decision.suspension import answering, needs_decision
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.roster.roles import holds_power
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.opening import remember, seen
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.views.ending import report_with
from bot.slack.views.modals.ending import answer_report_modal, outside_modal, report_modal, stage_modal


async def open_report(visit: RequestContext, value: ButtonValue) -> Response:
    """Something happened that would cancel the decision in force: whoever reads it may say so."""
    loaded = await visit.decision(value.audit)
    return Open(report_modal(visit.bare_scene(loaded), remember(visit, value), needs_decision(loaded.audit)))


async def open_answer_report(visit: RequestContext, value: ButtonValue) -> Response:
    """Whether it happened."""
    loaded, scene = await seen(visit, value)
    decision, found = needs_decision(loaded.audit), report_with(scene, value.number)
    if found is None or found.status != "open":
        raise NotNow("report-answered")
    able = answering(loaded.audit, loaded.framework, found, visit.today)
    if visit.who not in able:
        raise NotAllowed("report-lead-only", person=able[0] if able else loaded.audit.lead or "")
    return Open(answer_report_modal(scene, remember(visit, value), found, decision.form))


async def open_stage_release(visit: RequestContext, value: ButtonValue) -> Response:
    """A release in steps."""
    loaded, scene = await seen(visit, value)
    decided = None if loaded.audit.ended else loaded.audit.proposal or loaded.audit.in_force
    if decided is None:
        raise NotNow("stage-release-none")
    if not holds_power(loaded.audit, loaded.framework, visit.who, "manage", visit.today):
        raise NotAllowed("followed-lead-only", person=loaded.audit.lead or "")
    return Open(stage_modal(scene, remember(visit, value), decided))


async def open_outside(visit: RequestContext, value: ButtonValue) -> Response:
    """A decision taken outside the audit."""
    loaded, scene = await seen(visit, value)
    if not holds_power(loaded.audit, loaded.framework, visit.who, "manage", visit.today):
        raise NotAllowed("outside-lead-only", person=loaded.audit.lead or "")
    return Open(outside_modal(scene, remember(visit, value), most_supported(loaded.audit, loaded.framework)))
