"""Text in sentences and words.

Owns splitting. Must not know what is chosen, or why. Where no spaces are set, two letters count as a word.
"""

from __future__ import annotations

import re

from bot.llm.lexicon import stop_words

STEM = 6
"""Letters of a word that count: "release", "released" and "releases" are the same."""

_BLOCK = re.compile(r"```.*?```", re.DOTALL)

_LINE_START = re.compile(r"\s*(?:[•*-]\s+|\d+[.)]\s+|(?:>|&gt;).*)?")

_SENTENCE_END = re.compile(r"(?<=[.!?…؟۔।])[\"'”’)]*+\s+(?=\S)|(?<=[。！？｡])[」』”’）)]*+\s*+(?=\S)")

_LINK = re.compile(r"<[^<>]*>")

UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Letters of writing that sets no spaces between words, as in a class of characters: Thai to Chinese."""

_RUN = re.compile(rf"[{UNSPACED}]{{2,}}")

_WORD = re.compile(r"[^\W\d_][\w'’-]*")

_TOKEN = re.compile(r"\w[\w'-]*")


def sentences(text: str) -> list[str]:
    """The sentences of a message, each exactly as written. Code and lines quoted from others are left out."""
    found: list[str] = []
    for block in _BLOCK.split(text):
        for line in block.splitlines():
            begins = _LINE_START.match(line)
            rest = line[begins.end() :] if begins else line
            found += [part.strip() for part in _SENTENCE_END.split(rest) if part.strip()]
    return found


def words(text: str) -> list[str]:
    """The words of a text in lower case, without links, mentions and stop words."""
    plain = _RUN.sub(_pairs, _LINK.sub(" ", text.lower().replace("’", "'")))
    return [w for w in _WORD.findall(plain) if w not in stop_words()]


def _pairs(run: re.Match[str]) -> str:
    """Letters without spaces, in twos."""
    letters = run[0]
    return " " + " ".join(letters[at : at + 2] for at in range(len(letters) - 1)) + " "


def stems(text: str) -> list[str]:
    """The beginnings of a text's words: rules for endings belong to one language, beginnings to none."""
    return [word[:STEM] for word in words(text)]


def plain(text: str) -> str:
    """A text's words in lower case with single spaces between, all of them, without signs."""
    return " ".join(_TOKEN.findall(text.lower().replace("’", "'")))
