"""Opening the modals about documents and problems found."""

from __future__ import annotations

from bot.domain.findings.rules import finding_with
from bot.domain.kernel.errors import NotNow
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.opening import remember, seen
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.views.modals.finding import answer_finding_modal, dispose_modal, finding_modal


async def open_finding(visit: RequestContext, value: ButtonValue) -> Response:
    """Log a problem; with a number, in place of another round of changes."""
    loaded, scene = await seen(visit, value)
    request = next((r for r in loaded.audit.requests if r.number == value.number), None)
    number = request.number if request else 0
    return Open(finding_modal(scene, remember(visit, value, number=number), request))


async def open_answer_finding(visit: RequestContext, value: ButtonValue) -> Response:
    """The owner of a problem says what was done about it."""
    loaded, scene = await seen(visit, value)
    finding = finding_with(loaded.audit, value.number)
    return Open(answer_finding_modal(scene, remember(visit, value), finding, owner=finding.owner == visit.who))


async def open_dispose(visit: RequestContext, value: ButtonValue) -> Response:
    """Say what became of a problem."""
    loaded, scene = await seen(visit, value)
    if not loaded.audit.findings:
        raise NotNow("finding-none")
    return Open(dispose_modal(scene, remember(visit, value)))
