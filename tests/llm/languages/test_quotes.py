"""Whether a quote stands in a message, however either is written.

Owns what may differ and what may not, over scripts and Slack's markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from bot.llm.sentences import sentences
from bot.llm.speaker_labels import SpeakerLabels
from tests.llm.languages.measure import LANGUAGES, SETS, cases

LABELS = SpeakerLabels(())

VARIANTS: dict[str, Callable[[str], str]] = {
    "as it stands": lambda text: text,
    "composed": lambda text: unicodedata.normalize("NFC", text),
    "apart": lambda text: unicodedata.normalize("NFD", text),
    "typographic": lambda text: text.replace("'", "’").replace("...", "…"),
    "joined": lambda text: text.replace(" ", " \u200d"),
    "bold": lambda text: f"*{text}*",
    "other spaces": lambda text: text.replace(" ", "\u00a0 "),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", VARIANTS)
def test_a_true_quote_is_found_in_every_language(language: str, way: str) -> None:
    for quote in {case.quote for which in SETS for case in cases(which, language)}:
        written, quoted = f"Hm. {VARIANTS[way](quote)} 👍", quote
        found = LABELS.find_quote(quoted, written)
        assert found is not None, quote
        assert found in written
        assert LABELS.find_quote(VARIANTS[way](quoted), f"Hm. {quote} :+1:") is not None, quote


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_wrote_is_no_quote(language: str) -> None:
    for which in SETS:
        for case in cases(which, language):
            if case.holds.strip("。.？?") not in case.quote:
                assert LABELS.find_quote(case.holds, case.quote) is None


@pytest.mark.parametrize(
    ("quote", "written", "found"),
    [
        (
            "see the report of March",
            "see <https://x.org/r|the report> of March",
            "see <https://x.org/r|the report> of March",
        ),
        ("see https://x.org/r of March", "see <https://x.org/r> of March", "see <https://x.org/r> of March"),
        ("we will not open it", "we will *not* open it", "we will *not* open it"),
        ("we will not open it", "we will _not_ `open` it", "we will _not_ `open` it"),
        ("no way, not ever", "no way :no_entry:, not ever", "no way :no_entry:, not ever"),
        ("we will open it", "we will ~not~ open it", "we will ~not~ open it"),
        ("we will not open it", "we will ~not~ open it", None),
        ("let us wait... and see", "let us wait… and see", "let us wait… and see"),
        ("die Filter halten nicht", "„die Filter halten nicht“, sagte sie", "die Filter halten nicht"),
        ("不会公开模型权重", "我不会公开模型权重。", "不会公开模型权重"),
        ("公开模型", "我不会公开模型权重。", None),
        ("반대합니다 저는", "저는 반대합니다 저는요", None),
        ("the cafe is clos", "the café is closed", None),
    ],
)
def test_markup_and_typography_may_differ_and_words_may_not(quote: str, written: str, found: str | None) -> None:
    assert LABELS.find_quote(quote, written) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我反对。太早了！为什么？好", ["我反对。", "太早了！", "为什么？", "好"]),
        ("反対です。「早い。」と言った。", ["反対です。", "「早い。", "と言った。"]),
        ("لماذا؟ لأن", ["لماذا؟", "لأن"]),
    ],
)
def test_sentences_end_at_the_signs_of_their_script(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
