"""`smactr dossier`: one folder that a stranger checks with python3 alone, and notices whatever was done to it.

Owns the command and the verifier that lies in the folder.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli_commands import app
from bot.domain.decision.events import CancellingReported, DecisionReached, DecisionSuspended
from bot.domain.documents.events import ArtifactSubmitted
from bot.domain.lifecycle.events import DetailsChanged
from bot.domain.redaction.events import ContentRedacted
from bot.gate.folder import fingerprint_of
from bot.gate.release import Question, check
from bot.governance.attestation.key_place import KeyPlace
from bot.governance.attestation.verify import ENVELOPE
from bot.governance.attestation.verify import main as verify
from bot.wiring.decision_files import DecisionSigning
from bot.wiring.record_heads import sign_head
from tests.builders import ENGINEER, LEAD, built_in
from tests.cli.conftest import Smactr
from tests.clock import ManualClock
from tests.contract.record import Record, opened
from tests.gate.releases import OTHER_SIGNER, PLAIN, hashes
from tests.once import once
from tests.slack.outbound.view_contexts import say

PRIVATE = next(each.key for stage in built_in().stages for each in stage.artifacts if each.restricted_to)

ROLE = built_in().artifact(PRIVATE).restricted_to[-1]


def record_in(folder: Path) -> None:
    """A decided audit A-1 with a document for everybody, one that is restricted, and words that were erased.

    Its decision, event 4, was suspended since.
    """

    async def begin() -> None:
        clock = ManualClock()
        async with opened("", folder, clock) as storage:
            record = Record(storage, clock, "", folder)
            await record.begin()
            by: dict[str, Any] = {"at": clock.now(), "by": ENGINEER}
            scope, private, name, words = map(record.prose, ("The scope.", "A secret.", "scope.md", "Too much."))
            common: dict[str, Any] = {"version": 1, "kind": "text", "source": None, "size": 9, "offer": ""}
            common |= {"written_afterwards": False, "name": name.digest, **by}
            weights = fingerprint_of(hashes({"model.safetensors": PLAIN}))
            # one by one: as of each of them the record stood
            submitted = ArtifactSubmitted(artifact="audit-scope", content=scope.digest, **common)
            await record.move(submitted, contents=(scope, name))
            await record.move(
                ArtifactSubmitted(artifact=PRIVATE, content=private.digest, **common), contents=(private,)
            )
            await record.move(
                DecisionReached(
                    **by, round=1, form=2, ticks={2: 3}, blocked=(), dissenters=(), model="Foo", weights=weights
                )
            )
            await record.move(DetailsChanged(at=clock.now(), by=LEAD, description=words.digest), contents=(words,))
            reason = record.prose("A name stood in it.")
            await record.move(
                ContentRedacted(at=clock.now(), by=LEAD, content=words.digest, reason=reason.digest),
                contents=(reason,),
                erased=(words.digest,),
            )
            incident = record.prose("Somebody was harmed.")
            await record.move(
                CancellingReported(**by, report=1, cause="incident", text=incident.digest),
                DecisionSuspended(**by, report=1, cause="incident", stage="testing", containment=None),
                contents=(incident,),
            )
            signing = DecisionSigning(storage, clock, KeyPlace(folder))
            for event in (2, 4):
                await sign_head(signing, "T01", "A-1", event)

    folder.mkdir(exist_ok=True)
    asyncio.run(begin())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record, the dossiers made of it, and the key from elsewhere: of all workers, and only read."""
    with once(tmp_path_factory.getbasetemp(), "operator") as (folder, there):
        if not there:
            made = folder.with_name("operator.new")
            made.mkdir()
            _fill(made)
            made.rename(folder)
    return folder


