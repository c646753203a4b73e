"""Opening the modals of testing: a risk, a threshold, what a result speaks to, a new version of the model."""

from __future__ import annotations

from bot.domain.kernel.errors import NotNow
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.modal import reason_modal
from bot.slack.kit.opening import remember, seen
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import read_reading
from bot.slack.views.modals.testing import model_modal, place_modal, risk_modal, threshold_modal


async def open_risk(visit: RequestContext, value: ButtonValue) -> Response:
    """Put a risk on record, or change one."""
    _, scene = await seen(visit, value)
    return Open(risk_modal(scene, remember(visit, value)))


async def open_threshold(visit: RequestContext, value: ButtonValue) -> Response:
    """Set a threshold for a risk."""
    loaded, scene = await seen(visit, value)
    if not loaded.audit.risks:
        raise NotNow("risk-none")
    return Open(threshold_modal(scene, remember(visit, value)))


async def open_place(visit: RequestContext, value: ButtonValue) -> Response:
    """Say which risk a result speaks to."""
    loaded, scene = await seen(visit, value)
    result = loaded.audit.result(value.number)
    if result is None or result.reading is None:
        raise NotNow("result-gone")
    if not loaded.audit.risks:
        raise NotNow("risk-none")
    kept = await visit.deps.store.texts(visit.workspace, [result.reading])
    reading = read_reading(kept.get(result.reading))
    if reading is None or not reading.measurements:
        raise NotNow("result-empty")
    return Open(place_modal(scene, remember(visit, value), result, reading))


async def open_carry(visit: RequestContext, value: ButtonValue) -> Response:
    """Carry a result over to the new version of the model, because ..."""
    _, scene = await seen(visit, value)
    said = scene.say("carry-what", number=value.number, model=scene.model)
    return Open(reason_modal(scene, "carry-result", remember(visit, value), said))


async def open_model(visit: RequestContext, value: ButtonValue) -> Response:
    """A new version of the model."""
    _, scene = await seen(visit, value)
    return Open(model_modal(scene, remember(visit, value)))
