"""The verdict on a tamper record, in words a board member understands, and its figures for those who may open it.

Owns these drawings. `verdict_words` says no figure: it stands where everybody in the channel reads. Must not judge:
`bot.domain.evaluations.tampering` does.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.evaluations.state import Arm, TamperRecord
from bot.domain.evaluations.tampering import TamperVerdict, judge_record
from bot.slack.evaluations.measurements import columns, figure, terms_line
from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import section
from bot.slack.kit.view_context import ViewContext

MARKS = {"holds": "✅", "fails": "⛔", "inconclusive": "❔"}


def verdict_words(context: ViewContext, record: TamperRecord) -> str:
    """`holds within this budget (...)`, without a figure."""
    found = judge_record(context.audit, record)
    why = "; ".join(context.say(f"tamper-why-{reason}") for reason in found.why)
    return context.say(f"tamper-{found.outcome}", why=why)


def tampering_blocks(context: ViewContext, record: TamperRecord) -> list[Block]:
    """Verdict, threshold, every arm's figures, and why refusals do not count."""
    say, found = context.say, judge_record(context.audit, record)
    said = [f"{MARKS[found.outcome]} {verdict_words(context, record)}", *_threshold(context, record, found)]
    return [
        *section("\n".join(said)),
        *section(table(context, record, found)),
        *section(say("tamper-refusals")),
    ]


def tampering_text(context: ViewContext, record: TamperRecord) -> str:
    """The same as one text, beside a picture."""
    found = judge_record(context.audit, record)
    said = [f"{MARKS[found.outcome]} {verdict_words(context, record)}", *_threshold(context, record, found)]
    return "\n".join([*said, table(context, record, found), context.say("tamper-refusals")])


def _threshold(context: ViewContext, record: TamperRecord, found: TamperVerdict) -> list[str]:
    if found.terms is None:
        return []
    said = context.say("tamper-threshold", terms=terms_line(context, found.terms, found.metric), risk=record.facts.risk)
    gap = [context.say("tamper-gap", gap=figure(found.gap))] if found.gap is not None else []
    return [said, *gap]


def table(context: ViewContext, record: TamperRecord, found: TamperVerdict) -> str:
    """The arms in columns; the worst tampered one is marked."""
    heading = tuple(context.say(f"tamper-column-{c}") for c in ("arm", "budget", "harm", "refusal", "utility"))
    rows = [
        (
            context.say("tamper-arm", arm=context.say(f"tamper-arm-{arm.kind}"), number=n + 1)
            + (context.say("tamper-worst") if n == found.worst else ""),
            budget(context, arm),
            *(figure(x) if x is not None else "" for x in (arm.harm, arm.refusal, arm.utility)),
        )
        for n, arm in enumerate(record.facts.arms)
    ]
    return columns([heading, *rows])


def budget(context: ViewContext, arm: Arm) -> str:
    """`100 examples, 3 seeds, $12`; empty for the untouched arm."""
    if arm.cost is None or arm.seeds is None or arm.examples is None:
        return ""
    return mrkdwn.unescape(context.say("tamper-budget", examples=arm.examples, seeds=arm.seeds, cost=figure(arm.cost)))
