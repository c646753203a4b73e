"""`smactr decision`: an audit's decision as signed files, from the record alone.

Owns the command. What is signed is tested in `tests/governance`.
"""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path
from typing import Any

from bot.domain.decision.events import DecisionReached
from bot.domain.evaluations.events import ManifestRead, ManifestStated, ManifestSubmitted
from bot.gate.folder import fingerprint_of
from bot.model_files.manifest import Manifest, ModelFile
from tests.builders import ENGINEER
from tests.cli.conftest import Smactr
from tests.clock import ManualClock
from tests.contract.record import Record, opened
from tests.gate.releases import PLAIN, hashes
from tests.model_files.model_folders import tree
from tests.slack.outbound.view_contexts import say

FILES = {"model.safetensors": PLAIN}

MANIFEST = Manifest.of("model", [ModelFile(name, digest) for name, digest in hashes(FILES)])


def record_in(folder: Path, *, decided: bool = True) -> None:
    """A record with an audit A-1, decided on the files of this module or not at all."""

    async def begin() -> None:
        clock = ManualClock()
        async with opened("", folder, clock) as storage:
            record = Record(storage, clock, "", folder)
            await record.begin()
            if not decided:
                return
            by: dict[str, Any] = {"at": clock.now(), "by": ENGINEER}
            how, text = record.prose("Made at the build."), record.prose(MANIFEST.to_json())
            fingerprint = fingerprint_of(hashes(FILES))
            await record.move(
                ManifestSubmitted(**by, manifest=1, source=None, content=text.digest, fingerprint="", how=how.digest),
                ManifestRead(**by, manifest=1, content=text.digest, fingerprint=fingerprint, files=1, size=1, parts=()),
                ManifestStated(**by, manifest=1),
                DecisionReached(
                    **by, round=1, form=2, ticks={2: 3}, blocked=(), dissenters=(), model="Foo", weights=fingerprint
                ),
                contents=(how, text),
            )

    folder.mkdir(exist_ok=True)
    asyncio.run(begin())


def test_it_writes_what_the_gate_takes(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data")
    written = smactr("decision", "A-1", "--output", "out")
    assert written.exit_code == 0, written.stderr
    names = {
        "A-1.sigstore.json",
        "A-1.dsse.json",
        "A-1.statement.json",
        "A-1.manifest.json",
        "A-1.decision.json",
        "key.pem",
        "decisions.sigstore.json",
    }
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*names, "A-1.vsa-form-2.sigstore.json"}
    tree(tmp_path / "model", FILES)
    gate = ("gate", "--decision", "out/A-1.sigstore.json", "--key", "out/key.pem", "model", "--form")
    assert [smactr(*gate, form).exit_code for form in ("2", "3")] == [0, 1]
    assert smactr(*gate, "2", "--status", "out/decisions.sigstore.json").exit_code == 0
    (tmp_path / "model" / "more").write_bytes(b"")
    assert "more was not part of what was decided" in smactr(*gate, "2").stdout


def test_without_a_decision_there_is_nothing_to_sign(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data", decided=False)
    said = smactr("decision", "A-1")
    assert (said.exit_code, say()("decision-unsigned", audit="A-1") in said.stderr) == (2, True)
    assert not (tmp_path / "data" / "signing.key").exists()


def test_seats_sign_what_was_written_with_ssh_keygen_and_are_counted(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data")
    (tmp_path / "signers").write_text("")
    written = ("decision", "A-1", "--output", "out", "--signers", "signers")
    assert smactr(*written).stdout.splitlines()[-1] == say()("decision-co-signed", count=0, who="")
    keygen: dict[str, Any] = {"check": True, "cwd": tmp_path, "capture_output": True}
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "seat"], **keygen)
    signing = ["ssh-keygen", "-Y", "sign", "-n", "smactr-decision", "-f", "seat", "out/A-1.decision.json"]
    subprocess.run(signing, **keygen)
    (tmp_path / "signers").write_text(f"@UBOARD1 {(tmp_path / 'seat.pub').read_text()}")
    assert smactr(*written).stdout.splitlines()[-1] == say()("decision-co-signed", count=1, who="@UBOARD1")
    assert smactr(*written[:-1], "nowhere").exit_code == 2
