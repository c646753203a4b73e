"""The messages that ask for a duty, and what becomes of them when it is done.

Owns the joining of the subjects' tables, one function per kind of duty, and the frame around them. Must not know who
owes what: `bot.domain.duties.rules` says so.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import AuditCard
from bot.domain.kernel.duty import KINDS, Duty
from bot.slack.ballot import messages as ballot_messages
from bot.slack.decision import messages as decision_messages
from bot.slack.documents import messages as documents_messages
from bot.slack.duties import messages as duties_messages
from bot.slack.evaluations import manifest_messages
from bot.slack.evaluations import messages as evaluations_messages
from bot.slack.findings import messages as findings_messages
from bot.slack.kit.block_kit import actions, section, small
from bot.slack.kit.duty_lines import due_line, duty_facts, duty_line, line_of_key
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


def ask(context: ViewContext, duty: Duty | None, key: str) -> Drawing:
    """The message that asks for a duty; once it is owed no more (`duty` None), what became of it, without buttons.

    `key` is the duty's key, which survives it.
    """
    return _done(context, key) if duty is None else _asked(context, duty)


def _asked(context: ViewContext, duty: Duty) -> Drawing:
    say, found = context.say, ask_of(context, duty)
    private = duty.asking == "private" or not duty.stage
    blocks: list[Block] = []
    if not found.introduces_itself:
        about = context.linked(AuditCard(), context.name)
        given = {**duty_facts(context, duty), "what": due_line(context, duty), "name": about}
        blocks += section(say("ask-private" if private else "ask-thread", **given))
    for part in found.detail:
        blocks += section(part)
    blocks += actions(*found.buttons)
    for part in found.below:
        blocks += section(part)
    return messages(say("ask-fallback", what=duty_line(context, duty), **duty_facts(context, duty)), blocks)


def _done(context: ViewContext, key: str) -> Drawing:
    """Done, or no longer asked: the buttons are gone either way."""
    say, audit = context.say, context.audit
    what = line_of_key(context, key)
    if audit.ended:
        said = say("ask-over-ended", what=what)
    elif audit.paused and audit.in_force is None:
        said = say("ask-over-paused", what=what)
    else:
        said = say("ask-over-done", what=what)
    return messages(said, small(said))
