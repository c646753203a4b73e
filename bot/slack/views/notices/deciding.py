"""Notices about the summary and the ballot.

Owns the drawing of these kinds. Must not know to whom they go.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.ballot.state import BallotRound
from bot.domain.kernel.conversation import Notice
from bot.domain.kernel.registry import Event
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, lines, section
from bot.slack.kit.message_parts import record_line
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.decision_card import votes


def ballot_extended(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """Too few voted: the one extension there is."""
    found = _round(scene, notice)
    if found is None:
        return section(scene.say("ballot-not-open"))
    waiting = scene.mentions(seat for seat in found.seats if seat not in found.sealed)
    deadline = mrkdwn.date_token(found.deadline)
    return section(scene.say("notice-ballot-extended", waiting=waiting or scene.say("nobody"), deadline=deadline))


def ballot_void(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """Something changed under an open ballot: it does not count, and why."""
    return section(scene.say("notice-ballot-void", why=scene.say(f"void-{notice.statement or 'evidence'}")))


def ballots_revealed(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """What each seat ticked, in the audit's channel; where there is a result, the card of the proposal has it."""
    found = _round(scene, notice)
    return section(scene.say("notice-ballots-revealed")) + (lines(votes(scene, found)) if found else [])


def no_decision(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """Too few voted, twice: that is not form 0, it is no decision."""
    value = ButtonValue(audit=scene.audit.key)
    said = scene.say("notice-no-decision", name=scene.name, lead=scene.lead)
    again = button(scene.say("button-open-ballot"), ActionId.OPEN_BALLOT, value)
    return section(said) + record_line(scene, notice.seq) + (actions(again) if not scene.audit.over else [])


def sent_back(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """Most seats sent the audit back: what is missing, in their words."""
    stage = scene.stage_title(notice.stage) if notice.stage else scene.say("an-earlier-stage")
    blocks = section(scene.say("notice-sent-back", stage=stage))
    found = _round(scene, notice)
    for who, ballot in found.opened.items() if found else ():
        if ballot.send_back:
            blocks += section(f"{scene.mention(who)}:\n{scene.quoted(ballot.public or ballot.reason)}")
    return blocks


def _round(scene: ViewContext, notice: Notice) -> BallotRound | None:
    return next((r for r in scene.audit.ballots if r.number == notice.number), scene.audit.ballot)
