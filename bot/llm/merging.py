"""Joining the statements of several portions: what says the same becomes one.

Owns what goes into a request and what may replace what. A joined wording is checked like any other; where it does not
stand, or leaves somebody out, the statements it would have replaced stay. Dissent is never joined. Must not read
messages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.llm.answer_schemas import Joined, Merged
from bot.llm.drafts import Found, Section
from bot.llm.prompt import load_prompt
from bot.llm.question_summary import ENOUGH, Reader
from bot.llm.statement_evidence import Wrong
from bot.ports.summarizer import QuestionAsked

MOST_CITES = 6
"""People a joined statement quotes; it would bury its reader under more."""


async def merge(reader: Reader, asked: QuestionAsked, parts: Sequence[Section], letters: int) -> Section:
    """The statements of a question, from those of its portions. Its cost grows with their length alone."""
    every = list(dict.fromkeys(found for part in parts for found in part.found))
    withheld = tuple(text for part in parts for text in part.not_verified)
    dissent, rest = [f for f in every if f.dissent], [f for f in every if not f.dissent]
    if len(parts) > 1:
        while len(rest) > ENOUGH:
            joined = [found for batch in _batches(rest, letters) for found in await _join(reader, asked, batch)]
            if len(joined) >= len(rest):
                break
            rest = joined
    # Whoever was there before is there after.
    there = {person for found in (*dissent, *rest) for person in found.people}
    for found in every:
        if not there.issuperset(found.people):
            rest.append(found)
            there.update(found.people)
    return Section(asked.key, (*rest, *dissent), withheld)


async def _join(reader: Reader, asked: QuestionAsked, batch: Sequence[Found]) -> list[Found]:
    known = dict(enumerate(batch, start=1))
    good, wrong = _checked(reader, asked, known, await _ask(reader, asked, known, []))
    if wrong:
        again, _ = _checked(reader, asked, known, await _ask(reader, asked, known, [w.told() for w in wrong]))
        good |= {numbers: found for numbers, found in again.items() if numbers not in good}
    used = {number for numbers in good for number in numbers}
    people = {person for found in good.values() for person in found.people}
    # What nobody joined stays, where it would take somebody's only words away.
    left = [found for number, found in known.items() if number not in used and not people.issuperset(found.people)]
    return [*good.values(), *left]


async def _ask(
    reader: Reader, asked: QuestionAsked, known: Mapping[int, Found], problems: list[dict[str, Any]]
) -> list[Joined]:
    answer = await reader.asker.ask(
        load_prompt("merge"),
        Merged,
        subject=reader.material.subject,
        question=asked.text,
        statements=[_line(reader, number, found) for number, found in known.items()],
        problems=problems,
    )
    return answer.statements


def _checked(
    reader: Reader, asked: QuestionAsked, known: Mapping[int, Found], points: Sequence[Joined]
) -> tuple[dict[frozenset[int], Found], list[Wrong]]:
    good: dict[frozenset[int], Found] = {}
    wrong: list[Wrong] = []
    verifier = reader.verifier(asked, {})
    for point in points:
        members = [known[number] for number in dict.fromkeys(point.statements) if number in known]
        if not members or len(members) < len(set(point.statements)):
            wrong.append(Wrong(point.holds, ("it names a statement that does not exist",)))
            continue
        if len(members) == 1:
            good[frozenset(point.statements)] = members[0]
            continue
        cites = {cite.said.person: cite for member in reversed(members) for cite in reversed(member.cites)}
        first = tuple(reversed(cites.values()))[:MOST_CITES]
        verdict = verifier.worded(point.holds, point.kind, first, dissent=False)
        if isinstance(verdict, Found) and len(verdict.people) == len(first):
            good[frozenset(point.statements)] = verdict
        elif isinstance(verdict, Wrong):
            wrong.append(verdict)
        else:  # it says something else: what it would have replaced stays
            good |= {frozenset({number}): known[number] for number in point.statements}
    return good, wrong


def _batches(rest: Sequence[Found], letters: int) -> Iterator[list[Found]]:
    batch: list[Found] = []
    size = 0
    for found in rest:
        length = len(found.text) + sum(len(cite.quote) for cite in found.cites)
        if batch and size + length > letters:
            yield batch
            batch, size = [], 0
        batch.append(found)
        size += length
    if batch:
        yield batch


def _line(reader: Reader, number: int, found: Found) -> dict[str, Any]:
    return {
        "number": number,
        "kind": found.kind,
        "authors": [reader.voices.label(person) for person in found.people],
        "holds": reader.voices.hide(found.text),
        "quotes": [reader.voices.hide(cite.quote) for cite in found.cites],
    }
