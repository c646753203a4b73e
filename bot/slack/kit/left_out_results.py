"""Results that were left out or handed in again, in words: on the result's card, on the ballot, on the decision.

Owns these lines. Whether a result may be left out, `bot.domain.evaluations.rules` says.
"""

from __future__ import annotations

from bot.domain.evaluations.state import Dismissal
from bot.slack.kit.view_context import ViewContext


def left_out_lines(context: ViewContext) -> list[str]:
    """A line each, with who left it out and why, beneath a title; nothing where there is none."""
    say, found = context.say, []
    for result in context.audit.results:
        if result.status == "dismissed" and result.dismissal:
            found.append(say("left-out-result", number=result.number, by=context.mention(result.by)))
            found += dismissal_lines(context, result.dismissal)
        elif result.same_as and result.status in ("admitted", "dismissed"):
            found.append(say("left-out-repeats", number=result.number, first=result.same_as))
    return [say("left-out-results"), *found] if found else []


def dismissal_lines(context: ViewContext, dismissal: Dismissal) -> list[str]:
    """Who would leave a result out, and who agreed, each with the reason."""
    say = context.say
    found = [say("left-out-by", who=context.mention(dismissal.by)), context.quoted(dismissal.why)]
    if dismissal.seconded_by and dismissal.seconded_why:
        found += [
            say("left-out-seconded", who=context.mention(dismissal.seconded_by)),
            context.quoted(dismissal.seconded_why),
        ]
    return found
