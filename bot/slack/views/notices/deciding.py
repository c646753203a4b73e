"""Notices about the summary and the ballot.

Owns the drawing of these kinds. Must not know to whom they go.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import Notice
from bot.domain.kernel.registry import Event
from bot.slack.ballot.messages import _round
from bot.slack.kit.block_kit import section
from bot.slack.kit.view_context import ViewContext


def sent_back(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """Most seats sent the audit back: what is missing, in their words."""
    stage = scene.stage_title(notice.stage) if notice.stage else scene.say("an-earlier-stage")
    blocks = section(scene.say("notice-sent-back", stage=stage))
    found = _round(scene, notice)
    for who, ballot in found.opened.items() if found else ():
        if ballot.send_back:
            blocks += section(f"{scene.mention(who)}:\n{scene.quoted(ballot.public or ballot.reason)}")
    return blocks
