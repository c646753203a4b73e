"""What people are asked and told of the board's vote.

Owns these messages and how opened ballots read. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.ballot.duties import RecommendDuty, VoteDuty
from bot.domain.ballot.state import BallotRound, OpenedBallot
from bot.domain.ballot.support import pass_rule_texts
from bot.domain.kernel.conversation import AuditCard, SummaryCard
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.notices import BallotExtendedNotice, BallotsRevealedNotice, BallotVoidNotice, NoDecisionNotice
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.duties import OpenBallotDuty
from bot.slack.ballot.page import page_rest
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, lines, link_button, section
from bot.slack.kit.message_parts import Ask, Asks, record_line
from bot.slack.kit.view_context import ViewContext

ASKS = Asks()


@ASKS.add(RecommendDuty)
def recommend(context: ViewContext, duty: Duty) -> Ask:
    """An auditor names the most open form they could answer for; the others may see it otherwise."""
    value = ButtonValue(audit=context.audit.key, stage=duty.stage)
    pressed = (
        button(context.say("button-recommend"), ActionId.RECOMMEND, value, "primary"),
        button(context.say("button-matrix"), ActionId.MATRIX, value),
    )
    return Ask(pressed)


@ASKS.add(OpenBallotDuty)
def open_ballot(context: ViewContext, duty: Duty) -> Ask:
    """The lead asks the board to vote."""
    value = ButtonValue(audit=context.audit.key, stage=duty.stage)
    pressed = button(context.say("button-open-ballot"), ActionId.OPEN_BALLOT, value, "primary")
    return Ask((pressed,), (context.say("ask-open-ballot"),))


@ASKS.add(VoteDuty)
def vote(context: ViewContext, duty: Duty) -> Ask:
    """A seat votes in private; nothing is highlighted for it. What it votes by, and what is sealed, its form says."""
    say, audit = context.say, context.audit
    found = next((r for r in audit.ballots if r.number == duty.number), audit.ballot)
    summary = context.links.get(SummaryCard.key)
    value = ButtonValue(audit=audit.key, stage=duty.stage, number=duty.number)
    pressed = (
        button(say("button-vote"), ActionId.VOTE, value, "primary"),
        button(say("button-documents"), ActionId.DOCUMENTS, ButtonValue(audit=audit.key)),
        *((link_button(say("button-summary"), summary),) if summary else ()),
    )
    asked = say("ask-private", name=context.linked(AuditCard(), context.name), what=question(context, found))
    until = (_until(context, found),) if found else ()
    return Ask(pressed, (asked, *until), below=page_rest(context), introduces_itself=True)


def question(context: ViewContext, found: BallotRound | None) -> str:
    """What the board is asked in a round."""
    if found and found.form_0_alone:
        return context.say("ask-vote-form-0", model=context.model, form=context.form_title(0))
    return context.say("ask-vote", model=context.model, form=context.form_title(context.audit.asked_form))


def _until(context: ViewContext, found: BallotRound) -> str:
    return context.say("ask-vote-deadline", deadline=found.deadline)


def ballot_extended(context: ViewContext, notice: BallotExtendedNotice, event: Event | None) -> list[Block]:
    """Too few voted: the one extension there is."""
    found = _round(context, notice.round)
    if found is None:
        return section(context.say("ballot-not-open"))
    waiting = context.mentions(seat for seat in found.seats if seat not in found.sealed)
    deadline = context.say.moment(found.deadline)
    return section(context.say("notice-ballot-extended", waiting=waiting or context.say("nobody"), deadline=deadline))


def ballot_void(context: ViewContext, notice: BallotVoidNotice, event: Event | None) -> list[Block]:
    """Something changed under an open ballot: it does not count, and why."""
    return section(context.say("notice-ballot-void", why=context.say(f"void-{notice.cause or 'evidence'}")))


def ballots_revealed(context: ViewContext, notice: BallotsRevealedNotice, event: Event | None) -> list[Block]:
    """What each seat ticked, in the audit's channel; where there is a result, the card of the proposal has it."""
    found = _round(context, notice.round)
    return section(context.say("notice-ballots-revealed")) + (lines(votes(context, found)) if found else [])


def no_decision(context: ViewContext, notice: NoDecisionNotice, event: Event | None) -> list[Block]:
    """Too few voted, twice: that is not form 0, it is no decision."""
    value = ButtonValue(audit=context.audit.key)
    said = context.say("notice-no-decision", name=context.name, lead=context.lead)
    again = button(context.say("button-open-ballot"), ActionId.OPEN_BALLOT, value)
    return section(said) + record_line(context, notice.seq) + (actions(again) if not context.audit.over else [])


def _round(context: ViewContext, number: int) -> BallotRound | None:
    return next((r for r in context.audit.ballots if r.number == number), context.audit.ballot)


def ballot_lines(context: ViewContext) -> list[str]:
    """The newest round: who has voted, who is awaited, until when."""
    found = context.audit.ballot
    if found is None:
        return [context.say("ballot-not-open")]
    if found.status != "open":
        return [context.say(f"ballot-{found.status}")]
    return _open(context, found)


def passing_rule(context: ViewContext, found: BallotRound) -> str:
    """How many seats each form that was asked about needs."""
    rules = pass_rule_texts(context.framework, context.audit.asked_form, found)
    return " ".join(context.say(rule.id, **rule.params) for rule in rules)


def _open(context: ViewContext, found: BallotRound) -> list[str]:
    say = context.say
    voted = [seat for seat in found.seats if seat in found.sealed]
    waiting = [seat for seat in found.seats if seat not in found.sealed]
    return [
        say("ballot-open", deadline=found.deadline, rule=passing_rule(context, found)),
        say("ballot-voted", people=context.mentions(voted)) if voted else "",
        say("ballot-waiting", people=context.mentions(waiting)) if waiting else "",
    ]


def votes(context: ViewContext, found: BallotRound) -> list[str]:
    """What each seat ticked, who did not vote, and how many ticks each form needed."""
    return [
        *(_vote(context, seat, found.opened.get(seat)) for seat in found.seats),
        passing_rule(context, found),
    ]


def _vote(context: ViewContext, seat: Person, ballot: OpenedBallot | None) -> str:
    say, who = context.say, context.mention(seat)
    if ballot is None:
        return say("vote-absent", who=who)
    if ballot.send_back:
        return say("vote-sent-back", who=who, stage=context.stage_title(ballot.send_back))
    if not ballot.forms:
        return say("vote-none", who=who)
    said = say("vote-forms", who=who, forms=", ".join(context.form_title(form) for form in sorted(ballot.forms)))
    if not ballot.residual:
        return said
    named = ", ".join(
        say("vote-residual-choice", risk=each.risk, form=context.form_title(each.form)) for each in ballot.residual
    )
    return f"{said}\n{say('vote-residual', risks=named)}\n{context.quoted(ballot.residual_reason)}"
