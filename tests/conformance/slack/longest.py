"""Audits in which all that somebody typed is as long as Slack's inputs let it be, and whatever is drawn of them.

Owns how such an audit comes about: the golden histories know every event, and keep no words, so the words are given to
each when it is drawn. Must not judge.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import SimpleNamespace
from typing import Any, Literal, cast

from slack_sdk.models.blocks import Block

from bot.calendars.public_holidays import PublicHolidays
from bot.domain.engine.commit_plan import plan_commit
from bot.domain.engine.fold import fold
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.conversation import AskCard, Card, HomeCard, UnknownCard
from bot.domain.kernel.effects import PostNotice
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.state import Subject
from bot.domain.reflection.state import DraftSection, DraftSentence, DraftStatement, Summary, SummaryDraft
from bot.ports.directory import Profile
from bot.ports.store import Loaded
from bot.slack.duties.home import home
from bot.slack.kit.message_limits import as_json
from bot.slack.kit.payloads import Origin
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.view_context import ViewContext
from bot.slack.outbound.cards import card_drawing
from bot.slack.outbound.notices import notice_message
from tests.builders import TEAM
from tests.slack.outbound.view_contexts import ADDRESS, say

LONGEST = 3000
"""Characters that Slack's client takes in an input at most."""

TYPED = ("<!channel> & *words* " * LONGEST)[:LONGEST]
"""Becomes longest once it is escaped, and could act."""

NAME = "&" * LONGEST


class Words(dict[Digest, str]):
    """The longest text, whichever is asked for; the drafts of summaries are known."""

    def __missing__(self, digest: Digest) -> str:
        return TYPED

    def get(self, digest: Digest, default: Any = None) -> Any:
        """As `dict.get`, which never asks for what is missing."""
        return self[digest]


@dataclass(frozen=True)
class Drawn:
    """One message or home."""

    what: str
    surface: Literal["message", "home"]
    blocks: Sequence[Block]
    text: str = ""

    @property
    def view(self) -> dict[str, Any]:
        """As Slack gets it."""
        blocks = as_json(self.blocks)
        return {"blocks": blocks, **({"type": "home"} if self.surface == "home" else {"text": self.text})}


@dataclass(frozen=True)
class Moment:
    """An audit right after something happened."""

    framework: Framework
    before: Audit | None
    audit: Audit
    event: Event
    history: tuple[Event, ...]
    """Up to this event."""

    @cached_property
    def context(self) -> ViewContext:
        """What its views look at."""
        audit = self.audit.model_copy(update={"subject": Subject(model=NAME, version=NAME)})
        words = Words({summary.content: draft(summary) for summary in audit.summaries if summary.content})
        heads = {n: f"sha256:{n:064x}" for n in range(1, audit.seq + 1)}
        loaded = Loaded(audit, self.framework, heads[audit.seq])
        return ViewContext(loaded, words, say(), self.event.at, heads, base=ADDRESS)

    def drawings(self) -> Iterator[Drawn]:
        """What is sent because of what happened; of each kind of card the first, and of asks for each kind of duty."""
        plan, context = plan_commit(self.before, self.audit, [self.event], self.framework, self.event.at), self.context
        cards = {_kind(card): card for card in reversed((*plan.cards, *plan.redraw))}
        for card in cards.values():
            if isinstance(card, HomeCard):
                yield Drawn(card.key, "home", home(say(), card.person, [context]))
            elif not isinstance(card, UnknownCard):
                yield from (Drawn(card.key, "message", m.blocks, m.text) for m in card_drawing(context, card))
        for effect in plan.effects:
            if isinstance(effect, PostNotice):
                drawing = notice_message(context, effect.notice, self.event)
                yield from (Drawn(effect.notice.kind, "message", m.blocks, m.text) for m in drawing)


def _kind(card: Card) -> str:
    """`home`, `ask:review` …"""
    return f"{card.kind}:{card.duty.partition(':')[0] if isinstance(card, AskCard) else ''}"


def moments(events: Sequence[Event], framework: Framework, wanted: Container[int]) -> Iterator[Moment]:
    """Those of a history after its events of these places."""
    audit: Audit | None = None
    for place, event in enumerate(events):
        before, audit = audit, fold([event], audit)
        if place in wanted:
            yield Moment(framework, before, audit, event, tuple(events[: place + 1]))


def draft(summary: Summary) -> str:
    """The words of a summary with these statements."""
    said: dict[str, list[DraftStatement]] = {}
    for s in summary.statements:
        one = DraftStatement(id=s.id, text=TYPED, person=s.person, quote=TYPED, source=s.source, dissent=s.dissent)
        said.setdefault(s.question, []).append(one)
    sections = tuple(
        DraftSection(question=question, statements=tuple(of_it), open_questions=(TYPED,))
        for question, of_it in said.items()
    )
    return SummaryDraft(narrative=(DraftSentence(text=TYPED),), sections=sections).model_dump_json()


def _answered(answer: Any) -> Callable[..., Awaitable[Any]]:
    async def given(*_: Any, **__: Any) -> Any:
        return answer

    return given


class Asking(RequestContext):
    """Somebody who presses a button at such a moment; nothing is looked up but the audit."""

    __slots__ = ("moment",)

    moment: Moment

    def __init__(self, moment: Moment, who: Person) -> None:
        installation = SimpleNamespace(address=ADDRESS)
        ids = SimpleNamespace(salt=lambda: "0" * 32, id=lambda: "r" * 22)
        recorded = [SimpleNamespace(event=event) for event in moment.history]
        deps = SimpleNamespace(
            texts=say(),
            clock=SimpleNamespace(now=lambda: moment.event.at),
            installations={TEAM: installation},
            ids=ids,
            calendars=PublicHolidays(),
            framework=moment.framework,
            kinds={},
            max_file_bytes=25 * 2**20,
            store=SimpleNamespace(texts=_answered(Words()), history=_answered(recorded), spot=_answered(None)),
            directory=SimpleNamespace(profile=_answered(None)),
            # the rows of a document, as long as they can be typed
            confinement=SimpleNamespace(call=_answered((Words(),) * 300)),
        )
        access = SimpleNamespace(groups=_answered({}), group_members=_answered([]), lines=_answered([]))
        super().__init__(cast(Any, deps), cast(Any, access), Origin(workspace=TEAM, who=who))
        object.__setattr__(self, "moment", moment)

    async def profile(self) -> Profile:
        return Profile(self.who, "Somebody", admin=True)

    async def author(self, *_: Any, **__: Any) -> Author:
        return Author(TEAM, self.who, True, True, self.deps.ids.salt)

    async def must_be_a_starter(self) -> None:
        return None

    async def audit(self, key: str) -> Loaded:
        return self.moment.context.loaded

    decision = audit

    async def view_context(self, loaded: Loaded, links: Any = ()) -> ViewContext:
        return self.moment.context

    def bare_view_context(self, loaded: Loaded) -> ViewContext:
        return replace(self.moment.context, texts={})
