"""What people are asked of a text that is to be erased.

Owns this message. Pure.
"""

from __future__ import annotations

from bot.domain.kernel.content import Digest
from bot.domain.kernel.duty import Duty
from bot.domain.redaction.duties import ConfirmRedactionDuty
from bot.domain.redaction.rules import names_served_model, protected_words
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button
from bot.slack.kit.message_parts import Ask, Asks
from bot.slack.kit.view_context import ViewContext

ASKS = Asks()


@ASKS.add(ConfirmRedactionDuty)
def confirm_redaction(context: ViewContext, duty: Duty) -> Ask:
    """Whoever's word is missing agrees to erase a text or a file, and may see it first; protected words are told."""
    audit, say = context.audit, context.say
    waiting = next((r for r in audit.redactions if not r.done_by and r.content == duty.of), None)
    if waiting is None:
        return Ask(())
    value = ButtonValue(audit=audit.key, key=waiting.content)
    said = say(
        "ask-confirm-redaction",
        by=context.mention(waiting.by),
        what=_named(context, waiting.content),
        fingerprint=mrkdwn.fingerprint(waiting.content),
    )
    seen = button(say("button-see-removal"), ActionId.SEE_REMOVAL, value)
    pressed = button(say("button-confirm-redaction"), ActionId.CONFIRM_REDACTION, value, "danger")
    found = protected_words(audit, waiting.content)
    whose = (say("ask-confirm-redaction-protected", authors=context.mentions(found.authors)),) if found else ()
    reached = say("ask-confirm-redaction-files")
    served = (say("ask-confirm-redaction-served"),) if names_served_model(audit, waiting.content) else ()
    return Ask((seen, pressed), (said, reached, *served, *whose, context.quoted(waiting.reason)))


def _named(context: ViewContext, content: Digest) -> str:
    """What it is, without a word of it: a version of a document, the file of a result, else a text."""
    audit, say = context.audit, context.say
    found = ((key, v) for key, versions in audit.artifacts.items() for v in versions if content in (v.content, v.name))
    for key, version in found:
        return say("ask-confirm-redaction-document", document=context.document_title(key), number=version.number)
    for result in audit.results:
        if content in (result.content, result.name):
            return say("ask-confirm-redaction-result", number=result.number)
    return say("ask-confirm-redaction-text")
