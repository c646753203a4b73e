"""The posted decision: the form, its conditions, the reasons, every dissent in its author's words, the record's head.

Owns the drawing of that message, whose first part is `decision_post` and the rest its thread, and which texts of a
ballot go into it: the text its author gave for publication, else their reason. Must not know the rule:
`bot.domain.ballot.support` decides.
"""

from __future__ import annotations

from datetime import date

from slack_sdk.models.blocks import Block

from bot.domain.ballot.state import BallotRound, OpenedBallot
from bot.domain.decision.co_signatures import can_be_co_signed, voters
from bot.domain.decision.state import Blocked, Decision, Proposal
from bot.domain.kernel.people import Person
from bot.domain.redaction.rules import ballot_with
from bot.slack.ballot.known import WHOLE, role_change_lines, unanswered_lines, void_round_lines, waiver_lines
from bot.slack.ballot.matrix import approval
from bot.slack.ballot.messages import votes
from bot.slack.decision.attack import attack_lines
from bot.slack.decision.conditions import item_text, items_of
from bot.slack.decision.decision_post import dissent_in_short, is_whole, post_text
from bot.slack.decision.suspension import (
    banner,
    cancelled_by,
    ended_on,
    expiry,
    staging,
    statement_line,
    term_parts,
    terms,
)
from bot.slack.decision.upkeep import recurring
from bot.slack.documents.lines import objection_lines, outside_word_lines
from bot.slack.evaluations.kind_lines import kind_gap_lines, kind_titles
from bot.slack.evaluations.standings import standing_lines
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, divider, lines, section, small
from bot.slack.kit.earlier_audits import earlier_audit_lines
from bot.slack.kit.framework_moves import framework_move_lines
from bot.slack.kit.left_out_results import left_out_lines
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.reach import reach_line
from bot.slack.kit.variant_mark import variant_lines
from bot.slack.kit.view_context import ViewContext


def decision_card(context: ViewContext, number: int = 1) -> Drawing:
    """Everything there is to read on a decision; `number` counts them from 1."""
    say = context.say
    known = [d for d in (*context.audit.earlier_decisions, context.audit.decision) if d]
    place = number - 1
    if place >= len(known):
        return messages(say("decision-none"), section(say("decision-none")))
    decision, newest = known[place], place == len(known) - 1
    fallback = say("decision-fallback", name=context.name, form=context.form_title(decision.form))
    if context.audit.rules > 1 and decision.outside is None:
        first = post_text(context, decision, newest=newest)
        top = messages(fallback, [*section(first), *(_buttons(context, decision) if newest else [])])
        return (*top, *messages(fallback, _rest(context, decision, first, newest=newest)))
    buttons = _buttons(context, decision) if newest else []
    return messages(fallback, [*_whole(context, decision, newest=newest), *buttons])


def _whole(context: ViewContext, decision: Decision, *, newest: bool) -> list[Block]:
    """All of it."""
    say = context.say
    said, ended = banner(context, decision, newest=newest), ended_on(context, decision, newest=newest)
    cancelling = cancelled_by(context, decision) if decision.form else ()
    return [
        *section(say("decision-title", name=context.name)),
        *(section(said) if said else []),
        *section(_about(context, decision)),
        *_body(context, decision, outcome(context, decision, ended)),
        *lines(cancelling, say("decision-cancelled-by-then" if ended else "decision-cancelled-by")),
        *lines(() if ended else terms(context, decision), say("decision-terms")),
        *_ending(context, decision, newest=newest),
    ]


def _rest(context: ViewContext, decision: Decision, first: str, *, newest: bool) -> list[Block]:
    """The thread: what the `first` message does not say in full; model and fingerprint always stand there."""
    said, ended = banner(context, decision, newest=newest), ended_on(context, decision, newest=newest)
    cancelling = cancelled_by(context, decision) if decision.form else ()
    above = [part for part in (said, context.quoted(context.audit.description)) if part and part not in first]
    about = "\n".join((*above, reach_line(context))).strip()
    until = [] if ended else terms(context, decision)
    forms = [context.form_title(form) for form in (*decision.allowed, decision.form)]
    days = [part for term in decision.terms if until for part in term_parts(context, term)]
    named = all(part in first for part in (*forms, *days))
    meant = f"{meaning(context, decision)}\n{_asked(context)}"
    return [
        *(section(about) if about else []),
        *_body(context, decision, meant if named else outcome(context, decision, ended), first),
        *lines(cancelling, context.say("decision-cancelled-by-then" if ended else "decision-cancelled-by")),
        *lines(() if named else until, context.say("decision-terms")),
        *_ending(context, decision, first, newest=newest),
    ]


