"""Owns: that the dossiers by which the finder of contradictions is measured are sound in themselves."""

from __future__ import annotations

import pytest

from tests.documents.dossiers import Dossier, dossiers


def _places(dossier: Dossier) -> list[str]:
    texts = [text for part in dossier.parts for text in (part.text, part.place)]
    return [*texts, dossier.model, f"form {dossier.form}"]


@pytest.mark.parametrize(
    "name",
    [
        "development",
        "held-out",
        "outside-odd",
        "outside-even",
        "stranger-odd",
        "stranger-even",
        "twins",
        "fresh",
        "fields",
    ],
)
def test_a_planted_contradiction_names_words_that_stand_in_two_places(name: str) -> None:
    for dossier in dossiers(name):
        for pair in dossier.planted:
            for words in pair:
                assert any(words in text for text in _places(dossier)), (dossier.name, words)


@pytest.mark.parametrize("name", ["development", "held-out"])
def test_half_of_the_dossiers_are_kept_back(name: str) -> None:
    planted = [len(d.planted) for d in dossiers(name)]
    assert (planted.count(4), planted.count(0)) == (25, 10)
