"""What a model is asked to return.

Owns the schemas a provider is given; their descriptions are part of the prompt. Must not know whether an answer is
believed.
"""

from __future__ import annotations

from pydantic import BaseModel, Field

from bot.domain.reflection.state import StatementKind


class Cited(BaseModel):
    """Words of one message."""

    message: int = Field(description="The number of the message.")
    author: str = Field(description="The author of the message, as given.")
    quote: str = Field(description="The words that carry the point, copied exactly from that message.")


class Said(BaseModel):
    """One point, and who made it."""

    kind: StatementKind = Field(description="What the point is; `open` for a question that nobody answered.")
    holds: str = Field(description="The point in one plain sentence, without naming its authors.")
    cites: list[Cited] = Field(description="Everybody who made the point, each once, with their words.")
    dissent: bool = Field(description="Whether the author contradicts, warns or would not go along.")


class Telling(BaseModel):
    """The words of one message that carry it: what a model is asked that cannot hold more."""

    kind: StatementKind = Field(description="What the words are; `open` for a question.")
    quote: str = Field(description="The words, copied exactly; empty where none answer the question.")


class Statements(BaseModel):
    """What was said to one question."""

    statements: list[Said]


class Joined(BaseModel):
    """One statement in place of several that say the same."""

    kind: StatementKind = Field(description="What the statement is.")
    holds: str = Field(description="What they say, in one plain sentence, without naming anybody.")
    statements: list[int] = Field(description="The numbers of the statements it stands for.")


class Merged(BaseModel):
    """The statements on one question, each thing once."""

    statements: list[Joined]


class Sentence(BaseModel):
    """A sentence of the opening paragraph."""

    text: str
    statements: list[int] = Field(description="The numbers of the statements it reports.")


class Narrative(BaseModel):
    """The opening paragraph of the summary."""

    sentences: list[Sentence]