def _ending(context: ViewContext, decision: Decision, first: str = "", *, newest: bool) -> list[Block]:
    """What comes again, in steps, until when; who signed it, and the record, where `first` does not show its head."""
    return [
        *lines(recurring(context, decision), context.say("decision-recurring")),
        *lines([staging(context), expiry(context, decision)] if newest else [expiry(context, decision)]),
        *lines(_co_signed(context, decision)),
        *small(_record(context, decision, first)),
    ]


def _asked(context: ViewContext) -> str:
    return context.say("decision-asked", form=context.form_title(context.audit.asked_form))


def _co_signed(context: ViewContext, decision: Decision) -> list[str]:
    """How many of the seats signed it beside the bot, and who; nothing where none did."""
    who = context.mentions(made.by for made in decision.co_signed)
    seats = len(voters(context.audit, decision))
    return [context.say("decision-co-signed-by", count=len(decision.co_signed), seats=seats, who=who)] if who else []


def _about(context: ViewContext, decision: Decision) -> str:
    """The exact model, with its fingerprint where that was stated, and what it is and for whom."""
    model = mrkdwn.escape(decision.model) if decision.model else context.model
    key = "decision-model-fingerprint" if decision.weights else "decision-model"
    said = context.say(key, model=model, fingerprint=mrkdwn.code(decision.weights))
    return "\n".join(filter(None, (said, context.quoted(context.audit.description), reach_line(context))))


def _body(context: ViewContext, decision: Decision, said: str, first: str = "") -> list[Block]:
    """`said`: what was decided, of one that was not decided outside. `first`: the message above, which shows some of
    it whole already.
    """
    say = context.say
    kind = variant_lines(context)
    marked = section("\n".join(kind)) if kind else []
    if decision.outside:
        return [
            *section(_outside(context, decision)),
            *marked,
            *condition_blocks(context, decision),
            *_known(context),
        ]
    found = round_of(context, decision)
    dissents = _dissents(context, decision, first)
    return [
        *section(said),
        *marked,
        *condition_blocks(context, decision, first),
        *_texts(_benefits(context, decision), say("decision-benefits")),
        *_texts(_reasons(context, decision), say("decision-reasons")),
        *_texts(dissents, say("decision-dissents", count=len(dissents))),
        *lines(removed_words(context, decision.round)),
        divider(),
        *lines(_results(context, decision), say("decision-results")),
        *lines(votes(context, found) if found else (), say("decision-votes")),
        *lines(residual_lines(context, decision)),
        *lines(blocked_lines(context, decision)),
        *lines(absence_lines(context, decision.round)),
        *_known(context),
    ]


def _known(context: ViewContext) -> list[Block]:
    """What whoever decided knew to be wrong or missing: problems, waived independence, silence."""
    say = context.say
    return [
        *lines(_known_problems(context), say("decision-problems")),
        *_texts(kind_gap_lines(context, titled=True), say("decision-kinds")),
        *_texts(waiver_lines(context), say("decision-waivers")),
        *lines(role_change_lines(context), say("decision-role-changes")),
        *lines(outside_word_lines(context), say("decision-outside-words")),
        *lines(framework_move_lines(context), say("decision-framework-moves")),
        # a decision by the first edition is drawn as it was posted
        *lines(void_round_lines(context) if context.audit.rules > 1 else [], say("decision-void-rounds")),
        *_texts([statement_line(context, x) for x in context.audit.outside_statements], say("decision-statements")),
        *_texts(objection_lines(context), say("decision-objections")),
        *_texts(unanswered_lines(context), say("decision-unanswered")),
        *lines(earlier_audit_lines(context)),
        *lines(left_out_lines(context)),
        *lines(attack_lines(context)),
    ]


def _outside(context: ViewContext, decision: Decision) -> str:
    """Decided elsewhere; what the audit supported stands beside it."""
    found, say = decision.outside, context.say
    if found is None:
        return ""
    by, second = context.mention(found.proposed_by), context.mention(found.seconded_by) if found.seconded_by else ""
    form, supported = context.form_title(decision.form), context.form_title(found.supported)
    said = say("decision-outside", form=form, supported=supported, by=by, seconded=second)
    return f"{said}\n{context.quoted(found.words)}"


