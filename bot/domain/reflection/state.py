"""The state of the reflection, as an audit holds it.

Owns these shapes (the summary, from request to answers) and small look-ups on them. Must not know the audit around
them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field, field_validator

from bot.domain.kernel.content import Digest, Source
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person

AnswerVerdict = Literal["accurate", "dispute"]


class Statement(Frozen):
    """The facts of one statement of the summary; its words are in the summary's content."""

    id: str
    question: str
    person: Person
    source: Source
    dissent: bool = False
    also: tuple[Person, ...] = ()
    """Whoever else it quotes."""
    unread: bool = Field(default=False, exclude_if=lambda unread: not unread)
    """Whether nobody looked for dissent in it: it is in a language nobody here knows."""

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody it quotes."""
        return (self.person, *self.also)


StanceWord = Literal["against", "for", "only-if"]


class Stance(Frozen):
    """What somebody says of a question in their own word; the newest of each person counts."""

    question: str
    person: Person
    word: StanceWord
    condition: Digest | None = None
    """Of `only-if`."""
    sign: str = ""
    """The name of the emoji they put on the question; empty where they pressed a button."""
    at: datetime


class Answer(Frozen):
    """What a person who was quoted says of their lines (or anybody of any line)."""

    statement: str
    person: Person
    verdict: AnswerVerdict
    reason: Digest | None
    at: datetime


class Summary(Frozen):
    """One version of the reflection's summary, from request to publication."""

    number: int
    status: Literal["requested", "drafted", "failed", "published", "superseded"]
    requested_by: Person
    content: Digest | None = None
    """Canonical JSON of the drafted summary (`bot.domain.reflection.rules.Draft`)."""
    discussion: Digest | None = None
    """Digest of the frozen set of messages it was drafted from."""
    origin: str = ""
    """`excerpts`, or `provider:model`."""
    made: Making | None = None
    """How a model made it; None for excerpts."""
    statements: tuple[Statement, ...] = ()
    earlier: tuple[Digest, ...] = ()
    """Its words before the lead put them otherwise."""
    removed: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    published_at: datetime | None = None
    published_by: Person | None = None
    answers_due: date | None = None
    problem: str = ""


StatementKind = Literal["position", "agreement", "disagreement", "condition", "mitigation", "principle", "open"]
"""What a statement says of the discussion; `open` is a question that was raised and not answered."""


class Cite(Frozen):
    """Words somebody wrote, exactly as they stand in the message at `source`."""

    person: Person
    quote: str
    source: Source


class DraftStatement(Frozen):
    """One statement of the summary: what somebody holds, with their own words behind it."""

    id: str
    text: str
    person: Person
    quote: str
    """Verbatim from the message at `source`."""
    source: Source
    dissent: bool = False
    kind: StatementKind = "position"
    also: tuple[Cite, ...] = ()
    """Whoever else holds it, with their words."""
    edited: bool = False
    """Whether the audit lead put it into other words."""
    unread: bool = Field(default=False, exclude_if=lambda unread: not unread)
    """Whether nobody looked for dissent in it: it is in a language nobody here knows, and stands whole."""

    @property
    def cites(self) -> tuple[Cite, ...]:
        """Everything the statement rests on, the first first."""
        return (Cite(person=self.person, quote=self.quote, source=self.source), *self.also)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody it quotes."""
        return tuple(dict.fromkeys(cite.person for cite in self.cites))


class Sign(Frozen):
    """An answer by a sign alone, as it was written: an emoji or its name."""

    person: Person
    sign: str
    source: Source


class DraftSection(Frozen):
    """What was said to one question."""

    question: str
    """The question's key in the framework."""
    statements: tuple[DraftStatement, ...] = ()
    open_questions: tuple[str, ...] = ()
    """Of drafts from before an open question was a statement that quotes who asked it."""
    signs: tuple[Sign, ...] = Field(default=(), exclude_if=lambda signs: not signs)
    """Answers by a sign alone."""


class DraftSentence(Frozen):
    """A sentence of the opening, with the ids of the statements it reports."""

    text: str
    statements: tuple[str, ...] = ()
    edited: bool = False


class SummaryDraft(Frozen):
    """A whole summary. Its canonical JSON is the content a summary's digest stands for."""

    narrative: tuple[DraftSentence, ...]
    """A few sentences for the board; none for excerpts."""
    sections: tuple[DraftSection, ...]
    not_verified: tuple[str, ...] = ()
    """What was withheld because it could not be verified."""
    languages: tuple[str, ...] = Field(default=(), exclude_if=lambda languages: not languages)
    """Codes of the languages in which dissent was looked for, of those that were spoken."""

    @field_validator("narrative", mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        """A narrative from before its sentences cited statements."""
        return ({"text": value},) if isinstance(value, str) and value else value or ()

    def opening(self, removed: Collection[str] = ()) -> list[DraftSentence]:
        """The sentences of the narrative; what rests on removed statements alone goes with them."""
        return [s for s in self.narrative if not s.statements or any(i not in removed for i in s.statements)]

    def reworded(self, texts: Mapping[str, str]) -> SummaryDraft:
        """The draft with other words: a statement's by its id, those of the opening by `opening(n)`.

        A sentence without words goes; quotes and dissent stay as they are.
        """

        def statement(said: DraftStatement) -> DraftStatement:
            text = texts.get(said.id, said.text).strip()
            same = said.dissent or said.unread or not text or text == said.text
            return said if same else said.replace(text=text, edited=True)

        def sentence(number: int, said: DraftSentence) -> DraftSentence:
            text = texts.get(opening_key(number), said.text).strip()
            return said if text == said.text else said.replace(text=text, edited=True)

        opening = (sentence(number, said) for number, said in enumerate(self.narrative))
        sections = (s.replace(statements=tuple(map(statement, s.statements))) for s in self.sections)
        return self.replace(narrative=tuple(s for s in opening if s.text), sections=tuple(sections))

    def statements(self) -> Iterator[DraftStatement]:
        """Every statement, in order."""
        return (statement for section in self.sections for statement in section.statements)


def opening_key(number: int) -> str:
    """What a sentence of the opening is known by, counted from 0."""
    return f"opening-{number}"


class Making(Frozen):
    """How a draft was made, so that it can be judged, and made again."""

    provider: str
    model: str
    prompts: tuple[str, ...]
    """Name and version of each."""
    parameters: dict[str, str] = {}
    input: Digest = ""
    """Salted like the draft itself: of everything the summarizer was given."""
    tokens_in: int = 0
    tokens_out: int = 0
    cost: str = ""
    """In US dollars, where the prices are known."""
