"""Where an audit stands, for one person who asks: in an ephemeral answer or a modal.

Owns that one drawing. Must not know who asks: what stands here everybody who sees the audit may read.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.stages import obstacles
from bot.slack.buttons import Act, Value
from bot.slack.views.blocks import actions, button, lines, section
from bot.slack.views.home import standing
from bot.slack.views.scene import Scene
from bot.slack.views.stage_card import obstacle_line
from bot.slack.views.waiting import awaited


def status_text(scene: Scene) -> str:
    """The audit and its standing in one line."""
    return scene.say("home-audit", audit=scene.linked("audit", scene.name), where=standing(scene))


def status_blocks(scene: Scene) -> list[Block]:
    """Its standing; per open stage what is still missing; who is awaited."""
    audit, say = scene.audit, scene.say
    blocks = section(f"{status_text(scene)}\n{say('status-asked', form=scene.form_title(audit.asked_form))}")
    if audit.over:
        return blocks
    for key in audit.open_stages():
        found = obstacles(audit, scene.framework, key, scene.today)
        left = [f"• {obstacle_line(scene, obstacle)}" for obstacle in found]
        title = say("status-stage", stage=scene.linked(f"stage:{key}", scene.stage_title(key)))
        blocks += lines(left or [say("status-nothing-left")], title)
    if not audit.paused:
        blocks += lines(awaited(scene), say("audit-card-awaited"))
    return blocks + actions(button(say("button-documents"), Act.DOCUMENTS, Value(audit=audit.key)))
