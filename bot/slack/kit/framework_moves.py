"""That an audit moved to another framework under way, in words: from which to which, by whose word, what reopened.

Owns these lines. Whether an audit may move, `bot.domain.lifecycle.adoption` says.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.lifecycle.state import FrameworkMove
from bot.slack.kit import mrkdwn
from bot.slack.kit.view_context import ViewContext


def framework_move_lines(context: ViewContext) -> list[str]:
    """A line for each move; nothing where there was none."""
    say = context.say
    return [
        say(
            "decision-framework-move",
            before=mrkdwn.escape(move.before),
            after=mrkdwn.escape(move.after),
            when=move.at,
            by=context.mention(move.asked_by),
            agreed=context.mention(move.agreed_by),
            opened=", ".join(_opened(context, move)) or say("decision-framework-move-nothing"),
        )
        for move in context.audit.framework_moves
    ]


def _opened(context: ViewContext, move: FrameworkMove) -> Iterator[str]:
    say = context.say
    yield from map(context.stage_title, move.stages)
    for document in move.documents:
        yield say("decision-framework-move-document", document=context.document_title(document))
    yield from (say("decision-framework-move-result", number=number) for number in move.results)
    yield from (say("decision-framework-move-finding", number=number) for number in move.findings)
    yield from (say("decision-framework-move-waiver", who=context.mention(who)) for who in move.waivers)
