"""Clause by clause: what a wording must keep of the quote it rests on, and in which language that can be told.

Owns single rules of the comparison. The counts over many statements are in `test_wordings`.
"""

from __future__ import annotations

import pytest

from bot.llm.languages import language_of
from bot.llm.wording_structure import keeps


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We would not open the weights before March.", "en"),
        ("Wir würden die Gewichte nicht vor März öffnen.", "de"),
        ("Nous n'ouvririons pas les poids avant mars.", "fr"),
        ("Nosotros no abriríamos los pesos antes de marzo.", "es"),
        ("Nós não abriríamos os pesos antes de março.", "pt"),
        ("Noi non apriremmo i pesi prima di marzo.", "it"),
        ("Wij zouden de gewichten niet voor maart openen.", "nl"),
        ("Nie otworzylibyśmy wag przed marcem.", "pl"),
        ("我们不会在三月前开放权重。", "zh"),
        ("三月前に重みは公開しません。", "ja"),
        ("3월 전에는 가중치를 공개하지 않겠습니다.", "ko"),
        ("Mart ayından önce ağırlıkları açmazdık.", None),
        ("Мы не открыли бы веса до марта.", None),
        ("ฉันคัดค้านการเปิดเผยน้ำหนัก", None),
        ("أنا أعارض فتح أوزان Foo-7B.", None),
        ("We would keep the name 重み in the card.", "en"),
        ("", None),
        ("7B 3.5 %", None),
    ],
)
def test_a_language_is_told_by_its_script_or_its_small_words_or_is_unknown(text: str, code: str | None) -> None:
    found = language_of(text)
    assert (found.code if found else None) == code


def test_a_short_text_is_in_the_language_around_it() -> None:
    assert language_of("Falsch.") is None
    found = language_of("Falsch.", "Ich würde die Gewichte nicht öffnen.")
    assert found is not None
    assert found.code == "de"


@pytest.mark.parametrize(
    ("wording", "quote", "kept"),
    [
        ("The filters held in March.", "The filters held in March, but the logs are gone.", True),
        ("The filters held.", "The filters held in March, but the logs are gone.", False),
        ("The API is not safe.", "The API is safe, the weights are not.", False),
        ("Some filters held in all languages.", "All filters held in some languages.", False),
        ("Legal trusts the team of Safety.", "Safety trusts the team of Legal.", False),
        ("The filters hold.", "I do not think that the filters hold.", False),
        ("The filters hold.", "The vendor said the filters hold.", False),
        ("The filters hold.", "“The filters hold”, they wrote to us.", False),
        ("The filters hold.", "Do the filters hold?", False),
        ("We would publish the weights.", "If the logs are kept, we would publish the weights.", False),
        ("The risk is harmless.", "The risk is harm.", False),
        ("It is not without risk.", "It is without risk.", False),
        ("The filters were never not tested.", "The filters were never tested.", False),
        ("Die Freigabe kommt vor dem Test.", "Der Test kommt vor der Freigabe.", False),
        ("Ağırlıklar açılmalı.", "Ağırlıklar açılmalı mı bilmiyorum, emin değilim.", False),
    ],
)
def test_a_wording_keeps_every_mark_and_every_word_of_its_clauses(wording: str, quote: str, kept: bool) -> None:
    assert keeps(wording, [quote]) == kept


def test_a_quote_of_very_many_clauses_is_told_as_it_stands() -> None:
    assert not keeps("The filters held.", ["The filters held. " * 100])
