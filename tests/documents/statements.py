"""Statements of documents held against each other, without an audit around them.

Owns how a test hands a few texts to the finder of contradictions.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.documents.comparison import Contradiction, Record, Source, contradictions
from bot.wiring.vocabulary import read_vocabulary


def found_in(
    *texts: str,
    form: str = "open-weights",
    versions: Mapping[str, int] | None = None,
    keys: tuple[str, ...] = (),
    model: str = "",
) -> list[Contradiction]:
    """What these documents say against each other or against the record, in the order they were handed in.

    `keys`: what the documents are, where that matters; `model`: the model's name, whose version is 1.2.
    """
    sources = [
        Source(keys[number] if number < len(keys) else f"document-{number}", text) for number, text in enumerate(texts)
    ]
    record = Record(form, {}, dict(versions or {}), {"model": "model"}, "1.2", model)
    return contradictions(sources, record, read_vocabulary())


def quotes(found: list[Contradiction]) -> list[tuple[str, str]]:
    """The two sentences of each."""
    return [(c.earlier.quote, c.later.quote) for c in found]
