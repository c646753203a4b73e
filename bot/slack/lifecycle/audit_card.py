"""The card of an audit in its channel: what is decided, how far it is, who holds which role, what to press.

Owns the drawing of that one message. Must not know the walk inside a stage: `stage_card` draws it.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import ProposalCard, StageCard
from bot.domain.lifecycle.state import Stage
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, lines, overflow, section, small
from bot.slack.kit.earlier_audits import earlier_audit_lines
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.reach import reach_line
from bot.slack.kit.variant_mark import variant_lines
from bot.slack.kit.view_context import ViewContext

_SYMBOLS = {"waiting": "▫️", "open": "▶️", "closed": "✅"}


def audit_card(context: ViewContext) -> Drawing:
    """The card as the audit stands now."""
    audit, say = context.audit, context.say
    form = context.form_title(audit.asked_form)
    blocks: list[Block] = [
        *section(say("audit-card-title", name=context.name, form=form), overflow(audit.key, _rarely(context))),
        *section(context.quoted(audit.description)),
        *section(reach_line(context)),
        *(section("\n".join(kind)) if (kind := variant_lines(context)) else []),
        *lines(earlier_audit_lines(context)),
        *_standing(context),
        *section("\n".join(_stage_line(context, spec.key) for spec in context.framework.stages)),
        *_roles(context),
    ]
    blocks += _buttons(context)
    return messages(say("audit-card-fallback", name=context.name, form=form), blocks)


def _rarely(context: ViewContext) -> list[tuple[str, ActionId]]:
    say, audit = context.say, context.audit
    if audit.over:
        report = (say("button-report"), ActionId.REPORT)
        return [report, (say("button-status"), ActionId.STATUS), (say("button-documents"), ActionId.DOCUMENTS)]
    pause = (say("button-resume"), ActionId.RESUME) if audit.paused else (say("button-pause"), ActionId.PAUSE)
    return [pause, (say("button-end"), ActionId.END), (say("button-finding"), ActionId.FINDING)]


def _standing(context: ViewContext) -> list[Block]:
    """Where the audit is as a whole, where that is not simply "under way"."""
    audit, say = context.audit, context.say
    if audit.ended:
        stage = context.stage_title(audit.ended_at_stage)
        said = say("audit-card-ended", stage=stage, by=context.mention(audit.ended.by))
        return section(f"{said}\n{context.quoted(audit.ended.reason)}")
    if audit.decision and audit.decision.suspended and not audit.proposal:
        form = context.form_title(audit.decision.form)
        return section(
            say("audit-card-suspended", form=form, there=context.decision_link(say("audit-card-decision-link")))
        )
    if audit.in_force and audit.decision:
        outcome = say("audit-card-decided", form=context.form_title(audit.decision.form))
        return section(f"{outcome} {context.decision_link(say('audit-card-decision-link'))}")
    if audit.proposal:
        card, link = ProposalCard(audit.proposal.round), say("audit-card-proposal-link")
        form = context.form_title(audit.proposal.form)
        return section(say("audit-card-proposed", form=form, there=context.linked(card, link)))
    if audit.paused:
        return section(f"{say('audit-card-paused')}\n{context.quoted(audit.paused)}")
    if audit.end_proposal:
        proposed = say("audit-card-end-proposed", by=context.mention(audit.end_proposal.by))
        return section(f"{proposed}\n{context.quoted(audit.end_proposal.reason)}")
    return []


def _stage_line(context: ViewContext, key: str) -> str:
    stage = context.stage_state(key)
    title = context.linked(StageCard(key), f"{context.stage_number(key)} {context.stage_title(key)}")
    if context.audit.decision and context.framework.stage(key).ballot:
        day = context.audit.calendar.day(context.audit.decision.at)
        return f"{_SYMBOLS['closed']} {title} · {context.say('stage-decided-on', day=day)}"
    return f"{_SYMBOLS[stage.status]} {title}{_stage_date(context, stage)}"


def _stage_date(context: ViewContext, stage: Stage) -> str:
    if stage.questioned:
        return " · " + context.say("stage-questioned")
    if stage.status == "closed" and stage.closed_at:
        return " · " + context.say("stage-closed-on", day=context.audit.calendar.day(stage.closed_at))
    if stage.status == "open" and stage.due:
        key = "stage-overdue" if stage.due < context.today and not context.audit.over else "stage-due"
        return " · " + context.say(key, due=context.due(stage.due))
    return ""


def _roles(context: ViewContext) -> list[Block]:
    """ "8 roles, 2 filled", and who holds them; who is missing stands on the first stage's card."""
    roster = context.audit.roster
    filled = {r.key: [s for s in roster.get(r.key, ()) if s.accepted is not False] for r in context.framework.roles}
    count = sum(bool(seats) for seats in filled.values())
    held = []
    for role in context.framework.roles:
        seats = filled[role.key]
        people = [
            context.mention(s.person) + ("" if s.accepted else " " + context.say("seat-unanswered")) for s in seats
        ]
        if people:
            held.append(context.say("role-line", role=context.role_title(role.key), people=", ".join(people)))
    blocks = section(context.say("audit-card-roles", roles=len(filled), filled=count))
    blocks += small("\n".join(held)) if held else []
    return blocks


def _buttons(context: ViewContext) -> list[Block]:
    say, value = context.say, ButtonValue(audit=context.audit.key)
    if context.audit.over:
        return []
    return actions(
        button(say("button-people"), ActionId.PEOPLE, value, None if _complete(context) else "primary"),
        button(say("button-documents"), ActionId.DOCUMENTS, value),
        button(say("button-details"), ActionId.DETAILS, value),
        button(say("button-status"), ActionId.STATUS, value),
        button(say("button-report"), ActionId.REPORT, value),
        button(say("button-resume"), ActionId.RESUME, value, "primary") if context.audit.paused else None,
    )


def _complete(context: ViewContext) -> bool:
    roster = context.audit.roster
    return all(len(roster.get(role.key, ())) >= role.minimum for role in context.framework.roles)