def _buttons(context: ViewContext, decision: Decision) -> list[Block]:
    """To follow up what binds, to report what would cancel it, and for seats to sign it, while it stands."""
    if decision.suspended or context.audit.ended:
        return []
    value, open_ones = ButtonValue(audit=context.audit.key, number=decision.round), items_of(context, decision)
    todo = any(not item.done for item in open_ones)
    return actions(
        button(context.say("button-followed"), ActionId.FOLLOWED, value) if todo else None,
        button(context.say("button-happened"), ActionId.HAPPENED, ButtonValue(audit=context.audit.key))
        if decision.form
        else None,
        button(context.say("button-co-sign"), ActionId.CO_SIGN, value)
        if can_be_co_signed(context.audit, context.framework)
        else None,
    )


def _texts(entries: list[str], title: str) -> list[Block]:
    """A title and one section an entry: long texts of people keep apart."""
    return [b for entry in [title, *entries] for b in section(entry)] if entries else []


def outcome(context: ViewContext, decision: Decision | Proposal, ended: date | None = None) -> str:
    """The form in one sentence, what it means, and what was asked for; as over where it `ended`."""
    say = context.say
    said = _outcome(context, decision, ended)
    if decision.allowed:
        key = "decision-allowed-then" if ended and decision.form else "decision-allowed-forms"
        said += f"\n{say(key, forms=', '.join(context.form_title(f) for f in decision.allowed))}"
    if isinstance(decision, Proposal):
        return said
    return f"{said}\n{meaning(context, decision)}\n{_asked(context)}"


def _outcome(context: ViewContext, decision: Decision | Proposal, ended: date | None) -> str:
    say, form = context.say, context.form_title(decision.form)
    met = isinstance(decision, Decision) and decision.met_at is not None
    before = [item.key for item in items_of(context, decision) if item.when == "before"]
    items: dict[str, str | int] = {"items": ", ".join(before), "count": len(before)}
    if decision.form == 0:
        return say("decision-not-released", form=form)
    if ended:
        return say(
            "decision-was-bound" if before and not met else "decision-was-allowed", form=form, day=ended, **items
        )
    if isinstance(decision, Decision) and decision.stopped_by:
        late = decision.stopped_by
        return say("decision-allowed-stopped", form=form, items=", ".join(late), count=len(late))
    if met:
        return say("decision-allowed-met", form=form)
    return say("decision-allowed-once", form=form, **items) if before else say("decision-allowed", form=form)


def meaning(context: ViewContext, decision: Decision | Proposal) -> str:
    """What its form means, and whether it can be taken back."""
    option = context.framework.option(decision.form)
    return context.say("decision-means", means=mrkdwn.escape(option.means), recall=mrkdwn.escape(option.recall))


def _ballots(context: ViewContext, decision: Decision | Proposal) -> dict[Person, OpenedBallot]:
    found = round_of(context, decision)
    return found.papers if found else {}


def round_of(context: ViewContext, decision: Decision | Proposal) -> BallotRound | None:
    """The round of voting it comes from."""
    return next((r for r in context.audit.ballots if r.number == decision.round), None)


def condition_blocks(context: ViewContext, decision: Decision | Proposal, first: str = "") -> list[Block]:
    """Every condition that binds, with its title; nothing where there is none. One that is open still and stands whole
    in the `first` message stands there alone.
    """
    shown = [item for item in items_of(context, decision) if not (first and is_whole(context, item, first))]
    return _texts([item_text(context, item) for item in shown], context.say("decision-conditions"))


def _benefits(context: ViewContext, decision: Decision) -> list[str]:
    """Why the auditors said that the benefits outweigh the risks, of whichever form they recommended."""
    return [
        context.say("decision-benefit", who=context.mention(r.person), form=context.form_title(r.form))
        + f"\n{context.quoted(r.benefits)}"
        for r in context.audit.recommendations
        if r.benefits and r.at <= decision.at
    ]


def _reasons(context: ViewContext, decision: Decision) -> list[str]:
    return [
        context.say("decision-reason", who=context.mention(who)) + f"\n{_words(context, ballot)}"
        for who, ballot in _ballots(context, decision).items()
        if who not in decision.dissenters
    ]


