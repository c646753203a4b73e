"""Whoever drafts the summary: what they are given, where they keep what is done so far, what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.domain.kernel.content import Source
from bot.domain.kernel.people import Person
from bot.domain.kernel.text import OperatorProblem
from bot.domain.reflection.state import Making, StanceWord


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message of the reflection as the summarizer sees it; `files`: the names of what hangs on it."""

    source: Source
    person: Person
    role: str
    text: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """One question of the reflection with everything said beneath it, in order."""

    key: str
    text: str
    said: tuple[Utterance, ...]
    stances: Mapping[Person, StanceWord] = field(default_factory=dict)
    """What people say of it in their own word: it counts above what their sentences are taken for."""


@dataclass(frozen=True, slots=True)
class DiscussionMaterial:
    """Everything a summary is drafted from. Nothing redacted and nothing restricted is in it."""

    subject: str
    questions: tuple[QuestionAsked, ...]
    facts: tuple[str, ...] = ()
    """What the audit has on record beside the discussion: a sentence each."""
    forms: tuple[str, ...] = ()
    """What the release forms are called."""
    names: Mapping[Person, str] = field(default_factory=dict)
    """What people are called, so that names typed as plain words can be hidden."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft: canonical JSON of a `bot.domain.reflection.state.SummaryDraft`, where it is from, how it was made."""

    text: str
    origin: str
    made: Making | None = None
    problem: str = ""
    """Why it is excerpts, where a model was asked: a key of the texts people read."""


class TranscriptProblem(OperatorProblem):
    """A file that is no transcript. Its text: what is wrong with it, and what would be right."""


class SummaryProblem(Exception):
    """No draft. `problem` is a key of the texts people read.

    timeout, refused, invalid, unreachable, busy, too-long (for the budget), no-discussion. `pause`: seconds after
    which a provider may be asked again; 0 where it did not say.
    """

    def __init__(self, problem: str, pause: int = 0) -> None:
        super().__init__(problem)
        self.problem = problem
        self.pause = pause


class DraftCheckpoints(Protocol):
    """Where the work on one draft is laid down, so that a crash costs at most the step under way."""

    async def load(self, key: str) -> str | None:
        """What was laid down under a key; keys name everything that the text under them was made from."""
        ...

    async def keep(self, key: str, text: str) -> None: ...

    async def progress(self, done: int, of: int) -> None:
        """Parts of the discussion read so far; people see it."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the reading of a discussion is: parts read, of how many.

    `until`: the moment (aware) before which the model asked not to be asked again.
    """

    done: int
    of: int
    until: datetime | None = None


class DraftProgress(Protocol):
    """The record's part of that: what is laid down for an audit, gone as soon as its draft is on record."""

    async def load(self, workspace: str, audit: str, key: str) -> str | None: ...

    async def keep(self, workspace: str, audit: str, key: str, text: str, now: datetime) -> None: ...

    async def reached(self, workspace: str, audit: str, reading: Reading, now: datetime) -> None: ...

    async def progress(self, workspace: str, audit: str) -> Reading | None:
        """None while no draft is being made."""
        ...

    async def clear(self, workspace: str, audit: str) -> None:
        """Throw everything away: the draft is on record, or something of the audit was erased."""
        ...


class Summarizer(Protocol):
    """Drafts the reflection's summary; quotes are checked against what was said before anybody sees it."""

    async def draft(self, material: DiscussionMaterial, checkpoints: DraftCheckpoints) -> Drafted:
        """A draft; where a model fails, excerpts and why. Raises SummaryProblem: no-discussion, or busy for a pause."""
        ...
