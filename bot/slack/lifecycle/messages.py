"""What is asked and told of an audit's course.

Owns these messages but the cards, which have modules of their own. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.documents.rules import needed as documents_needed
from bot.domain.documents.without_effect import is_rested_on
from bot.domain.kernel.conversation import StageCard
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.notices import (
    AuditEndedNotice,
    AuditPausedNotice,
    AuditResumedNotice,
    AuditUpgradedNotice,
    DeliveryFailedNotice,
    EndRefusedNotice,
    FrameworkAdoptedNotice,
    FrameworkKeptNotice,
    SentBackNotice,
    StageClosedNotice,
    StageReopenedNotice,
)
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.duties import (
    AnswerReopenedDuty,
    ApproveVariantDuty,
    CloseStageDuty,
    ConfirmAudienceDuty,
    ConfirmEndDuty,
    ConfirmFrameworkDuty,
    MakeFullDuty,
    SecondVersionDuty,
    TakeInDuty,
)
from bot.domain.lifecycle.events import StageReopened
from bot.domain.lifecycle.late_evidence import late_evidence
from bot.domain.lifecycle.model_versions import reopening_stages
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section
from bot.slack.kit.late_evidence import late_lines
from bot.slack.kit.message_parts import Ask, Asks, record_line
from bot.slack.kit.refusal_words import words_of_refusal
from bot.slack.kit.variant_mark import variant_title
from bot.slack.kit.view_context import ViewContext

ASKS = Asks()


@ASKS.add(ConfirmEndDuty)
def confirm_end(context: ViewContext, duty: Duty) -> Ask:
    """The lead proposes to end the audit; one of board or safety confirms."""
    say, value = context.say, ButtonValue(audit=context.audit.key)
    proposal = context.audit.end_proposal
    detail = (context.quoted(proposal.reason),) if proposal else ()
    return Ask(
        (
            button(say("button-confirm-end"), ActionId.CONFIRM_END, value, "danger"),
            button(say("button-refuse-end"), ActionId.REFUSE_END, value),
        ),
        (*detail, say("ask-confirm-end")),
    )


@ASKS.add(ApproveVariantDuty)
def approve_variant(context: ViewContext, duty: Duty) -> Ask:
    """Somebody independent says whether a smaller audit is enough: by its reason, and what it asks for."""
    say, audit = context.say, context.audit
    value = ButtonValue(audit=audit.key)
    asked = [a.title for s in context.framework.stages for a in documents_needed(audit, context.framework, s.key)]
    return Ask(
        (
            button(say("button-approve-variant"), ActionId.APPROVE_VARIANT, value, "primary"),
            button(say("button-refuse-variant"), ActionId.REFUSE_VARIANT, value),
            button(say("button-documents"), ActionId.DOCUMENTS, value),
        ),
        (
            context.quoted(audit.variant_reason),
            say("ask-approve-variant", kind=variant_title(context), documents=mrkdwn.escape(", ".join(asked))),
        ),
    )


@ASKS.add(MakeFullDuty)
def make_full(context: ViewContext, duty: Duty) -> Ask:
    """Somebody independent says that a smaller audit is not enough: the lead makes it a full one."""
    say, refused = context.say, context.audit.variant_refused
    pressed = button(say("button-upgrade"), ActionId.UPGRADE, ButtonValue(audit=context.audit.key), "primary")
    if refused is None:
        return Ask((pressed,))
    said = say("ask-make-full", who=context.mention(refused.by), kind=variant_title(context))
    return Ask((pressed,), (said, context.quoted(refused.reason), say("ask-make-full-else")))


@ASKS.add(CloseStageDuty)
def close_stage(context: ViewContext, duty: Duty) -> Ask:
    """Everything is there; the lead closes."""
    value = ButtonValue(audit=context.audit.key, stage=duty.stage)
    pressed = button(context.say("button-close-stage"), ActionId.CLOSE_STAGE, value, "primary")
    return Ask((pressed,))


@ASKS.add(ConfirmAudienceDuty)
def confirm_audience(context: ViewContext, duty: Duty) -> Ask:
    """A reviewer: is the new description for fewer people than the present one?"""
    audit, say = context.audit, context.say
    if audit.audience is None:
        return Ask(())
    value = ButtonValue(audit=audit.key, key=audit.audience.description)
    buttons = (
        button(say("button-fewer-people"), ActionId.FEWER_PEOPLE, value, "primary"),
        button(say("button-not-fewer-people"), ActionId.NOT_FEWER_PEOPLE, value),
    )
    asked = say("ask-confirm-audience", who=context.mention(audit.audience.by))
    now, then = context.quoted(audit.description), context.quoted(audit.audience.description)
    return Ask(buttons, (asked, now, say("ask-confirm-audience-new"), then))


@ASKS.add(ConfirmFrameworkDuty)
def confirm_framework(context: ViewContext, duty: Duty) -> Ask:
    """A reviewer: is the audit to go on by another framework? What opens again stands behind the button."""
    audit, say = context.audit, context.say
    if audit.framework_proposal is None:
        return Ask(())
    value = ButtonValue(audit=audit.key)
    asked = say("ask-confirm-framework", who=context.mention(audit.framework_proposal.by))
    return Ask((button(say("button-answer-framework"), ActionId.ANSWER_FRAMEWORK, value, "primary"),), (asked,))


@ASKS.add(SecondVersionDuty)
def second_version(context: ViewContext, duty: Duty) -> Ask:
    """A reviewer says, too, that there is a new version of the model, and what it opens again."""
    audit, say = context.audit, context.say
    change = next((v for v in audit.version_changes if v.number == duty.number), None)
    if change is None:
        return Ask(())
    value = ButtonValue(audit=audit.key, number=change.number)
    buttons = (
        button(say("button-declare-version"), ActionId.DECLARE_VERSION, value, "primary"),
        button(say("button-refuse-version"), ActionId.REFUSE_VERSION, value),
    )
    stages = [context.stage_title(stage) for stage in reopening_stages(audit, context.framework, change)]
    asked = say(
        "ask-second-version",
        who=context.mention(change.by),
        model=mrkdwn.escape(str(change.subject)),
        line=say(f"version-{change.line}"),
        fingerprint=mrkdwn.code(change.weights) or say("version-without-manifest"),
        stages=", ".join(stages),
    )
    return Ask(buttons, (asked, context.quoted(change.why)))


@ASKS.add(AnswerReopenedDuty)
def answer_reopened(context: ViewContext, duty: Duty) -> Ask:
    """An earlier stage was reopened: does this one still stand?"""
    say, value = context.say, ButtonValue(audit=context.audit.key, stage=duty.stage)
    return Ask(
        (
            button(say("button-stands"), ActionId.STANDS, value, "primary"),
            button(say("button-reopen-too"), ActionId.REOPEN_TOO, value),
        ),
        (say("ask-answer-reopened"),),
    )


@ASKS.add(TakeInDuty)
def take_in(context: ViewContext, duty: Duty) -> Ask:
    """Something came for a closed stage: a reviewer has it counted, which opens that stage again."""
    say, value = context.say, ButtonValue(audit=context.audit.key, stage=duty.stage)
    pressed = button(say("button-take-in"), ActionId.TAKE_IN, value, "primary")
    documents = button(say("button-documents"), ActionId.DOCUMENTS, ButtonValue(audit=context.audit.key))
    stage = context.stage_title(duty.stage)
    found = late_evidence(context.audit, context.framework, duty.stage).artifacts
    none = [
        button(
            say("button-no-effect-of", document=context.document_title(key)),
            ActionId.NO_EFFECT,
            ButtonValue(audit=context.audit.key, artifact=key, number=number),
        )
        for key, number in found.items()
        if not is_rested_on(context.framework, context.framework.artifact(key))
    ]
    thresholds = context.framework.stage(duty.stage).risks and context.audit.late_thresholds
    mistaken = button(say("button-correct-threshold"), ActionId.CORRECT_THRESHOLD, ButtonValue(audit=context.audit.key))
    buttons = (pressed, *none, *((mistaken,) if thresholds else ()), documents)
    return Ask(buttons, (*late_lines(context, duty.stage), say("ask-take-in", stage=stage)))


def stage_closed(context: ViewContext, notice: StageClosedNotice, event: Event | None) -> list[Block]:
    """A stage closed: what it closed with as a fingerprint, the head of the record, and what is next."""
    say, stage = context.say, context.stage_state(notice.stage)
    said = say("notice-stage-closed", stage=context.stage_title(notice.stage))
    if notice.next:
        following = context.linked(StageCard(notice.next), context.stage_title(notice.next))
        said += " " + say("notice-stage-next", stage=following)
    return section(said) + record_line(context, notice.seq or stage.closed_seq)


def stage_reopened(context: ViewContext, notice: StageReopenedNotice, event: Event | None) -> list[Block]:
    """A closed stage is open again, why, and which later stages are in question."""
    parts = [
        context.say("notice-stage-reopened", stage=context.stage_title(notice.stage), by=context.mention(notice.person))
    ]
    if isinstance(event, StageReopened) and event.reason:
        parts.append(context.quoted(event.reason))
    questioned = [key for key, stage in context.audit.stages.items() if stage.questioned]
    if questioned:
        stages = ", ".join(context.stage_title(key) for key in questioned)
        parts.append(context.say("notice-stage-questioned", stages=stages))
    return section("\n".join(parts))


def audit_upgraded(context: ViewContext, notice: AuditUpgradedNotice, event: Event | None) -> list[Block]:
    """The audit is a full one now; what is kept and what begins anew."""
    stage = context.linked(StageCard(notice.stage), context.stage_title(notice.stage))
    return section(
        context.say("notice-audit-upgraded", name=context.name, by=context.mention(notice.person), stage=stage)
    )


def framework_adopted(context: ViewContext, notice: FrameworkAdoptedNotice, event: Event | None) -> list[Block]:
    """By which framework it goes on; which stages opened again stands beneath, one each."""
    framework = context.framework
    return section(
        context.say(
            "notice-framework-adopted",
            name=context.name,
            by=context.mention(notice.person),
            version=mrkdwn.escape(framework.version),
        )
    )


def framework_kept(context: ViewContext, notice: FrameworkKeptNotice, event: Event | None) -> list[Block]:
    """The audit stays as it is."""
    return section(context.say("notice-framework-kept", name=context.name, by=context.mention(notice.person)))


def audit_ended(context: ViewContext, notice: AuditEndedNotice, event: Event | None) -> list[Block]:
    """Nothing may be released on it."""
    ended = context.audit.ended
    said = context.say("notice-audit-ended", name=context.name, stage=context.stage_title(context.audit.ended_at_stage))
    return section(f"{said}\n{context.quoted(ended.reason)}" if ended else said) + record_line(context, notice.seq)


def audit_paused(context: ViewContext, notice: AuditPausedNotice, event: Event | None) -> list[Block]:
    """Nothing is asked until it is resumed."""
    said = context.say("notice-audit-paused", name=context.name)
    return section(f"{said}\n{context.quoted(context.audit.paused)}" if context.audit.paused else said)


def audit_resumed(context: ViewContext, notice: AuditResumedNotice, event: Event | None) -> list[Block]:
    """It goes on."""
    return section(context.say("notice-audit-resumed", name=context.name))


def end_refused(context: ViewContext, notice: EndRefusedNotice, event: Event | None) -> list[Block]:
    """The audit goes on."""
    by = notice.person or (event.by if event else "")
    return section(
        context.say("notice-end-refused", name=context.name, by=context.mention(by) if by else context.say("nobody"))
    )


def delivery_failed(context: ViewContext, notice: DeliveryFailedNotice, event: Event | None) -> list[Block]:
    """Slack refused a message of this audit for good, or the bot's own work broke; somebody must mend it."""
    say, value = context.say, ButtonValue(audit=context.audit.key)
    if notice.cause:
        again = button(say("button-resume-delivery"), ActionId.RESUME_DELIVERY, value)
        said = say("notice-work-failed", name=context.name, cause=mrkdwn.code(notice.cause))
        return section(said) + actions(again)
    said = say("notice-delivery-failed", name=context.name)
    if notice.refused:
        why = words_of_refusal(say, notice.refused)
        said = say("notice-delivery-refused", name=context.name, why=why, word=mrkdwn.code(notice.refused))
    return section(said) + actions(
        button(say("button-resume-delivery"), ActionId.RESUME_DELIVERY, value, "primary"),
        button(say("button-invite-missing"), ActionId.INVITE_MISSING, value),
        button(say("button-new-channel"), ActionId.NEW_CHANNEL, value),
    )


def sent_back(context: ViewContext, notice: SentBackNotice, event: Event | None) -> list[Block]:
    """Most seats sent the audit back: what is missing, in their words."""
    stage = context.stage_title(notice.stage) if notice.stage else context.say("an-earlier-stage")
    blocks = section(context.say("notice-sent-back", stage=stage))
    found = context.audit.ballot
    for who, ballot in found.papers.items() if found else ():
        if ballot.send_back:
            blocks += section(f"{context.mention(who)}:\n{context.quoted(ballot.public or ballot.reason)}")
    return blocks
