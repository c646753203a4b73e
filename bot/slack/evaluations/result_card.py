"""A result file as a table, what of it does not fit, and what it speaks to.

Owns the drawing of that one message, in the thread of the stage. Must not know how a file is read, nor what a verdict
rests on: `bot.domain.evaluations.verdicts` says so.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.evaluations.duties import placed_by
from bot.domain.evaluations.state import Result, Speaks
from bot.domain.evaluations.verdicts import judge_result
from bot.slack.evaluations.expectations import held_lines
from bot.slack.evaluations.measurements import note_lines, one_line, table, verdict_line
from bot.slack.kit.action_ids import ActionId, ButtonValue, shown_version
from bot.slack.kit.block_kit import actions, button, lines, section, small
from bot.slack.kit.left_out_results import dismissal_lines
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.view_context import ViewContext


def result_card(context: ViewContext, number: int) -> Drawing:
    """The card of one result file as it stands now."""
    result = context.audit.result(number)
    say, key = context.say, str(number)
    title = say("result-card-title", number=key)
    found = context.excerpts.get(number)
    if result is None or found is None:
        return messages(title, section(f"{title}\n{say('text-removed')}"))
    left = found.count - len(found.head.measurements)
    blocks: list[Block] = [
        *section(f"*{title}* · {one_line(context, result, found)}"),
        *(section(table(context, found)) if found.count else []),
        *(small(say("result-more", count=left)) if left > 0 else []),
        *lines(note_lines(context, found)),
        *(small(say("result-same-as", number=result.same_as)) if result.same_as else []),
        *lines(_said(context, result)),
        *_next(context, result),
    ]
    return messages(say("result-card-fallback", number=key, name=context.name), blocks)


def _said(context: ViewContext, result: Result) -> list[str]:
    """What it was admitted for, each held against its threshold, with the reason where something does not fit."""
    found: list[str] = []
    for said in result.placed:
        risk = context.audit.risk(said.risk)
        if risk:
            beside = f" · {context.say('late-beside')}" if said in result.late else ""
            found.append(verdict_line(context, risk, result, said) + beside)
            found += held_lines(context, result, said)
            if said.guard:
                both, form = (said.guarded_by, said.by), context.framework.evidence.guarded_up_to
                who = context.mentions(person for person in both if person)
                found += [context.say("result-guarded", who=who, form=form), context.quoted(said.guard)]
            for why, by in ((said.why, said.by), (said.scale, said.scale_by)):
                if why and by:
                    found += [context.say("result-because", who=context.mention(by)), context.quoted(why)]
    if result.dismissal:
        found += dismissal_lines(context, result.dismissal)
    if result.carried_why and result.carried_by:
        found.append(context.say("result-carried", who=context.mention(result.carried_by)))
        found.append(context.quoted(result.carried_why))
    return found


def _next(context: ViewContext, result: Result) -> list[Block]:
    """What can be done with it now."""
    say, audit = context.say, context.audit
    value = ButtonValue(audit=audit.key, number=result.number)
    if result.status in ("dismissed", "rerun"):
        left_out = result.status == "dismissed" and result.dismissal
        return small(say("result-left-out" if left_out else f"result-{result.status}"))
    if audit.is_shut or audit.paused:
        return []
    if result.model < audit.model_number:
        return section(say("result-outdated", model=context.model)) + actions(
            button(say("button-carry-result"), ActionId.CARRY_RESULT, value),
            button(say("button-rerun-result"), ActionId.RERUN_RESULT, value.replace(seen=shown_version(audit))),
        )
    if result.guarded:
        return section(say("result-guard-asked", who=context.mention(result.guarded.by)))
    if result.status == "offered":
        judge = placed_by(audit, context.framework, result, context.today)
        asked = say("result-asks" if audit.risks else "result-asks-no-risk", who=context.mention(judge))
        return section(asked) + actions(
            button(say("button-place-result"), ActionId.PLACE_RESULT, value, "primary"),
            button(say("button-dismiss-result"), ActionId.DISMISS_RESULT, value),
        )
    against = (s.risk for s in result.speaks if _speaks_against(context, result, s))
    failed = ButtonValue(
        audit=audit.key, stage=next((s.key for s in context.framework.stages if s.results), ""), key=next(against, "")
    )
    return actions(
        button(say("button-place-again"), ActionId.PLACE_RESULT, value),
        button(say("button-finding"), ActionId.FINDING, failed),
    )


def _speaks_against(context: ViewContext, result: Result, said: Speaks) -> bool:
    risk = context.audit.risk(said.risk)
    return risk is not None and judge_result(context.audit, risk, result, said).verdict == "does-not-support"