def _fill(folder: Path) -> None:
    record_in(folder / "data")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("SLACK_", "SMACTR_"))]:
            patch.delenv(name)
        patch.chdir(folder)
        for words in (
            ("decision", "A-1", "--output", "decision"),
            ("dossier", "A-1", "--as-of", "3", "--reader", ROLE, "--output", "then"),
            ("dossier", "A-1", "--as-of", "4", "--output", "decided"),
            ("dossier", "A-1"),
        ):
            made = CliRunner().invoke(app, words)
            assert made.exit_code == 0, made.stderr


def checked(folder: Path, key: Path | None = None) -> int:
    return verify([str(folder), *(["--key", str(key)] if key else [])])


def test_it_is_right_by_its_own_verifier_with_python3_alone(place: Path) -> None:
    alone = [sys.executable, "-I", "-S", "A-1-dossier/verify.py", "--key", "decision/key.pem"]
    done = subprocess.run(alone, cwd=place, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "right: all that is here was checked")
    assert "not here: 1 redacted, 1 restricted" in done.stdout


def test_what_is_not_here_is_told_with_who_erased_it_and_why_or_for_whom_it_is(place: Path) -> None:
    bare = ["env", "-i", sys.executable, "-I", "-S", "A-1-dossier/verify.py"]
    told = subprocess.run(bare, cwd=place, capture_output=True, text=True, check=False).stdout.splitlines()
    [erased] = [line for line in told if line.startswith("  redacted: what event 5 (DetailsChanged) names")]
    assert erased.endswith(f"was erased by {LEAD} at 2026-11-23T09:00:00Z (event 6): A name stood in it.")
    [private] = [line for line in told if line.startswith("  restricted: what event 3 (ArtifactSubmitted) names")]
    assert (PRIVATE in private, ROLE in private) == (True, True)


def test_without_a_key_or_openssl_signatures_count_as_not_checked(place: Path) -> None:
    alone = [sys.executable, "-I", "-S", "A-1-dossier/verify.py"]
    for more, path in (((), os.environ["PATH"]), (("--key", "decision/key.pem"), str(place))):
        done = subprocess.run(
            [*alone, *more], cwd=place, env={"PATH": path}, capture_output=True, text=True, check=False
        )
        assert (done.returncode, "signatures not checked" in done.stdout) == (2, True)


def test_it_holds_what_its_reader_may_see(place: Path) -> None:
    documents = {path.name for path in (place / "A-1-dossier" / "documents").iterdir()}
    assert documents == {"audit-scope-v1-text.txt"}
    assert {path.name for path in (place / "then" / "documents").iterdir()} == {*documents, f"{PRIVATE}-v1-text.txt"}
    texts = b"".join(path.read_bytes() for path in (place / "A-1-dossier").rglob("*") if path.is_file())
    assert b"A secret." not in texts
    assert b"Too much." not in texts


def test_as_of_an_event_it_ends_there(place: Path) -> None:
    history = (place / "then" / "history.jsonl").read_bytes().splitlines()
    assert (len(history), (place / "then" / "decision").exists()) == (3, False)
    assert checked(place / "then", place / "decision" / "key.pem") == 0


def decision(place: Path, name: str) -> dict[str, Any]:
    path = place / name / "decision" / "A-1.statement.json"
    said: dict[str, Any] = json.loads(path.read_text())["predicate"]
    return said


def test_as_of_an_event_the_decision_in_it_is_as_it_stood_then(place: Path) -> None:
    then, now = decision(place, "decided"), decision(place, "A-1-dossier")
    assert (then["state"], then["chain"]["signed_event"], then["as_of"] is not None) == ("in-force", 4, True)
    assert (now["state"], now["chain"]["signed_event"], now["as_of"]) == ("suspended", 8, None)
    assert checked(place / "decided", place / "decision" / "key.pem") == 0


def test_a_decision_as_it_stood_earlier_passes_no_gate_and_no_tool_of_others(place: Path) -> None:
    (place / "model").mkdir(exist_ok=True)
    (place / "model" / "model.safetensors").write_bytes(PLAIN)
    signed = place / "decided" / "decision"
    asked = Question(place / "model", signed / "A-1.sigstore.json", place / "decision" / "key.pem", 2)
    assert [finding.kind for finding in check(asked).findings if finding.level == "refused"] == ["as-of"]
    assert [path.name for path in signed.glob("*vsa*")] == []


