"""A fresh bench for every test of the worker.

Owns the fixture. Must not hold tests.
"""

import pytest

from tests.worker.ports import Bench


@pytest.fixture
def bench() -> Bench:
    return Bench()
