"""The slope of a cost is the exponent by which it grows."""

from __future__ import annotations

import pytest

from tests.bench.growth import slope


@pytest.mark.parametrize("exponent", [0.0, 0.1, 1.0, 2.0])
def test_a_cost_that_grows_with_a_power_of_the_size_has_it_for_a_slope(exponent: float) -> None:
    assert slope([(size, 3.0 * size**exponent) for size in (200, 2_000, 20_000)]) == pytest.approx(exponent, abs=1e-9)


def test_a_constant_part_makes_a_slope_less_steep() -> None:
    assert 0.4 < slope([(size, 100 + size) for size in (10, 100, 1_000)]) < 0.6
