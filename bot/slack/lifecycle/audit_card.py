"""The card of an audit in its channel: what is decided, how far it is, who is awaited, what to press.

Owns the drawing of that one message. Must not know the walk inside a stage: `stage_card` draws it.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.lifecycle.state import Stage
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, divider, lines, overflow, section, small
from bot.slack.kit.duty_lines import awaited
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.variant_mark import variant_lines
from bot.slack.kit.view_context import ViewContext

_SYMBOLS = {"waiting": "▫️", "open": "▶️", "closed": "✅"}


def audit_card(scene: ViewContext) -> Drawing:
    """The card as the audit stands now."""
    audit, say = scene.audit, scene.say
    form = scene.form_title(audit.asked_form)
    blocks: list[Block] = [
        *section(say("audit-card-title", name=scene.name, form=form), overflow(audit.key, _rarely(scene))),
        *section(scene.quoted(audit.description)),
        *(section("\n".join(kind)) if (kind := variant_lines(scene)) else []),
        *_standing(scene),
        *section("\n".join(_stage_line(scene, spec.key) for spec in scene.framework.stages)),
        *_roles(scene),
    ]
    if not audit.over and not audit.paused:
        blocks += [divider(), *lines(awaited(scene), say("audit-card-awaited"))]
    blocks += _buttons(scene)
    return messages(say("audit-card-fallback", name=scene.name, form=form), blocks)


def _rarely(scene: ViewContext) -> list[tuple[str, ActionId]]:
    say, audit = scene.say, scene.audit
    if audit.over:
        report = (say("button-report"), ActionId.REPORT)
        return [report, (say("button-status"), ActionId.STATUS), (say("button-documents"), ActionId.DOCUMENTS)]
    pause = (say("button-resume"), ActionId.RESUME) if audit.paused else (say("button-pause"), ActionId.PAUSE)
    return [pause, (say("button-end"), ActionId.END), (say("button-finding"), ActionId.FINDING)]


def _standing(scene: ViewContext) -> list[Block]:
    """Where the audit is as a whole, where that is not simply "under way"."""
    audit, say = scene.audit, scene.say
    if audit.ended:
        stage = scene.stage_title(audit.ended_at_stage)
        said = say("audit-card-ended", stage=stage, by=scene.mention(audit.ended.by))
        return section(f"{said}\n{scene.quoted(audit.ended.reason)}")
    if audit.decision and audit.decision.suspended and not audit.proposal:
        form = scene.form_title(audit.decision.form)
        return section(
            say("audit-card-suspended", form=form, there=scene.decision_link(say("audit-card-decision-link")))
        )
    if audit.in_force and audit.decision:
        outcome = say("audit-card-decided", form=scene.form_title(audit.decision.form))
        return section(f"{outcome} {scene.decision_link(say('audit-card-decision-link'))}")
    if audit.proposal:
        card, link = f"proposal:{audit.proposal.round}", say("audit-card-proposal-link")
        form = scene.form_title(audit.proposal.form)
        return section(say("audit-card-proposed", form=form, there=scene.linked(card, link)))
    if audit.paused:
        return section(f"{say('audit-card-paused')}\n{scene.quoted(audit.paused)}")
    if audit.end_proposal:
        proposed = say("audit-card-end-proposed", by=scene.mention(audit.end_proposal.by))
        return section(f"{proposed}\n{scene.quoted(audit.end_proposal.reason)}")
    return []


def _stage_line(scene: ViewContext, key: str) -> str:
    stage = scene.stage_state(key)
    title = scene.linked(f"stage:{key}", f"{scene.stage_number(key)} {scene.stage_title(key)}")
    if scene.audit.decision and scene.framework.stage(key).ballot:
        day = scene.audit.decision.at.date()
        return f"{_SYMBOLS['closed']} {title} · {scene.say('stage-decided-on', day=day)}"
    return f"{_SYMBOLS[stage.status]} {title}{_stage_date(scene, stage)}"


def _stage_date(scene: ViewContext, stage: Stage) -> str:
    if stage.questioned:
        return " · " + scene.say("stage-questioned")
    if stage.status == "closed" and stage.closed_at:
        return " · " + scene.say("stage-closed-on", day=stage.closed_at.date())
    if stage.status == "open" and stage.due:
        key = "stage-overdue" if stage.due < scene.today and not scene.audit.over else "stage-due"
        return " · " + scene.say(key, due=stage.due)
    return ""


def _roles(scene: ViewContext) -> list[Block]:
    """ "8 roles, 2 filled", and who holds them."""
    roster = scene.audit.roster
    filled = {r.key: [s for s in roster.get(r.key, ()) if s.accepted is not False] for r in scene.framework.roles}
    count = sum(bool(seats) for seats in filled.values())
    held = []
    for role in scene.framework.roles:
        seats = filled[role.key]
        people = [scene.mention(s.person) + ("" if s.accepted else " " + scene.say("seat-unanswered")) for s in seats]
        if people:
            held.append(scene.say("role-line", role=scene.role_title(role.key), people=", ".join(people)))
    missing = [
        scene.role_title(r.key) for r in scene.framework.roles if len(filled[r.key]) < max(r.minimum, 0) and r.minimum
    ]
    blocks = section(scene.say("audit-card-roles", roles=len(filled), filled=count))
    blocks += small("\n".join(held)) if held else []
    if missing and not scene.audit.over:
        blocks += small(scene.say("audit-card-roles-missing", roles=", ".join(missing)))
    return blocks


def _buttons(scene: ViewContext) -> list[Block]:
    say, value = scene.say, ButtonValue(audit=scene.audit.key)
    if scene.audit.over:
        return []
    return actions(
        button(say("button-people"), ActionId.PEOPLE, value, None if _complete(scene) else "primary"),
        button(say("button-documents"), ActionId.DOCUMENTS, value),
        button(say("button-details"), ActionId.DETAILS, value),
        button(say("button-status"), ActionId.STATUS, value),
        button(say("button-report"), ActionId.REPORT, value),
        button(say("button-resume"), ActionId.RESUME, value, "primary") if scene.audit.paused else None,
    )


def _complete(scene: ViewContext) -> bool:
    roster = scene.audit.roster
    return all(len(roster.get(role.key, ())) >= role.minimum for role in scene.framework.roles)
