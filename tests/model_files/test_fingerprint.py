"""`smactr fingerprint`: which files count, and what stops it.

Owns the command and the reading from disk.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli_commands import app
from bot.model_files.fingerprint import fingerprint, model_files
from bot.model_files.manifest_reading import read_manifest
from bot.model_files.problems import ModelFilesProblem
from tests.gate.releases import tarred
from tests.model_files.model_folders import SIGNED, safetensors, tree
from tests.slack.outbound.view_contexts import say


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model's folder."""
    return tree(tmp_path / "model", SIGNED)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["fingerprint", *map(str, words)])


def test_it_prints_the_fingerprint_and_writes_the_manifest(folder: Path, tmp_path: Path) -> None:
    written = tmp_path / "manifest.json"
    said = run(folder, "--output", written)
    assert said.exit_code == 0
    manifest = read_manifest(written.read_text(encoding="utf-8"))
    assert manifest.fingerprint in said.stdout
    assert [file.format for file in manifest.files] == ["text", "json", "text", "text"]


def test_formats_within_an_archive_are_said_and_stand_in_the_manifest(folder: Path, tmp_path: Path) -> None:
    tree(folder, {"pack.tar": tarred("w", safetensors())})
    said = run(folder, "--output", tmp_path / "manifest.json")
    assert say()("fingerprint-within", file="pack.tar", formats="safetensors") in said.stdout
    files = read_manifest((tmp_path / "manifest.json").read_text(encoding="utf-8")).files
    assert {file.name: file.within for file in files if file.within} == {"pack.tar": ("safetensors",)}


def test_the_manifest_written_into_the_folder_is_no_part_of_it(folder: Path) -> None:
    first = run(folder, "--output", folder / "manifest.json")
    assert run(folder, "--output", folder / "manifest.json").stdout == first.stdout


def test_folders_without_a_file_are_said_since_no_gate_lets_them_go_along(folder: Path) -> None:
    before = run(folder)
    (folder / "cache" / "more").mkdir(parents=True)
    after = run(folder)
    assert after.exit_code == before.exit_code == 0
    assert [line for line in after.stdout.splitlines() if line not in before.stdout.splitlines()] == [
        say()("fingerprint-empty-folder", folder="cache")
    ]


def test_what_is_about_the_model_is_no_part_of_it(folder: Path) -> None:
    before = run(folder).stdout
    tree(folder, {".git/HEAD": b"x", ".gitattributes": b"x"})
    after = run(folder).stdout
    assert before.splitlines()[1] in after
    assert [say()("fingerprint-aside", name=name) in after for name in (".git", ".gitattributes")] == [True, True]


def test_a_single_file_is_a_model_too(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(safetensors())
    [file] = fingerprint([path], model_files([path])).files
    assert (file.name, file.format, file.size) == ("model.safetensors", "safetensors", len(safetensors()))


def problem(*paths: Path) -> str:
    with pytest.raises(ModelFilesProblem) as refused:
        fingerprint(paths, model_files(paths))
    return refused.value.text.id


def test_an_empty_folder_is_no_model(tmp_path: Path) -> None:
    assert problem(tmp_path) == "model-files-none"


def test_a_link_within_the_folder_is_followed_and_one_out_of_it_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "link").symlink_to("a.bin")
    assert len(model_files([folder])) == len(SIGNED) + 1
    (tmp_path / "elsewhere").write_bytes(b"x")
    (folder / "out").symlink_to(tmp_path / "elsewhere")
    assert problem(folder) == "model-files-leads-out"


def test_a_link_to_a_folder_is_refused(folder: Path) -> None:
    (folder / "again").symlink_to("sub")
    assert problem(folder) == "model-files-linked-folder"


def test_a_file_that_was_not_downloaded_is_refused(folder: Path) -> None:
    (folder / "a.bin").write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n")
    assert problem(folder) == "model-files-lfs-pointer"


def test_a_file_that_changes_while_it_is_read_is_refused(folder: Path) -> None:
    def meanwhile(hashed: int) -> None:
        with (folder / "a.bin").open("ab") as file:
            file.write(b"!" if file.tell() < 100 else b"")

    with pytest.raises(ModelFilesProblem) as refused:
        fingerprint([folder], model_files([folder]), advance=meanwhile, workers=1)
    assert refused.value.text.id == "model-files-changed"


def test_a_folder_that_is_not_there_is_said_without_a_traceback(tmp_path: Path) -> None:
    said = run(tmp_path / "nowhere")
    assert said.exit_code == 2
    assert "nowhere" in said.stderr


INTERRUPTED = """
import os, signal, time
from bot.cli import main
from bot.model_files import terminal

# whoever began these tests in the background of a shell has it ignored
signal.signal(signal.SIGINT, signal.default_int_handler)
SECONDS, WARM = 1.0, 64 * 2**20
whole, read, begun = terminal.fingerprint, 0, 0.0

def memory():
    if os.path.exists("/proc/self/status"):
        return next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]
    return "0"

def interrupted(paths, found, *, advance):
    def counted(hashed):
        global read, begun
        before, read = read, read + hashed
        if before < WARM <= read:
            begun = time.monotonic()
            print(memory())
        elif begun and time.monotonic() - begun > SECONDS:
            begun = 0.0
            print(memory(), read)
            os.kill(os.getpid(), signal.SIGINT)
        advance(hashed)
    return whole(paths, found, advance=counted)

terminal.fingerprint = interrupted
main()
"""
"""The command, interrupted as by a person after so many seconds; memory (kB) early and late, and bytes read."""


def test_a_sparse_file_of_100_gb_is_interrupted_with_flat_memory_and_no_manifest_left(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    with (tmp_path / "model" / "model.bin").open("wb") as file:
        file.truncate(100 * 2**30)
    words = ["fingerprint", str(tmp_path / "model"), "--output", str(tmp_path / "manifest.json")]
    done = subprocess.run([sys.executable, "-c", INTERRUPTED, *words], capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (130, False)
    early, late, read = map(int, done.stdout.split())
    assert late < 200 * 1024
    assert late - early < 8 * 1024 < read / 1024
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_manifest_that_cannot_be_written_leaves_nothing_behind(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    assert run(folder, "--output", tmp_path / "taken").exit_code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model", "taken"]
