"""Asks about people: invitations, empty seats, silence, and what needs a second person.

Owns the drawing of these kinds. Must not know who may answer: the domain decides.
"""

from __future__ import annotations

from slack_sdk.models.blocks import InteractiveElement

from bot.domain.kernel.duty import Duty
from bot.domain.kernel.framework import StageSpec
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, link_button
from bot.slack.kit.duty_lines import ITEM_KINDS, find, line
from bot.slack.kit.message_parts import Ask
from bot.slack.kit.variant_mark import variant_title
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


def overdue(scene: ViewContext, duty: Duty) -> Ask:
    """Somebody never answered: the lead replaces, extends or proceeds without."""
    say = scene.say
    value = ButtonValue(audit=scene.audit.key, stage=duty.stage, role=duty.role, key=duty.of)
    missing = find(scene, duty.of)
    if missing and missing.kind in ITEM_KINDS:
        return _overdue_item(scene, duty, missing)
    detail = (say("ask-overdue", about=scene.mention(duty.about), what=line(scene, missing)),) if missing else ()
    return Ask(
        (
            button(say("button-replace"), ActionId.REPLACE, value),
            button(say("button-extend"), ActionId.EXTEND, value),
            button(say("button-proceed"), ActionId.PROCEED, value, "danger"),
        ),
        detail,
    )


def _overdue_item(scene: ViewContext, duty: Duty, missing: Duty) -> Ask:
    """A condition or mitigation nobody saw to: another owner, or more time; there is no going on without."""
    say = scene.say
    about = ButtonValue(audit=scene.audit.key, number=missing.number, key=missing.of)
    detail = say("ask-overdue", about=scene.mention(duty.about), what=line(scene, missing))
    return Ask(
        (
            button(say("button-name-owner"), ActionId.NAME_OWNER, about),
            button(say("button-extend"), ActionId.EXTEND, ButtonValue(audit=scene.audit.key, key=duty.of)),
        ),
        (detail,),
    )


def confirm_end(scene: ViewContext, duty: Duty) -> Ask:
    """The lead proposes to end the audit; one of board or safety confirms."""
    say, value = scene.say, ButtonValue(audit=scene.audit.key)
    proposal = scene.audit.end_proposal
    detail = (scene.quoted(proposal.reason),) if proposal else ()
    return Ask(
        (
            button(say("button-confirm-end"), ActionId.CONFIRM_END, value, "danger"),
            button(say("button-refuse-end"), ActionId.REFUSE_END, value),
        ),
        (*detail, say("ask-confirm-end")),
    )


def approve_variant(scene: ViewContext, duty: Duty) -> Ask:
    """Somebody independent says whether the reason for a smaller audit is good."""
    say, audit = scene.say, scene.audit
    value = ButtonValue(audit=audit.key)
    return Ask(
        (button(say("button-approve-variant"), ActionId.APPROVE_VARIANT, value, "primary"),),
        (scene.quoted(audit.variant_reason), say("ask-approve-variant", kind=variant_title(scene))),
    )


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


def confirm_redaction(scene: ViewContext, duty: Duty) -> Ask:
    """The second of lead and legal agrees to erase a text or a file."""
    audit, say = scene.audit, scene.say
    waiting = next((r for r in audit.redactions if not r.done_by and r.content == duty.of), None)
    if waiting is None:
        return Ask(())
    value = ButtonValue(audit=audit.key, key=waiting.content)
    said = say("ask-confirm-redaction", by=scene.mention(waiting.by), fingerprint=mrkdwn.fingerprint(waiting.content))
    pressed = button(say("button-confirm-redaction"), ActionId.CONFIRM_REDACTION, value, "danger")
    return Ask((pressed,), (said, scene.quoted(waiting.reason)))
