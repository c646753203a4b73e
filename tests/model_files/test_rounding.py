"""Numbers in 16 bits: recognised as what numbers in 32 bits are rounded to, as NumPy rounds them.

Owns the agreement with NumPy, at the edges of what 16 bits hold above all.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from bot.model_files.rounding import Cast

ALL = np.arange(2**16, dtype=np.uint16).view(np.float16)
"""Every number that 16 bits hold, the infinite ones and those that are none with them."""

BESIDE = (-0x1001, -0xFFF, -1, 0, 1, 0xFFF, 0x1001)
"""How far beside them: half of the way to the next one is 0x1000."""


def nearly(steps: int) -> Any:
    """Numbers in 32 bits, so many steps beside those of 16; those that are none left out."""
    found = (ALL.astype(np.float32).view(np.int32) + np.int32(steps)).view(np.float32)
    return found[~np.isnan(found)]


def rounded(numbers: Any) -> Any:
    with np.errstate(all="ignore"):
        return numbers.astype(np.float16)


@pytest.mark.parametrize("steps", [*BESIDE, -0x1000, 0x1000])
def test_what_numpy_rounds_to_is_recognised(steps: int) -> None:
    assert Cast("F16").gives(nearly(steps), rounded(nearly(steps)))


@pytest.mark.parametrize("bit", [1, 2**9, 2**10, 2**14, 2**15])
@pytest.mark.parametrize("steps", BESIDE)
def test_what_is_otherwise_in_one_bit_is_not(steps: int, bit: int) -> None:
    numbers = nearly(steps)
    others = (rounded(numbers).view(np.uint16) ^ np.uint16(bit)).view(np.float16)
    cast = Cast("F16")
    assert not any(cast.gives(numbers[at : at + 1], others[at : at + 1]) for at in range(0, len(numbers), 1021))


@pytest.mark.parametrize("apart", [-2, -1, 1, 2])
def test_a_number_of_16_bits_is_no_rounding_of_those_beside_it(apart: int) -> None:
    numbers, others, cast = ALL.astype(np.float32), np.roll(ALL, apart), Cast("F16")
    told_apart = np.flatnonzero((ALL == ALL) & (others == others))
    assert not any(cast.gives(numbers[at : at + 1], others[at : at + 1]) for at in told_apart[::19])


def test_what_is_too_small_for_all_digits_is_taken_for_what_numpy_rounds_to_alone() -> None:
    cast = Cast("F16")
    for place in (*range(0x400), *range(0x8000, 0x8400)):
        # of the same digits and sign as the pattern
        sign, digits = place & 0x8000, place & 0x3FF
        one = np.array([sign << 16 | 0x38000000 | digits << 13], np.uint32).view(np.float32)
        other = ALL[place : place + 1]
        assert cast.gives(one, other) == (rounded(one).view("u2") == other.view("u2")).item()


@pytest.mark.parametrize("number", [65519, 65520, 65536, 98304, 131072, 3e38, np.inf])
@pytest.mark.parametrize("sign", [1, -1])
def test_what_is_too_large_is_infinite_and_nothing_else(number: float, sign: int) -> None:
    one, cast = np.array([sign * number], np.float32), Cast("F16")
    for place in (*range(0x7BFE, 0x8000, 3), *range(0xFBFE, 0x10000, 3)):
        other = ALL[place : place + 1]
        assert cast.gives(one, other) == (rounded(one).view("u2") == other.view("u2")).item()


@pytest.mark.parametrize("kind", ["BF16", "F32", "F64"])
def test_other_types_are_recognised_as_they_are_cast(kind: str) -> None:
    numbers, cast = nearly(1)[::7], Cast(kind)
    made = numbers.astype(cast.kind)
    assert cast.gives(numbers, made)
    made[11] = made[12]
    assert not cast.gives(numbers, made)
