"""Four times as much text takes about four times as long: for every reader of files, and every pattern of the house.

Owns that promise, and finding what it holds for: whatever is called in confinement, every reader of results, every
pattern that any module uses. `python -m tests --long` tries more texts, at more sizes.
"""

from __future__ import annotations

import ast
import gc
import importlib
import itertools
import re
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from bot.domain.documents.comparison import Record, Source
from bot.domain.documents.vocabulary import Vocabulary
from bot.domain.kernel.columns import Column, Section
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.tables import TableProblem
from bot.evaluations.readers import READERS
from bot.evaluations.result_file import ResultFile
from bot.evaluations.syntax import json_value, yaml_value
from bot.ports.manifest_reader import UnreadableManifest
from bot.ports.result_reader import UnreadableResult
from bot.ports.summarizer import TranscriptProblem
from bot.wiring.vocabulary import read_vocabulary
from tests.builders import built_in
from tests.evaluations.sample_files import FILES
from tests.house.patterns import Used, patterns, pumps
from tests.house.test_long_lines import PAIRS, SIGNS
from tests.house.tree import ROOT, module_paths

pytestmark = pytest.mark.slow

SIZES = (25_000, 100_000, 400_000)

MOST = 8
"""Times as long, at most, for four times as much: in the middle of four, which is even, and sixteen, where each sign
looks at all others. Memory that no longer fits into the nearest cache makes six of four.
"""

QUICK = 0.01
"""Seconds for 100,000 characters: what is read so soon would take a blink for 400,000, however it grows."""

SHARE, LARGE_SHARE = 19, 3
"""Which part of the texts is tried: every nineteenth, others for each reader; with --long every third."""

ENOUGH = 24
"""Texts for a pattern, where not all are tried."""

FRAMEWORK = built_in()

ARCHIVES = (".eval", ".zip")

FRAMES = ("", *(path.read_text(encoding="utf-8") for path in sorted(FILES.iterdir()) if path.suffix not in ARCHIVES))
"""Texts into whose middle the repeated one is put: none, and a file of each format that is text."""

GIVEN: Mapping[Any, tuple[Any, ...]] = {
    tuple[Column, ...]: (FRAMEWORK.artifact("risk-register").columns,),
    tuple[Section, ...]: (FRAMEWORK.artifact("model-card").sections,),
    ArtifactSpec: (FRAMEWORK.artifact("risk-register"), FRAMEWORK.artifact("tamper-record")),
    int: (0,),
    Record: (Record("", {}, {"card": 1}, {"card": "card"}),),
    Vocabulary: (read_vocabulary(),),
}
"""What a reader is given beside the text, by the type it asks for."""


HANDING_OVER = ("confinement.call(", "self._read(", "confined(", "stored(")
"""How a call begins that `_handed_over` looks into: a module without any need not be parsed."""


def called_in_confinement() -> dict[str, Callable[..., object]]:
    """Every function that is handed to `confinement.call`, or to what calls that for a modal or for a long text."""
    found: dict[str, Callable[..., object]] = {}
    for path in module_paths():
        # an attack is confined for its time: it is given the rules of an audit, and nothing that people hand in
        if path.parts[0] != "bot" or path.parts[1] == "governance":
            continue
        source = (ROOT / path).read_text(encoding="utf-8")
        if not any(call in source for call in HANDING_OVER):
            continue
        module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and (handed := _handed_over(node)):
                function = vars(importlib.import_module(module)).get(handed)
                if callable(function):
                    found[f"{function.__module__}.{function.__qualname__}"] = function
    return found


def _handed_over(call: ast.Call) -> str:
    """The name of the function that is handed over by a call; empty where it is no such call."""
    called = ast.unparse(call.func)
    beside = called in ("confined", "read_stored", "stored")
    place = 0 if called.endswith(("confinement.call", "self._read")) else 1 if beside else len(call.args)
    handed = call.args[place] if place < len(call.args) else None
    return handed.id if isinstance(handed, ast.Name) else ""


CALLED = called_in_confinement()


