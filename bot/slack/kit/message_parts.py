"""Parts that several messages share: an ask and the table of them, links to a document, the line with the head.

Owns their shape. Must not know any subject.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, InteractiveElement

from bot.domain.kernel.duty import Duty
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, small
from bot.slack.kit.view_context import ViewContext


@dataclass(frozen=True, slots=True)
class Ask:
    """`detail`: why, in what words, about which texts (shown in the ask itself, not in lists). The buttons do it."""

    buttons: tuple[InteractiveElement, ...]
    detail: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    """What stands beneath the buttons, in further messages where it is long."""
    judged: tuple[str, ...] = ()
    """The very words that the buttons judge: they stand wherever those do, in lists too."""
    how: tuple[str, ...] = ()
    """How it is given: said once where several are asked for together."""
    shared: tuple[InteractiveElement, ...] = ()
    """What answers several of them in one press: there once, and only where several are asked for."""
    introduces_itself: bool = False
    """The detail begins with who asks for what, so that the duty's line need not stand above it."""


AskOf = Callable[[ViewContext, Duty], Ask]


class Asks(dict[type[Duty], AskOf]):
    """What a duty's message says and shows, by its kind: each function enters by `@ASKS.add(CloseStageDuty)`."""

    @classmethod
    def joined(cls, *tables: Asks) -> Asks:
        """All of these in one. Raises TypeError where two of them have something for the same kind."""
        whole = cls()
        for table in tables:
            for kind, ask in table.items():
                whole.add(kind)(ask)
        return whole

    def add(self, kind: type[Duty]) -> Callable[[AskOf], AskOf]:
        """Enter a function under a kind of duty. Raises TypeError where the kind has one already."""

        def enter(ask: AskOf) -> AskOf:
            if kind in self:
                raise TypeError(f"{kind.__name__} has two asks")
            self[kind] = ask
            return ask

        return enter


def what_changed(context: ViewContext, artifact: str, before: int, after: int) -> InteractiveElement:
    """The button that shows the difference between two versions to whoever may open them."""
    value = ButtonValue(audit=context.audit.key, artifact=artifact, number=after, key=str(before))
    return button(context.say("button-difference"), ActionId.DIFFERENCE, value)


def open_document(context: ViewContext, artifact: str, number: int) -> InteractiveElement:
    """The button that shows a version to whoever may open it."""
    value = ButtonValue(audit=context.audit.key, artifact=artifact, number=number)
    return button(context.say("button-open-document"), ActionId.DOCUMENT, value)


def record_line(context: ViewContext, seq: int) -> list[Block]:
    """The head of the record at an event, in small print."""
    head = context.heads.get(seq)
    return small(context.say("record-head", seq=str(seq), head=mrkdwn.code(head))) if head else []
