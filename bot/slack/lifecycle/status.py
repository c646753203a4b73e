"""Where an audit stands, for one person who asks: in an ephemeral answer or a modal.

Owns that one drawing. Must not know who asks: what stands here everybody who sees the audit may read.
"""

from __future__ import annotations

from typing import Final, get_args

from slack_sdk.models.blocks import Block

from bot.domain.evaluations.verdicts import prioritised_risks
from bot.domain.kernel.conversation import AuditCard, StageCard
from bot.domain.kernel.framework import Rules
from bot.domain.lifecycle.stages import may_undo, obstacles
from bot.slack.evaluations.measurements import risk_line
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, lines, section
from bot.slack.kit.duty_lines import awaited_lines
from bot.slack.kit.view_context import ViewContext
from bot.slack.lifecycle.stage_card import obstacle_line

NEWEST: Final = max(get_args(Rules))
"""The edition of the rules that an audit is started with now."""

_MOST_BLOCKS = 20
"""Of conditions; a message takes 50 blocks in all."""


def status_text(context: ViewContext) -> str:
    """The audit and its standing in one line."""
    return context.say("home-audit", audit=context.linked(AuditCard(), context.name), where=where_it_stands(context))


def status_blocks(context: ViewContext) -> list[Block]:
    """Its standing; per open stage what is still missing; who is awaited."""
    audit, say = context.audit, context.say
    asked = say("status-asked", form=context.form_title(audit.asked_form))
    if audit.next_form:
        asked += "\n" + say("status-asked-next", form=context.form_title(audit.next_form))
    blocks = section(f"{status_text(context)}\n{asked}")
    if audit.over:
        return [*blocks, *_after_the_decision(context)]
    for key in audit.open_stages():
        found = obstacles(audit, context.framework, key, context.today)
        left = [*_there(context, key), *(f"• {obstacle_line(context, obstacle)}" for obstacle in found)]
        title = say("status-stage", stage=context.linked(StageCard(key), context.stage_title(key)))
        blocks += lines([*left, *([] if found else [say("status-nothing-left")])], title)
    tested = [risk_line(context, risk) for risk in prioritised_risks(audit)]
    blocks += lines(tested, say("stage-card-risks"))
    if not audit.paused:
        blocks += lines(awaited_lines(context), say("audit-card-awaited"))
    return [*blocks, *_conditions(context), *_rarely(context)]


def _there(context: ViewContext, stage: str) -> list[str]:
    """What is there of a stage: its documents with their versions, accepted ones first."""
    found = [(spec, context.audit.current(spec.key)) for spec in context.framework.stage(stage).artifacts]
    there = [(spec, version) for spec, version in found if version]
    named = [
        f"{'✅ ' if version.status == 'accepted' else '🕓 '}{mrkdwn.escape(spec.title)} v{version.number}"
        for spec, version in sorted(there, key=lambda one: one[1].status != "accepted")
    ]
    return [context.say("status-there", documents=", ".join(named))] if named else []


def _conditions(context: ViewContext) -> list[Block]:
    """Conditions of approvals that are open, each with the way onto the ballot."""
    say, blocks = context.say, list[Block]()
    for found in (c for c in context.audit.conditions if c.status == "open"):
        said = say("condition-open", number=found.number, who=context.mention(found.by))
        value = ButtonValue(audit=context.audit.key, stage=found.stage, number=found.number)
        pressed = button(say("button-carry-condition"), ActionId.CARRY_CONDITION, value)
        blocks += section(f"{said}\n{context.quoted(found.text)}", pressed)
    return blocks[:_MOST_BLOCKS]


def _after_the_decision(context: ViewContext) -> list[Block]:
    """What can still be said of a decision."""
    say, value = context.say, ButtonValue(audit=context.audit.key)
    if context.audit.in_force is None or context.audit.ended:
        return []
    return [
        *lines(awaited_lines(context), say("audit-card-awaited")),
        *actions(
            button(say("button-followed"), ActionId.FOLLOWED, value),
            button(say("button-happened"), ActionId.HAPPENED, value),
            button(say("button-stage-release"), ActionId.STAGE_RELEASE, value),
            button(say("button-encrypted-manifest"), ActionId.ENCRYPTED_MANIFEST, value)
            if _has_files(context)
            else None,
            button(say("button-outside"), ActionId.OUTSIDE, value),
        ),
        *([] if context.audit.is_shut else _follow_up(context)),
    ]


