"""What was said of the kinds of risk, a line each: for the stage, for whoever signs it, for the board.

Owns these lines. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.domain.evaluations.risk_kinds import answer_on, unanswered_kinds, untested_kinds
from bot.domain.evaluations.state import AnsweredKind
from bot.domain.kernel.release_forms import RiskKind
from bot.slack.kit import mrkdwn
from bot.slack.kit.message_limits import shortened
from bot.slack.kit.view_context import ViewContext

EXCERPT: Final = 300
"""Characters of a reason that are shown."""


def kind_lines(context: ViewContext) -> list[str]:
    """Those that are tested as the same risks in one line, each other one with its reason, and in one line those nobody
    answered for.
    """
    say, kinds = context.say, context.framework.risk_kinds
    said = [(kind, found) for kind in kinds if (found := answer_on(context.audit, kind.key))]
    tested: dict[tuple[str, ...], list[RiskKind]] = {}
    for kind, found in said:
        if found.verdict == "tested":
            tested.setdefault(found.risks, []).append(kind)
    left = [kind for spec in context.framework.stages for kind in unanswered_kinds(context.audit, spec)]
    return [
        *(say("kinds-tested", risks=", ".join(risks), kinds=_titles(alike)) for risks, alike in tested.items()),
        *(_untested(context, kind, found) for kind, found in said if found.verdict != "tested"),
        *([say("kinds-left", kinds=_titles(left))] if left and said else []),
    ]


def kind_gap_lines(context: ViewContext, *, titled: bool = False) -> list[str]:
    """The kinds of risk that are not tested, each with the reason and whose it is; beneath a title that says so
    (`titled`) with the reason alone.
    """
    kinds = {kind.key: kind for kind in context.framework.risk_kinds}
    gaps = untested_kinds(context.audit, context.framework)
    if titled:
        return [f"{context.say('kind-gap', kind=kind_title(kinds[g.kind]))}\n{_why(context, g)}" for g in gaps]
    return [_untested(context, kinds[each.kind], each) for each in gaps]


def kind_titles(context: ViewContext, keys: Iterable[str]) -> str:
    """The kinds with these keys, by their titles."""
    return _titles([kind for kind in context.framework.risk_kinds if kind.key in set(keys)])


def _titles(kinds: Iterable[RiskKind]) -> str:
    return ", ".join(map(kind_title, kinds))


def kind_title(kind: RiskKind) -> str:
    """A kind's title as part of a message."""
    return mrkdwn.escape(kind.title)


def _untested(context: ViewContext, kind: RiskKind, said: AnsweredKind) -> str:
    """With the beginning of the reason; the whole of it stands in the report."""
    line = context.say(f"kind-is-{said.verdict}", kind=kind_title(kind), who=context.mention(said.by))
    return f"{line}\n{_why(context, said)}"


def _why(context: ViewContext, said: AnsweredKind) -> str:
    words = context.raw(said.why)
    return context.say("text-removed") if words is None else mrkdwn.quote(shortened(words, EXCERPT))