def readings() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Every way a text is read, by its name."""
    for reader in READERS:
        yield reader.format, lambda text, reader=reader: reader.read(ResultFile(text.encode()))  # type: ignore[misc]
    for name, function in CALLED.items():
        for number, given in enumerate(_arguments(function)):
            yield f"{name} {number}", lambda text, function=function, given=given: function(*given(text))  # type: ignore[misc]


def _arguments(function: Callable[..., object]) -> Iterator[Callable[[str], list[Any]]]:
    """How a reader is given a text: each of its arguments that takes one gets it, the second with a sign less."""
    hints = {name: hint for name, hint in get_type_hints(function).items() if name != "return"}
    several = max((len(GIVEN[hint]) for hint in hints.values() if hint in GIVEN), default=1)
    for number in range(several):

        def given(text: str, number: int = number) -> list[Any]:
            made: list[Any] = []
            for hint in hints.values():
                if hint in GIVEN:
                    made.append(GIVEN[hint][number % len(GIVEN[hint])])
                elif hint in (bytes, str, bytes | str):
                    made.append(text if hint is str else text.encode())
                    text = text[1:] + "x"
                elif hint == tuple[Source, ...]:
                    made.append((Source("card", text), Source("data", text[1:] + "x")))
                else:
                    made.append(())
            return made

        yield given


READINGS = dict(readings())


BUDGET = 2.0
"""Seconds of the processor after which a slow reader has been fed enough texts, where not every one is tried."""


def seconds(read: Callable[[str], object], text: str) -> float:
    """What a reading costs the processor, whatever it finds or refuses."""
    start = time.thread_time()
    with suppress(Refusal, TableProblem, TranscriptProblem, UnreadableManifest, UnreadableResult):
        read(text)
    return time.thread_time() - start


def grows_evenly(read: Callable[[str], object], text: Callable[[int], str], sizes: tuple[int, ...]) -> bool:
    """Whether each size takes at most MOST times as long as the one before, in the middle of five measurements.

    One measurement is enough where it says so: what looks again for every sign takes sixteen times as long.
    """
    if len(sizes) == 2:
        more = seconds(read, text(sizes[1]))
        if more < QUICK or more <= MOST * max(seconds(read, text(sizes[0])), QUICK / 4):
            return True
    for times in (5, 5, 5) if len(sizes) == 2 else (1, 5, 5, 5):
        took = [statistics.median(seconds(read, text(size)) for _ in range(times)) for size in sizes]
        if all(more <= MOST * max(less, QUICK / 4) for less, more in itertools.pairwise(took)):
            return True
    return False


def texts(read: str, *, every: bool) -> Iterator[Callable[[int], str]]:
    """Texts of any size: a sign, two or three repeated in the middle of nothing or of a file, and its own middle."""
    share = LARGE_SHARE if every else SHARE
    made = [(frame, sign) for frame in FRAMES for sign in (*SIGNS, *PAIRS, _middle(frame)) if sign]
    for frame, sign in made[len(read) % share :: share]:
        half = len(frame) // 2
        yield lambda size, frame=frame, sign=sign, half=half: frame[:half] + _much(sign, size) + frame[half:]  # type: ignore[misc]


def _middle(frame: str) -> str:
    """A line, or as much, of the middle of a file."""
    half = len(frame) // 2
    return frame[half : half + 200]


def _much(sign: str, size: int) -> str:
    return (sign * (size // len(sign) + 1))[:size]


@pytest.fixture(autouse=True)
def no_collection_of_garbage() -> Iterator[None]:
    """As in the process of a call, which never collects any: what that costs depends on all else that lives here."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def every(request: pytest.FixtureRequest) -> bool:
    """Whether more is tried, for as long as it takes."""
    return bool(request.config.getoption("--whole"))


@pytest.mark.parametrize("name", READINGS)
def test_every_reader_of_files_takes_four_times_as_long_for_four_times_as_much(name: str, every: bool) -> None:
    enough = time.thread_time() + BUDGET
    for text in texts(name, every=every):
        assert grows_evenly(READINGS[name], text, SIZES if every else SIZES[:2]), text(60)
        if not every and time.thread_time() > enough:
            break


@pytest.mark.parametrize("name", patterns())
def test_every_pattern_takes_four_times_as_long_for_four_times_as_much(name: str, every: bool) -> None:
    used: Used = patterns()[name]
    tried = pumps(used.pattern)
    for pump in tried if every else tried[:: len(tried) // ENOUGH + 1]:
        for end in ("", "\0") if every else ("\0",):

            def text(size: int, pump: str = pump, end: str = end) -> str:
                return _much(pump, size) + end

            assert grows_evenly(used.run, text, SIZES if every else SIZES[:2]), repr(pump)


@pytest.mark.parametrize(
    ("read", "line", "frame"),
    [(json_value, '"k{}":0,', "{{{}}}"), (yaml_value, "k{}: 0\n", "{}"), (yaml_value, "k{}: 0, ", "{{{}}}")],
    ids=["JSON", "YAML in lines", "YAML in braces"],
)
def test_a_key_that_stands_twice_is_found_as_soon_behind_four_times_as_many(
    read: Callable[[str], object], line: str, frame: str
) -> None:
    def text(size: int) -> str:
        keys = size // len(line)
        return frame.format("".join(line.format(n) for n in (*range(keys), keys - 1)).rstrip(","))

    with pytest.raises(UnreadableResult, match="key-twice"):
        read(text(1_000))
    assert grows_evenly(read, text, (4_000, 16_000, 64_000))


def test_a_pattern_that_looks_again_for_every_sign_is_found_out() -> None:
    again = Used(re.compile(r"<[^>]*>"), "search")
    assert not grows_evenly(again.run, lambda size: "<" * size, (1_000, 4_000, 16_000))


def test_every_reader_is_found() -> None:
    assert {reader.format for reader in READERS} <= READINGS.keys()
    assert {"bot.evaluations.readers.read", "bot.domain.documents.stored.facts_of"} <= CALLED.keys()
    assert {"bot.domain.evaluations.excerpt.excerpt", "bot.domain.evaluations.excerpt.chosen_value"} <= CALLED.keys()


def test_whatever_is_taken_from_the_file_store_is_read_in_confinement() -> None:
    unconfined = []
    for path in module_paths():
        if path.parts[:2] in (("bot", "worker"), ("bot", "slack")):
            source = Path(ROOT / path).read_text(encoding="utf-8")
            confined = ("confinement.call(", ".readers.stored(", ".manifests.read(")
            if ".files.read(" in source and not any(call in source for call in confined):
                unconfined.append(str(path))
    assert not unconfined, "A file is handed to deps.confinement.call, not to a reader."
