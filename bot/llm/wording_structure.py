"""Whether a wording keeps what its quotes leave open, deny, demand and limit, clause by clause.

Owns that one comparison. A wording may leave out whole clauses, put in small words and use words that are listed as the
same; within a clause it keeps every word that means something, every mark (a "not", "if", "perhaps", "only", "must"),
and who is beside whom. What does not fit is no error: the quote itself is told then. Must not know where the words come
from.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.llm.languages import Language, language_of, signs

BOUND = frozenset({"if", "before", "after", "without"})
"""Marks of clauses that what they are bound to may not stand without."""

BESIDE = frozenset({"only", "least", "most", "all", "many", "some", "degree", "more", "less", "than"})
"""Marks that belong to the word they stand before."""

STANDING_IN = frozenset({"all", "many", "some", "only"})
"""Marks that can stand for a word themselves: "only three of them"."""

OPENING = frozenset({"split", "that", *BOUND} - {"without"})
"""Marks at which a clause begins."""

WHOLE = frozenset({"ask"})
"""Marks of a whole sentence."""

HANDED_ON = frozenset({"maybe", "says", "deny", "could", "would"})
"""Marks of a clause that hold for what is said in the next: "I do not think that …"."""

LONGEST_ENDING = 7
"""Letters by which forms of one word may differ at their end."""

MOST_CLAUSES = 60
LONGEST = 2_000
"""A quote of more clauses, or characters, is told as it stands."""

MOST_LENT = 2
"""Words that may stand in place of a pronoun."""

_STOPS = frozenset(".!?…\n")
_SPEECH = frozenset('"“”„«»')


@dataclass(frozen=True, slots=True)
class Word:
    """A word that means something, with the preposition before it and the marks beside it."""

    text: str
    after: str = ""
    beside: frozenset[str] = frozenset()


@dataclass(slots=True)
class Clause:
    """Part of a sentence: what it is about, and what it leaves open, denies, demands."""

    sentence: int
    opens: str = ""
    words: list[Word] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    stands_in: bool = False
    """Whether a pronoun, a number or a quantity in it stands for a word of another clause."""


@dataclass(frozen=True, slots=True)
class Structure:
    """A text in clauses."""

    clauses: tuple[Clause, ...]
    asks: frozenset[int]
    """Sentences that ask."""


def keeps(text: str, quotes: Sequence[str], around: Sequence[str] = ()) -> bool:
    """Whether a wording says what the quotes say and no more. False where nobody can tell. `around`: their messages."""
    language = language_of(" ".join(quotes), *around)
    if language is None or not language.checked or max(len(text), sum(map(len, quotes))) > LONGEST:
        return False
    said, wording = _structure(" \n ".join(quotes), language), _structure(text, language)
    if not wording.clauses or len(said.clauses) > MOST_CLAUSES or len(wording.clauses) > MOST_CLAUSES:
        return False
    used = []
    for clause in wording.clauses:
        source = next((one for one in said.clauses if _same(clause, one, said.clauses, language)), None)
        if source is None:
            return False
        used.append(source)
    sentences = {one.sentence for one in used}
    bound = {mark for one in said.clauses if one.sentence in sentences for mark in one.marks & BOUND}
    told = {mark for one in wording.clauses for mark in one.marks & BOUND}
    return bound == told and bool(sentences & said.asks) == bool(wording.asks)


def _same(clause: Clause, source: Clause, said: Sequence[Clause], language: Language) -> bool:
    """Whether a clause of a wording is one of the quotes', in other small words."""
    if clause.marks != source.marks and not _advises(clause.marks, source.marks):
        return False
    left = list(source.words)
    placed: list[int] = []
    lent: list[Word] = []
    for word in clause.words:
        found = next((one for one in left if _fits(word, one, language)), None)
        if found is None:
            lent.append(word)
            continue
        left.remove(found)
        if not (word.after and word.after == found.after):
            placed.append(source.words.index(found))
    if left or len(lent) > (MOST_LENT if source.stands_in else 0):
        return False
    others = [word for one in said if one is not source for word in one.words]
    return all(any(_alike(word.text, one.text, language) for one in others) for word in lent) and _in_order(placed)


def _advises(marks: set[str], said: set[str]) -> bool:
    """Whether "I would not" was put as "should not", or as "no"; an "I would" as "should"."""
    rest = said - {"would"}
    return "would" in said and (marks == rest | {"should"} or (marks == rest and "deny" in rest))


def _plain_marks(marks: set[str]) -> set[str]:
    """The marks of a clause, where what two words say together is one."""
    if "would" in marks:
        for weak, strong in (("can", "could"), ("must", "should")):
            if weak in marks:
                marks = marks - {weak, "would"} | {strong}
    return marks - {"would"} if "could" in marks else marks


