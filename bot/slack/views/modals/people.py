"""The modal that assigns people: one picker a role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack import mrkdwn
from bot.slack.metadata import Meta
from bot.slack.views.blocks import section, small
from bot.slack.views.modals.frame import Inputs, modal
from bot.slack.views.scene import Scene


def people_modal(scene: Scene, meta: Meta, suggested: Mapping[str, Sequence[str]], *, from_last: bool) -> View:
    """A picker per role with the user ids that hold it now (or held it in the last audit, then said so)."""
    say, ask = scene.say, Inputs(scene.say, "people")
    blocks: list[Block] = section(say("people-from-last" if from_last else "people-intro", name=scene.name))
    for role in scene.framework.roles:
        blocks.append(ask.people(role.key, suggested.get(role.key, ()), most=role.maximum, label=role.title))
        least = [say("people-least", count=role.minimum)] if role.minimum else []
        blocks += small(" ".join([mrkdwn.escape(role.duty), *least]))
    return modal(say, "people", meta, blocks)
