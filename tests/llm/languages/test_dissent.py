"""Threads in eleven languages, and in some that nobody here has words for: no objection is ever missing.

Owns what stands in a draft of each, with excerpts and with a model that cites nobody who objects.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bot.domain.reflection.state import SummaryDraft
from bot.llm.providers import Limits
from bot.llm.summarizers import summarizer
from bot.ports.summarizer import DiscussionMaterial
from tests.llm.discussions import MemoryCheckpoints, asked
from tests.llm.languages.measure import LANGUAGES
from tests.llm.model_server import ModelServer, serving
from tests.llm.reading_model import lines


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


@pytest.mark.parametrize("code", threads())
async def test_everybody_who_answered_is_there_and_what_nobody_can_read_stands_whole(code: str) -> None:
    said = threads()[code]
    draft = await excerpts(*said)
    assert {line.person for line in draft.statements()} == {f"T1:{one['by']}" for one in said}
    whole = {line.text for line in draft.statements() if line.unread}
    assert whole == (set() if code in LANGUAGES else {one["text"] for one in said})
    assert draft.languages == ((code,) if code in LANGUAGES else ())


def silent(schema: str, data: str) -> object:
    """A model that believes whoever is for it: the first author's words, with a yes put where nobody said one."""
    if schema != "Statements":
        return {"sentences": [], "statements": []}
    first = lines(data, "messages")[0]
    cite = {"message": first["number"], "author": first["author"], "quote": first["text"]}
    return {"statements": [{"kind": "agreement", "holds": first["text"], "cites": [cite], "dissent": False}]}


async def test_no_objection_is_missing_where_a_model_cites_nobody_who_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    talks = {code: asked(*((one["by"], one["text"]) for one in said), key=code) for code, said in threads().items()}
    async with serving(ModelServer(thinks=silent)) as server:
        environ = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": server.url}
        model = summarizer("openai:test-model", environ, Limits(timeout=5, retries=0))
        drafted = await model.draft(DiscussionMaterial("Foo-7B 1.0", tuple(talks.values())), MemoryCheckpoints())
    sections = {part.question: part.statements for part in SummaryDraft.model_validate_json(drafted.text).sections}
    for code, said in threads().items():
        for one in (one for one in said if "object" in one):
            mine = [line for line in sections[code] if line.person == f"T1:{one['by']}"]
            assert any(one["object"] in line.text and (line.dissent or line.unread) for line in mine), one


async def test_a_thread_in_three_languages_and_one_nobody_knows_loses_nothing() -> None:
    said = [{**one, "by": f"U{code}{one['by']}"} for code in ("en", "de", "ja", "tr") for one in threads()[code]]
    draft = await excerpts(*said)
    told = [line.text for line in draft.statements() if line.dissent or line.unread]
    assert all(any(one["object"] in text for text in told) for one in said if "object" in one)


@pytest.mark.parametrize("sign", ["👍", ":+1:", ":-1::skin-tone-3:", "❌ ❌", ":white_check_mark: 👎"])
async def test_an_answer_by_a_sign_alone_is_kept_with_who_gave_it(sign: str) -> None:
    draft = await excerpts({"by": "U1", "text": sign}, {"by": "U2", "text": "Fine by me :+1:"})
    (section,) = draft.sections
    assert [(one.person, one.sign) for one in section.signs] == [("T1:U1", sign)]
    assert [line.person for line in section.statements] == ["T1:U2"]


@pytest.mark.parametrize("code", LANGUAGES)
async def test_an_objection_in_words_nobody_listed_is_there_for_the_no_in_it(code: str) -> None:
    read = tomllib.loads(Path(__file__).with_name("denials.toml").read_text(encoding="utf-8"))[code]
    others = [{"by": f"U{n}", "text": f"{read['telling']} {n}"} for n in range(2, 20)]
    draft = await excerpts(*others, {"by": "U1", "text": f"{read['telling']} {read['object']}"})
    assert read["object"] in {line.text for line in draft.statements() if line.person == "T1:U1"}


async def test_a_persons_own_word_counts_above_any_guess() -> None:
    said = ("U1", "The filters held in every test of March."), ("U2", "A mistake it was to wait this long for it.")
    talk = replace(asked(*said), stances={"T1:U1": "against", "T1:U2": "for"})
    drafted = await summarizer(None, {}).draft(DiscussionMaterial("Foo-7B 1.0", (talk,)), MemoryCheckpoints())
    lines = SummaryDraft.model_validate_json(drafted.text).statements()
    assert [(line.person, line.dissent) for line in lines] == [("T1:U1", True), ("T1:U2", False)]


async def test_a_very_long_answer_in_a_language_nobody_knows_stands_to_a_length_a_reader_can_bear() -> None:
    (line,) = (await excerpts({"by": "U1", "text": "Ağırlıklar açılmasın.\n" * 4_000})).statements()
    assert line.unread
    assert 500 < len(line.text) <= 1_000


async def test_empty_lines_hide_nothing_of_an_answer_and_nothing_is_quoted_twice() -> None:
    drawn_out = "I disagree." + "\n" * 4_000 + "No open weights."
    found = [line.text for line in (await excerpts({"by": "U1", "text": drawn_out})).statements()]
    assert found == ["I disagree.", "No open weights."]


async def test_what_is_written_from_right_to_left_with_latin_in_it_stands_as_it_was_written() -> None:
    said = "אני מתנגד ל-open weights, כי המדידה נכשלה."
    (line,) = (await excerpts({"by": "U1", "text": said})).statements()
    assert (line.quote, line.unread) == (said, True)


async def test_of_three_thousand_answers_no_objection_is_lost() -> None:
    agreed = "An API with vetting is fine for me, the measured refusal rates are good enough."
    many: list[dict[str, str]] = [{"by": f"U{n % 30}", "text": f"{agreed} Row {n}."} for n in range(3_000)]
    many[1_500] = {"by": "U77", "text": "I am against open weights: the tamper record failed."}
    found = list((await excerpts(*many)).statements())
    assert [line.quote for line in found if line.dissent] == [many[1_500]["text"]]
    assert {line.person for line in found} == {f"T1:U{n}" for n in (*range(30), 77)}
    assert len(found) < 50
