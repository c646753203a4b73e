"""Notices about a decision after the reveal: held, let go, not posted, conditions met.

Owns the drawing of these kinds. Must not know to whom they go.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.decision.events import DoneRefused
from bot.domain.decision.state import Hold, Proposal
from bot.domain.kernel.conversation import Notice
from bot.domain.kernel.registry import Event
from bot.slack.kit.block_kit import section
from bot.slack.kit.message_parts import record_line
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.followed import item_text, item_with
from bot.slack.views.proposal_card import hold_line


def decision_held(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """Who holds it, why, until when."""
    hold = _hold(scene, notice)
    return section(hold_line(scene, hold) if hold else scene.say("decision-none"))


def hold_lifted(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """The posting goes on where nobody else holds it."""
    proposal = _proposal(scene, notice)
    key = "notice-hold-lifted-still" if proposal and proposal.held else "notice-hold-lifted"
    return section(scene.say(key, who=scene.mention(notice.person)))


def proposal_void(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """It is not posted, and why."""
    proposal = _proposal(scene, notice)
    cause = proposal.cause if proposal and proposal.cause else "evidence"
    return section(scene.say("notice-proposal-void", why=scene.say(f"proposal-void-{cause}"), lead=scene.lead))


def not_done(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """An auditor looked and found it not done; what they saw."""
    item = item_with(scene, notice.statement)
    said = scene.say("notice-not-done", who=scene.mention(notice.person), item=notice.statement, name=scene.name)
    why = f"\n{scene.quoted(event.why)}" if isinstance(event, DoneRefused) else ""
    return section(said + why) + (section(item_text(scene, item)) if item else [])


def conditions_met(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """What had to come before the release is verified."""
    decision = scene.audit.decision
    if decision is None:
        return section(scene.say("decision-none"))
    there = scene.decision_link(scene.say("audit-card-decision-link"))
    form = scene.form_title(decision.form)
    return section(scene.say("notice-conditions-met", name=scene.name, form=form, there=there)) + record_line(
        scene, notice.seq
    )


def _proposal(scene: ViewContext, notice: Notice) -> Proposal | None:
    return next((p for p in scene.audit.proposals if str(p.round) == notice.statement), None)


def _hold(scene: ViewContext, notice: Notice) -> Hold | None:
    proposal = _proposal(scene, notice)
    return next((h for h in proposal.holds if h.number == notice.number), None) if proposal else None
