"""A folder that OpenSSF Model Signing signed itself: recognised as the same bytes, and as no other ones.

Owns the installing of the tool, in its version of `model_signing.txt`, and what one signature of it is compared with.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli_commands import app
from bot.model_files.fingerprint import fingerprint, model_files
from bot.model_files.manifest import Manifest
from bot.model_files.model_signing import same_bytes, signed_manifest
from tests.model_files.model_folders import SIGNED, tree
from tests.once import once

TOOL = Path(__file__).with_name("model_signing.txt")
NO_PIP = "There is no pip here, which installs model-signing. Make the environment with python3 -m venv."


@pytest.fixture(scope="module")
def signature(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The `model.sig` over `SIGNED`, by the tool's own command; made once for all workers of a test run."""
    if importlib.util.find_spec("pip") is None:
        pytest.skip(NO_PIP)
    with once(tmp_path_factory.getbasetemp(), "model.sig") as (made, exists):
        if not exists:
            place = tmp_path_factory.mktemp("model-signing")
            told = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile"]
            run("pip", "install", *told, "--target", str(place / "tool"), "-r", str(TOOL))
            key = ["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", str(place / "key.pem")]
            subprocess.run(key, check=True)
            words = ["--private_key", str(place / "key.pem"), "--signature", str(place / "model.sig")]
            run("model_signing", "sign", "key", str(tree(place / "model", SIGNED)), *words, path=place / "tool")
            (place / "model.sig").rename(made)
    return made.read_bytes()


def run(module: str, *words: str, path: Path | None = None) -> None:
    """A module of a package as a command. `path`: where packages are beside those of this environment."""
    surroundings = {**os.environ, **({"PYTHONPATH": str(path)} if path else {})}
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def manifest_of(folder: Path) -> Manifest:
    return fingerprint([folder], model_files([folder]))


def test_what_the_tool_signed_is_of_the_same_bytes(signature: bytes, tmp_path: Path) -> None:
    manifest, signed = manifest_of(tree(tmp_path / "model", SIGNED)), signed_manifest(signature)
    assert same_bytes(manifest, signed)
    assert manifest.subject_digest == signed.subject_digest


OTHERS = {
    "changed": {**SIGNED, "a.bin": b"Weights"},
    "added": {**SIGNED, "more.bin": b""},
    "removed": {name: data for name, data in SIGNED.items() if name != "a.bin"},
    "renamed": {**{name: data for name, data in SIGNED.items() if name != "a.bin"}, "b.bin": b"weights"},
}


@pytest.mark.parametrize("what", OTHERS)
def test_a_changed_added_removed_or_renamed_file_is_of_other_bytes(signature: bytes, tmp_path: Path, what: str) -> None:
    assert not same_bytes(manifest_of(tree(tmp_path / "model", OTHERS[what])), signed_manifest(signature))


def test_the_command_compares_a_signature_beside_the_files(signature: bytes, tmp_path: Path) -> None:
    folder = tree(tmp_path / "model", {**SIGNED, "model.sig": signature})
    assert CliRunner().invoke(app, ["fingerprint", str(folder)]).exit_code == 0
    (folder / "a.bin").write_bytes(b"swapped")
    assert CliRunner().invoke(app, ["fingerprint", str(folder)]).exit_code == 1
