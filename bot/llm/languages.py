"""The languages a wording can be checked in, and in which dissent is looked for: `prompts/llm/languages/*.toml`.

Owns reading those files, and telling which language a text is in: by its script, else by the words of each file that
stand in it. No library does that here: a check can work only where it knows a language's small words, so the language
whose words are known is the very question. What none of them knows is unknown, and said to be. Must not know what is
done with the answer.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Self

import prompts

WRITTEN = ("en", "de", "fr", "es", "pt", "it", "nl", "pl")
"""Languages told by their words."""

SCRIPTS = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
}
"""Languages told by their script; Japanese before Chinese, whose characters it uses."""

LEAST_OF_SCRIPT = 0.15
"""How many of a text's letters must be of a script: a name in it does not make a text one of that language."""

SHORT = 5
"""Words, fewer than which say little of a language by themselves: what stands around them is asked too."""

LEAST_KNOWN = 0.3
"""How many of a text's words a language must know to be the one it is in."""

LEAST_AMONG = 0.15
"""The same, where most around it is in that language."""

CLEARER = 1.15
"""How much better than the next it must know them."""

MOST_WORDS = 400
"""Words of a text that are looked at to tell its language."""

SIGN = re.compile(r"""\d+(?:[.,]\d+)*|[^\W\d_]+|[,;:.!?…。！？、()"“”„«»–—\n]""")
"""Words, numbers and the signs that part a text."""

_SHORTENED = (("can't", "can not"), ("cannot", "can not"), ("won't", "will not"), ("n't", " not"), ("-se", ""))


def signs(text: str) -> list[str]:
    """A text's words, numbers and parting signs, in lower case; English contractions of "not" written out."""
    return SIGN.findall(_plain(text))


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).lower().replace("’", "'")
    for short, full in _SHORTENED:
        plain = plain.replace(short, full)
    return plain


