"""A modal that only says something: an answer where no message can be sent, and the status of an audit."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack.metadata import Meta
from bot.slack.texts import Texts
from bot.slack.views.modals.frame import MODAL_BLOCKS, modal


def said_modal(say: Texts, blocks: Sequence[Block], title: str = "") -> View:
    """Words, and a button to close them."""
    return modal(say, "said", Meta(request="said"), blocks[:MODAL_BLOCKS], submits=False, title=title)
