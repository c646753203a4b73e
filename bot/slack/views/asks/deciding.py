"""Asks about the summary and the ballot.

Owns the drawing of these kinds. Must not know the rules of either.
"""

from __future__ import annotations

from bot.domain.ballot.state import BallotRound
from bot.domain.kernel.duty import Duty
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, link_button
from bot.slack.kit.message_parts import Ask
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.ballot import passing_rule
from bot.slack.views.matrix import matrix_text, recommendation_lines


def recommend(scene: ViewContext, duty: Duty) -> Ask:
    """An auditor names the most open form they could answer for; the others may see it otherwise."""
    value = ButtonValue(audit=scene.audit.key, stage=duty.stage)
    pressed = (
        button(scene.say("button-recommend"), ActionId.RECOMMEND, value, "primary"),
        button(scene.say("button-matrix"), ActionId.MATRIX, value),
    )
    return Ask(pressed, (scene.say("ask-recommend"),))


def open_ballot(scene: ViewContext, duty: Duty) -> Ask:
    """The lead asks the board to vote."""
    value = ButtonValue(audit=scene.audit.key, stage=duty.stage)
    pressed = button(scene.say("button-open-ballot"), ActionId.OPEN_BALLOT, value, "primary")
    return Ask((pressed,), (scene.say("ask-open-ballot"),))


def vote(scene: ViewContext, duty: Duty) -> Ask:
    """A seat votes in private; nothing is highlighted for it."""
    say, audit = scene.say, scene.audit
    found = next((r for r in audit.ballots if r.number == duty.number), audit.ballot)
    value = ButtonValue(audit=audit.key, stage=duty.stage, number=duty.number)
    pressed = (
        button(say("button-vote"), ActionId.VOTE, value, "primary"),
        button(say("button-documents"), ActionId.DOCUMENTS, ButtonValue(audit=audit.key)),
        *((link_button(say("button-summary"), scene.links["summary"]),) if "summary" in scene.links else ()),
    )
    rules = (passing_rule(scene, found), _until(scene, found)) if found else ()
    asked = say("ask-vote", model=scene.model, form=scene.form_title(audit.asked_form))
    said = (matrix_text(scene), *recommendation_lines(scene))
    return Ask(pressed, (asked, *said, *rules, say("ask-vote-sealed")))


def _until(scene: ViewContext, found: BallotRound) -> str:
    return scene.say("ask-vote-deadline", deadline=mrkdwn.date_token(found.deadline))
