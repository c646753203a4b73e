"""`/audit remind [A-12]`: who is awaited, and when they hear of it.

Nobody gets more than one direct message a working day: reminding is asking the daily list to look again, not a message
of its own.
"""

from __future__ import annotations

from bot.domain.kernel.errors import NotAllowed
from bot.domain.roster.roles import in_audit
from bot.slack.kit.block_kit import lines
from bot.slack.kit.duty_lines import awaited
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response


async def run(visit: RequestContext, audit: str) -> Response:
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