def _fits(word: Word, other: Word, language: Language) -> bool:
    """Whether two words mean the same in the same place."""
    same_place = word.after == other.after or not (word.after and other.after)
    return same_place and word.beside == other.beside and _alike(word.text, other.text, language)


def _in_order(placed: Sequence[int]) -> bool:
    """Whether words stand as they stood, but for two neighbours: verbs move, and two words are in no order."""
    wrong = [at for at in range(len(placed) - 1) if placed[at] > placed[at + 1]]
    if len(placed) <= 2 or not wrong:
        return True
    at = wrong[0]
    mended = [*placed[:at], placed[at + 1], placed[at], *placed[at + 2 :]]
    return mended == sorted(mended)


def _alike(one: str, other: str, language: Language) -> bool:
    """Whether two words are forms of one, or listed as the same."""
    groups = [language.same.at([word], 0) for word in (one, other)]
    if groups[0] and groups[0] == groups[1]:
        return True
    one, other = _bare(one), _bare(other)
    if one == other:
        return True
    if one[0].isdigit() or other[0].isdigit() or _privative(one, language) != _privative(other, language):
        return False
    common = next((at for at, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))
    shorter, longer = sorted((len(one), len(other)))
    return common >= max(3, shorter - 2) and longer - common <= (LONGEST_ENDING if shorter > 4 else 3)


def _privative(word: str, language: Language) -> bool:
    return word.endswith(language.privative) if language.privative else False


def _bare(word: str) -> str:
    """A word without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def _structure(text: str, language: Language) -> Structure:
    reader = _Reader(language)
    clauses = [clause for clause in reader.read(signs(text)) if clause.words or clause.marks]
    joined: list[Clause] = []
    waiting: set[str] = set()
    for at, clause in enumerate(clauses):
        before = clauses[at - 1] if at and clauses[at - 1].sentence == clause.sentence else None
        if before and clause.opens in ("", "that"):
            handed = before.marks & HANDED_ON
            clause.marks |= handed if clause.opens == "that" else handed & {"maybe", "says"}
        clause.marks |= waiting
        waiting = set()
        clause.marks = _plain_marks(clause.marks)
        if clause.words:
            joined.append(clause)
        elif at + 1 < len(clauses) and clauses[at + 1].sentence == clause.sentence:
            waiting = set(clause.marks)
        elif joined:
            joined[-1].marks |= clause.marks
    return Structure(tuple(joined), frozenset(reader.asks))


class _Reader:
    """Reads a text word by word into clauses."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.clauses: list[Clause] = []
        self.asks: set[int] = set()
        self.speech = False
        self.clause = Clause(0)
        self.preposition, self.beside = "", set[str]()
        self._begin(0)

    def read(self, words: list[str]) -> list[Clause]:
        """The clauses of a text, in order."""
        at = 0
        while at < len(words):
            word = words[at]
            if not word[0].isalnum():
                self._part(word)
                at += 1
                continue
            mark, length = self.language.marks.at(words, at) or ("", 0)
            if mark:
                self._mark(mark)
            for part in words[at : at + length]:
                self.clause.stands_in |= part in self.language.pronouns
            if not length:
                self._word(word)
            at += length or 1
        self._begin(0)
        return self.clauses

    def _begin(self, sentence: int, opens: str = "") -> None:
        """What is read from here on is another clause."""
        if self.clauses:
            self.clause.marks |= self.beside
        self.clause = Clause(sentence, opens)
        self.clauses.append(self.clause)
        self.preposition, self.beside = "", set()
        self.clause.marks |= {"says"} if self.speech else set()

    def _part(self, sign: str) -> None:
        if sign in _SPEECH:
            self.speech = not self.speech
        if sign == "?":
            self.asks.add(self.clause.sentence)
        self._begin(self.clause.sentence + (sign in _STOPS))

    def _mark(self, mark: str) -> None:
        clause = self.clause
        if mark in WHOLE:
            self.asks.add(clause.sentence)
        elif mark in BESIDE:
            self.beside.add(mark)
            clause.stands_in |= mark in STANDING_IN
        elif mark in OPENING:
            self._begin(clause.sentence, mark)
            self.clause.marks |= {mark} & BOUND
        elif mark == "deny" and mark in clause.marks and not self.language.concord:
            clause.marks ^= {"deny", "deny twice"}
        else:
            clause.marks.add(mark)

    def _word(self, word: str) -> None:
        language = self.language
        self.clause.stands_in |= word in language.pronouns or word[0].isdigit()
        if word in language.prepositions:
            self.preposition = language.prepositions[word]
        elif word not in language.small and word not in language.fillers:
            self.clause.words.append(Word(word, self.preposition, frozenset(self.beside)))
            self.preposition, self.beside = "", set()
