"""What a model is asked to return.

Owns the schema a provider is given; its descriptions are part of the prompt. Must not know whether an answer is
believed.
"""

from __future__ import annotations

from pydantic import BaseModel, Field


class Said(BaseModel):
    """One point that one person made."""

    holds: str = Field(description="The point in one plain sentence, without naming its author.")
    author: str = Field(description="The author of the message, as given.")
    message: int = Field(description="The number of the message.")
    quote: str = Field(description="The words that carry the point, copied exactly from that message.")
    dissent: bool = Field(description="Whether the author contradicts, warns or would not go along.")


class Statements(BaseModel):
    """What was said to one question."""

    statements: list[Said]
    open_questions: list[str] = Field(description="Questions that were raised and not answered.")


class Narrative(BaseModel):
    """The opening paragraph of the summary."""

    text: str
