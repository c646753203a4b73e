"""The changelog tells those who upgrade which schemas this release works with.

Owns the match of those two numbers with the code. Must not know what else stands there.
"""

from __future__ import annotations

from bot.domain.engine.history import SCHEMA_VERSION
from storage.migrations import newest
from tests.house.tree import ROOT


def test_the_changelog_names_the_schemas_of_this_release() -> None:
    unreleased = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1]
    assert f"database schema `{newest()}`, event schema {SCHEMA_VERSION}" in unreleased
