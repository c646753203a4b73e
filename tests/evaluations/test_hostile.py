"""Files made to do harm: each gets its sentence from the process it is read in, and the bot goes on.

Owns the attacks we know of. Must not run any of them in this process without the bounds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import closing

import pytest

from bot.confinement.limits import Limits
from bot.confinement.processes import ConfinedProcesses
from bot.evaluations.confined_readers import ConfinedReaders
from bot.evaluations.readers import read
from bot.evaluations.reading_limits import MAX_FILE_BYTES, MEGABYTE
from bot.ports.result_reader import UnreadableResult
from bot.wiring.texts import read_texts
from tests.evaluations.archives import deflated, zstandarded
from tests.evaluations.sample_files import ours
from tests.processes import CONFINED

SAY = read_texts(strict=True)

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<testsuites><testsuite name="&b;"/></testsuites>'
)

OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite name="&x;"/>'

ALIASES = b"---\na: &a [x, x]\nmodel-index: [{name: n, results: [" + b"*a, " * 20_000 + b"]}]\n---\n"


def multiplied(again: bytes) -> bytes:
    """Each of forty parts of YAML is the one before it, twice; `again` says how."""
    parts = (b"a%d: &a%d " % (n, n) + again.replace(b"N", b"a%d" % (n - 1)) + b"\n" for n in range(1, 40))
    return b"---\na0: &a0 {x: y}\n" + b"".join(parts) + b"model-index: [*a39]\n---\n"


ATTACKS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an archive that unpacks to 100 MB": ("bomb", lambda: deflated(header=b" " * (100 * MEGABYTE))),
    "Zstandard that unpacks to 100 MB": ("bomb", lambda: zstandarded(b" " * (100 * MEGABYTE))),
    "Zstandard that says it is small": ("broken-archive", lambda: zstandarded(b" " * (100 * MEGABYTE), said=1000)),
    "Zstandard that says it is large": ("bomb", lambda: zstandarded(b"{}", said=2**31)),
    "an encrypted archive": ("encrypted", lambda: zstandarded(b"{}", flags=1)),
    "an archive packed in no known way": ("packed-otherwise", lambda: zstandarded(b"{}", method=14)),
    "an archive of something else": ("unknown-format", lambda: deflated(readme=b"hello")),
    "an archive that is none": ("broken-archive", lambda: b"PK\x03\x04" + b"\0" * 5000),
    "laughs in XML": ("document-type", lambda: LAUGHS),
    "XML that reaches outside": ("document-type", lambda: OUTSIDE),
    "XML nested without end": ("too-deep", lambda: b"<testsuite>" * MEGABYTE),
    "XML that is no JUnit": ("not-junit", lambda: b"<?xml version='1.0'?><report/>"),
    "JSON nested without end": ("too-deep", lambda: b'{"a":' * MEGABYTE),
    "YAML nested without end": ("too-deep", lambda: b"---\nmodel-index: " + b"[" * 400_000 + b"\n---\n"),
    "aliases in YAML": ("index-incomplete", lambda: ALIASES),
    "aliases of aliases": ("yaml-repeats", lambda: multiplied(b"[*N, *N]")),
    "merges of merges": ("yaml-repeats", lambda: multiplied(b"{<<: [*N, *N]}")),
    "front matter without end": ("front-matter-open", lambda: b"---\nmodel-index: []\n" + b"a: b\n" * MEGABYTE),
    "a number of a million digits": ("number-too-long", lambda: b'{"a":' + b"1" * MEGABYTE + b"}"),
    "more objects than memory holds": ("too-much-memory", lambda: b'{"a":[' + b"{}," * (10 * MEGABYTE) + b"{}]}"),
    "more rows than anybody needs": ("too-many", lambda: b"task,metric,value\n" + b"a,b,1\n" * 20_000),
    "a heading longer than a cell may be": ("column", lambda: b"task,metric,value," + b"a" * MEGABYTE),
    "a cell longer than it may be": ("row-broken", lambda: b"task,metric,value\n" + b"a" * MEGABYTE + b",b,1\n"),
    "more bytes than are looked at": ("too-large", lambda: b" " * (MAX_FILE_BYTES + 1)),
    "nothing": ("empty", lambda: b" \n"),
    "what is no UTF-8": ("not-text", lambda: b'{"a": "\xff\xfe"}'),
    "notes behind a comment": ("unknown-format", lambda: b"<!-- internal -->\n# What we tried\n\nForty prompts.\n"),
    "a page": ("unknown-format", lambda: b"<!DOCTYPE html><html><body>accuracy 0.9</body></html>"),
    "lines of samples": ("unknown-format", lambda: b'{"doc_id": 1, "score": 1}\r\n{"doc_id": 2, "score": 0}\n'),
    "a picture": ("unknown-format", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100),
}
"""By name: the problem it must be refused with, and how it is made."""


@pytest.mark.parametrize("attack", ATTACKS)
async def test_an_attack_gets_its_sentence_in_time(attack: str) -> None:
    problem, made = ATTACKS[attack]
    data = made()
    started = time.monotonic()
    with pytest.raises(UnreadableResult) as refused:
        await ConfinedReaders(CONFINED).read(data)
    assert refused.value.problem == problem
    assert SAY(f"result-unreadable-{problem}", **refused.value.params)
    assert time.monotonic() - started < 60


ANSWERED = b'{"entry_type": "attempt", "status": 2, "outputs": [{"text": "' + b"y" * 1_900 + b'"}]}\n'


CASE = b"<testcase name='a'><system-out>" + b"x" * 1_900 + b"</system-out></testcase>"


ROW = (
    b'{"promptIdx": 0, "testIdx": 0, "success": true, "score": 1, "provider": {"id": "echo"}, "response": {"output": "'
    + b"z" * 1_900
    + b'"}}\n'
)


@pytest.mark.parametrize(
    ("form", "start", "line", "end"),
    [
        ("garak", b'{"entry_type": "start_run setup"}\n', ANSWERED, b'{"entry_type": "completion"}\n'),
        ("JUnit XML", b"<testsuite name='s'>", CASE, b"</testsuite>"),
        ("promptfoo JSONL", b"", ROW, b""),
    ],
)
async def test_a_report_of_45_mb_that_holds_all_answers_is_read_with_the_memory_there_is(
    form: str, start: bytes, line: bytes, end: bytes
) -> None:
    result = await ConfinedReaders(CONFINED).read(start + line * (45 * MEGABYTE // len(line)) + end)
    assert result.format == form


async def test_what_takes_too_long_is_stopped() -> None:
    with (
        closing(ConfinedProcesses(limits=Limits(seconds=0.001))) as hurried,
        pytest.raises(UnreadableResult) as refused,
    ):
        await ConfinedReaders(hurried).read(b"<testsuite>" + b"<testcase/>" * MEGABYTE)
    assert refused.value.problem == "too-slow"
    assert "0.001 seconds" in SAY("result-unreadable-too-slow", **refused.value.params)


async def test_a_reader_that_dies_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with closing(ConfinedProcesses()) as dead, pytest.raises(UnreadableResult, match="reader-died"):
        await ConfinedReaders(dead).read(ours("junit.xml"))


async def test_a_whole_file_comes_back_as_it_was_read() -> None:
    data = ours("inspect-zstandard.eval")
    assert await ConfinedReaders(CONFINED).read(data) == read(data)