Phrase = tuple[tuple[str, ...], str, int]
"""Its words, what it means, and how many of them are read with it."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases, each meaning something; a `*` stands for the rest of a word, or for its beginning.

    What begins with `+`, and what is an ending alone, is read as a word beside what it means.
    """

    exact: Mapping[str, tuple[Phrase, ...]]
    """By the first word, the longest first."""
    beginnings: tuple[tuple[str, str], ...] = ()
    endings: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, meanings: Mapping[str, Iterable[str]]) -> Self:
        """From what each phrase means to the phrases."""
        exact: dict[str, list[Phrase]] = {}
        beginnings, endings = [], []
        for meaning, phrases in meanings.items():
            for phrase in phrases:
                stays, phrase = phrase.startswith("+"), phrase.removeprefix("+")
                if phrase.endswith("*"):
                    beginnings.append((phrase[:-1], meaning))
                elif phrase.startswith("*"):
                    endings.append((phrase[1:], meaning))
                else:
                    found = tuple(signs(phrase))
                    exact.setdefault(found[0], []).append((found, meaning, 0 if stays else len(found)))
        by_length = {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in exact.items()}
        return cls(by_length, tuple(beginnings), tuple(endings))

    def at(self, words: list[str], where: int) -> tuple[str, int] | None:
        """What the phrase means that begins at a word, and how many words are read with it."""
        for phrase, meaning, length in self.exact.get(words[where], ()):
            if tuple(words[where : where + len(phrase)]) == phrase:
                return meaning, length
        word = words[where]
        for beginning, meaning in self.beginnings:
            if word.startswith(beginning):
                return meaning, 1
        return next(((meaning, 0) for ending, meaning in self.endings if word.endswith(ending)), None)


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of one language."""

    code: str
    dissent: re.Pattern[str]
    negation: re.Pattern[str] | None = None
    """What says no, where there are no marks."""
    small: frozenset[str] = frozenset()
    """Words that carry nothing: they may come and go."""
    fillers: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    prepositions: Mapping[str, str] = field(default_factory=dict)
    """Each with the plain form of it."""
    marks: Phrases = field(default_factory=lambda: Phrases({}))
    """What leaves open, denies, demands, limits; and where a clause begins (`split`, `that`)."""
    privative: tuple[str, ...] = ()
    """Endings that turn a word into its opposite."""
    same: Phrases = field(default_factory=lambda: Phrases({}))
    """Words that may stand for each other, by a number each group has."""
    concord: bool = False
    """Whether two words that say no are one no."""
    known: frozenset[str] = frozenset()
    """The words it is told by."""
    letters: frozenset[str] = frozenset()
    """Letters it is told by."""

    def dissents(self, text: str) -> bool:
        """Whether words in it say no, warn or contradict."""
        return self.dissent.search(" ".join(_plain(text).split())) is not None

    def denies(self, text: str) -> bool:
        """Whether something in it says no."""
        if self.negation:
            return self.negation.search(text) is not None
        words = signs(text)
        return any((self.marks.at(words, at) or ("", 0))[0] in ("deny", "without") for at in range(len(words)))

    @property
    def checked(self) -> bool:
        """Whether a wording can be held against a quote in it."""
        return bool(self.small)


@cache
def language(code: str) -> Language:
    """What is known of a language, by its code (`de`)."""
    read = tomllib.loads(files(prompts).joinpath("llm", "languages", f"{code}.toml").read_text(encoding="utf-8"))
    dissent = _dissent(read["dissent"]["patterns"], spaced=code not in SCRIPTS)
    if "small" not in read:
        return Language(code, dissent, _dissent(read["dissent"]["negation"], spaced=False))
    marks = {name: _parts(listed) for name, listed in read["marks"].items()}
    marks |= {"split": _parts(read["splits"]), "that": _parts(read["complementizers"])}
    prepositions = dict(word.partition("=")[::2] for word in read["prepositions"].split())
    small, fillers = frozenset(read["small"].split()), frozenset(read["fillers"].split())
    small |= frozenset(read["pronouns"].split())
    single = {part for listed in marks.values() for part in listed if part.isalpha()}
    return Language(
        code,
        dissent,
        None,
        small,
        fillers,
        frozenset(read["pronouns"].split()),
        {word: plain or word for word, plain in prepositions.items()},
        Phrases.read(marks),
        tuple(read["privative"].split()),
        Phrases.read({str(number): group.split() for number, group in enumerate(read["same"])}),
        bool(read["concord"]),
        frozenset({*small, *fillers, *prepositions, *single}),
        frozenset(read["letters"]),
    )


def languages() -> Iterator[Language]:
    """All that are known."""
    return map(language, (*WRITTEN, *SCRIPTS))


def language_of(text: str, *around: str) -> Language | None:
    """The language a text is in; a short one is read with what stands around it. None: unknown."""
    code, short = _told(text)
    found = language(code) if code else None
    if found or not short:
        return found
    return next(filter(None, (language_of(more) for more in around)), None)


def language_among(text: str, main: Language | None) -> Language | None:
    """The language of a message in a thread that is mainly in one: that one where it may be, None where it is none."""
    found = language_of(text)
    if found or main is None or main.code in SCRIPTS:
        return found
    words = [word for word in signs(text) if word.isalpha()][:MOST_WORDS]
    if len(words) < SHORT:
        return main if main.code != "en" or all(map(str.isascii, words)) else None
    known = sum(word in main.known or not main.letters.isdisjoint(word) for word in words)
    return main if known >= LEAST_AMONG * len(words) else None


@lru_cache(maxsize=5_000)
def _told(text: str) -> tuple[str, bool]:
    """The code of a text's language, empty where it is unknown; and whether it is too short to tell."""
    letters = sum(map(str.isalpha, text))
    for code, script in SCRIPTS.items():
        if letters and len(script.findall(text)) >= LEAST_OF_SCRIPT * letters:
            return code, False
    words = [word for word in signs(text) if word.isalpha()][:MOST_WORDS]
    return (_by_words(words) if words else ""), len(words) < SHORT


def _by_words(words: Sequence[str]) -> str:
    """The language that knows most of the words, by its code; what few languages know counts more."""
    scores, known = dict.fromkeys(WRITTEN, 0.0), Counter[str]()
    for word in words:
        speak = _speakers().get(word) or _by_letters(word)
        for code in speak:
            scores[code] += 1 / len(speak)
            known[code] += 1
    best, second, *_ = sorted(WRITTEN, key=lambda code: -scores[code])
    clear = known[best] >= LEAST_KNOWN * len(words) and scores[best] > CLEARER * scores[second]
    return best if clear else ""


@cache
def _speakers() -> Mapping[str, tuple[str, ...]]:
    """The languages each of their words is one of."""
    found: dict[str, tuple[str, ...]] = {}
    for code in WRITTEN:
        for word in language(code).known:
            found[word] = (*found.get(word, ()), code)
    return found


def _by_letters(word: str) -> tuple[str, ...]:
    return tuple(code for code in WRITTEN if not language(code).letters.isdisjoint(word))


def _parts(listed: str) -> list[str]:
    return [part for part in (part.strip() for part in listed.split(",")) if part]


def _dissent(patterns: Iterable[str], *, spaced: bool) -> re.Pattern[str]:
    found = "|".join(re.escape(pattern).replace(r"\*", r"\w*") for pattern in patterns)
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)" if spaced else found)
