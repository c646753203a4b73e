"""Excerpts: somebody's own sentences, from different people, with every dissent.

Owns the summary without a model, through the port. Must not test the arithmetic beneath.
"""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.reflection.state import DraftStatement, SummaryDraft
from bot.llm.excerpts import MOST
from bot.llm.positions import is_dissent
from bot.llm.sentences import sentences
from bot.llm.summarizers import summarizer
from bot.ports.summarizer import DiscussionMaterial, QuestionAsked, SummaryProblem
from tests.llm.discussions import MemoryCheckpoints, asked

WEIGHTS = (
    ("U1", "The tampered model answers hazardous questions after fifty examples. I disagree with open weights."),
    ("U2", "Thanks all!"),
    ("U2", "Our filters on the API stopped every hazardous question in the test. Lunch at noon?"),
    ("U3", "The licence lets us publish weights, but we would lose every means of recall."),
    ("U4", "However, the public baseline reaches the same level once it is tampered with."),
)


async def excerpts(*questions: QuestionAsked) -> SummaryDraft:
    drafted = await summarizer(None, {}).draft(DiscussionMaterial("Foo-7B 1.0", questions), MemoryCheckpoints())
    assert drafted.origin == "excerpts"
    return SummaryDraft.model_validate_json(drafted.text)


async def found(*said: tuple[str, str]) -> list[DraftStatement]:
    (section,) = (await excerpts(asked(*said))).sections
    return list(section.statements)


async def test_every_line_is_a_sentence_somebody_wrote_and_says_where() -> None:
    for line in await found(*WEIGHTS):
        assert line.text == line.quote
        user, text = WEIGHTS[int(float(line.source.ts)) - 1]
        assert line.person == f"T1:{user}"
        assert line.quote in text


async def test_dissent_is_always_there_and_marked() -> None:
    marked = {line.quote for line in await found(*WEIGHTS) if line.dissent}
    assert marked == {
        "I disagree with open weights.",
        "However, the public baseline reaches the same level once it is tampered with.",
    }


async def test_telling_sentences_come_before_thanks_and_lunch() -> None:
    quotes = [line.quote for line in await found(*WEIGHTS)]
    assert "Our filters on the API stopped every hazardous question in the test." in quotes
    assert "Thanks all!" not in quotes


async def test_one_loud_person_does_not_drown_the_others() -> None:
    loud = [("U2", f"Hosted access with filters number {n} protects people from hazardous answers.") for n in range(30)]
    quiet = [("U3", "Recall is impossible for published weights."), ("U4", "Insurance covers hosted access only.")]
    people = {line.person for line in await found(*loud, *quiet)}
    assert people == {"T1:U2", "T1:U3", "T1:U4"}


async def test_a_long_thread_stays_readable() -> None:
    many = [("U1", f"Point {n} about release form {n % 7} and its filters.") for n in range(300)]
    assert len(await found(*many)) == MOST


async def test_excerpts_stand_in_the_order_in_which_they_were_said() -> None:
    times = [float(line.source.ts) for line in await found(*WEIGHTS)]
    assert times == sorted(times)


async def test_statements_are_numbered_through_all_questions() -> None:
    draft = await excerpts(asked(*WEIGHTS, key="one"), asked(key="silent"), asked(*WEIGHTS, key="two"))
    ids = [line.id for section in draft.sections for line in section.statements]
    assert ids == [f"s{n}" for n in range(1, len(ids) + 1)]
    assert [section.question for section in draft.sections] == ["one", "silent", "two"]
    assert draft.narrative == ()


async def test_without_a_discussion_there_is_nothing_to_excerpt() -> None:
    with pytest.raises(SummaryProblem, match="no-discussion"):
        await excerpts(asked(), asked())


@pytest.mark.parametrize(
    "sentence",
    [
        "I disagree.",
        "I don’t agree with the others",
        "This is not safe to publish.",
        "We should not release these weights.",
        "It shouldn't be released.",
        "I would not sign that!",
        "HOWEVER, the baseline is worse.",
        "I am against open weights.",
        "I have serious doubts about the seeds.",
        "That is far too risky.",
    ],
)
def test_words_of_dissent(sentence: str) -> None:
    assert is_dissent(sentence)


@pytest.mark.parametrize(
    "sentence", ["I agree.", "Release it.", "The tests are done.", "An API, as opposed to weights."]
)
def test_words_of_assent(sentence: str) -> None:
    assert not is_dissent(sentence)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Version 1.0 holds at 3.5 %.", ["Version 1.0 holds at 3.5 %."]),
        ("• First point\n2) Second point\n\n", ["First point", "Second point"]),
        ("&gt; You said so.\nI did not.", ["I did not."]),
        ("Look:\n```code. here```\nDone.", ["Look:", "Done."]),
        (" \n ", []),
    ],
)
def test_a_message_in_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


words = st.sampled_from(["weights", "filters", "not", "safe", "however", "agree", "recall", "<@U1>", "&amp;", "1.0"])

message = st.one_of(st.lists(words, max_size=12).map(" ".join), st.text(string.printable + "’…\u2028é", max_size=60))

talk = st.lists(st.tuples(st.sampled_from(["U1", "U2", "U3", "U9"]), message), min_size=1, max_size=15)


@settings(deadline=None, max_examples=60)
@given(talk)
async def test_whatever_is_said_nothing_is_invented_and_no_dissent_is_lost(said: list[tuple[str, str]]) -> None:
    lines = await found(*said)
    for line in lines:
        user, text = said[int(float(line.source.ts)) - 1]
        assert line.person == f"T1:{user}"
        assert line.quote in text
    shown = {(line.person, line.quote) for line in lines if line.dissent}
    assert shown == {(f"T1:{user}", s) for user, text in said for s in sentences(text) if is_dissent(s)}
