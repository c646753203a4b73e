"""What one person alone sees beside their reply: is it a document?

Owns the drawing of that offer. Must not know whether it arrives: App Home and the daily list show it too.
"""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block, CheckboxesElement, Option, PlainTextObject

from bot.domain.documents.rules import in_the_open
from bot.domain.documents.state import Offer
from bot.slack.kit.action_ids import AFTER_DECISION, ActionId
from bot.slack.kit.block_kit import actions, section
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.variant_mark import marked
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.asks.papers import offer_buttons, offered


def offer_whisper(scene: ViewContext, offer: Offer) -> Drawing:
    """Use this, something else, just talk; and a box for what was written after the fact."""
    say = scene.say
    name = offered(scene, offer)
    if offer.artifact:
        number = len(scene.audit.artifacts.get(offer.artifact, ())) + 1
        said = say("offer-as", name=name, document=scene.document_title(offer.artifact), number=number)
    else:
        said = say("offer-as-what", name=name)
    box = CheckboxesElement(
        action_id=ActionId.LINK.value,
        options=[Option(text=PlainTextObject(text=say("offer-afterwards")), value=AFTER_DECISION)],
    )
    blocks: list[Block] = [
        *section(said),
        *(section(say("offer-link")) if offer.kind == "link" else []),
        *(section(say("offer-restricted")) if _in_the_open(scene, offer) else []),
        ActionsBlock(block_id=AFTER_DECISION, elements=[box]),
        *actions(*offer_buttons(scene, offer.key, offer.artifact)),
    ]
    return marked(scene, messages(said, blocks))


def _in_the_open(scene: ViewContext, offer: Offer) -> bool:
    """Whether a restricted document was put where everybody reads."""
    known = bool(offer.artifact) and scene.framework.has_artifact(offer.artifact)
    return known and in_the_open(scene.audit, scene.framework.artifact(offer.artifact), offer.source)
