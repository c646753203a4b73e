"""The revealed result before it is final: what each seat ticked, until when it cools off, who holds it.

Owns the drawing of that one message, in the audit's channel only, and what it becomes: posted, void, or asked again.
Must not know when that happens: `bot.domain.decision.rules` says so.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.decision.mitigations import plan_is_unread
from bot.domain.decision.state import Hold, Proposal
from bot.slack.ballot.messages import votes
from bot.slack.decision.conditions import item_in_words, items_of
from bot.slack.decision.decision_card import (
    absence_lines,
    blocked_lines,
    outcome,
    residual_lines,
    round_of,
)
from bot.slack.documents.lines import objection_lines
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, divider, lines, section
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.view_context import ViewContext


def proposal_card(context: ViewContext, number: int) -> Drawing:
    """The proposal of a round as it stands."""
    say = context.say
    proposal = next((p for p in context.audit.proposals if p.round == number), None)
    if proposal is None:
        return messages(say("decision-none"), section(say("decision-none")))
    found = round_of(context, proposal)
    blocks: list[Block] = [
        *section(say("proposal-title", name=context.name)),
        *lines(votes(context, found) if found else ()),
        *section(outcome(context, proposal)),
        *_conditions(context, proposal),
        *lines(residual_lines(context, proposal)),
        *lines(blocked_lines(context, proposal)),
        *lines(absence_lines(context, proposal.round)),
        *lines(objection_lines(context), context.say("decision-objections")),
        divider(),
        *section(standing(context, proposal)),
        *_buttons(context, proposal),
    ]
    return messages(say("proposal-fallback", name=context.name, form=context.form_title(proposal.form)), blocks)


def _conditions(context: ViewContext, proposal: Proposal) -> list[Block]:
    """What binds; who sees to it, and how far it is, stands behind the button. Once posted, the decision says it."""
    if proposal.status == "posted":
        return []
    texts = [item_in_words(context, item) for item in items_of(context, proposal)]
    return lines(texts, context.say("decision-conditions"))


def standing(context: ViewContext, proposal: Proposal) -> str:
    """What it is now: proposed only, held, posted, or not any more."""
    say = context.say
    if context.audit.ended:
        return say("proposal-ended")
    if proposal.status == "posted":
        return say("proposal-posted", there=context.decision_link(say("audit-card-decision-link")))
    if proposal.status == "void":
        return say("proposal-void", why=say(f"proposal-void-{proposal.cause}"))
    if proposal.status == "asked-again":
        return say("proposal-asked-again")
    said = [say("proposal-standing", until=proposal.until)]
    if plan_is_unread(context.audit, context.framework, proposal.round):
        said.append(say("proposal-plan-unread"))
    said += [hold_line(context, hold) for hold in proposal.holds if hold.ended != "lifted"]
    return "\n".join(said)


def hold_line(context: ViewContext, hold: Hold) -> str:
    """Who holds it, until when, and why."""
    key = "hold-lapsed" if hold.ended else "hold-standing"
    said = context.say(key, who=context.mention(hold.by), until=hold.until, lead=context.lead)
    return f"{said}\n{context.quoted(hold.reason)}"


def _buttons(context: ViewContext, proposal: Proposal) -> list[Block]:
    """Lifting is for whoever called; everybody sees the button, and others are told whose it is."""
    if proposal.status != "standing" or context.audit.ended:
        return []
    say, value = context.say, ButtonValue(audit=context.audit.key, number=proposal.round)
    early = context.now < proposal.until
    return actions(
        button(say("button-hold"), ActionId.HOLD, value) if early else None,
        button(say("button-followed"), ActionId.FOLLOWED, value) if items_of(context, proposal) else None,
        button(say("button-stage-release"), ActionId.STAGE_RELEASE, ButtonValue(audit=context.audit.key)),
        button(say("button-ask-fresh"), ActionId.MAKE_MOTION, value.replace(key="fresh-ballot"))
        if proposal.held_up and context.audit.rules > 1
        else None,
        *(
            button(
                say("button-lift-hold", number=h.number),
                ActionId.LIFT_HOLD,
                value.replace(key=str(h.number)),
            )
            for h in proposal.holds
            if h.ended != "lifted"
        ),
    )
