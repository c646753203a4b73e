"""What people are asked of a text that is to be erased.

Owns this message. Pure.
"""

from __future__ import annotations

from bot.domain.kernel.duty import Duty
from bot.domain.redaction.duties import ConfirmRedactionDuty
from bot.domain.redaction.rules import ballot_with, names_served_model
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button
from bot.slack.kit.message_parts import Ask, Asks
from bot.slack.kit.view_context import ViewContext

ASKS = Asks()


@ASKS.add(ConfirmRedactionDuty)
def confirm_redaction(context: ViewContext, duty: Duty) -> Ask:
    """Whoever's word is missing agrees to erase a text or a file; of a ballot it is said whose."""
    audit, say = context.audit, context.say
    waiting = next((r for r in audit.redactions if not r.done_by and r.content == duty.of), None)
    if waiting is None:
        return Ask(())
    value = ButtonValue(audit=audit.key, key=waiting.content)
    said = say("ask-confirm-redaction", by=context.mention(waiting.by), fingerprint=mrkdwn.fingerprint(waiting.content))
    pressed = button(say("button-confirm-redaction"), ActionId.CONFIRM_REDACTION, value, "danger")
    found = ballot_with(audit, waiting.content)
    whose = (say("ask-confirm-redaction-ballot", author=context.mention(found[1])),) if found else ()
    reached = say("ask-confirm-redaction-files")
    served = (say("ask-confirm-redaction-served"),) if names_served_model(audit, waiting.content) else ()
    return Ask((pressed,), (said, reached, *served, *whose, context.quoted(waiting.reason)))
