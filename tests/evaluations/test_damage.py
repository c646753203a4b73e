"""A file that was cut or in which bytes were changed gives a result or a sentence: soon, and in little memory.

Owns the property over every format, with our files and the samples. The readers run in this process here, so that
nothing but their own care is measured; `test_hostile` measures the process they run in.
"""

from __future__ import annotations

import resource
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.evaluations.readers import read
from bot.ports.result_reader import UnreadableResult
from bot.wiring.texts import read_texts
from tests.evaluations.sample_files import every_file
from tests.examples import cases

FILES = every_file()

SAY = read_texts(strict=True)

SECONDS, MEMORY_KB = 2.0, 200 * 1024


def read_in_bounds(data: bytes) -> None:
    """Fails on anything but a result or a sentence of the catalogue, within the bounds."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    assert outcome(data)
    assert time.process_time() - started < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEMORY_KB


def outcome(data: bytes) -> str:
    """The format it was read as, or the sentence that says why not."""
    try:
        return read(data).format
    except UnreadableResult as problem:
        return SAY(f"result-unreadable-{problem.problem}", **problem.params)


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=cases(0.25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(share=st.floats(0, 1))
def test_cut_anywhere(name: str, share: float) -> None:
    data = FILES[name]
    read_in_bounds(data[: int(len(data) * share)])


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=cases(0.5), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12))
def test_bytes_changed_anywhere(name: str, changes: list[tuple[float, int]]) -> None:
    damaged = bytearray(FILES[name])
    for share, byte in changes:
        damaged[int(len(damaged) * share)] = byte
    read_in_bounds(bytes(damaged))


OPENINGS = (
    b"",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b'{"entry_type":',
    b"{",
    b"---\nmodel-index:",
    b"<testsuite",
    b"task,metric,value\n",
)


@settings(max_examples=cases(3), deadline=None)
@given(opening=st.sampled_from(OPENINGS), rest=st.binary(max_size=2000))
def test_anything_at_all(opening: bytes, rest: bytes) -> None:
    read_in_bounds(opening + rest)