def _follow_up(context: ViewContext) -> list[Block]:
    """Documents, results and problems that come after the post: they change no decision by themselves."""
    say, value = context.say, ButtonValue(audit=context.audit.key)
    return [
        *section(say("status-follow-up")),
        *actions(
            button(say("button-documents"), ActionId.DOCUMENTS, value),
            button(say("button-accept-read"), ActionId.ACCEPT_READ, value),
            button(say("button-finding"), ActionId.FINDING, value),
            button(say("button-dispose"), ActionId.DISPOSE, value) if context.audit.findings else None,
        ),
    ]


def _rarely(context: ViewContext) -> list[Block]:
    """What is done now and then, and has its button nowhere else."""
    say, audit, value = context.say, context.audit, ButtonValue(audit=context.audit.key)
    closed = [key for key, stage in audit.stages.items() if stage.status == "closed"]
    undone = next((key for key in closed if may_undo(audit, key)), "")
    late = any(spec.questions or spec.ballot for spec in map(context.framework.stage, audit.open_stages()))
    voting = audit.ballot is not None and audit.ballot.status in ("open", "closed")
    return actions(
        button(say("button-documents"), ActionId.DOCUMENTS, value),
        button(say("button-accept-read"), ActionId.ACCEPT_READ, value),
        button(say("button-undo-closing"), ActionId.UNDO_CLOSING, value.replace(stage=undone)) if undone else None,
        button(say("button-reopen"), ActionId.REOPEN, value) if closed else None,
        button(say("button-delegate"), ActionId.DELEGATE, value),
        button(say("button-waive"), ActionId.WAIVE, value),
        button(say("button-copy"), ActionId.COPY, value),
        button(say("button-upgrade"), ActionId.UPGRADE, value) if _can_grow(context) else None,
        button(say("button-new-framework"), ActionId.NEW_FRAMEWORK, value) if audit.rules < NEWEST else None,
        button(say("button-outside"), ActionId.OUTSIDE, value),
        button(say("button-form-0-ballot"), ActionId.FORM_0_BALLOT, value) if audit.rules > 1 and not voting else None,
        button(say("button-dispose"), ActionId.DISPOSE, value) if audit.findings else None,
        button(say("button-manifest"), ActionId.MANIFEST, value) if audit.rules > 1 else None,
        button(say("button-encrypted-manifest"), ActionId.ENCRYPTED_MANIFEST, value) if _has_files(context) else None,
        button(say("button-new-model"), ActionId.NEW_MODEL, value),
        button(say("button-recuse"), ActionId.RECUSE, value) if late and not voting else None,
    )


def _has_files(context: ViewContext) -> bool:
    """Whether encrypted files can be tied to audited ones."""
    return context.audit.rules > 1 and bool(context.audit.weights)


def _can_grow(context: ViewContext) -> bool:
    """Whether this is a smaller audit that can become a full one."""
    variant = context.framework.variant
    return bool(variant.key) and not variant.practice


def where_it_stands(context: ViewContext) -> str:
    """Where an audit stands, in a few words."""
    say, audit = context.say, context.audit
    if audit.ended:
        return say("standing-ended", stage=context.stage_title(audit.ended_at_stage))
    if audit.decision and audit.decision.suspended and not audit.proposal:
        return say(
            "standing-suspended", form=context.form_title(audit.decision.form), stage=context.stage_title(context.stage)
        )
    if audit.in_force and audit.decision:
        return say("standing-decided", form=context.form_title(audit.decision.form))
    if audit.proposal:
        return say("standing-proposed", form=context.form_title(audit.proposal.form))
    if audit.paused:
        return say("standing-paused", stage=context.stage_title(context.stage))
    return say("standing-open", stage=context.stage_title(context.stage))
