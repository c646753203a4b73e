"""Every mend of the rules is held by a test: switched off, its test fails.

Owns the switching off of one function of the rules at a time. Which functions, and which tests, `mends.toml` says.
"""

from __future__ import annotations

import importlib
import inspect
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType
from typing import Any, cast

import pytest

from bot.domain.kernel.workdays import months_after
from tests.clock import MONDAY

ROWS = Path(__file__).with_name("mends.toml")

FAILURES = (AssertionError, pytest.fail.Exception)


@dataclass(frozen=True)
class Mend:
    """One row: what is forbidden, by which function, what stands in its place, and who notices."""

    name: str
    function: str
    off: str
    test: str


def mends() -> list[Mend]:
    """The rows."""
    return [Mend(**row) for row in tomllib.loads(ROWS.read_text(encoding="utf-8"))["mend"]]


def named(path: str) -> Any:
    """What `module:name` stands for."""
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)


def copy_of(function: FunctionType) -> FunctionType:
    """A function that goes on as it was when the other one's code is another."""
    twin = FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__)
    twin.__kwdefaults__ = function.__kwdefaults__
    return twin


@contextmanager
def switched_off(mend: Mend) -> Iterator[None]:
    """Another code in a function of the rules, wherever it was imported to; `real` is the function as it was."""
    function = cast("FunctionType", inspect.unwrap(named(mend.function)))
    there, real = function.__globals__, copy_of(function)
    other: FunctionType = eval(mend.off, there)
    there["real"] = real
    function.__code__, function.__defaults__ = other.__code__, other.__defaults__
    function.__kwdefaults__ = other.__kwdefaults__
    try:
        yield
    finally:
        function.__code__, function.__defaults__ = real.__code__, real.__defaults__
        function.__kwdefaults__ = real.__kwdefaults__
        del there["real"]


@pytest.mark.parametrize("mend", mends(), ids=lambda mend: mend.name)
def test_a_mend_that_is_switched_off_is_noticed(mend: Mend, request: pytest.FixtureRequest) -> None:
    test = cast("Callable[[], None]", named(mend.test))
    # that it passes while the mend is on is said where it stands; --long says it here, before and after
    repeated = request.config.getoption("--whole")
    if repeated:
        test()
    with switched_off(mend), pytest.raises(FAILURES):
        test()
    if repeated:
        test()


def test_whoever_notices_also_runs_by_itself() -> None:
    alone = re.compile(r"tests(\.\w+)*\.test_\w+:test_\w+")
    assert [mend.test for mend in mends() if not alone.fullmatch(mend.test)] == []


def test_every_mend_is_named_once() -> None:
    names = [mend.name for mend in mends()]
    assert len(names) >= 20
    assert len(names) == len(set(names))


def test_what_is_switched_off_is_on_again_for_everybody() -> None:
    mend = Mend("", "bot.domain.kernel.workdays:months_after", "lambda *a: real(*a).replace(year=1)", "")
    day = months_after(MONDAY.date(), 3)
    with switched_off(mend):
        assert months_after(MONDAY.date(), 3).year == 1
    assert months_after(MONDAY.date(), 3) == day
