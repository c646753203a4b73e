"""The ballot paper of one seat: nothing on it is highlighted."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.ballot.state import BallotRound
from bot.slack.kit.block_kit import divider, section, small
from bot.slack.kit.modal import Inputs, form_choices, modal, stage_choices
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.ballot import passing_rule
from bot.slack.views.matrix import matrix_text, recommendation_lines


def vote_modal(scene: ViewContext, meta: ModalMetadata, found: BallotRound, *, replaces: bool) -> View:
    """Matrix, rule, forms up to the one asked for, reason, conditions, words for publication; or send back."""
    say, ask = scene.say, Inputs(scene.say, "vote")
    audit, framework = scene.audit, scene.framework
    back = [s.key for s in framework.stages if not s.ballot]
    blocks: list[Block] = [
        *section(say("ask-vote", model=scene.model, form=scene.form_title(audit.asked_form))),
        *section(matrix_text(scene)),
        *(block for line in recommendation_lines(scene) for block in section(line)),
        *section(passing_rule(scene, found)),
        divider(),
        *(section(say("vote-replaces")) if replaces else []),
        ask.several("forms", form_choices(framework, most=audit.asked_form)),
        ask.text("reason", lines=True),
        ask.text("before", lines=True, optional=True),
        ask.text("after", lines=True, optional=True),
        ask.several("conditions_for", form_choices(framework, most=audit.asked_form)),
        ask.text("public", lines=True, optional=True),
        ask.select("send_back", stage_choices(framework, back), optional=True),
        *small(say("ask-vote-sealed")),
    ]
    return modal(say, "vote", meta, blocks)
