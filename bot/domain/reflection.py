"""The reflection: drafting, publishing and answering its summary.

Owns the shape of a draft and the rules of the summary's life. A model drafts; people publish, confirm and dispute.
"""

from __future__ import annotations

from bot.domain.content import Frozen, Source
from bot.domain.people import Person


class DraftStatement(Frozen):
    """One statement of the summary: what somebody holds, with their own words behind it."""

    id: str
    text: str
    person: Person
    quote: str
    """Verbatim from the message at `source`."""
    source: Source
    dissent: bool = False


class DraftSection(Frozen):
    """What was said to one question."""

    question: str
    """The question's key in the framework."""
    statements: tuple[DraftStatement, ...] = ()
    open_questions: tuple[str, ...] = ()


class Draft(Frozen):
    """A whole summary. Its canonical JSON is the content a summary's digest stands for."""

    narrative: str
    """A few sentences for the board; empty for excerpts."""
    sections: tuple[DraftSection, ...]
    not_verified: tuple[str, ...] = ()
    """Statements that were withheld because their quote was not found."""
