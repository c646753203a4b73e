"""What people are asked and told of the summary.

Owns these messages. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import Notice
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.registry import Event
from bot.domain.reflection.state import Summary
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section
from bot.slack.kit.message_parts import Ask
from bot.slack.kit.view_context import ViewContext
from bot.slack.reflection.summary import body, lines_of, origin, statement


def publish_summary(scene: ViewContext, duty: Duty) -> Ask:
    """The lead gets the draft, privately, whole."""
    summary = _summary(scene, duty)
    value = ButtonValue(audit=scene.audit.key, number=duty.number)
    pressed = (
        button(scene.say("button-publish"), ActionId.PUBLISH, value, "primary"),
        button(scene.say("button-wording"), ActionId.WORDING, value),
        button(scene.say("button-draft-again"), ActionId.SUMMARIZE, value),
    )
    if summary is None:
        return Ask(pressed)
    return Ask(pressed, (origin(scene, summary), *body(scene, summary), scene.say("ask-publish-summary")))


def check_lines(scene: ViewContext, duty: Duty) -> Ask:
    """A person who is quoted sees their own lines."""
    say, summary = scene.say, _summary(scene, duty)
    value = ButtonValue(audit=scene.audit.key, number=duty.number)
    buttons = (
        button(say("button-accurate"), ActionId.ACCURATE, value, "primary"),
        button(say("button-dispute"), ActionId.DISPUTE, value),
    )
    draft = scene.draft(summary) if summary else None
    if summary is None or draft is None:
        return Ask(buttons)
    own = [statement(scene, summary, said, duty.person) for said in lines_of(draft, summary, duty.person)]
    return Ask(buttons, (say("ask-check-lines"), *own, say("ask-check-lines-silence")))


def _summary(scene: ViewContext, duty: Duty) -> Summary | None:
    return next((s for s in scene.audit.summaries if s.number == duty.number), None)


def summary_failed(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """No draft: why, that nothing is lost, and the button to try again."""
    say, summary = scene.say, _summary_of(scene, notice)
    key = f"summary-problem-{summary.problem}" if summary else ""
    problem = say(key if key in say else "summary-problem-unreachable")
    value = ButtonValue(audit=scene.audit.key, number=notice.number)
    said = say("notice-summary-failed", name=scene.name, problem=problem)
    return section(said) + actions(button(say("button-draft-again"), ActionId.SUMMARIZE, value, "primary"))


def _summary_of(scene: ViewContext, notice: Notice) -> Summary | None:
    return next((s for s in scene.audit.summaries if s.number == notice.number), scene.audit.summary)
