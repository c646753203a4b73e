"""What codes ask of a record, as files: a regulator is added by one, and a wrong one says what is wrong.

Owns their reading. How a row is answered is in `test_contents`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.kernel.text import OperatorProblem
from bot.reports.obligation_files import read_regimes
from bot.reports.sections.obligations import obligations
from bot.wiring.texts import words
from tests.builders import an_audit, built_in
from tests.reports.sample_audits import files, played

OURS = """
title = "Our regulator"
source = "its letter of May"
[[asks]]
article = "No. 4"
what = "The licence of the data"
rule = "documents"
documents = ["data-licences"]
"""


def test_a_regulator_is_added_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(OURS)
    regimes = read_regimes(tmp_path)
    assert regimes[:-1] == read_regimes()
    read = played(an_audit().at("testing"), regimes=regimes)
    row = obligations(read)[-1].rows[0]
    assert (row.article, row.there) == ("No. 4", False)
    for name in ("A-1-report.html", "A-1-report.md"):
        assert "its letter of May" in files(read)[name]


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        (("rule =", "rules ="), "asks.0.rules"),
        (('"documents"\n', '"wished"\n'), "asks.0.rule"),
        (("article", "# article"), "asks.0.article"),
        (('documents = ["data-licences"]', ""), "asks.0"),
        (('documents = ["data-licences"]', 'documents = ["data-licences"]\nyears = 5'), "asks.0"),
        (("source =", "source"), "ours.toml"),
    ],
)
def test_a_wrong_file_says_which_and_where(tmp_path: Path, changed: tuple[str, str], place: str) -> None:
    (tmp_path / "ours.toml").write_text(OURS.replace(*changed))
    with pytest.raises(OperatorProblem) as wrong:
        read_regimes(tmp_path)
    assert place in words(wrong.value.text)
    assert "ours.toml" in words(wrong.value.text)


def test_every_document_that_a_built_in_row_names_is_one_of_the_framework() -> None:
    named = {key for regime in read_regimes() for ask in regime.asks for key in ask.documents}
    assert {key for key in named if not built_in().has_artifact(key)} == set()
