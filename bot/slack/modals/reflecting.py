"""Opening the modals of the summary: publish, dispute, what was removed."""

from __future__ import annotations

from bot.domain.audit import Audit, Summary
from bot.domain.errors import NotAllowed, NotNow
from bot.domain.roles import holds_power
from bot.slack.answers import Answer, Open
from bot.slack.buttons import Value
from bot.slack.modals.opening import remember, seen
from bot.slack.parse.reflecting import own_lines, summary_with
from bot.slack.views.modals.dispute import dispute_modal, removed_modal, statements_of
from bot.slack.views.modals.publish import publish_modal
from bot.slack.visit import Visit


async def open_publish(visit: Visit, value: Value) -> Answer:
    """The draft, for whoever may publish it."""
    loaded, scene = await seen(visit, value)
    if not holds_power(loaded.audit, loaded.framework, visit.who, "manage", visit.today):
        raise NotAllowed("publish-lead-only", person=loaded.audit.lead or "")
    summary = summary_with(loaded.audit, value.number) if value.number else loaded.audit.summary
    if summary is None or summary.content is None:
        raise NotNow("summary-no-draft")
    return Open(publish_modal(scene, remember(visit, value, number=summary.number), summary))


async def open_dispute(visit: Visit, value: Value) -> Answer:
    """Statements of the published summary; one's own are chosen beforehand."""
    loaded, scene = await seen(visit, value)
    summary = _published(loaded.audit)
    chosen = (value.key,) if value.key else own_lines(summary, visit.who)
    shown = [s for s in statements_of(scene.draft(summary)) if s.id not in summary.removed]
    if not shown:
        raise NotNow("summary-gone")
    own_first = sorted(shown, key=lambda s: s.person != visit.who)
    return Open(dispute_modal(scene, remember(visit, value, number=summary.number), own_first[:100], chosen))


async def open_removed(visit: Visit, value: Value) -> Answer:
    """What the lead left out of the summary."""
    loaded, scene = await seen(visit, value)
    return Open(removed_modal(scene, remember(visit, value), _published(loaded.audit)))


def _published(audit: Audit) -> Summary:
    if audit.published is None:
        raise NotNow("summary-not-published")
    return audit.published
