"""A transcript in a file, as a discussion: what a summary can be drafted from without Slack.

Owns the two formats. JSON of meetings: an object with `meeting_transcripts`, a list of `speaker` and `content`; its
general queries are the questions. Text: a turn a line, `Speaker: text`; a line without a speaker goes on with the turn
before it, and lines that begin with # are left out. Must not know who reads the result.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, Field, ValidationError

from bot.domain.kernel.content import Source
from bot.domain.kernel.text import Text
from bot.ports.summarizer import DiscussionMaterial, QuestionAsked, TranscriptProblem, Utterance

LONGEST_SPEAKER = 60
"""Characters: what stands before a colon and is longer is no name."""

_NOISE = re.compile(r"\{\w*\}")
"""What a transcriber marks and nobody said: {vocalsound}, {disfmarker}."""

_BEFORE_SIGN = re.compile(r"(?<!\s)\s++(?=[.,!?;:](?:\s|$))")

Turn = tuple[str, str]


class _Turn(BaseModel):
    speaker: str
    content: str


class _Query(BaseModel):
    query: str


class _Meeting(BaseModel):
    meeting_transcripts: list[_Turn]
    general_query_list: list[_Query] = Field(default_factory=list)


def transcript(text: str, name: str, default: str, questions: Sequence[str] = ()) -> DiscussionMaterial:
    """The discussion in a file's text. Every question is put to all of it. Raises TranscriptProblem.

    `default`: what is asked where neither the file nor the caller asks anything.
    """
    turns, asked = _meeting(text) if text.lstrip().startswith(("{", "[")) else (list(_lines(text)), [])
    turns = [(speaker, said) for speaker, said in turns if said.strip()]
    if not turns:
        raise TranscriptProblem(Text("transcript-silent"))
    said = tuple(_utterance(number, speaker, words) for number, (speaker, words) in enumerate(turns, start=1))
    # A meeting's queries ask for the same in other words; each more would be paid for once more.
    wanted = questions or asked[:1] or [default]
    return DiscussionMaterial(
        subject=name,
        questions=tuple(QuestionAsked(f"q{number}", question, said) for number, question in enumerate(wanted, start=1)),
        names={one.person: speaker for one, (speaker, _) in zip(said, turns, strict=True)},
    )


def _utterance(number: int, speaker: str, text: str) -> Utterance:
    return Utterance(Source(channel="transcript", ts=str(number)), f"transcript:{speaker}", "", text)


def _meeting(text: str) -> tuple[list[Turn], list[str]]:
    try:
        meeting = _Meeting.model_validate(json.loads(text))
    except json.JSONDecodeError as problem:
        where = Text("transcript-breaks-off", line=str(problem.lineno), reason=problem.msg)
        raise TranscriptProblem(where) from None
    except RecursionError:
        raise TranscriptProblem(Text("transcript-no-meeting", where="all")) from None
    except ValidationError as problem:
        field = ".".join(map(str, problem.errors()[0]["loc"])) or "all"
        raise TranscriptProblem(Text("transcript-no-meeting", where=field)) from None
    except ValueError:  # a number of thousands of digits
        raise TranscriptProblem(Text("transcript-no-meeting", where="all")) from None
    turns = [(turn.speaker, _said(turn.content)) for turn in meeting.meeting_transcripts]
    return turns, [query.query for query in meeting.general_query_list]


def _said(content: str) -> str:
    return " ".join(_BEFORE_SIGN.sub("", _NOISE.sub(" ", content)).split())


def _lines(text: str) -> Iterator[Turn]:
    speaker = ""
    said: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if begins := _begins(line.strip()):
            if said:
                yield speaker, "\n".join(said)
            speaker, said = begins[0], [begins[1]]
        elif said:
            said.append(line.strip())
        else:
            raise TranscriptProblem(Text("transcript-no-speaker", line=str(number)))
    if said:
        yield speaker, "\n".join(said)


def _begins(line: str) -> Turn | None:
    """The speaker and the first words of a turn; None of a line that goes on with the turn before it."""
    name, _, words = line.partition(":")
    speaker = name.rstrip()
    return (speaker, words.lstrip()) if 0 < len(speaker) <= LONGEST_SPEAKER and words[:1].isspace() else None
