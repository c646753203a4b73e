"""What people are asked and told of roles.

Owns these messages. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block, InteractiveElement

from bot.domain.documents.rules import wanting_form
from bot.domain.kernel.conversation import AuditCard
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.framework import StageSpec
from bot.domain.kernel.notices import (
    AdminAskedNotice,
    NobodyLeadsNotice,
    RoleChangeAnsweredNotice,
    RoleDeclinedNotice,
)
from bot.domain.kernel.registry import Event
from bot.domain.roster.duties import (
    AcceptRoleDuty,
    ReassignDuty,
    SecondNamingDuty,
    SecondRoleChangeDuty,
    SecondWaiverDuty,
)
from bot.domain.roster.seconds import moves
from bot.domain.roster.state import RoleChange
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, link_button, section
from bot.slack.kit.message_parts import Ask, Asks
from bot.slack.kit.view_context import ViewContext

ASKS = Asks()

MINUTES = {"document": 60, "approval": 15, "response": 15, "vote": 30}
"""What a first message reckons with, so that a person knows how much is asked of them."""


@ASKS.add(AcceptRoleDuty)
def accept_role(context: ViewContext, duty: Duty) -> Ask:
    """The first message to a person: who asks, for what, how much, and what now."""
    say, value = context.say, ButtonValue(audit=context.audit.key, role=duty.role)
    form = context.form_title(context.audit.asked_form)
    role = context.role_title(duty.role)
    invited = say("invite", who=context.lead, role=role, model=context.model, form=form)
    buttons: list[InteractiveElement] = [
        button(say("button-accept-role"), ActionId.ACCEPT_ROLE, value, "primary"),
        button(say("button-not-me"), ActionId.DECLINE_ROLE, value),
    ]
    if card := context.links.get(AuditCard.key):
        buttons.append(link_button(say("button-open-audit"), card))
    now = say("invite-now", due=context.due(duty.due))
    return Ask(tuple(buttons), (invited, f"{_how_much(context, duty.role)} {now}"), introduces_itself=True)


def _how_much(context: ViewContext, role: str) -> str:
    say, stages = context.say, context.framework.stages
    documents = sum(_owed_documents(context, s, role) for s in stages)
    approvals = sum(rule.role == role for s in stages for rule in s.sign_offs)
    responses = sum(role in s.responses for s in stages)
    votes = int("vote" in context.framework.role(role).powers)
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
    others = len(context.audit.roster.get(role, ())) - 1
    shared = documents or approvals
    return f"{how_much} {say('invite-shared', count=others)}" if shared and others > 0 else how_much


def _owed_documents(context: ViewContext, stage: StageSpec, role: str) -> int:
    audit, framework = context.audit, context.framework
    return sum(
        role in a.owners and (framework.required(a, audit.asked_form) or wanting_form(audit, framework, a) is not None)
        for a in stage.artifacts
    )


@ASKS.add(ReassignDuty)
def reassign(context: ViewContext, duty: Duty) -> Ask:
    """A seat is empty, declined or gone."""
    value = ButtonValue(audit=context.audit.key, role=duty.role)
    return Ask((button(context.say("button-people"), ActionId.PEOPLE, value, "primary"),))


@ASKS.add(SecondWaiverDuty)
def second_waiver(context: ViewContext, duty: Duty) -> Ask:
    """A board member agrees that one person holds two roles that independence keeps apart."""
    audit, say = context.audit, context.say
    if not 0 < duty.number <= len(audit.waivers):
        return Ask(())
    waiver = audit.waivers[duty.number - 1]
    one, other = (context.role_title(role) for role in waiver.roles)
    said = say("ask-second-waiver", who=context.mention(waiver.person), one=one, other=other)
    value = ButtonValue(audit=audit.key, number=duty.number)
    return Ask(
        (button(say("button-second-waiver"), ActionId.SECOND_WAIVER, value),), (said, context.quoted(waiver.reason))
    )


@ASKS.add(SecondRoleChangeDuty)
def second_role_change(context: ViewContext, duty: Duty) -> Ask:
    """A seat of the board says whether who leads or judges may change, and reads what would."""
    changes = context.audit.role_changes
    if not 0 < duty.number <= len(changes):
        return Ask(())
    change = changes[duty.number - 1]
    asked = context.say("ask-second-role-change", who=context.mention(change.proposed_by))
    return Ask(_agreeing(context, duty), (asked, *role_change_lines(context, change)))


@ASKS.add(SecondNamingDuty)
def second_naming(context: ViewContext, duty: Duty) -> Ask:
    """Somebody who judges says whether whom the lead names looks on from outside, and reads who it is."""
    changes = context.audit.role_changes
    if not 0 < duty.number <= len(changes):
        return Ask(())
    return Ask(_agreeing(context, duty), judged=tuple(role_change_lines(context, changes[duty.number - 1])))


def _agreeing(context: ViewContext, duty: Duty) -> tuple[InteractiveElement, ...]:
    say, value = context.say, ButtonValue(audit=context.audit.key, number=duty.number)
    return (
        button(say("button-second-role-change"), ActionId.SECOND_ROLE_CHANGE, value, "primary"),
        button(say("button-refuse-role-change"), ActionId.REFUSE_ROLE_CHANGE, value),
    )


def role_change_lines(context: ViewContext, change: RoleChange) -> list[str]:
    """What a change would do, a line for each role."""
    lines = []
    for move in moves(context.audit, change.roles):
        joins, leaves = (", ".join(map(context.mention, people)) for people in (move.joins, move.leaves))
        kind = "both" if joins and leaves else "joins" if joins else "leaves"
        role = context.role_title(move.role)
        lines.append(context.say(f"role-change-{kind}", role=role, joins=joins, leaves=leaves))
    return lines


def role_change_answered(context: ViewContext, notice: RoleChangeAnsweredNotice, event: Event | None) -> list[Block]:
    """What became of a change of roles, to whoever asked for it."""
    who, say = context.mention(notice.person), context.say
    value = ButtonValue(audit=context.audit.key)
    again = actions(button(say("button-people"), ActionId.PEOPLE, value)) if notice.outcome == "refused" else []
    return section(say(f"notice-role-change-{notice.outcome}", name=context.name, who=who)) + again


def role_declined(context: ViewContext, notice: RoleDeclinedNotice, event: Event | None) -> list[Block]:
    """Somebody does not take a role, and perhaps suggests another person."""
    say, role = context.say, notice.role
    who = context.mention(notice.person)
    said = say("notice-role-declined", name=context.name, who=who, role=context.role_title(role))
    if notice.suggests:
        said += " " + say("notice-role-suggested", who=context.mention(notice.suggests))
    value = ButtonValue(audit=context.audit.key, role=role)
    return section(said) + actions(button(say("button-people"), ActionId.PEOPLE, value, "primary"))


def admin_asked(context: ViewContext, notice: AdminAskedNotice, event: Event | None) -> list[Block]:
    """A seat is to be filled; an admin of the workspace without a role here agrees, beside the other seats."""
    changes, say = context.audit.role_changes, context.say
    said = section(say("notice-admin-asked", name=context.name, who=context.mention(notice.person)))
    if not 0 < notice.number <= len(changes):
        return said
    value = ButtonValue(audit=context.audit.key, number=notice.number)
    what = section("\n".join(role_change_lines(context, changes[notice.number - 1])))
    return said + what + actions(button(say("button-second-role-change"), ActionId.SECOND_ROLE_CHANGE, value))


def nobody_leads(context: ViewContext, notice: NobodyLeadsNotice, event: Event | None) -> list[Block]:
    """The lead is gone, and there is no deputy: an admin names somebody."""
    say, who = context.say, context.mention(notice.person)
    value = ButtonValue(audit=context.audit.key, role="lead")
    said = section(say("notice-nobody-leads", name=context.name, who=who))
    return said + actions(button(say("button-people"), ActionId.PEOPLE, value, "primary"))
