"""What people are asked and told between the proposal and the last condition.

Owns these messages. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.decision.events import DoneRefused
from bot.domain.decision.state import Hold, Proposal
from bot.domain.kernel.conversation import Notice
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.registry import Event
from bot.slack.decision.conditions import item_text, item_with
from bot.slack.decision.proposal_card import hold_line
from bot.slack.decision.validity import cause_title, outside_said, report_with
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, section
from bot.slack.kit.message_parts import Ask, record_line
from bot.slack.kit.view_context import ViewContext


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


def decision_held(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """Who holds it, why, until when."""
    hold = _hold(scene, notice)
    return section(hold_line(scene, hold) if hold else scene.say("decision-none"))


def hold_lifted(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """The posting goes on where nobody else holds it."""
    proposal = _proposal(scene, notice)
    key = "notice-hold-lifted-still" if proposal and proposal.held else "notice-hold-lifted"
    return section(scene.say(key, who=scene.mention(notice.person)))


def proposal_void(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """It is not posted, and why."""
    proposal = _proposal(scene, notice)
    cause = proposal.cause if proposal and proposal.cause else "evidence"
    return section(scene.say("notice-proposal-void", why=scene.say(f"proposal-void-{cause}"), lead=scene.lead))


def not_done(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """An auditor looked and found it not done; what they saw."""
    item = item_with(scene, notice.statement)
    said = scene.say("notice-not-done", who=scene.mention(notice.person), item=notice.statement, name=scene.name)
    why = f"\n{scene.quoted(event.why)}" if isinstance(event, DoneRefused) else ""
    return section(said + why) + (section(item_text(scene, item)) if item else [])


def conditions_met(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """What had to come before the release is verified."""
    decision = scene.audit.decision
    if decision is None:
        return section(scene.say("decision-none"))
    there = scene.decision_link(scene.say("audit-card-decision-link"))
    form = scene.form_title(decision.form)
    return section(scene.say("notice-conditions-met", name=scene.name, form=form, there=there)) + record_line(
        scene, notice.seq
    )


def _proposal(scene: ViewContext, notice: Notice) -> Proposal | None:
    return next((p for p in scene.audit.proposals if str(p.round) == notice.statement), None)


def _hold(scene: ViewContext, notice: Notice) -> Hold | None:
    proposal = _proposal(scene, notice)
    return next((h for h in proposal.holds if h.number == notice.number), None) if proposal else None
