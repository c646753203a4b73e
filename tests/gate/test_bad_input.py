"""Files and decisions as nobody should hand them in: huge, changing, doubled.

Owns what reading them costs and what is left behind. Single findings are tested in `test_release`.
"""

from __future__ import annotations

import shutil
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from bot.gate.folder import BUFFER, FolderProblem, digests, files_of
from bot.gate.verdict import ALLOWED, CANNOT_TELL, REFUSED
from tests.gate.releases import PLAIN, SIGNER, form, predicate, release, status

MODEL = {"model.safetensors": PLAIN, "config.json": b"{}"}

HUGE = 100 * 2**30


class Interrupted(Exception):
    pass


def test_a_sparse_file_of_100_gb_takes_no_memory_and_can_be_interrupted(tmp_path: Path) -> None:
    with (tmp_path / "model.bin").open("wb") as file:
        file.truncate(HUGE)
    read = 0

    def advance(hashed: int) -> None:
        nonlocal read
        read += hashed
        if read > 32 * BUFFER:
            raise Interrupted

    tracemalloc.start()
    try:
        with pytest.raises(Interrupted):
            digests(files_of(tmp_path), advance=advance)
        assert tracemalloc.get_traced_memory()[1] < 64 * BUFFER
    finally:
        tracemalloc.stop()
    assert [path.name for path in tmp_path.iterdir()] == ["model.bin"]


def test_a_file_that_changes_while_it_is_read_has_no_digest(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(bytes(10))

    def advance(hashed: int) -> None:
        if path.stat().st_size == 10:
            path.write_bytes(bytes(20))

    with pytest.raises(FolderProblem) as changed:
        digests(files_of(tmp_path), advance=advance, workers=1)
    assert changed.value.kind == "changed"


def test_of_two_decisions_on_the_same_files_each_answers_for_itself(tmp_path: Path) -> None:
    made = release(tmp_path / "one", MODEL, predicate(form(7, MODEL)))
    other = release(tmp_path / "other", MODEL, predicate(form(7, MODEL), audit="A-13", state="suspended"))
    for path in other.decision.parent.iterdir():
        shutil.copy(path, made.decision.with_name(path.name.replace("A-12", "A-13")))
    assert made.verdict(7).code == ALLOWED
    assert replace(made, decision=made.decision.with_name("A-13.sigstore.json")).verdict(7).code == REFUSED


def test_a_list_that_names_a_decision_twice_tells_nothing(tmp_path: Path) -> None:
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)))
    listed = {"audit": "A-12", "event": 40}
    said = status(decisions=[{**listed, "state": "in-force"}, {**listed, "state": "suspended"}])
    (tmp_path / "list.json").write_bytes(SIGNER.sign(said).bundle)
    verdict = made.verdict(7, status=tmp_path / "list.json")
    assert ([finding.kind for finding in verdict.findings], verdict.code) == (["status-silent"], CANNOT_TELL)
