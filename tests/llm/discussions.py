"""Discussions for these tests, and checkpoints to lay work down in.

Owns a short way to write them. Must not know what is made of them.
"""

from __future__ import annotations

from bot.domain.kernel.content import Source
from bot.ports.summarizer import QuestionAsked, Utterance

ROLES = {"U1": "Safety (red team)", "U2": "Engineering", "U3": "Legal & policy, Auditor", "U4": "Safety (red team)"}

QUESTION = "What is the most open release form you could answer for?"


def asked(*said: tuple[str, str], key: str = "release-form", text: str = QUESTION) -> QuestionAsked:
    """A question and what people (`U1` ...) wrote beneath it, in order."""
    return QuestionAsked(key, text, tuple(utterance(number, *one) for number, one in enumerate(said, start=1)))


def utterance(number: int, user: str, text: str) -> Utterance:
    source = Source(channel="C1", ts=f"{number}.0", thread_ts="0.1")
    return Utterance(source, f"T1:{user}", ROLES.get(user, ""), text)


class MemoryCheckpoints:
    """Checkpoints that outlive the draft they are of."""

    def __init__(self) -> None:
        self.papers: dict[str, str] = {}
        self.shown: list[tuple[int, int]] = []

    async def load(self, key: str) -> str | None:
        return self.papers.get(key)

    async def keep(self, key: str, text: str) -> None:
        self.papers[key] = text

    async def progress(self, done: int, of: int) -> None:
        self.shown.append((done, of))
