"""The reports of histories that never change stay as they were looked at.

Owns these pictures. A change of the templates is looked at and then kept: `python -m tests.reports.test_golden`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.slack.kit.localization import Texts
from tests.reports.sample_audits import files, golden

FOLDER = Path(__file__).parent / "golden"

ENGLISH = sorted((Path(__file__).parents[2] / "prompts" / "texts" / "en").glob("*.ftl"))

HISTORIES = ("decided", "undecided", "ended", "tested", "tampered", "followed", "suspended", "contradicted")


def written(history: str) -> dict[Path, str]:
    return {FOLDER / f"{history}-{name}": text for name, text in files(golden(history)).items()}


@pytest.mark.wording("golden reports are kept as they were looked at, word by word")
@pytest.mark.parametrize("history", HISTORIES)
def test_a_report_is_written_as_it_was_looked_at(history: str) -> None:
    for path, text in written(history).items():
        assert text == path.read_text(encoding="utf-8"), f"{path.name} has changed: look at it, then keep it"


def test_a_report_writes_days_by_the_rules_of_its_language() -> None:
    english, other = golden("decided"), Texts([path.read_text(encoding="utf-8") for path in ENGLISH], locale="pl")
    for name, text in files(replace(english, say=other)).items():
        assert re.search(r"\d lis(topada)? 2026", text), name
        assert not re.search(r"\d (Nov|November|Dec|December) 2026", text), name


def keep() -> None:
    """Write down what is written now."""
    for history in HISTORIES:
        for path, text in written(history).items():
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    keep()
