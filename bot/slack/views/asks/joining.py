"""Asks about people: invitations, empty seats, silence, and what needs a second person.

Owns the drawing of these kinds. Must not know who may answer: the domain decides.
"""

from __future__ import annotations

from slack_sdk.models.blocks import InteractiveElement

from bot.domain.kernel.duty import Duty
from bot.domain.kernel.framework import StageSpec
from bot.slack import mrkdwn
from bot.slack.buttons import Act, Value
from bot.slack.views.asks.ask import Ask
from bot.slack.views.blocks import button, link_button
from bot.slack.views.scene import Scene
from bot.slack.views.variants import variant_title
from bot.slack.views.waiting import ITEM_KINDS, find, line

MINUTES = {"document": 60, "approval": 15, "response": 15, "vote": 30}
"""What a first message reckons with, so that a person knows how much is asked of them."""


def accept_role(scene: Scene, duty: Duty) -> Ask:
    """The first message to a person: who asks, for what, how much, and what now."""
    say, value = scene.say, Value(audit=scene.audit.key, role=duty.role)
    form = scene.form_title(scene.audit.asked_form)
    role = scene.role_title(duty.role)
    invited = say("invite", who=scene.lead, role=role, model=scene.model, form=form)
    buttons: list[InteractiveElement] = [
        button(say("button-accept-role"), Act.ACCEPT_ROLE, value, "primary"),
        button(say("button-not-me"), Act.DECLINE_ROLE, value),
    ]
    if card := scene.links.get("audit"):
        buttons.append(link_button(say("button-open-audit"), card))
    duty_line = mrkdwn.escape(scene.framework.role(duty.role).duty)
    now = say("invite-now", due=duty.due)
    return Ask(tuple(buttons), (invited, duty_line, _how_much(scene, duty.role), now), introduces_itself=True)


def _how_much(scene: Scene, role: str) -> str:
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


def _owed_documents(scene: Scene, stage: StageSpec, role: str) -> int:
    form = scene.audit.asked_form
    return sum(
        role in a.owners and (scene.framework.required(a, form) or scene.framework.wanted(a, form))
        for a in stage.artifacts
    )


def reassign(scene: Scene, duty: Duty) -> Ask:
    """A seat is empty, declined or gone."""
    value = Value(audit=scene.audit.key, role=duty.role)
    return Ask((button(scene.say("button-people"), Act.PEOPLE, value, "primary"),))


def overdue(scene: Scene, duty: Duty) -> Ask:
    """Somebody never answered: the lead replaces, extends or proceeds without."""
    say = scene.say
    value = Value(audit=scene.audit.key, stage=duty.stage, role=duty.role, key=duty.of)
    missing = find(scene, duty.of)
    if missing and missing.kind in ITEM_KINDS:
        return _overdue_item(scene, duty, missing)
    detail = (say("ask-overdue", about=scene.mention(duty.about), what=line(scene, missing)),) if missing else ()
    return Ask(
        (
            button(say("button-replace"), Act.REPLACE, value),
            button(say("button-extend"), Act.EXTEND, value),
            button(say("button-proceed"), Act.PROCEED, value, "danger"),
        ),
        detail,
    )


def _overdue_item(scene: Scene, duty: Duty, missing: Duty) -> Ask:
    """A condition or mitigation nobody saw to: another owner, or more time; there is no going on without."""
    say = scene.say
    about = Value(audit=scene.audit.key, number=missing.number, key=missing.of)
    detail = say("ask-overdue", about=scene.mention(duty.about), what=line(scene, missing))
    return Ask(
        (
            button(say("button-name-owner"), Act.NAME_OWNER, about),
            button(say("button-extend"), Act.EXTEND, Value(audit=scene.audit.key, key=duty.of)),
        ),
        (detail,),
    )


def confirm_end(scene: Scene, duty: Duty) -> Ask:
    """The lead proposes to end the audit; one of board or safety confirms."""
    say, value = scene.say, Value(audit=scene.audit.key)
    proposal = scene.audit.end_proposal
    detail = (scene.quoted(proposal.reason),) if proposal else ()
    return Ask(
        (
            button(say("button-confirm-end"), Act.CONFIRM_END, value, "danger"),
            button(say("button-refuse-end"), Act.REFUSE_END, value),
        ),
        (*detail, say("ask-confirm-end")),
    )


def approve_variant(scene: Scene, duty: Duty) -> Ask:
    """Somebody independent says whether the reason for a smaller audit is good."""
    say, audit = scene.say, scene.audit
    value = Value(audit=audit.key)
    return Ask(
        (button(say("button-approve-variant"), Act.APPROVE_VARIANT, value, "primary"),),
        (scene.quoted(audit.variant_reason), say("ask-approve-variant", kind=variant_title(scene))),
    )


def second_waiver(scene: Scene, duty: Duty) -> Ask:
    """A board member agrees that one person holds two roles that independence keeps apart."""
    audit, say = scene.audit, scene.say
    if not 0 < duty.number <= len(audit.waivers):
        return Ask(())
    waiver = audit.waivers[duty.number - 1]
    one, other = (scene.role_title(role) for role in waiver.roles)
    said = say("ask-second-waiver", who=scene.mention(waiver.person), one=one, other=other)
    value = Value(audit=audit.key, number=duty.number)
    return Ask((button(say("button-second-waiver"), Act.SECOND_WAIVER, value),), (said, scene.quoted(waiver.reason)))


def confirm_redaction(scene: Scene, duty: Duty) -> Ask:
    """The second of lead and legal agrees to erase a text or a file."""
    audit, say = scene.audit, scene.say
    waiting = next((r for r in audit.redactions if not r.done_by and r.content == duty.of), None)
    if waiting is None:
        return Ask(())
    value = Value(audit=audit.key, key=waiting.content)
    said = say("ask-confirm-redaction", by=scene.mention(waiting.by), fingerprint=mrkdwn.fingerprint(waiting.content))
    pressed = button(say("button-confirm-redaction"), Act.CONFIRM_REDACTION, value, "danger")
    return Ask((pressed,), (said, scene.quoted(waiting.reason)))
