"""The opening paragraph: a few sentences over statements that stand, each checked against those it cites.

Owns what a sentence of it may say: nothing that its statements do not, nothing without whose view it is, no dissent
made milder. Must not read messages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.reflection.state import DraftSentence
from bot.llm.answer_schemas import Narrative, Sentence
from bot.llm.checks import (
    LABEL,
    Evidence,
    Known,
    names_one_of,
    overstated,
    reports_dissent,
    role_of,
    seen,
    turned,
    weighs,
    without_labels,
)
from bot.llm.citation_support import unsupported, wrongly_attributed
from bot.llm.drafts import Found, Section, numbered
from bot.llm.languages import language_of
from bot.llm.prompt import load_prompt
from bot.llm.question_summary import Reader
from bot.llm.wording_structure import keeps

MOST = 5
"""Sentences."""


async def opening(reader: Reader, sections: Sequence[Section]) -> tuple[tuple[DraftSentence, ...], tuple[str, ...]]:
    """The sentences that stand, and those that were withheld."""
    statements = numbered(sections)
    good, wrong = _checked(reader, statements, await _ask(reader, statements, []))
    if wrong:
        told = [{"you_wrote": text, "wrong": why} for text, why in wrong.items()]
        again, wrong = _checked(reader, statements, await _ask(reader, statements, told))
        good += again
    return tuple(dict.fromkeys(good))[:MOST], tuple(wrong)


async def _ask(
    reader: Reader, statements: Mapping[int, tuple[str, Found]], problems: list[dict[str, Any]]
) -> list[Sentence]:
    texts = {asked.key: asked.text for asked in reader.material.questions}
    answer = await reader.asker.ask(
        load_prompt("narrative"),
        Narrative,
        subject=reader.material.subject,
        facts=reader.facts(),
        statements=[
            {
                "number": number,
                "question": texts[question],
                "authors": [reader.voices.label(person) for person in found.people],
                "kind": found.kind,
                "holds": reader.voices.hide(found.text),
                "dissent": found.dissent,
            }
            for number, (question, found) in statements.items()
        ],
        problems=problems,
    )
    return answer.sentences


def _checked(
    reader: Reader, statements: Mapping[int, tuple[str, Found]], sentences: Sequence[Sentence]
) -> tuple[list[DraftSentence], dict[str, list[str]]]:
    good: list[DraftSentence] = []
    wrong: dict[str, list[str]] = {}
    for sentence in sentences:
        text = seen(sentence.text)
        cited = [statements[number][1] for number in dict.fromkeys(sentence.statements) if number in statements]
        missing = len(cited) < len(set(sentence.statements)) or not cited
        why = ["it cites no statement, or one that does not exist"] if missing else _wrong(reader, text, cited)
        if why:
            wrong[text] = why
        else:
            ids = tuple(f"s{number}" for number in dict.fromkeys(sentence.statements))
            good.append(DraftSentence(text=reader.voices.restore(text), statements=ids))
    return good, wrong


def _by_role(reader: Reader, cited: Sequence[Found]) -> dict[str, str]:
    """What the statements let each role say."""
    voices = reader.voices
    said: dict[str, str] = {}
    for found in cited:
        for cite in found.cites:
            words = (said.get(role := role_of(voices.label(cite.said.person)), ""), found.text, cite.said.text)
            said[role] = voices.hide(" ".join(words))
    return said


def _wrong(reader: Reader, text: str, cited: Sequence[Found]) -> list[str]:
    voices = reader.voices
    authors = frozenset(voices.label(person) for found in cited for person in found.people)
    words = tuple(voices.hide(t) for found in cited for t in (found.text, *(cite.quote for cite in found.cites)))
    evidence = Evidence(words, (reader.material.subject, *reader.facts()), authors)
    wrong = overstated(text, evidence, Known(voices.labels, reader.material.forms))
    wrong += unsupported(text, words, voices.labels)
    wrong += wrongly_attributed(text, _by_role(reader, cited))
    quotes = [cite for found in cited for cite in found.cites]
    spoken = [language_of(cite.quote, cite.said.text) for cite in quotes]
    if any(found is None or found.code != "en" for found in spoken):
        # Some checks know English words alone: in every other language the clauses themselves are compared.
        said = [without_labels(voices.hide(cite.quote), voices.labels) for cite in quotes]
        around = [voices.hide(cite.said.text) for cite in quotes]
        if not keeps(without_labels(text, voices.labels).removeprefix(f"{LABEL}:").strip(), said, around):
            wrong.append("nobody can check this wording: write the role, a colon, and the words that it cites")
    if turned(text, [cite.quote for cite in quotes]):
        wrong.append("it says no where they do not, or does not where they do")
    named = names_one_of(text, authors)
    if weighs(text) and not named:
        wrong.append("it weighs or judges without naming the role whose view it is")
    if len(authors) == 1 and not named and cited[0].kind != "open":
        wrong.append("it does not name the role whose view it is")
    told_otherwise = all(found and found.code != "en" for found in spoken)
    if not told_otherwise and any(found.dissent for found in cited) and not reports_dissent(text):
        wrong.append("it reports a dissent as if there were none")
    return wrong
