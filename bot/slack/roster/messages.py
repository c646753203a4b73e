"""What people are asked and told of roles.

Owns these messages. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block, InteractiveElement

from bot.domain.kernel.conversation import Notice
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.framework import StageSpec
from bot.domain.kernel.registry import Event
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, link_button, section
from bot.slack.kit.message_parts import Ask
from bot.slack.kit.view_context import ViewContext

MINUTES = {"document": 60, "approval": 15, "response": 15, "vote": 30}
"""What a first message reckons with, so that a person knows how much is asked of them."""


def accept_role(scene: ViewContext, duty: Duty) -> Ask:
    """The first message to a person: who asks, for what, how much, and what now."""
    say, value = scene.say, ButtonValue(audit=scene.audit.key, role=duty.role)
    form = scene.form_title(scene.audit.asked_form)
    role = scene.role_title(duty.role)
    invited = say("invite", who=scene.lead, role=role, model=scene.model, form=form)
    buttons: list[InteractiveElement] = [
        button(say("button-accept-role"), ActionId.ACCEPT_ROLE, value, "primary"),
        button(say("button-not-me"), ActionId.DECLINE_ROLE, value),
    ]
    if card := scene.links.get("audit"):
        buttons.append(link_button(say("button-open-audit"), card))
    duty_line = mrkdwn.escape(scene.framework.role(duty.role).duty)
    now = say("invite-now", due=duty.due)
    return Ask(tuple(buttons), (invited, duty_line, _how_much(scene, duty.role), now), introduces_itself=True)


def _how_much(scene: ViewContext, role: str) -> str:
    say, stages = scene.say, scene.framework.stages
    documents = sum(_owed_documents(scene, s, role) for s in stages)
    approvals = sum(rule.role == role for s in stages for rule in s.sign_offs)
    responses = sum(role in s.responses for s in stages)
    votes = int("vote" in scene.framework.role(role).powers)
    parts = [
        say(f"invite-{name}", count=count)
        for name, count in (
            ("documents", documents),
            ("approvals", approvals),
            ("responses", responses),
            ("votes", votes),
        )
        if count
    ]
    if not parts:
        return say("invite-nothing-fixed")
    minutes = (
        documents * MINUTES["document"]
        + approvals * MINUTES["approval"]
        + responses * MINUTES["response"]
        + votes * MINUTES["vote"]
    )
    effort = say("effort-hours", hours=round(minutes / 60)) if minutes > 45 else say("effort-minutes", minutes=minutes)
    how_much = say("invite-how-much", what=", ".join(parts), effort=effort)
    others = len(scene.audit.roster.get(role, ())) - 1
    shared = documents or approvals
    return f"{how_much} {say('invite-shared', count=others)}" if shared and others > 0 else how_much


def _owed_documents(scene: ViewContext, stage: StageSpec, role: str) -> int:
    form = scene.audit.asked_form
    return sum(
        role in a.owners and (scene.framework.required(a, form) or scene.framework.wanted(a, form))
        for a in stage.artifacts
    )


def reassign(scene: ViewContext, duty: Duty) -> Ask:
    """A seat is empty, declined or gone."""
    value = ButtonValue(audit=scene.audit.key, role=duty.role)
    return Ask((button(scene.say("button-people"), ActionId.PEOPLE, value, "primary"),))


def second_waiver(scene: ViewContext, duty: Duty) -> Ask:
    """A board member agrees that one person holds two roles that independence keeps apart."""
    audit, say = scene.audit, scene.say
    if not 0 < duty.number <= len(audit.waivers):
        return Ask(())
    waiver = audit.waivers[duty.number - 1]
    one, other = (scene.role_title(role) for role in waiver.roles)
    said = say("ask-second-waiver", who=scene.mention(waiver.person), one=one, other=other)
    value = ButtonValue(audit=audit.key, number=duty.number)
    return Ask(
        (button(say("button-second-waiver"), ActionId.SECOND_WAIVER, value),), (said, scene.quoted(waiver.reason))
    )


def role_declined(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """Somebody does not take a role (in `stage`), and perhaps suggests another person (in `statement`)."""
    say, role = scene.say, notice.stage
    who = scene.mention(notice.person)
    said = say("notice-role-declined", name=scene.name, who=who, role=scene.role_title(role))
    if notice.statement:
        said += " " + say("notice-role-suggested", who=scene.mention(notice.statement))
    value = ButtonValue(audit=scene.audit.key, role=role)
    return section(said) + actions(button(say("button-people"), ActionId.PEOPLE, value, "primary"))


def nobody_leads(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """The lead is gone, and there is no deputy: an admin names somebody."""
    say, who = scene.say, scene.mention(notice.person)
    value = ButtonValue(audit=scene.audit.key, role="lead")
    said = section(say("notice-nobody-leads", name=scene.name, who=who))
    return said + actions(button(say("button-people"), ActionId.PEOPLE, value, "primary"))
