"""Opening the modals of an audit's course: reopen, pause, end, more time, go on without; and its status."""

from __future__ import annotations

from bot.domain.duties.rules import duties_of
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.workdays import add_workdays
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.modal import reason_modal
from bot.slack.kit.opening import remember, seen
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.modals.course import extend_modal

_MORE_TIME = 3
"""Working days suggested when more time is given."""


async def open_extend(visit: RequestContext, value: ButtonValue) -> Response:
    """More time for something overdue."""
    loaded, scene = await seen(visit, value)
    until = add_workdays(visit.today, _MORE_TIME)
    late = _late(duties_of(loaded.audit, loaded.framework, visit.today), value.key)
    return Open(extend_modal(scene, remember(visit, value), _said(scene, "extend-what", late), until))


async def open_proceed(visit: RequestContext, value: ButtonValue) -> Response:
    """Go on without something that never came."""
    loaded, scene = await seen(visit, value)
    late = _late(duties_of(loaded.audit, loaded.framework, visit.today), value.key)
    return Open(reason_modal(scene, "proceed", remember(visit, value), _said(scene, "proceed-what", late)))


def _late(duties: list[Duty], key: str) -> Duty | None:
    return next((d for d in duties if d.kind == "overdue" and d.of == key), None)


def _said(scene: ViewContext, key: str, late: Duty | None) -> str:
    return scene.say(key, who=scene.mention(late.about) if late and late.about else scene.say("somebody"))
