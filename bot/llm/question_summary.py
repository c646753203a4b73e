"""Reading what was said to one question, in portions, down to statements that stand.

Owns how a thread is cut, what is asked again when a point does not stand or a person is missing, and that in the end
everybody who took a position is there: where a model leaves somebody out, their own words stand in. Must not know how a
point is verified.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.llm.answer_schemas import Cited, Said, Statements, Telling
from bot.llm.drafts import Found, Section
from bot.llm.model_request import ModelRequester
from bot.llm.positions import is_dissent, most_telling, takers_of_positions
from bot.llm.prompt import load_prompt
from bot.llm.speaker_labels import SpeakerLabels
from bot.llm.statement_evidence import Verifier, Wrong
from bot.ports.summarizer import DiscussionMaterial, QuestionAsked, SummaryProblem, Utterance

Portion = dict[int, Utterance]
"""Messages by their number in the thread."""

ENOUGH = 12
"""Statements of one question that a reader can take in."""

MOST_ALONE = 60
"""Messages that are asked about one at a time; where there are more, excerpts tell more for less."""

GIVE_UP = 3
"""Messages without an answer that can be used, after which a model is asked no more."""

MISSING = "nobody cited them, though they took a position"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads portions of one discussion."""

    asker: ModelRequester
    material: DiscussionMaterial
    voices: SpeakerLabels

    async def read(self, asked: QuestionAsked, portion: Portion) -> Section:
        """The statements of one portion. A model that runs out of room is given less at a time."""
        try:
            return await self._read(asked, portion)
        except SummaryProblem as problem:
            if problem.problem == "invalid":
                return await self._one_by_one(asked, portion, problem)
            if problem.problem != "truncated" or len(portion) < 2:
                raise
        first, second = _halves(portion)
        one, other = await self.read(asked, first), await self.read(asked, second)
        return Section(asked.key, one.found + other.found, one.not_verified + other.not_verified)

    async def _read(self, asked: QuestionAsked, portion: Portion) -> Section:
        here = QuestionAsked(asked.key, asked.text, tuple(portion.values()))
        verifier = self.verifier(asked, portion)
        # In threads: thousands of messages take seconds, and nothing slow runs on the loop.
        found, wrong = await asyncio.to_thread(_sorted, verifier, await self._ask(asked, portion, []))
        absent = await asyncio.to_thread(_absent, here, found)
        if wrong or absent:
            told = [w.told() for w in wrong]
            told += [{"author": self.voices.label(who), "wrong": [MISSING]} for who in absent]
            numbers = {number for w in wrong for number in w.about}
            about = {n: said for n, said in portion.items() if n in numbers or said.person in absent}
            again, wrong = await asyncio.to_thread(_sorted, verifier, await self._ask(asked, about or portion, told))
            found += [f for f in again if f not in found]
        found = _few(found)
        found += await asyncio.to_thread(_own_words, here, found)
        return Section(asked.key, tuple(found), tuple(w.point for w in wrong if w.point))

    async def _one_by_one(self, asked: QuestionAsked, portion: Portion, problem: SummaryProblem) -> Section:
        """For a model that cannot hold the schema: the telling words of each message. Raises the problem for none."""
        points: list[Said] = []
        failed = 0
        for number, said in portion.items() if len(portion) <= MOST_ALONE else ():
            message = await asyncio.to_thread(self._line, number, said)
            try:
                told = await self.asker.ask(
                    load_prompt("quote"), Telling, subject=self.material.subject, question=asked.text, message=message
                )
            except SummaryProblem as again:
                if again.problem != "invalid":
                    raise
                failed += 1
                if failed == GIVE_UP:
                    raise
                continue
            cite = Cited(message=number, author=self.voices.label(said.person), quote=told.quote)
            points += [Said(kind=told.kind, holds=told.quote, cites=[cite], dissent=False)] if told.quote else []
        if not points:
            raise problem
        here = QuestionAsked(asked.key, asked.text, tuple(portion.values()))
        found, wrong = await asyncio.to_thread(_sorted, self.verifier(asked, portion), points)
        found = _few(found)
        found += await asyncio.to_thread(_own_words, here, found)
        return Section(asked.key, tuple(found), tuple(w.point for w in wrong if w.point))

    async def _ask(self, asked: QuestionAsked, portion: Portion, problems: list[dict[str, Any]]) -> list[Said]:
        messages = await asyncio.to_thread(lambda: [self._line(number, said) for number, said in portion.items()])
        answer = await self.asker.ask(
            load_prompt("statements"),
            Statements,
            subject=self.material.subject,
            question=asked.text,
            facts=self.facts(),
            messages=messages,
            problems=problems,
        )
        return answer.statements

    def verifier(self, asked: QuestionAsked, messages: Portion) -> Verifier:
        """What checks statements on a question."""
        around = (self.material.subject, asked.text, *self.facts())
        return Verifier(messages, self.voices, around, self.material.forms)

    def facts(self) -> list[str]:
        """The facts of the audit as the model sees them."""
        return [self.voices.hide(fact) for fact in self.material.facts]

    def _line(self, number: int, said: Utterance) -> dict[str, Any]:
        line: dict[str, Any] = {"number": number, "author": self.voices.label(said.person)}
        line["text"] = self.voices.hide(said.text)
        return line | {"files": [self.voices.hide(name) for name in said.files]} if said.files else line


def portions(said: Sequence[Utterance], letters: int) -> Iterator[Portion]:
    """The messages of a thread by number, in portions of at most so many characters (or one message)."""
    portion: Portion = {}
    size = 0
    for number, utterance in enumerate(said, start=1):
        if portion and size + len(utterance.text) > letters:
            yield portion
            portion, size = {}, 0
        portion[number] = utterance
        size += len(utterance.text)
    if portion:
        yield portion


def _halves(portion: Portion) -> tuple[Portion, Portion]:
    rows = list(portion.items())
    middle = len(rows) // 2
    return dict(rows[:middle]), dict(rows[middle:])


def _sorted(verifier: Verifier, points: Sequence[Said]) -> tuple[list[Found], list[Wrong]]:
    verdicts = [verifier.verify(point) for point in points]
    found = list(dict.fromkeys(v for v in verdicts if isinstance(v, Found)))
    return found, [v for v in verdicts if isinstance(v, Wrong)]


def _few(found: Sequence[Found]) -> list[Found]:
    """The first of them, with every dissent and everybody who would be gone: a model may not bury them under more."""
    kept: list[Found] = []
    there: set[str] = set()
    for one in found:
        if len(kept) < ENOUGH or (one.dissent and _certain(one)) or not there.issuperset(one.people):
            kept.append(one)
            there.update(one.people)
    return kept


def _certain(one: Found) -> bool:
    """Whether a dissent is one by its words, not by a model's word alone."""
    return any(is_dissent(one.text, cite.said.text) for cite in one.cites)


def _absent(asked: QuestionAsked, found: Sequence[Found]) -> list[str]:
    """Who took a position and is not cited, or dissented and is not cited with any dissent."""
    there = {person for f in found for person in f.people}
    against = {person for f in found if f.dissent for person in f.people}
    takers = takers_of_positions(asked)
    return [who for who, dissents in takers.items() if who not in (against if dissents else there)]


def _own_words(asked: QuestionAsked, found: Sequence[Found]) -> list[Found]:
    """Verbatim statements of those a model left out."""
    takers = takers_of_positions(asked)
    return most_telling(asked, {who: "dissent" if takers[who] else "position" for who in _absent(asked, found)})
