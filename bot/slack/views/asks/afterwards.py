"""Asks about a decision after the reveal: post what no hold stops any more, name owners, meet, verify.

Owns the drawing of these kinds. Must not know the rules: the domain decides.
"""

from __future__ import annotations

from bot.domain.kernel.duty import Duty
from bot.slack.buttons import Act, Value
from bot.slack.views.asks.ask import Ask
from bot.slack.views.blocks import button
from bot.slack.views.ending import cause_title, outside_said, report_with
from bot.slack.views.followed import item_text, item_with
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


def say_reopening(scene: Scene, duty: Duty) -> Ask:
    """Nothing is released: the lead adds what would reopen the question."""
    pressed = button(scene.say("button-say-reopening"), Act.STAGE_RELEASE, Value(audit=scene.audit.key), "primary")
    return Ask((pressed,), (scene.say("ask-say-reopening"),))


def name_owner(scene: Scene, duty: Duty) -> Ask:
    """The lead says who sees to it, how it is checked, by when."""
    return _about(scene, duty, "button-name-owner", Act.NAME_OWNER)


def meet(scene: Scene, duty: Duty) -> Ask:
    """Its owner says when it is done."""
    return _about(scene, duty, "button-claim", Act.CLAIM)


def verify(scene: Scene, duty: Duty) -> Ask:
    """An auditor who does not own it looks for themselves."""
    return _about(scene, duty, "button-verify", Act.VERIFY)


def _about(scene: Scene, duty: Duty, label: str, act: Act) -> Ask:
    value = Value(audit=scene.audit.key, number=duty.number, key=duty.of)
    item = item_with(scene, duty.of)
    pressed = (
        button(scene.say(label), act, value, "primary"),
        button(scene.say("button-followed"), Act.FOLLOWED, value),
    )
    return Ask(pressed, (item_text(scene, item),) if item else ())


def answer_report(scene: Scene, duty: Duty) -> Ask:
    """Whoever leads, and later the board, says whether it happened."""
    value = Value(audit=scene.audit.key, number=duty.number)
    pressed = button(scene.say("button-answer-report"), Act.ANSWER_REPORT, value, "primary")
    found = report_with(scene, duty.number)
    if found is None:
        return Ask((pressed,))
    said = scene.say("answer-report-what", who=scene.mention(found.by), cause=cause_title(scene, found.cause))
    return Ask((pressed,), (f"{said}\n{scene.quoted(found.text)}",))


def confirm_outside(scene: Scene, duty: Duty) -> Ask:
    """A board member says whether it is to be recorded."""
    value = Value(audit=scene.audit.key)
    buttons = (
        button(scene.say("button-second-outside"), Act.SECOND_OUTSIDE, value),
        button(scene.say("button-refuse-outside"), Act.REFUSE_OUTSIDE, value),
    )
    return Ask(buttons, (outside_said(scene),))
