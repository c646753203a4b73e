"""Asks about a decision after the reveal: post what no hold stops any more, name owners, meet, verify.

Owns the drawing of these kinds. Must not know the rules: the domain decides.
"""

from __future__ import annotations

from bot.domain.kernel.duty import Duty
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button
from bot.slack.kit.message_parts import Ask
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.ending import cause_title, outside_said, report_with
from bot.slack.views.followed import item_text, item_with
from bot.slack.views.proposal_card import hold_line


def post_decision(scene: ViewContext, duty: Duty) -> Ask:
    """The lead says how it goes on after a hold nobody lifted."""
    say, value = scene.say, ButtonValue(audit=scene.audit.key, stage=duty.stage, number=duty.number)
    proposal = scene.audit.proposal
    holds = tuple(hold_line(scene, hold) for hold in proposal.lapsed) if proposal else ()
    buttons = (
        button(say("button-post-decision"), ActionId.POST_DECISION, value, "primary"),
        button(say("button-ask-again"), ActionId.OPEN_BALLOT, value),
    )
    return Ask(buttons, (*holds, say("ask-post-decision")))


def say_reopening(scene: ViewContext, duty: Duty) -> Ask:
    """Nothing is released: the lead adds what would reopen the question."""
    pressed = button(
        scene.say("button-say-reopening"), ActionId.STAGE_RELEASE, ButtonValue(audit=scene.audit.key), "primary"
    )
    return Ask((pressed,), (scene.say("ask-say-reopening"),))


def name_owner(scene: ViewContext, duty: Duty) -> Ask:
    """The lead says who sees to it, how it is checked, by when."""
    return _about(scene, duty, "button-name-owner", ActionId.NAME_OWNER)


def meet(scene: ViewContext, duty: Duty) -> Ask:
    """Its owner says when it is done."""
    return _about(scene, duty, "button-claim", ActionId.CLAIM)


def verify(scene: ViewContext, duty: Duty) -> Ask:
    """An auditor who does not own it looks for themselves."""
    return _about(scene, duty, "button-verify", ActionId.VERIFY)


def _about(scene: ViewContext, duty: Duty, label: str, act: ActionId) -> Ask:
    value = ButtonValue(audit=scene.audit.key, number=duty.number, key=duty.of)
    item = item_with(scene, duty.of)
    pressed = (
        button(scene.say(label), act, value, "primary"),
        button(scene.say("button-followed"), ActionId.FOLLOWED, value),
    )
    return Ask(pressed, (item_text(scene, item),) if item else ())


def answer_report(scene: ViewContext, duty: Duty) -> Ask:
    """Whoever leads, and later the board, says whether it happened."""
    value = ButtonValue(audit=scene.audit.key, number=duty.number)
    pressed = button(scene.say("button-answer-report"), ActionId.ANSWER_REPORT, value, "primary")
    found = report_with(scene, duty.number)
    if found is None:
        return Ask((pressed,))
    said = scene.say("answer-report-what", who=scene.mention(found.by), cause=cause_title(scene, found.cause))
    return Ask((pressed,), (f"{said}\n{scene.quoted(found.text)}",))


def confirm_outside(scene: ViewContext, duty: Duty) -> Ask:
    """A board member says whether it is to be recorded."""
    value = ButtonValue(audit=scene.audit.key)
    buttons = (
        button(scene.say("button-second-outside"), ActionId.SECOND_OUTSIDE, value),
        button(scene.say("button-refuse-outside"), ActionId.REFUSE_OUTSIDE, value),
    )
    return Ask(buttons, (outside_said(scene),))
