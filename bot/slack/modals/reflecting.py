"""Opening the modals of the summary: publish, dispute, what was removed."""

from __future__ import annotations

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.reflection.state import Summary
from bot.domain.roster.roles import holds_power
from bot.ports import Loaded
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.opening import remember, seen
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Redraw, Response
from bot.slack.kit.view_context import ViewContext
from bot.slack.parse.reflecting import own_lines, summary_with
from bot.slack.views.modals.dispute import dispute_modal, removed_modal, statements_of
from bot.slack.views.modals.publish import publish_modal
from bot.slack.views.modals.wording import HERE, wording_modal, words_modal


async def open_publish(visit: RequestContext, value: ButtonValue) -> Response:
    """The draft, for whoever may publish it."""
    loaded, scene = await _leads(visit, value)
    summary = summary_with(loaded.audit, value.number) if value.number else loaded.audit.summary
    if summary is None or summary.content is None:
        raise NotNow("summary-no-draft")
    return Open(publish_modal(scene, remember(visit, value, number=summary.number), summary))


async def open_wording(visit: RequestContext, value: ButtonValue) -> Response:
    """The draft's sections, to be put into other words; or the form of one (`key`), in the same place."""
    loaded, scene = await _leads(visit, value)
    summary = summary_with(loaded.audit, value.number)
    draft = scene.draft(summary)
    if summary.status != "drafted" or draft is None:
        raise NotNow("summary-gone")
    meta = remember(visit, value, number=summary.number, seen=summary.content or "")
    if value.key in ("", HERE):
        view = wording_modal(scene, meta, summary)
        return Redraw(view) if value.key else Open(view)
    return Redraw(words_modal(scene, meta, draft))


async def after_wording(visit: RequestContext, submission: Submission, loaded: Loaded) -> Response:
    """A section says something else now: all of them again."""
    back = ButtonValue(audit=loaded.audit.key, number=submission.meta.number, key=HERE)
    return await open_wording(visit, back)


async def _leads(visit: RequestContext, value: ButtonValue) -> tuple[Loaded, ViewContext]:
    """The audit, for whoever may publish its summary."""
    loaded, scene = await seen(visit, value)
    if not holds_power(loaded.audit, loaded.framework, visit.who, "manage", visit.today):
        raise NotAllowed("publish-lead-only", person=loaded.audit.lead or "")
    return loaded, scene


async def open_dispute(visit: RequestContext, value: ButtonValue) -> Response:
    """Statements of the published summary; one's own are chosen beforehand."""
    loaded, scene = await seen(visit, value)
    summary = _published(loaded.audit)
    chosen = (value.key,) if value.key else own_lines(summary, visit.who)
    shown = [s for s in statements_of(scene.draft(summary)) if s.id not in summary.removed]
    if not shown:
        raise NotNow("summary-gone")
    own_first = sorted(shown, key=lambda s: visit.who not in s.people)
    return Open(dispute_modal(scene, remember(visit, value, number=summary.number), own_first[:100], chosen))


async def open_removed(visit: RequestContext, value: ButtonValue) -> Response:
    """What the lead left out of the summary."""
    loaded, scene = await seen(visit, value)
    return Open(removed_modal(scene, remember(visit, value), _published(loaded.audit)))


def _published(audit: Audit) -> Summary:
    if audit.published is None:
        raise NotNow("summary-not-published")
    return audit.published
