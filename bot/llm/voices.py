"""People as a model sees them: by role and number ("Safety 1"), in place of ids and mentions.

Owns the two directions of that: hiding, and finding a quote of the hidden text in what was really written. Must not
know what is asked of the model. Names that people type as plain words are not recognised here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.domain.people import Person, user_of
from bot.ports import Asked

_TOKEN = re.compile(r"<@(?P<user>\w+)(?:\|[^>]*)?>|&(?P<entity>amp|lt|gt);|(?P<space>\s+)|.", re.DOTALL)
_PLAIN = str.maketrans("‘’“”‐‑–—", "''\"\"----")
"""Typography that models change without being asked; the quote that is kept is always the original's."""
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
_FEWEST_WORDS = 3
"""Fewer words than this are found anywhere; they count only when they are the whole message."""


class Voices:
    """The people of one discussion, each under a label of their own."""

    def __init__(self, questions: Sequence[Asked]) -> None:
        self._labels: dict[Person, str] = {}
        self._users: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        for said in (said for asked in questions for said in asked.said):
            if said.person not in self._labels:
                label = self._next(first_role(said.role) or "Participant")
                self._labels[said.person] = self._users[user_of(said.person)] = label

    def label(self, who: Person) -> str:
        """What a participant is called: their first role and a number."""
        return self._labels[who]

    def hide(self, text: str) -> str:
        """The text with every mention of a person replaced by `@` and a label."""
        return _TOKEN.sub(lambda found: self._mention(found["user"]) if found["user"] else found[0], text)

    def original(self, quote: str, text: str) -> str | None:
        """The part of a message that a quote of its hidden form stands for, exactly as written; None if not found.

        White space, quotation marks, dashes and Slack's entities may differ. Words may not be cut in two.
        """
        sought, _ = self._fold(quote.strip())
        folded, spans = self._fold(text)
        if len(sought.split()) < _FEWEST_WORDS and sought != folded.strip():
            return None
        start = folded.find(sought) if sought else -1
        while start >= 0:
            end = start + len(sought)
            if not _cuts_a_word(folded, start) and not _cuts_a_word(folded, end):
                return text[spans[start][0] : spans[end - 1][1]]
            start = folded.find(sought, start + 1)
        return None

    def _next(self, role: str) -> str:
        self._counts[role] += 1
        return f"{role} {self._counts[role]}"

    def _mention(self, user: str) -> str:
        if user not in self._users:
            self._users[user] = self._next("Person")
        return f"@{self._users[user]}"

    def _fold(self, text: str) -> tuple[str, list[tuple[int, int]]]:
        """The text in plain characters, and for each of them where in the text it comes from."""
        folded: list[str] = []
        spans: list[tuple[int, int]] = []
        for found in _TOKEN.finditer(text):
            if found["user"]:
                plain = self._mention(found["user"])
            elif found["entity"]:
                plain = _ENTITIES[found["entity"]]
            else:
                plain = " " if found["space"] else found[0].translate(_PLAIN)
            folded += plain
            spans += [found.span()] * len(plain)
        return "".join(folded), spans


def first_role(titles: str) -> str:
    """The first of somebody's role titles, without what it says in brackets; empty where they have none."""
    return re.sub(r"\(.*?\)", "", titles.split(",")[0]).strip()


def _cuts_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
