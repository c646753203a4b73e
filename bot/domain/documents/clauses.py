"""Parts of a sentence, and the words in them that say what they are about.

Owns where a part ends and which words count. Must not know what is looked for in a part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.domain.documents.sentences import Token
from bot.domain.documents.vocabulary import Vocabulary, stem

_ROW: Final = re.compile(r"[a-z]\d{1,3}")
"""The name of a row or a risk: R1."""


def ends_part(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether a part of a sentence ends with a mark or a word; hyphens, dashes and strokes end none."""
    return token.text in vocabulary.joints if token.kind == "word" else token.kind == "mark" and token.text not in "-–/"


def behind_mark(said: Sequence[Token], start: int, end: int, vocabulary: Vocabulary, *, last: bool = False) -> int:
    """Where a part of a sentence begins: behind the first mark, or the last one, between two places."""
    places = range(end - 1, start - 1, -1) if last else range(start, end)
    return next((i + 1 for i in places if ends_part(said[i], vocabulary)), start)


def until_mark(said: Sequence[Token], vocabulary: Vocabulary) -> Sequence[Token]:
    """The words up to where a part ends."""
    return said[: next((i for i, token in enumerate(said) if ends_part(token, vocabulary)), len(said))]


def content(said: Sequence[Token], vocabulary: Vocabulary) -> frozenset[str]:
    """What is said, without what says nothing of the thing itself."""
    v = vocabulary
    return frozenset(
        v.canonical(stem(t.text))
        for t in said
        if t.kind == "word"
        and len(t.text) > 1
        and (not _ROW.fullmatch(t.text) or stem(t.text) in v.metrics)
        and t.text not in v.fillers
        and not v.sets_apart(t.text)
        and t.text not in v.limits
        and t.text not in v.openings
        and t.text not in v.number
        and t.text not in v.month
    )
