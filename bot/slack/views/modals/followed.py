"""The modals of what is followed up: the list, and one for each thing that is said of an item."""

from __future__ import annotations

from datetime import date

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.decision.conditions import Item
from bot.domain.kernel.people import user_of
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, divider, section, small
from bot.slack.kit.modal import MODAL_BLOCKS, Inputs, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.followed import item_text

_PER_ITEM = 12
"""Blocks one item takes at the very most."""


def followed_modal(scene: ViewContext, meta: ModalMetadata, found: list[Item]) -> View:
    """Everything that binds, with what can be done about it; a press by the wrong person says whose it is."""
    blocks: list[Block] = section(scene.say("followed-what", name=scene.name))
    for number, item in enumerate(found):
        if len(blocks) > MODAL_BLOCKS - _PER_ITEM:
            blocks += small(scene.say("followed-more", count=len(found) - number))
            break
        blocks += [divider(), *section(item_text(scene, item)), *_buttons(scene, item)]
    return modal(scene.say, "followed", meta, blocks, submits=False)


def _buttons(scene: ViewContext, item: Item) -> list[Block]:
    say, value = scene.say, value_of_item(scene, item)
    if item.done:
        return []
    return actions(
        button(say("button-name-owner"), ActionId.NAME_OWNER, value),
        button(say("button-claim"), ActionId.CLAIM, value) if item.owner and not item.claimed else None,
        button(say("button-verify"), ActionId.VERIFY, value),
        button(say("button-drop"), ActionId.DROP, value) if item.kind != "mitigation" else None,
    )


def value_of_item(scene: ViewContext, item: Item) -> ButtonValue:
    """What a button about an item carries."""
    return ButtonValue(audit=scene.audit.key, number=item.round, key=item.key)


def name_owner_modal(scene: ViewContext, meta: ModalMetadata, item: Item, due: date) -> View:
    """Who sees to it, how it is checked, by when."""
    ask = Inputs(scene.say, "name-owner")
    blocks: list[Block] = [
        *section(item_text(scene, item)),
        ask.person("owner", user_of(item.owner) if item.owner else ""),
        ask.text("check", initial=scene.raw(item.check) or "", lines=True),
        ask.day("due", item.due if item.due and item.due >= scene.today else due),
    ]
    return modal(scene.say, "name-owner", meta, blocks)


def claim_modal(scene: ViewContext, meta: ModalMetadata, item: Item) -> View:
    """What was done, and where an auditor can see it."""
    ask = Inputs(scene.say, "claim")
    return modal(scene.say, "claim", meta, [*section(item_text(scene, item)), ask.text("said", lines=True)])


def verify_modal(scene: ViewContext, meta: ModalMetadata, item: Item) -> View:
    """Whether it is done, and what was seen."""
    say, ask = scene.say, Inputs(scene.say, "verify")
    choices = [("yes", say("verify-yes"))]
    if item.claimed:
        choices.append(("no", say("verify-no")))
    blocks: list[Block] = [
        *section(item_text(scene, item)),
        ask.radio("done", choices),
        ask.text("said", lines=True),
    ]
    return modal(say, "verify", meta, blocks)


def drop_modal(scene: ViewContext, meta: ModalMetadata, item: Item) -> View:
    """Why it need not be met any more."""
    ask = Inputs(scene.say, "drop")
    return modal(scene.say, "drop", meta, [*section(item_text(scene, item)), ask.text("why", lines=True)])
