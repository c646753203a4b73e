"""What people said that can be held, sentence by sentence, and whether it is dissent by its words.

Owns dissent by words, in every language it is looked for in; the sentences of a thread, once per person; and who took a
position with them. Must not know which of them are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.domain.kernel.people import Person
from bot.llm.drafts import Found
from bot.llm.languages import Language, language, language_among, language_of
from bot.llm.lexicon import dissent
from bot.llm.sentence_ranking import Line, in_order
from bot.llm.sentences import sentences, words
from bot.llm.speaker_labels import first_role
from bot.ports.summarizer import QuestionAsked, Utterance

Wanted = Literal["dissent", "denial", "position", "anything"]

FEWEST_WORDS = 3
"""Words that mean something, from which on a sentence can be what somebody holds."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence, who said it, and whether it is dissent."""

    line: Line
    said: Utterance
    dissent: bool
    denies: bool = False
    """Whether something in it says no, which may be dissent in words nobody listed."""

    @property
    def tells(self) -> bool:
        """Whether it can be what somebody holds."""
        return not self.line.text.endswith("?") and len(words(self.line.text)) >= FEWEST_WORDS


def is_dissent(sentence: str, around: str = "", main: Language | None = None) -> bool:
    """Whether a sentence says no, warns or contradicts, by its words; rather too often than too seldom.

    `around` (the message) and `main` (the language of the thread): what tells its language where it is short.
    """
    if dissent().search(" ".join(sentence.lower().replace("’", "'").split())):
        return True
    spoken = language_of(sentence, around) or language_among(around or sentence, main)
    return spoken is not None and spoken.dissents(sentence)


def mainly(asked: QuestionAsked) -> Language | None:
    """The language most of the messages are in; None where none is known."""
    first = Counter(found.code for said in asked.said if (found := language_of(said.text))).most_common(1)
    return language(first[0][0]) if first else None


def spoken(asked: QuestionAsked) -> Iterator[Spoken]:
    """Every sentence once per person."""
    known = set()
    main = mainly(asked)
    for turn, said in enumerate(asked.said):
        for text in sentences(said.text):
            if (said.person, text) not in known:
                known.add((said.person, text))
                line = Line(text, turn, said.person, first_role(said.role))
                spoken = language_of(text, said.text) or language_among(said.text, main)
                denies = spoken is not None and spoken.denies(text)
                yield Spoken(line, said, is_dissent(text, said.text, main), denies)


def most_telling(asked: QuestionAsked, wanted: Mapping[Person, Wanted]) -> list[Found]:
    """The sentence that tells most, of each person it is wanted of, in that order; nothing of whoever has none."""
    own: dict[Person, list[Spoken]] = {who: [] for who in wanted}
    for s in spoken(asked):
        if s.said.person in own and _is(s, wanted[s.said.person]):
            own[s.said.person].append(s)
    found = []
    for mine in own.values():
        best = next(in_order(asked.text, [s.line for s in mine]), None)
        if best is not None:
            found.append(Found.verbatim(mine[best].said, mine[best].line.text, dissent=mine[best].dissent))
    return found


def _is(said: Spoken, wanted: Wanted) -> bool:
    match wanted:
        case "dissent":
            return said.dissent
        case "denial":
            return said.denies
        case "position":
            return said.tells
        case "anything":
            return True


def takers_of_positions(asked: QuestionAsked) -> dict[Person, bool]:
    """Who said something that can be held, in the order they spoke; and whether they dissented, by their words."""
    found: dict[Person, bool] = {}
    for s in spoken(asked):
        if s.dissent or s.tells:
            found[s.said.person] = found.get(s.said.person, False) or s.dissent
    return found
