"""What may be said of a quote, in eleven languages: nothing turned, weakened or strengthened is printed as a wording.

Owns the counts over both sets of statements. Single rules are in `test_structure`.
"""

from __future__ import annotations

import pytest

from bot.llm.languages import language
from tests.llm.languages.measure import LANGUAGES, SETS, cases, count

REWORDED = ("de", "fr", "es", "pt", "it", "nl")

LEAST_STAYING = 0.6


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_twenty_statements_and_half_of_them_are_turned(language: str) -> None:
    for which in SETS:
        found = cases(which, language)
        assert len(found) >= 20
        assert sum(case.true for case in found) * 2 == len(found)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("which", SETS)
def test_nothing_turned_passes_and_nothing_true_is_thrown_away(which: str, code: str) -> None:
    found = count(which, code)
    assert found.passed == ()
    assert found.refused == 0
    assert found.kept == 0 or language(code).checked


@pytest.mark.parametrize("code", REWORDED)
def test_what_is_true_and_no_dissent_mostly_stays_a_wording(code: str) -> None:
    assert count("first", code).share >= LEAST_STAYING
