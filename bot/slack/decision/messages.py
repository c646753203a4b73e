"""What people are asked and told between the proposal and the last condition.

Owns these messages. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.decision.duties import (
    AnswerReportDuty,
    ConfirmOutsideDuty,
    FirstReportDuty,
    MeetDuty,
    NameOwnerDuty,
    RecurringDuty,
    VerifyDuty,
)
from bot.domain.decision.events import DoneRefused
from bot.domain.decision.state import Hold, Proposal
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.notices import (
    ConditionOverdueNotice,
    ConditionsMetNotice,
    DecisionHeldNotice,
    HoldLiftedNotice,
    NotDoneNotice,
    ProposalVoidNotice,
    ReleaseResumedNotice,
    ReleaseStoppedNotice,
)
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.duties import PostDecisionDuty, SayReopeningDuty
from bot.slack.decision.conditions import item_in_short, item_text, item_with
from bot.slack.decision.proposal_card import hold_line
from bot.slack.decision.suspension import cause_title, outside_said, report_with
from bot.slack.decision.upkeep import upkeep_of_duty, upkeep_text, value_of_upkeep
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, section
from bot.slack.kit.message_parts import Ask, Asks, record_line
from bot.slack.kit.view_context import ViewContext

ASKS = Asks()


@ASKS.add(PostDecisionDuty)
def post_decision(context: ViewContext, duty: Duty) -> Ask:
    """The lead says how it goes on after a hold nobody lifted."""
    say, value = context.say, ButtonValue(audit=context.audit.key, stage=duty.stage, number=duty.number)
    proposal = context.audit.proposal
    holds = tuple(hold_line(context, hold) for hold in proposal.lapsed) if proposal else ()
    buttons = [button(say("button-post-decision"), ActionId.POST_DECISION, value, "primary")]
    if context.audit.rules < 2:
        buttons.append(button(say("button-ask-again"), ActionId.OPEN_BALLOT, value))
    return Ask(tuple(buttons), (*holds, say("ask-post-decision")))


@ASKS.add(SayReopeningDuty)
def say_reopening(context: ViewContext, duty: Duty) -> Ask:
    """Nothing is released: the lead adds what would reopen the question."""
    pressed = button(
        context.say("button-say-reopening"), ActionId.STAGE_RELEASE, ButtonValue(audit=context.audit.key), "primary"
    )
    return Ask((pressed,), (context.say("ask-say-reopening"),))


@ASKS.add(NameOwnerDuty)
def name_owner(context: ViewContext, duty: Duty) -> Ask:
    """The lead says who sees to it, how it is checked, by when."""
    return _about(context, duty, "button-name-owner", ActionId.NAME_OWNER)


@ASKS.add(MeetDuty)
def meet(context: ViewContext, duty: Duty) -> Ask:
    """Its owner says when it is done."""
    return _about(context, duty, "button-claim", ActionId.CLAIM)


@ASKS.add(VerifyDuty)
def verify(context: ViewContext, duty: Duty) -> Ask:
    """An auditor who does not own it looks for themselves."""
    return _about(context, duty, "button-verify", ActionId.VERIFY)


def _about(context: ViewContext, duty: Duty, label: str, act: ActionId) -> Ask:
    value = ButtonValue(audit=context.audit.key, number=duty.number, key=duty.of)
    item = item_with(context, duty.of)
    pressed = button(context.say(label), act, value, "primary")
    return Ask((pressed,), (item_in_short(context, item),) if item else ())


@ASKS.add(AnswerReportDuty)
def answer_report(context: ViewContext, duty: Duty) -> Ask:
    """Whoever leads, and later the board, says whether it happened."""
    value = ButtonValue(audit=context.audit.key, number=duty.number)
    pressed = button(context.say("button-answer-report"), ActionId.ANSWER_REPORT, value, "primary")
    found = report_with(context, duty.number)
    if found is None:
        return Ask((pressed,))
    said = context.say("answer-report-what", who=context.mention(found.by), cause=cause_title(context, found.cause))
    return Ask((pressed,), (f"{said}\n{context.quoted(found.text)}",))


@ASKS.add(RecurringDuty)
def recurring(context: ViewContext, duty: Duty) -> Ask:
    """Whoever sees to it does it again, or hands it on."""
    return _upkeep(context, duty)


@ASKS.add(FirstReportDuty)
def first_report(context: ViewContext, duty: Duty) -> Ask:
    """Whoever sees to it reports to somebody outside, or hands it on."""
    return _upkeep(context, duty)


def _upkeep(context: ViewContext, duty: Duty) -> Ask:
    item = upkeep_of_duty(context, duty)
    if item is None:
        return Ask(())
    value = value_of_upkeep(context, item)
    pressed = (
        button(context.say("button-upkeep"), ActionId.UPKEEP, value, "primary"),
        button(context.say("button-hand-on"), ActionId.HAND_ON, value),
    )
    return Ask(pressed, (upkeep_text(context, item),))


@ASKS.add(ConfirmOutsideDuty)
def confirm_outside(context: ViewContext, duty: Duty) -> Ask:
    """A board member says whether it is to be recorded."""
    value = ButtonValue(audit=context.audit.key)
    buttons = (
        button(context.say("button-second-outside"), ActionId.SECOND_OUTSIDE, value),
        button(context.say("button-refuse-outside"), ActionId.REFUSE_OUTSIDE, value),
    )
    return Ask(buttons, (outside_said(context),))


def decision_held(context: ViewContext, notice: DecisionHeldNotice, event: Event | None) -> list[Block]:
    """Who holds it, why, until when."""
    hold = _hold(_proposal(context, notice.round), notice.hold)
    return section(hold_line(context, hold) if hold else context.say("decision-none"))


def hold_lifted(context: ViewContext, notice: HoldLiftedNotice, event: Event | None) -> list[Block]:
    """The posting goes on where nobody else holds it."""
    proposal = _proposal(context, notice.round)
    key = "notice-hold-lifted-still" if proposal and proposal.held else "notice-hold-lifted"
    return section(context.say(key, who=context.mention(notice.person)))


def proposal_void(context: ViewContext, notice: ProposalVoidNotice, event: Event | None) -> list[Block]:
    """It is not posted, and why."""
    proposal = _proposal(context, notice.round)
    cause = proposal.cause if proposal and proposal.cause else "evidence"
    return section(context.say("notice-proposal-void", why=context.say(f"proposal-void-{cause}"), lead=context.lead))


def not_done(context: ViewContext, notice: NotDoneNotice, event: Event | None) -> list[Block]:
    """An auditor looked and found it not done; what they saw."""
    item = item_with(context, notice.item)
    said = context.say("notice-not-done", who=context.mention(notice.person), item=notice.item, name=context.name)
    why = f"\n{context.quoted(event.why)}" if isinstance(event, DoneRefused) else ""
    return section(said + why) + (section(item_text(context, item)) if item else [])


def conditions_met(context: ViewContext, notice: ConditionsMetNotice, event: Event | None) -> list[Block]:
    """What had to come before the release is verified."""
    decision = context.audit.decision
    if decision is None:
        return section(context.say("decision-none"))
    there = context.decision_link(context.say("audit-card-decision-link"))
    form = context.form_title(decision.form)
    return section(context.say("notice-conditions-met", name=context.name, form=form, there=there)) + record_line(
        context, notice.seq
    )


def condition_overdue(context: ViewContext, notice: ConditionOverdueNotice, event: Event | None) -> list[Block]:
    """What is late, and what follows if it stays so."""
    item = item_with(context, notice.item)
    days = context.framework.decision.overdue_days
    said = context.say("notice-condition-overdue", name=context.name, item=notice.item, days=days)
    return section(said) + (section(item_text(context, item)) if item else [])


def release_stopped(context: ViewContext, notice: ReleaseStoppedNotice, event: Event | None) -> list[Block]:
    """Nothing new may be released until the condition is verified or moved."""
    there = context.decision_link(context.say("audit-card-decision-link"))
    said = context.say("notice-release-stopped", name=context.name, item=notice.item, there=there)
    return section(said) + record_line(context, notice.seq)


def release_resumed(context: ViewContext, notice: ReleaseResumedNotice, event: Event | None) -> list[Block]:
    """In force again."""
    there = context.decision_link(context.say("audit-card-decision-link"))
    return section(context.say("notice-release-resumed", name=context.name, there=there)) + record_line(
        context, notice.seq
    )


def _proposal(context: ViewContext, round_: int) -> Proposal | None:
    return next((p for p in context.audit.proposals if p.round == round_), None)


def _hold(proposal: Proposal | None, number: int) -> Hold | None:
    return next((h for h in proposal.holds if h.number == number), None) if proposal else None