def test_the_keys_that_signed_for_its_workspace_are_listed_in_it(place: Path) -> None:
    [key] = json.loads((place / "decided" / "keys.json").read_text())
    assert (key["key"], key["revoked"]) == (
        json.loads((place / "decided" / ENVELOPE).read_text())["signatures"][0]["keyid"],
        None,
    )


def test_the_heads_signed_up_to_its_event_are_in_it(place: Path) -> None:
    heads = {name: (place / name / "heads.jsonl").read_bytes().splitlines() for name in ("A-1-dossier", "then")}
    assert (len(heads["A-1-dossier"]), heads["then"]) == (2, heads["A-1-dossier"][:1])


def test_what_seats_signed_comes_along_from_a_folder(smactr: Smactr, place: Path, tmp_path: Path) -> None:
    data = {"SMACTR_DATA_DIR": str(place / "data")}
    (tmp_path / "signed").mkdir()
    none = smactr("dossier", "A-1", "--signatures", "signed", **data)
    assert say()("dossier-no-signatures", folder="signed", audit="A-1") in none.stderr
    (tmp_path / "signed" / "A-1.decision.json.one.sig").write_text("a signature")
    assert smactr("dossier", "A-1", "--signatures", "signed", **data).exit_code == 0
    assert (tmp_path / "A-1-dossier" / "decision" / "A-1.decision.json.one.sig").read_text() == "a signature"
    assert checked(tmp_path / "A-1-dossier", place / "decision" / "key.pem") == 2


def last_event(folder: Path) -> None:
    lines = (folder / "history.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "history.jsonl").write_bytes(b"".join(lines[:-1]))


def document(folder: Path) -> None:
    next((folder / "documents").iterdir()).unlink()


def flip(name: str) -> Callable[[Path], None]:
    def flipped(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes())
        data[len(data) // 2] ^= 1
        (folder / name).write_bytes(data)

    return flipped


DONE: dict[str, Callable[[Path], None]] = {
    "the tail cut": last_event,
    "a text taken out": document,
    "a file put in": lambda folder: (folder / "more.txt").touch(),
    "a file linked": lambda folder: (folder / "more").symlink_to(folder / "key.pem"),
    "a byte of the history": flip("history.jsonl"),
    "a byte of the report": flip("report/A-1-report.pdf"),
    "a byte of the decision": flip("decision/A-1.sigstore.json"),
    "a byte of the key": flip("key.pem"),
}


@pytest.mark.parametrize("name", DONE)
def test_what_was_done_to_it_is_noticed_even_without_a_key(place: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "dossier"
    shutil.copytree(place / "A-1-dossier", folder)
    assert checked(folder) == 2
    DONE[name](folder)
    assert checked(folder) == 1


def test_a_key_that_did_not_sign_it_is_not_taken(place: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    other.write_bytes(OTHER_SIGNER.public_key("urn:smactr:T01"))
    assert checked(place / "A-1-dossier", other) == 1
    (tmp_path / "none.pem").write_text("none")
    assert checked(place / "A-1-dossier", tmp_path / "none.pem") == 2


def test_a_folder_that_is_taken_and_a_role_that_is_none_are_said(smactr: Smactr, place: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "x").touch()
    data = {"SMACTR_DATA_DIR": str(place / "data")}
    taken = smactr("dossier", "A-1", "--output", "taken", **data)
    assert (taken.exit_code, say()("dossier-folder-taken", folder="taken") in taken.stderr) == (2, True)
    nobody = smactr("dossier", "A-1", "--reader", "nobody", **data)
    assert (nobody.exit_code, say()("dossier-no-role", role="nobody") in nobody.stderr) == (2, True)
    assert smactr("dossier", "A-1", "--as-of", "999", **data).exit_code == 2
