"""The messages that ask for a duty, and what becomes of them when it is done.

Owns the joining of the subjects' tables, one function per kind of duty, and the frame around them. Must not know who
owes what: `bot.domain.duties.rules` says so.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import AskCard, AuditCard
from bot.domain.kernel.duty import KINDS, Duty, read_duty_key
from bot.domain.kernel.people import Person
from bot.domain.lifecycle.duties import CloseStageDuty
from bot.slack.ballot import messages as ballot_messages
from bot.slack.decision import messages as decision_messages
from bot.slack.documents import messages as documents_messages
from bot.slack.duties import messages as duties_messages
from bot.slack.duties.outcomes import OUTCOMES, Outcome, outcome
from bot.slack.evaluations import manifest_messages
from bot.slack.evaluations import messages as evaluations_messages
from bot.slack.findings import messages as findings_messages
from bot.slack.kit.block_kit import actions, section, small
from bot.slack.kit.duty_lines import addressed, due_line, duty_facts, duty_line, line_of_key
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.message_parts import Ask, Asks
from bot.slack.kit.view_context import ViewContext
from bot.slack.lifecycle import messages as lifecycle_messages
from bot.slack.redaction import messages as redaction_messages
from bot.slack.reflection import messages as reflection_messages
from bot.slack.roster import messages as roster_messages
from bot.slack.sign_offs import messages as sign_offs_messages

ASKS = Asks.joined(
    roster_messages.ASKS,
    documents_messages.ASKS,
    findings_messages.ASKS,
    sign_offs_messages.ASKS,
    lifecycle_messages.ASKS,
    redaction_messages.ASKS,
    reflection_messages.ASKS,
    ballot_messages.ASKS,
    decision_messages.ASKS,
    evaluations_messages.ASKS,
    manifest_messages.ASKS,
    duties_messages.ASKS,
)

assert set(ASKS) == set(KINDS.values()), "every kind of duty has its ask"


def ask_of(context: ViewContext, duty: Duty) -> Ask:
    """The detail and the buttons of a duty."""
    return ASKS[type(duty)](context, duty)


def ask(context: ViewContext, duty: Duty) -> Drawing:
    """The message that asks for a duty."""
    say, found = context.say, ask_of(context, duty)
    private = duty.asking == "private" or not duty.stage
    blocks: list[Block] = []
    if not found.introduces_itself:
        about = context.linked(AuditCard(), context.name)
        given = {**duty_facts(context, duty), "what": due_line(context, duty), "name": about}
        given |= {} if private else {"who": addressed(context, duty)}
        blocks += section(say("ask-private" if private else "ask-thread", **given))
    for part in (*found.detail, *found.judged, *found.how):
        blocks += section(part)
    blocks += actions(*found.buttons)
    for part in found.below:
        blocks += section(part)
    return messages(say("ask-fallback", what=duty_line(context, duty), **duty_facts(context, duty)), blocks)


def leads_nowhere(context: ViewContext, card: AskCard) -> bool:
    """Whether a duty that is owed no more came to nothing, or what came of it was just said in the same thread: its
    ask may go, unless somebody replied to it.
    """
    key, audit = read_duty_key(card.duty), context.audit
    waits = audit.ended or (audit.paused and audit.in_force is None)
    if key is None or waits:
        return False
    # that a stage is closed is posted beneath, with the head of the record
    return key.duty is CloseStageDuty or outcome(context, key, card.person) is None


def ask_over(context: ViewContext, card: AskCard) -> Drawing:
    """The same message once nobody owes it any more: what became of it, to one person alone with the audit's name."""
    found = what_became(context, card.duty, card.person)
    said = found.said
    if card.place.kind == "dm":
        said = context.say("ask-private", name=context.linked(AuditCard(), context.name), what=said)
    return messages(said, [*small(said), *actions(*found.buttons)])


def what_became(context: ViewContext, duty: str, who: Person) -> Outcome:
    """What became of a duty that is owed no more, by its key."""
    say, audit, key = context.say, context.audit, read_duty_key(duty)
    waits = "ended" if audit.ended else "paused" if audit.paused and audit.in_force is None else ""
    # what is not owed while an audit rests is not settled by that
    known = key is not None and (key.duty in OUTCOMES or not waits)
    found = outcome(context, key, who) if key and known else None
    unsettled = f"ask-over-{waits}" if waits else "outcome-withdrawn"
    return found or Outcome(say(unsettled, what=line_of_key(context, duty)))
