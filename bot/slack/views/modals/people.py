"""The modal that assigns people: one picker a role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import section, small
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext


def people_modal(
    scene: ViewContext, meta: ModalMetadata, suggested: Mapping[str, Sequence[str]], *, from_last: bool
) -> View:
    """A picker per role with the user ids that hold it now (or held it in the last audit, then said so)."""
    say, ask = scene.say, Inputs(scene.say, "people")
    blocks: list[Block] = section(say("people-from-last" if from_last else "people-intro", name=scene.name))
    for role in scene.framework.roles:
        blocks.append(ask.people(role.key, suggested.get(role.key, ()), most=role.maximum, label=role.title))
        least = [say("people-least", count=role.minimum)] if role.minimum else []
        blocks += small(" ".join([mrkdwn.escape(role.duty), *least]))
    return modal(say, "people", meta, blocks)
