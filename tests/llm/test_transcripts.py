"""Transcript files as discussions.

Owns the two formats and what is refused. Must not draft anything.
"""

from __future__ import annotations

import json

import pytest

from bot.domain.kernel.text import Text
from bot.llm.transcripts import transcript
from bot.ports.summarizer import TranscriptProblem

QUESTION = "What was said?"

TEXT = "\ufeff# minutes\nAnna: It holds: always.\n  And more.\n\nBo B.:  I disagree.\nAnna: Why?\n".lstrip("\ufeff")
TURN = {"speaker": "Anna", "content": "So , it holds . {vocalsound}"}
MEETING = {"meeting_transcripts": [TURN, {"speaker": "Bo", "content": "  "}], "general_query_list": []}


def said(text: str) -> list[tuple[str, str]]:
    material = transcript(text, "m", QUESTION)
    return [(material.names[one.person], one.text) for one in material.questions[0].said]


def test_a_line_is_a_turn_and_one_without_a_speaker_goes_on() -> None:
    assert said(TEXT) == [("Anna", "It holds: always.\nAnd more."), ("Bo B.", "I disagree."), ("Anna", "Why?")]


def test_one_speaker_is_one_person() -> None:
    first, second, third = transcript(TEXT, "m", QUESTION).questions[0].said
    assert first.person == third.person != second.person
    assert [one.source.ts for one in (first, second, third)] == ["1", "2", "3"]


def test_a_meeting_is_read_without_what_its_transcriber_marked() -> None:
    assert said(json.dumps(MEETING)) == [("Anna", "So, it holds.")]


def test_the_first_general_query_is_the_question_unless_others_are_given() -> None:
    meeting = json.dumps(MEETING | {"general_query_list": [{"query": "Why?", "answer": "x"}, {"query": "How?"}]})
    assert [q.text for q in transcript(meeting, "m", QUESTION).questions] == ["Why?"]
    assert [q.text for q in transcript(meeting, "m", QUESTION, ["Who?", "When?"]).questions] == ["Who?", "When?"]
    assert [q.text for q in transcript(TEXT, "m", QUESTION).questions] == [QUESTION]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Text("transcript-silent")),
        ("# only a comment\n", Text("transcript-silent")),
        ("hello there", Text("transcript-no-speaker", line="1")),
        ("\n\nSee http://example.com", Text("transcript-no-speaker", line="3")),
        ('{"meeting_transcripts": [', Text("transcript-breaks-off", line="1", reason="Expecting value")),
        ('{"meeting_transcripts": []}', Text("transcript-silent")),
        (
            '{"meeting_transcripts": [{"speaker": "A"}]}',
            Text("transcript-no-meeting", where="meeting_transcripts.0.content"),
        ),
        ("[1, 2]", Text("transcript-no-meeting", where="all")),
        (100_000 * "[", Text("transcript-no-meeting", where="all")),
        (f"[{9_000 * '9'}]", Text("transcript-no-meeting", where="all")),
    ],
)
def test_what_is_no_transcript_is_refused_with_what_would_be_one(text: str, why: Text) -> None:
    with pytest.raises(TranscriptProblem) as refused:
        transcript(text, "m", QUESTION)
    assert refused.value.text == why
