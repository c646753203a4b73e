"""`smactr keys`: which keys signed decisions, and what changes them.

Owns the command. The ring of keys is tested in `tests/governance`.
"""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Smactr
from tests.cli.test_decision import record_in


def test_a_key_takes_the_place_of_another_on_purpose_only(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data")
    assert smactr("decision", "A-1", "--output", "out").exit_code == 0
    [first, token] = smactr("keys").stdout.splitlines()
    (tmp_path / "data" / "signing.key").unlink()
    told = smactr("decision", "A-1", "--output", "out")
    assert (told.exit_code, "smactr keys --rotate" in told.stderr) == (2, True)
    rotated = smactr("keys", "--rotate").stdout.splitlines()
    assert (len(rotated), rotated[-1]) == (3, token)
    assert rotated[0].split()[0] == first.split()[0]
    assert smactr("decision", "A-1", "--output", "out").exit_code == 0


def test_a_revoked_key_signs_no_more_and_its_reason_is_kept(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data")
    smactr("decision", "A-1", "--output", "out")
    key = smactr("keys").stdout.split()[0]
    assert smactr("keys", "--revoke", key).exit_code == 2
    assert "Lost." in smactr("keys", "--revoke", key, "--why", "Lost.").stdout
    assert smactr("decision", "A-1", "--output", "out").exit_code == 2
    assert smactr("keys", "--revoke", "0" * 64, "--why", "Lost.").exit_code == 2


def test_before_anything_was_signed_there_is_none(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data", decided=False)
    assert len(smactr("keys").stdout.splitlines()) == 2
    assert not (tmp_path / "data" / "signing.key").exists()


def test_a_lost_seal_key_is_given_up_on_purpose_only(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data", decided=False)
    (tmp_path / "data" / "seal.key").unlink()
    refused = smactr("verify")
    assert (refused.exit_code, "smactr keys --seal-key-lost" in refused.stderr) == (2, True)
    given_up = smactr("keys", "--seal-key-lost")
    assert (given_up.exit_code, len(given_up.stdout.splitlines())) == (0, 2)
    assert smactr("verify").exit_code == 0
