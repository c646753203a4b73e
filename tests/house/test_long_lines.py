"""Whatever is handed in is read in one pass: a file of one sign repeated costs no more than any other of its length.

Owns that promise for every reader of text from outside. What each of them finds is tried beside it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

import pytest

from bot.domain.documents import differences, reading
from bot.domain.evaluations import tamper_record, verdicts
from bot.domain.kernel import columns, tables
from bot.domain.kernel.content import Source
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.tables import TableProblem
from bot.domain.lifecycle import rules as lifecycle_rules
from bot.domain.lifecycle import state as lifecycle_state
from bot.evaluations import front_matter, readers
from bot.llm import (
    checks,
    citation_support,
    everybody,
    languages,
    positions,
    sentences,
    statement_evidence,
    transcripts,
    wording_structure,
)
from bot.llm.speaker_labels import SpeakerLabels, first_role
from bot.operations.logs import SECRET
from bot.ports.result_reader import UnreadableResult
from bot.ports.summarizer import QuestionAsked, TranscriptProblem, Utterance
from bot.reports import templates
from bot.slack.documents import scoring_forms, suggestion
from bot.slack.inbound import mentions
from bot.slack.kit import message_limits, message_text, mrkdwn
from bot.slack.kit.message_limits import SECTION
from bot.slack.kit.slash_words import read_words
from tests.builders import built_in

pytestmark = pytest.mark.slow

SIZES = (12_000, 48_000)
"""Characters. The smaller is tried first: a reader that looks again for every sign is found out in seconds."""

SECONDS = 1.0
"""Of the processor, at most: a reader in one pass needs a tenth of it, one that looks again many times it."""

SOON = SECONDS / 4**3
"""Seconds for the smaller, below which the larger would be read in time though it took the cube of its length: it is
tried by the long run alone.
"""

SIGNS = (*"a1#*_-=|`~<[({&\"',:;.! \t\n\r\\",)

PAIRS = (
    "a ",
    "a: ",
    "a.",
    "a,",
    "- ",
    "a-",
    "-a",
    "| ",
    "|-",
    "|-|\n",
    "# ",
    "#\n",
    "a\n",
    "a\n---\n",
    "---\n",
    "\n ",
    " \n",
    "**",
    "**a",
    "```\n",
    "<!--",
    "<!---->",
    "[a",
    "(a",
    "<@",
    "<@U1|",
    "<!",
    "<http",
    "<https://",
    "<br ",
    "&lt;",
    "> ",
    "A'a",
    "1.",
    "a:\n",
    "{a",
    "no ",
    "as a-",
    '"a",',
    '{"a":',
    "\u2028",
    "://a:",
)

FRAMEWORK = built_in()

PARTS = FRAMEWORK.artifact("model-card").sections

REGISTER = FRAMEWORK.artifact("risk-register").columns


def asked(text: str) -> QuestionAsked:
    said = Utterance(Source(channel="C1", ts="1.0"), "T1:U1", "Safety", text)
    return QuestionAsked("q1", "What could go wrong?", (said,))


VOICES = SpeakerLabels((asked("Hello."),), {"T1:U1": "Ann Bee"})

KNOWN = checks.Known(VOICES.labels, ("Open weights",))


def in_json(text: str) -> str:
    return json.dumps({"meeting_transcripts": [{"speaker": "Ann", "content": text}]})


READERS: Mapping[str, Callable[[str], object]] = {
    "parts": lambda t: reading.missing_sections(t, PARTS),
    "part": lambda t: reading.missing_sections(f"# Metrics\n{t}", PARTS),
    "heading": lambda t: reading.missing_sections(f"# {t} x", PARTS),
    "front": lambda t: reading.missing_sections(f"---\n{t}", PARTS),
    "table": lambda t: tables.read_table(t, REGISTER),
    "table-header": lambda t: tables.read_table(f"| Risk | {t} |\n|---|---|\n| a | b |", REGISTER),
    "table-rule": lambda t: tables.read_table(f"| Risk |\n|{t}x|\n| a |", REGISTER),
    "table-row": lambda t: tables.read_table(f"| Risk |\n|---|\n| {t} |", REGISTER),
    "csv": lambda t: tables.read_table(f"Risk,Likelihood,Severity,Tested\n{t}", REGISTER),
    "csv-header": lambda t: tables.read_table(f"Risk,{t}", REGISTER),
    "cells": lambda t: columns.check_row(REGISTER, {column.key: t for column in REGISTER}),
    "tamper-record": tamper_record.read_record,
    "claim": tamper_record.claim_in,
    "difference": lambda t: differences.text_changes(f"a\n{t}", f"b\n{t[1:]}x"),
    "channel": lambda t: lifecycle_rules.channel_name("A-1", t),
    "metric": lambda t: verdicts.same_metric("accuracy", t),
    "fingerprint": lifecycle_state.is_fingerprint,
    "card": front_matter.stated,
    "card-front": lambda t: front_matter.stated(f"---\n{t}\n---\n"),
    "card-value": lambda t: front_matter.stated(f"---\nlicense: {t}\n---\n"),
    "result": lambda t: readers.read(t.encode()),
    "result-json": lambda t: readers.read(f'{{"a": {t}'.encode()),
    "result-xml": lambda t: readers.read(f'<testsuite name="{t}'.encode()),
    "result-csv": lambda t: readers.read(f"task,metric,value\n{t}".encode()),
    "result-cell": lambda t: readers.read(f"task,metric,value\na,b,{t}".encode()),
    "transcript": lambda t: transcripts.transcript(f"Ann: hello\n{t}", "x", "?"),
    "transcript-name": lambda t: transcripts.transcript(f"Ann{t}x", "x", "?"),
    "transcript-json": lambda t: transcripts.transcript(in_json(t), "x", "?"),
    "sentences": sentences.sentences,
    "words": sentences.words,
    "plain": sentences.plain,
    "own-words": statement_evidence._own,
    "dissent": positions.is_dissent,
    "language": languages.language_of,
    "sign": lambda t: everybody.sign_of(Utterance(Source(channel="C", ts="1"), "T:U", "", t)),
    "structure": lambda t: wording_structure.keeps(t[: len(t) // 2], [t]),
    "hide": lambda t: VOICES.hide(t[: len(t) // 2]),
    "restore": VOICES.restore,
    "quote": lambda t: VOICES.find_quote(t[1 : len(t) // 4], t[: len(t) // 2]),
    "role": first_role,
    "evidence": lambda t: checks.overstated("Ann names 3 ways.", checks.Evidence((t,)), KNOWN),
    "wording": lambda t: checks.overstated(t[: len(t) // 2], checks.Evidence(("a word",)), KNOWN),
    "support": lambda t: citation_support.unsupported(t, [t], VOICES.labels),
    "attribution": lambda t: citation_support.wrongly_attributed(t, {"Safety": t}),
    "theirs": lambda t: citation_support.not_theirs(t, {"Safety 1": t, "Legal 1": "I agree."}, VOICES.labels),
    "questions": checks.asks,
    "reported-dissent": checks.reports_dissent,
    "said": mrkdwn.from_slack,
    "said-quote": mrkdwn.quote_from_slack,
    "typed": message_text.as_typed,
    "links": message_text.links_in,
    "verdict": message_text.is_verdict,
    "long": message_text.is_long,
    "guess": lambda t: suggestion.by_name(FRAMEWORK, f"model {t}"),
    "mention": lambda t: mentions._MENTION.sub(" ", t),
    "this-is": lambda t: mentions._THIS_IS.match(f"this is {t}"),
    "command": read_words,
    "scores": lambda t: [scoring_forms._read("b", line) for line in t.splitlines()],
    "pieces": lambda t: message_limits.pieces(t, SECTION),
    "report": templates.markdown,
    "log": lambda t: SECRET.sub("", t),
}
"""By what they read."""


def seconds(read: Callable[[str], object], text: str) -> float:
    """What a reading costs the processor, whatever it finds or refuses."""
    start = time.thread_time()
    with suppress(TableProblem, UnreadableResult, TranscriptProblem, Refusal):
        read(text)
    return time.thread_time() - start


@pytest.mark.parametrize("reader", READERS)
def test_a_text_of_one_sign_repeated_is_read_in_one_pass(reader: str, request: pytest.FixtureRequest) -> None:
    both = request.config.getoption("--whole")
    for sign in (*SIGNS, *PAIRS):
        for size in SIZES:
            text = (sign * size)[:size]
            # once too slow may be the collector of garbage; three times is the reader
            took = next((t for _ in range(3) if (t := seconds(READERS[reader], text)) < SECONDS), SECONDS)
            assert took < SECONDS, f"{sign!r}, {size} characters"
            if took < SOON and not both:
                break
