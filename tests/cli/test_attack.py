"""`smactr framework attack`: what it refuses, what it prints, and its exit codes.

Owns the surface of the command. Must not judge what is found.
"""

from __future__ import annotations

from pathlib import Path

from bot.governance.attack.campaign import Attack
from bot.governance.attack.terminal import lines
from tests.builders import built_in
from tests.cli.conftest import Smactr
from tests.slack.outbound.view_contexts import say, says


def test_a_role_that_the_framework_has_not_is_named_beside_those_it_has(smactr: Smactr) -> None:
    result = smactr("framework", "attack", "--coalition", "lead,emperor")
    assert result.exit_code == 2
    assert "emperor" in result.stderr
    assert "auditor" in result.stderr


def test_a_form_that_the_framework_has_not_is_refused(smactr: Smactr) -> None:
    result = smactr("framework", "attack", "--form", "99")
    assert result.exit_code == 2
    assert "99" in result.stderr


def test_a_kind_of_audit_that_is_not_there_is_named_beside_those_there_are(smactr: Smactr) -> None:
    result = smactr("framework", "attack", "--kind", "tiny")
    assert result.exit_code == 2
    assert "light" in result.stderr


def test_a_folder_that_is_no_framework_is_refused(smactr: Smactr, tmp_path: Path) -> None:
    result = smactr("framework", "attack", str(tmp_path / "nowhere"))
    assert result.exit_code == 2
    assert "nowhere" in result.stderr


def test_a_search_that_has_next_to_no_time_says_that_it_says_nothing(smactr: Smactr) -> None:
    result = smactr("framework", "attack", "--kind", "light", "--coalition", "deputy", "--seconds", "1")
    assert result.exit_code == 2
    assert says(result.stdout, "attack-effort", seed=1)


def test_a_search_that_is_too_short_says_how_much_it_did_not_begin() -> None:
    done = Attack(seed=1, forms=(3,), unbegun=7)
    assert say()("attack-unbegun", count=7) in list(lines(done, built_in(), say()))
