"""Asks about a decision after the reveal: post what no hold stops any more.

Owns the drawing of these kinds. Must not know the rules: the domain decides.
"""

from __future__ import annotations

from bot.domain.duties import Duty
from bot.slack.buttons import Act, Value
from bot.slack.views.asks.ask import Ask
from bot.slack.views.blocks import button
from bot.slack.views.proposal_card import hold_line
from bot.slack.views.scene import Scene


def post_decision(scene: Scene, duty: Duty) -> Ask:
    """The lead says how it goes on after a hold nobody lifted."""
    say, value = scene.say, Value(audit=scene.audit.key, stage=duty.stage, number=duty.number)
    proposal = scene.audit.proposal
    holds = tuple(hold_line(scene, hold) for hold in proposal.lapsed) if proposal else ()
    buttons = (
        button(say("button-post-decision"), Act.POST_DECISION, value, "primary"),
        button(say("button-ask-again"), Act.OPEN_BALLOT, value),
    )
    return Ask(buttons, (*holds, say("ask-post-decision")))
