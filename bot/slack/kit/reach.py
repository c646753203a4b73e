"""Where and at what scale a model is to be used, in words; or that nobody said it.

Owns that line, on the audit's card, on the page that the board votes by and with a decision.
"""

from __future__ import annotations

from bot.slack.kit.view_context import ViewContext


def reach_line(context: ViewContext) -> str:
    """What the lead says of it, or that nothing is said and, until the board is first asked, how they add it. Empty in
    audits by the first edition of the rules, which ask nobody.
    """
    audit = context.audit
    if audit.rules < 2:
        return ""
    if audit.reach is None:
        unsaid = context.say("reach-unsaid")
        return unsaid if audit.ballot or audit.over else f"{unsaid} {context.say('reach-add')}"
    return f"{context.say('reach-said')}\n{context.quoted(audit.reach)}"
