"""Files that are whole and say what no tool says: keys twice, numbers without end, counts below nothing, far too much.

Owns that each is a result or a sentence, from the process it is read in, within its limits, and that no two values are
offered under one name. What is right of them is tested beside each reader.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache

import pytest

from bot.domain.evaluations.excerpt import excerpt
from bot.evaluations.confined_readers import ConfinedReaders
from bot.evaluations.readers import READERS, read
from bot.evaluations.reading_limits import MEGABYTE
from bot.ports.result_reader import UnreadableResult
from bot.wiring.texts import read_texts
from tests.evaluations.archives import changed
from tests.evaluations.sample_files import FILES, MADE, every_file, ours
from tests.processes import CONFINED

SAY = read_texts(strict=True)

DIED = SAY("result-unreadable-reader-died")

NUMBER = re.compile(rb"(?<![\w.-])-?\d+(?:\.\d+)?(?![\w.-])")

NUMBERS = (b"NaN", b"1e308", b"-1e308", b"-7", b'"7"', b"1e-400", b"9" * 400, b"null", b"[]")

TRICKS: Mapping[str, Callable[[bytes], bytes]] = {
    **{f"numbers as {said[:8]!r}": lambda data, said=said: NUMBER.sub(said, data) for said in NUMBERS},  # type: ignore[misc]
    "keys twice": lambda data: re.sub(rb'("\w+": ?)', rb'"x": 1, \1null, \1', data),
    "lines twice": lambda data: b"\n".join(line + b"\n" + line for line in data.split(b"\n")),
    "line ends of Windows": lambda data: data.replace(b"\n", b"\r\n"),
    "every word empty": lambda data: re.sub(rb'"\w+"', b'""', data),
    "every bracket open": lambda data: data.replace(b"}", b"{").replace(b"]", b"["),
}
"""What is done to a file, and in an archive to every part of it."""

OURS = (*MADE, *sorted(path.name for path in FILES.iterdir()))

ALL = {name: data for name, data in every_file().items() if len(data) < MEGABYTE}

LARGE: Mapping[str, Callable[[int], bytes]] = {
    "blanks": lambda many: b" " * (200 * many),
    "tasks": lambda many: b"task,metric,value\n" + b"".join(b"t%d,acc,0.5\n" % n for n in range(many)),
    "tasks of lm-eval": lambda many: json.dumps({"results": {str(n): {"acc,none": 1} for n in range(many)}}).encode(),
    "suites": lambda many: b"<testsuites>" + b'<testsuite name="a"/>' * many + b"</testsuites>",
    "lines of garak": lambda many: b'{"entry_type":"eval"}\n' * many,
}
"""What there is a million of where everything is tried; else fewer, and still more than is taken."""


async def outcome(data: bytes) -> str:
    """The format it was read as, or the sentence that says why not."""
    try:
        return (await ConfinedReaders(CONFINED).read(data)).format
    except UnreadableResult as problem:
        return SAY(f"result-unreadable-{problem.problem}", **problem.params)


def samples(request: pytest.FixtureRequest) -> Iterator[bytes]:
    """One file of each format; every file, shared samples too, where everything is tried."""
    yield from ALL.values() if request.config.getoption("--whole") else one_of_each()


@cache
def one_of_each() -> tuple[bytes, ...]:
    """The first file that is read as each format, and the first that is refused for each reason."""
    found: dict[str, bytes] = {}
    for name in OURS:
        try:
            said = read(ours(name)).format
        except UnreadableResult as refused:
            said = refused.problem
        found.setdefault(said, ours(name))
    return tuple(found.values())


@pytest.mark.samples
@pytest.mark.parametrize("trick", TRICKS)
async def test_whatever_a_file_says_it_is_a_result_or_a_sentence(trick: str, request: pytest.FixtureRequest) -> None:
    for data in samples(request):
        assert await outcome(changed(data, TRICKS[trick])) not in ("", DIED)


@pytest.mark.samples
@pytest.mark.parametrize("trick", TRICKS)
def test_no_two_values_of_a_file_are_offered_under_one_name(trick: str, request: pytest.FixtureRequest) -> None:
    for data in samples(request):
        with suppress(UnreadableResult):
            found = excerpt(read(changed(data, TRICKS[trick])).model_dump_json(), None, "")
            offered = [each for _, each in found.offered] if found else []
            names = [(each.task, each.label, str(each.dataset), str(each.model)) for each in offered]
            assert len(set(names)) == len(names)


def test_every_reader_reads_one_of_the_files_that_tricks_are_played_on() -> None:
    def read_as(name: str) -> str:
        with suppress(UnreadableResult):
            return read(ours(name)).format
        return ""

    assert {reader.format for reader in READERS} <= set(map(read_as, OURS))


@pytest.mark.parametrize("what", LARGE)
async def test_however_much_there_is_it_is_a_result_or_a_sentence(what: str, request: pytest.FixtureRequest) -> None:
    many = 10**6 if request.config.getoption("--whole") else 20_000
    assert await outcome(LARGE[what](many)) not in ("", DIED)
