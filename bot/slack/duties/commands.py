"""`/audit remind` and `/audit waiting`.

Owns what they answer. Must not know rules.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.kernel.errors import NotAllowed, UnknownAudit
from bot.domain.roster.roles import in_audit
from bot.slack.duties.home import row
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, lines, section, small
from bot.slack.kit.duty_lines import awaited
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response


async def remind(visit: RequestContext, audit: str) -> Response:
    """Whoever owes something is looked at again now; those already written to today hear tomorrow."""
    loaded = await visit.audit(audit)
    if not in_audit(loaded.audit, visit.who, visit.today):
        raise NotAllowed("remind-role-only", person=loaded.audit.lead or "")
    scene = await visit.scene(loaded)
    for who in dict.fromkeys(duty.person for duty in scene.duties):
        await visit.deps.reminding.postpone(visit.workspace, who, visit.now)
    visit.deps.wake()
    found = awaited(scene)
    text = visit.say("remind-done", name=scene.name) if found else visit.say("remind-nobody", name=scene.name)
    return Reply(text, tuple(lines(found, text) or []))


_MOST = 20
"""Things in one answer; a message takes 50 blocks."""


async def waiting(visit: RequestContext, audit: str) -> Response:
    """The earliest first."""
    rows = []
    for key in dict.fromkeys(key for key, _ in await visit.deps.store.duties(visit.workspace, visit.who)):
        try:
            loaded = await visit.audit(key)
        except UnknownAudit:
            continue
        scene = await visit.scene(loaded, ["audit"])
        rows += [(duty.due, key, duty.key, scene, duty) for duty in scene.duties if duty.person == visit.who]
    rows.sort(key=lambda found: found[:3])
    if not rows:
        nothing = visit.say("waiting-nothing")
        return Reply(
            nothing,
            tuple([*section(nothing), *actions(button(visit.say("button-start"), ActionId.START, ButtonValue()))]),
        )
    blocks: list[Block] = [block for *_, scene, duty in rows[:_MOST] for block in row(scene, duty)]
    if len(rows) > _MOST:
        blocks += small(visit.say("home-more-waits", count=len(rows) - _MOST))
    return Reply(visit.say("daily-title", count=len(rows)), tuple(blocks))
