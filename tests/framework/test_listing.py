"""The README's table of documents is the built-in framework's.

Owns that match.
"""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from bot.cli_commands import app
from bot.framework_files import load_framework
from bot.framework_files.listing import documents_table
from bot.wiring.texts import words
from tests.house.tree import ROOT


@pytest.mark.wording("the README has the table in the words it is printed with")
def test_the_readme_lists_every_document_with_stage_who_and_how() -> None:
    table = words(documents_table(load_framework()))
    assert table in (ROOT / "README.md").read_text(encoding="utf-8"), "run: smactr framework documents"


def test_the_command_prints_the_readmes_table() -> None:
    assert CliRunner().invoke(app, ["framework", "documents"]).stdout == words(documents_table(load_framework()))


def test_every_document_has_one_row() -> None:
    framework = load_framework()
    assert len(words(documents_table(framework)).splitlines()) == 2 + len(list(framework.artifacts()))
