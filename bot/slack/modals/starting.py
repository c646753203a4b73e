"""Opening the modals of an audit's beginning: start, details."""

from __future__ import annotations

from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.people import user_of
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.concurrent_edits import remembered
from bot.slack.kit.opening import remember, seen
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.modals.meanwhile import details
from bot.slack.views.modals.details import details_modal
from bot.slack.views.modals.start import start_modal


async def open_start(visit: RequestContext, value: ButtonValue) -> Response:
    """Any full member may start an audit, or those of a group; the person is suggested as its lead."""
    if not (await visit.profile()).full_member:
        raise NotAllowed("start-guest")
    await visit.must_be_a_starter()
    deps = visit.deps
    return Open(start_modal(visit.say, deps.framework, deps.kinds, remember(visit, value), user_of(visit.who)))


async def open_details(visit: RequestContext, value: ButtonValue) -> Response:
    """Correct what the start said; the due date is that of the stage under way."""
    loaded, scene = await seen(visit, value)
    stage = next(iter(loaded.audit.open_stages()), "")
    meta = remember(visit, value, stage=stage, seen=remembered(details(scene, stage)))
    return Open(details_modal(scene, meta))
