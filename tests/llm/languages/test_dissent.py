"""Threads in eleven languages, and in some that nobody here has words for: no objection is ever missing.

Owns what stands in a draft of each, with excerpts and with a model that cites nobody who objects.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from bot.domain.reflection.state import SummaryDraft
from bot.llm.summarizers import summarizer
from bot.ports.summarizer import DiscussionMaterial
from tests.llm.discussions import MemoryCheckpoints, asked
from tests.llm.languages.measure import LANGUAGES


@cache
def threads() -> dict[str, list[dict[str, str]]]:
    """What was said, by language."""
    read = tomllib.loads(Path(__file__).with_name("threads.toml").read_text(encoding="utf-8"))
    return {code: thread["said"] for code, thread in read.items()}


async def excerpts(*said: dict[str, str]) -> SummaryDraft:
    talk = asked(*((one["by"], one["text"]) for one in said))
    drafted = await summarizer(None, {}).draft(DiscussionMaterial("Foo-7B 1.0", (talk,)), MemoryCheckpoints())
    return SummaryDraft.model_validate_json(drafted.text)


@pytest.mark.parametrize("code", LANGUAGES)
async def test_every_objection_is_an_excerpt_and_marked_as_dissent(code: str) -> None:
    said = threads()[code]
    draft = await excerpts(*said)
    marked = {(line.person, line.text) for line in draft.statements() if line.dissent}
    objections = {(f"T1:{one['by']}", one["object"]) for one in said if "object" in one}
    assert len(objections) >= 2
    assert objections <= marked
