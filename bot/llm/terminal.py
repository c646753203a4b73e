"""A draft on a terminal: each statement with whose it is, its quotes and where they stand, and what was withheld.

Owns those lines, and the count of quotes that stand, taken anew from the finished draft. The words come in as a
catalogue. Must not know how a draft is made.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

from bot.domain.reflection.state import Cite, DraftStatement, SummaryDraft
from bot.llm.checks import seen
from bot.ports.summarizer import DiscussionMaterial, Drafted

Say = Callable[..., str]

WIDTH = 100


def standing(draft: SummaryDraft, material: DiscussionMaterial) -> tuple[int, int]:
    """How many of a draft's quotes stand, word by word, in the cited message by the person named; of how many."""
    texts = {(said.source, said.person): said.text for asked in material.questions for said in asked.said}
    cites = [cite for statement in draft.statements() for cite in statement.cites]
    return sum(cite.quote in texts.get((cite.source, cite.person), "") for cite in cites), len(cites)


def lines(drafted: Drafted, material: DiscussionMaterial, say: Say) -> Iterator[str]:
    """The whole draft, ready to be printed."""
    draft = SummaryDraft.model_validate_json(drafted.text)
    if drafted.problem:
        yield say("summarize-excerpts-instead", problem=say(f"summary-problem-{drafted.problem}"))
    elif drafted.origin == "excerpts":
        yield say("summarize-excerpts")
    else:
        yield say("summarize-by-model", model=drafted.origin)
    if draft.narrative:
        yield ""
        yield from _wrapped(" ".join(_sentence(s.text, s.statements) for s in draft.narrative))
    for section, asked in zip(draft.sections, material.questions, strict=True):
        yield ""
        yield from _wrapped(asked.text)
        for statement in section.statements:
            yield from _statement(statement, material, say)
        for one in section.signs:
            yield from _wrapped(say("summarize-sign", who=_called(material, one.person), sign=seen(one.sign)))
    if draft.not_verified:
        yield ""
        yield say("summarize-withheld", count=len(draft.not_verified))
        for text in draft.not_verified:
            yield from _wrapped(seen(text), "  - ")
    yield ""
    stand, of = standing(draft, material)
    yield say("summarize-checked", stand=stand, of=of)
    if made := drafted.made:
        yield say("summarize-paid", read=made.tokens_in, written=made.tokens_out, cost=made.cost or "none")


def _sentence(text: str, statements: tuple[str, ...]) -> str:
    notes = "".join(f" [{key.removeprefix('s')}]" for key in statements)
    return f"{seen(text)}{notes}"


def _statement(statement: DraftStatement, material: DiscussionMaterial, say: Say) -> Iterator[str]:
    kind = "dissent" if statement.dissent else statement.kind
    who = ", ".join(_called(material, person) for person in statement.people)
    unread = say("summarize-unread") if statement.unread else ""
    text = say(
        "summarize-statement", kind=say(f"summarize-kind-{kind}"), who=who, text=f"{seen(statement.text)}{unread}"
    )
    first = f"{statement.id.removeprefix('s')}. "
    verbatim = statement.text == statement.quote and not statement.also
    yield from _wrapped(say("summarize-verbatim", text=text, number=statement.source.ts) if verbatim else text, first)
    for cite in () if verbatim else statement.cites:
        yield from _wrapped(_quote(cite, say), " " * len(first))


def _quote(cite: Cite, say: Say) -> str:
    return say("summarize-quote", quote=seen(cite.quote), number=cite.source.ts)


def _called(material: DiscussionMaterial, person: str) -> str:
    return seen(material.names.get(person, person))


def _wrapped(text: str, first: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=" " * len(first)) or [first]
