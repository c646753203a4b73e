"""Notices about the audit's course: stages, pauses, its end, people who declined, and messages that did not arrive.

Owns the drawing of these kinds. Must not know to whom they go.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.audit import Audit
from bot.domain.effects import Notice
from bot.domain.events import Event, RoleDeclined, StageReopened
from bot.slack import mrkdwn
from bot.slack.buttons import Act, Value
from bot.slack.views.blocks import actions, button, section, small
from bot.slack.views.scene import Scene


def stage_closed(scene: Scene, notice: Notice, event: Event | None) -> list[Block]:
    """A stage closed: what it closed with as a fingerprint, the head of the record, and what is next."""
    say, stage = scene.say, scene.stage_state(notice.stage)
    after = _after(scene.audit, notice.stage)
    said = say("notice-stage-closed", stage=scene.stage_title(notice.stage))
    if after:
        said += " " + say("notice-stage-next", stage=scene.linked(f"stage:{after}", scene.stage_title(after)))
    record = []
    if stage.closed_evidence:
        record.append(say("stage-card-sealed", fingerprint=mrkdwn.fingerprint(stage.closed_evidence)))
    seq = notice.seq or stage.closed_seq
    if head := scene.heads.get(seq):
        record.append(say("record-head", seq=str(seq), head=mrkdwn.code(head)))
    return section(said) + (small("\n".join(record)) if record else [])


def _after(audit: Audit, stage: str) -> str:
    keys = list(audit.stages)
    later = keys[keys.index(stage) + 1 :] if stage in keys else []
    return next((key for key in later if audit.stages[key].status == "open"), "")


def stage_reopened(scene: Scene, notice: Notice, event: Event | None) -> list[Block]:
    """A closed stage is open again, why, and which later stages are in question."""
    said = scene.say("notice-stage-reopened", stage=scene.stage_title(notice.stage))
    if not isinstance(event, StageReopened):
        return section(said)
    parts = [said, scene.quoted(event.reason) if event.reason else ""]
    if event.questioned:
        stages = ", ".join(scene.stage_title(key) for key in event.questioned)
        parts.append(scene.say("notice-stage-questioned", stages=stages))
    return section("\n".join(p for p in parts if p))


def audit_ended(scene: Scene, notice: Notice, event: Event | None) -> list[Block]:
    """Nothing may be released on it."""
    ended = scene.audit.ended
    said = scene.say("notice-audit-ended", name=scene.name, stage=scene.stage_title(scene.audit.ended_at_stage))
    return section(f"{said}\n{scene.quoted(ended.reason)}" if ended else said)


def audit_paused(scene: Scene, notice: Notice, event: Event | None) -> list[Block]:
    """Nothing is asked until it is resumed."""
    said = scene.say("notice-audit-paused", name=scene.name)
    return section(f"{said}\n{scene.quoted(scene.audit.paused)}" if scene.audit.paused else said)


def audit_resumed(scene: Scene, notice: Notice, event: Event | None) -> list[Block]:
    """It goes on."""
    return section(scene.say("notice-audit-resumed", name=scene.name))


def end_proposed(scene: Scene, notice: Notice, event: Event | None) -> list[Block]:
    """The lead wants to end it; one of board or safety is asked."""
    proposal = scene.audit.end_proposal or scene.audit.ended
    by = scene.mention(proposal.by) if proposal else scene.lead
    said = scene.say("notice-end-proposed", name=scene.name, by=by)
    return section(f"{said}\n{scene.quoted(proposal.reason)}" if proposal else said)


def end_refused(scene: Scene, notice: Notice, event: Event | None) -> list[Block]:
    """The audit goes on."""
    by = notice.person or (event.by if event else "")
    return section(
        scene.say("notice-end-refused", name=scene.name, by=scene.mention(by) if by else scene.say("nobody"))
    )


def role_declined(scene: Scene, notice: Notice, event: Event | None) -> list[Block]:
    """Somebody does not take a role, and perhaps suggests another."""
    say = scene.say
    declined = event if isinstance(event, RoleDeclined) else None
    who = scene.mention(notice.person or (declined.person if declined else ""))
    role = scene.role_title(declined.role) if declined else say("a-role")
    said = say("notice-role-declined", name=scene.name, who=who, role=role)
    if declined and declined.suggests:
        said += " " + say("notice-role-suggested", who=scene.mention(declined.suggests))
    value = Value(audit=scene.audit.key, role=declined.role if declined else "")
    return section(said) + actions(button(say("button-people"), Act.PEOPLE, value, "primary"))


def delivery_failed(scene: Scene, notice: Notice, event: Event | None) -> list[Block]:
    """Slack refused a message of this audit for good; somebody must mend it."""
    say, value = scene.say, Value(audit=scene.audit.key)
    return section(say("notice-delivery-failed", name=scene.name)) + actions(
        button(say("button-resume-delivery"), Act.RESUME_DELIVERY, value, "primary"),
        button(say("button-invite-missing"), Act.INVITE_MISSING, value),
    )