def _dissents(context: ViewContext, decision: Decision, first: str) -> list[str]:
    """In their authors' words; those that do not stand whole in the `first` message."""
    ballots = _ballots(context, decision)
    return [
        context.say("decision-dissent", who=context.mention(who)) + f"\n{_words(context, ballots[who])}"
        for who in decision.dissenters
        if who in ballots and dissent_in_short(context, who, ballots[who], WHOLE) not in first
    ]


def removed_words(context: ViewContext, round_: int) -> list[str]:
    """Whose words on a ballot of this round were erased, at whose wish, and who agreed."""
    audit = context.audit
    gone = ((r, ballot_with(audit, r.content)) for r in audit.redactions if r.done_by and r.agreed)
    return [
        context.say(
            "decision-words-removed",
            author=context.mention(found[1]),
            when=r.at,
            by=context.mention(r.by),
            agreed=", ".join(context.mention(who) for who in r.agreed),
        )
        for r, found in gone
        if found and found[0].number == round_
    ]


def _words(context: ViewContext, ballot: OpenedBallot) -> str:
    return context.quoted(ballot.public or ballot.reason)


def _results(context: ViewContext, decision: Decision) -> list[str]:
    """What was measured of each risk; not of a decision that another one followed, whose report has what stood then."""
    return standing_lines(context) if context.audit.rules > 1 and decision is context.audit.decision else []


def absence_lines(context: ViewContext, round_: int) -> list[str]:
    """Which forms did not pass for want of seats that did not vote, and who they are; nothing where there is none."""
    proposal = next((p for p in context.audit.proposals if p.round == round_), None)
    found = round_of(context, proposal) if proposal and proposal.absent else None
    if proposal is None or found is None:
        return []
    silent = context.mentions(seat for seat in found.seats if seat not in found.opened)
    forms = ", ".join(context.form_title(form) for form in proposal.absent)
    return [context.say("decision-absent", absent=silent, forms=forms)]


def residual_lines(context: ViewContext, decision: Decision | Proposal) -> list[str]:
    """The risks that do not hold and that the board accepted by name: for which form, and who did."""
    return [
        context.say(
            "decision-residual",
            form=context.form_title(each.form),
            risk=each.risk,
            who=context.mentions(each.by),
        )
        for each in decision.residual
    ]


def blocked_lines(context: ViewContext, decision: Decision | Proposal) -> list[str]:
    """The forms the seats would allow but the evidence does not support."""
    return [_blocked_line(context, blocked) for blocked in decision.blocked]


def _blocked_line(context: ViewContext, blocked: Blocked) -> str:
    """ "7 open weights would be allowed by 3; blocked: external review missing"."""
    say = context.say
    why = [_lacking(context, key) for key in blocked.missing]
    why += [say("need-approval-missing", approval=approval(context, needed)) for needed in blocked.unsigned]
    why += [say("blocked-finding", number=number) for number in blocked.findings]
    why += [say("blocked-late", risk=risk) for risk in blocked.late]
    why += [say("blocked-risk", risk=risk) for risk in blocked.risks]
    why += [say("blocked-elsewhere", audit=audit) for audit in blocked.elsewhere]
    why += [say("blocked-called")] if blocked.called else []
    why += [say("blocked-kinds", kinds=kind_titles(context, blocked.kinds))] if blocked.kinds else []
    return say("decision-blocked", form=context.form_title(blocked.form), ticks=blocked.ticks, why=", ".join(why))


def _lacking(context: ViewContext, key: str) -> str:
    there = context.audit.current(key)
    how = "against" if context.audit.accepted(key) else "submitted" if there else "missing"
    return context.say(f"blocked-{how}", document=context.document_title(key))


def _known_problems(context: ViewContext) -> list[str]:
    return [
        context.say(f"finding-{f.disposition}", severity=context.say(f"severity-{f.severity}"), number=f.number)
        + f"\n{context.quoted_about(f.artifact, f.text)}"
        for f in context.audit.findings
        if f.disposition in ("open", "accepted")
    ]


def _record(context: ViewContext, decision: Decision, first: str) -> str:
    head = context.heads.get(decision.seq, "")
    head = "" if head in first else head
    decided = context.say("decision-decided", when=decision.at, lead=context.lead)
    return (
        f"{decided}\n{context.say('record-head', seq=str(decision.seq), head=mrkdwn.code(head))}" if head else decided
    )
