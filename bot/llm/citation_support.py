"""Whether the words that are cited carry a wording at all, and whose words carry which part of it.

Owns the checks against a wording that cites somebody truly and then says something else. Must not know where the words
come from, nor what becomes of what fails.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot.llm.checks import LABEL, LONGEST, flat, numbers, without_labels
from bot.llm.lexicon import assent, reporting, turns_to_another, ways
from bot.llm.sentences import stems

LEAST = 0.5
"""How many of a wording's words must stand in what it cites: less is no rewording but something else."""

SHORTER = 1.25
"""How much longer than a wording the quote must be for the wording to spare its reader anything."""

_NO_SPACES = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
"""Writing that sets no spaces between words: it is compared by characters."""

_LETTERS = re.compile(r"[^\W\d_]+")


def unsupported(text: str, cited: Sequence[str], labels: frozenset[str]) -> list[str]:
    """What is wrong where a wording hardly shares a word with what it cites, or mimics letters; a line each."""
    wrong = [f"'{word}' mixes alphabets" for word in _LETTERS.findall(text) if _mixed(word)]
    said = _content(without_labels(text, labels))
    if said and len(said & _content(" ".join(cited))) < LEAST * len(said):
        wrong.append("most of its words do not occur in what it cites; stay close to the quotes")
    return wrong


def barely_reworded(text: str, quote: str) -> bool:
    """Whether a wording has no word of its own, and is hardly shorter: the quote alone says it as well."""
    return _content(text) <= _content(quote) and len(quote) <= SHORTER * len(text)


def not_theirs(text: str, cites: Mapping[str, str], labels: frozenset[str], *, two_sides: bool = False) -> list[str]:
    """Who is cited for something they neither said nor agreed to; `cites`: what they said, by label.

    `two_sides`: the wording tells of a disagreement, so that each may have said a part of it alone.
    """
    bare = without_labels(text, labels)

    def theirs(said: str) -> bool:
        if two_sides:
            return bool(_content(bare) & _content(said))
        return bool(_content(bare) & _content(said)) and not _missing(bare, _Named.by(said))

    agreed = {label for label, said in cites.items() if assent().search(flat((said,)))} if len(cites) > 1 else set()
    return [
        f"{label} did not say that, nor agree to it"
        for label, said in cites.items()
        if label not in agreed and not theirs(said) and _content(bare)
    ]


def wrongly_attributed(text: str, said: Mapping[str, str]) -> list[str]:
    """What a sentence lets a role hold that only others said; `said`: what was said, by role.

    Read clause by clause: ways of releasing and numbers belong to the roles their clause names, or the last one named.
    """
    wrong: list[str] = []
    named, listed = set(said), set[str]()
    heard: dict[frozenset[str], _Named] = {}
    for clause in _clauses(text[:LONGEST]):  # a longer one is refused for its length
        here = {role for role in said if re.search(rf"\b{re.escape(role)}\b", clause)}
        bare = without_labels(clause, frozenset(said)).replace(LABEL, "")
        if here and not bare.strip():
            listed |= here  # "Safety, Legal and Engineering": the clause that ends the list says what they hold
            continue
        named, listed = (here | listed) or named, set()
        who = frozenset(named)
        theirs = heard.get(who) or heard.setdefault(who, _Named.by(" ".join(said[role] for role in named)))
        wrong += [f"{' and '.join(sorted(named))} did not say '{part}'" for part in _missing(bare, theirs)]
    return wrong


@dataclass(frozen=True, slots=True)
class _Named:
    """What a text names: ways of releasing, each with the words it is named by, and numbers."""

    ways: dict[re.Pattern[str], str]
    numbers: set[str]

    @classmethod
    def by(cls, text: str) -> Self:
        """Read once for all the clauses that are held against it."""
        plain = flat((text,))
        return cls({p: found[0] for p in ways() if (found := p.search(plain))}, numbers(plain))


def _missing(text: str, said: _Named) -> list[str]:
    """The ways of releasing and the numbers of a text that were not said."""
    here = _Named.by(text)
    return [words for way, words in here.ways.items() if way not in said.ways] + sorted(here.numbers - said.numbers)


def _clauses(text: str) -> list[str]:
    return [part for part in turns_to_another().split(text) if part and part.strip()]


def _content(text: str) -> set[str]:
    """The beginnings of the words that say what a text is about; characters, where no spaces are set."""
    found: set[str] = set()
    for stem in stems(text):
        found |= set(stem) if _NO_SPACES.search(stem) else {stem}
    return found - set(stems(" ".join(reporting())))


def _mixed(word: str) -> bool:
    """Whether letters of Latin, Cyrillic or Greek stand in one word: what looks like one word is another."""
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in word}
    return len(scripts & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH", "MATHEMATICAL"}) > 1
