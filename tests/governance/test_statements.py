"""What is signed of a decision, from audits that were played, and what a gate makes of it.

Owns both statements and their schema.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.decision.commands import AnswerReport, ReportCancelling
from bot.domain.evaluations.commands import SubmitManifest, TieManifest
from bot.domain.evaluations.state import ServedModel
from bot.domain.kernel.audit import Audit
from bot.gate.folder import fingerprint_of
from bot.gate.release import Question, check
from bot.governance.attestation import statements
from bot.governance.attestation.keys import KeyRing
from bot.governance.attestation.predicate import ReleaseDecision
from bot.governance.attestation.statements import Decided, release_statement, status_statement, verification_summary
from bot.ports.attack_tables import AttackTable, Colluders
from tests.builders import BOARD, ENGINEER, LEAD, SAFETY, kind_of
from tests.clock import MONDAY
from tests.decision import test_bent_conditions
from tests.decision.test_bent_decisions import API, decides
from tests.engine.played_audits import Branch, audit_at
from tests.gate.releases import PLAIN, SIGNER, encrypted, hashes
from tests.model_files.model_folders import tree

FILES = {"model.safetensors": PLAIN, "config.json": b"{}"}

RING = KeyRing().rotated(SIGNER.key_id, SIGNER.pem, MONDAY)

FINGERPRINT = fingerprint_of(hashes(FILES))


@functools.lru_cache
def _api() -> Branch:
    play = audit_at("post-audit")
    play.bring(*API)
    assert decides(play, 3) == 3
    return play


@pytest.fixture
def play() -> Branch:
    """The API is allowed."""
    return _api().branch()


def decided(play: Branch, *, targets: tuple[str, ...] = (), now: datetime | None = None) -> Decided:
    """The decision of an audit, as if it were on the files of this module."""
    audit: Audit = play.audit
    assert audit.decision
    audit = audit.replace(decision=audit.decision.replace(weights=FINGERPRINT))
    assert audit.decision
    return Decided(
        audit=audit,
        framework=play.framework,
        decision=audit.decision,
        head="1" * 64,
        now_head="2" * 64,
        issued=now or play.now,
        pseudonym=SIGNER.pseudonym,
        key_id=SIGNER.key_id,
        targets=targets,
    )


def for_encrypted_weights(play: Branch) -> Decided:
    """The decision as if it were on encrypted weights, too, with every tie to the files of this module."""
    found = decided(play)
    decision = found.decision.replace(allowed=(*found.decision.forms, 5))
    ties = [m.replace(tie=m.tie.replace(audited=FINGERPRINT)) if m.tie else m for m in found.audit.manifests]
    audit = found.audit.replace(decision=decision, manifests=tuple(ties))
    return dataclasses.replace(found, audit=audit, decision=decision)


def tied(play: Branch, files: Mapping[str, bytes]) -> None:
    """A builder hands in encrypted files, and Safety finds the audited ones in them."""
    how = play.text("Decrypted on the audit machine.")
    play.do(SubmitManifest, ENGINEER, fingerprint=fingerprint_of(hashes(files)), encrypted=True, how=how)
    said = {"comparison": "same-files", "decrypted": play.audit.weights, "how": how}
    play.do(TieManifest, SAFETY, number=len(play.audit.manifests), **said)


def predicate(found: Decided) -> dict[str, Any]:
    said: dict[str, Any] = release_statement(found)["predicate"]
    return said


def gate(found: Decided, place: Path, form: int, **other: Any) -> list[str]:
    """What the gate finds, asked on the day on which it was signed."""
    shutil.rmtree(place / "model", ignore_errors=True)
    tree(place / "model", dict(other.pop("files", FILES)))
    (place / "a.sigstore.json").write_bytes(SIGNER.sign(release_statement(found)).bundle)
    (place / "key.pem").write_bytes(SIGNER.public_key(found.verifier))
    asked = Question(place / "model", place / "a.sigstore.json", place / "key.pem", form, **other)
    return [finding.kind for finding in check(asked, found.issued + timedelta(hours=1)).findings]


def test_the_decided_files_pass_the_gate_in_each_decided_form_and_in_no_other(play: Branch, tmp_path: Path) -> None:
    found = decided(play)
    assert [form for form in range(9) if not gate(found, tmp_path, form)] == list(found.forms) == [2, 3]
    assert gate(found, tmp_path, 7) == ["form-not-decided"]


def test_encrypted_files_pass_once_they_are_tied_and_the_audited_ones_never_as_encrypted(
    play: Branch, tmp_path: Path
) -> None:
    sealed = [{"model.safetensors": encrypted(), "config.json": name} for name in (b"{}", b"[]", b"1")]
    assert gate(for_encrypted_weights(play), tmp_path, 5, files=sealed[0]) == ["no-files-decided"]
    for files in sealed[:2]:
        tied(play, files)
    found = for_encrypted_weights(play)
    assert [gate(found, tmp_path, 5, files=files) for files in sealed] == [[], [], ["other-files"]]
    assert gate(found, tmp_path, 5) == ["other-files", "format-not-permitted"]
    assert gate(found, tmp_path, 3, files=sealed[0]) == ["other-files"]
    assert gate(found, tmp_path, 3) == []


def test_of_encrypted_weights_the_encrypted_files_are_the_subjects_and_not_the_audited_ones(play: Branch) -> None:
    files = {"model.safetensors": encrypted()}
    tied(play, files)
    found = for_encrypted_weights(play)
    subjects = [subject["digest"]["sha256"] for subject in verification_summary(found, 5)["subject"]]
    assert subjects == [fingerprint_of(hashes(files)).removeprefix("sha256:")]
    assert FINGERPRINT.removeprefix("sha256:") not in subjects


def test_what_is_tied_to_another_version_is_not_signed(play: Branch, tmp_path: Path) -> None:
    files = {"model.safetensors": encrypted()}
    tied(play, files)
    found = for_encrypted_weights(play)
    other = found.decision.replace(weights="sha256:" + "9" * 64)
    found = dataclasses.replace(found, decision=other, audit=found.audit.replace(decision=other))
    assert gate(found, tmp_path, 5, files=files) == ["no-files-decided"]


def test_a_target_that_was_signed_is_the_only_one(play: Branch, tmp_path: Path) -> None:
    found = decided(play, targets=("https://api.example/",))
    assert gate(found, tmp_path, 3, target="https://api.example/") == []
    assert gate(found, tmp_path, 3, target="https://hub.example/") == ["target-another"]


def test_an_open_condition_holds_its_forms_back(tmp_path: Path) -> None:
    found = decided(test_bent_conditions.decided())
    assert [gate(found, tmp_path, form) for form in (2, 3)] == [[], ["condition-open"]]
    assert verification_summary(found, 3)["predicate"]["verificationResult"] == "FAILED"
    assert verification_summary(found, 2)["predicate"]["verificationResult"] == "PASSED"


def test_a_suspended_decision_says_so(play: Branch, tmp_path: Path) -> None:
    play.do(ReportCancelling, SAFETY, cause="incident", text=play.text("Somebody was harmed."))
    play.do(AnswerReport, LEAD, report=1, happened=True, why=play.text("It is so."))
    found = decided(play)
    assert (predicate(found)["state"], gate(found, tmp_path, 3)) == ("suspended", ["not-in-force"])


def test_the_list_of_decisions_tells_of_a_suspension_that_an_older_file_does_not(play: Branch, tmp_path: Path) -> None:
    before = decided(play)
    later = tmp_path / "decisions.sigstore.json"
    later.write_bytes(SIGNER.sign(status_statement([before], RING, play.now)).bundle)
    assert gate(before, tmp_path, 3, status=later) == []
    play.do(ReportCancelling, SAFETY, cause="incident", text=play.text("Somebody was harmed."))
    play.do(AnswerReport, LEAD, report=1, happened=True, why=play.text("It is so."))
    later.write_bytes(SIGNER.sign(status_statement([decided(play)], RING, play.now)).bundle)
    assert gate(before, tmp_path, 3, status=later) == ["not-in-force"]


def test_a_decision_that_is_over_says_so(play: Branch) -> None:
    assert predicate(decided(play, now=play.now + timedelta(days=400)))["state"] == "expired"


def test_form_0_allows_nothing(tmp_path: Path) -> None:
    play = audit_at("post-audit")
    assert decides(play, 0) == 0
    found = decided(play)
    assert (predicate(found)["state"], predicate(found)["forms"]) == ("not-released", [])
    assert verification_summary(found, 0)["predicate"]["verifiedLevels"] == ["FAILED"]
    assert gate(found, tmp_path, 0) == ["not-in-force", "form-not-decided"]


def test_practice_decides_nothing(play: Branch, tmp_path: Path) -> None:
    play.framework = kind_of("practice")
    found = decided(play)
    assert gate(found, tmp_path, 3) == ["kind-practice"]
    assert verification_summary(found, 3)["predicate"]["verificationResult"] == "FAILED"


def test_a_summary_names_every_allowed_form_as_a_level(play: Branch) -> None:
    said = verification_summary(decided(play, targets=("a&b",)), 3)
    assert said["predicateType"] == "https://slsa.dev/verification_summary/v1"
    assert said["predicate"]["verifiedLevels"] == ["SMACTR_FORM_2", "SMACTR_FORM_3"]
    assert said["predicate"]["resourceUri"].endswith("?form=3&target=a%26b")
    assert said["subject"] == release_statement(decided(play, targets=("a&b",)))["subject"]


def test_it_says_who_would_have_to_collude_for_the_forms_it_allows(play: Branch) -> None:
    assert predicate(decided(play))["attack"] is None
    roles = ("auditor", "safety")
    smallest = tuple(Colluders(form=form, board="trusting", roles=roles) for form in (3, 7))
    table = AttackTable(framework="sha256:" + "0" * 64, seats=3, seed=7, plays=900, smallest=smallest)
    said = predicate(dataclasses.replace(decided(play), attack=table))["attack"]
    found = [{"form": 3, "board": "trusting", "roles": list(roles)}]
    assert said == {"plays": 900, "seed": 7, "seats": 3, "smallest": found}
    assert predicate(dataclasses.replace(decided(play), attack=table.replace(plays=0)))["attack"] is None


def test_nobody_is_named_in_it(play: Branch) -> None:
    said = json.dumps(release_statement(decided(play)))
    people = {seat.person for seats in play.audit.roster.values() for seat in seats}
    assert not [person for person in people if person in said or person.split(":")[-1] in said]
    votes = predicate(decided(play))["votes"]
    assert len(votes) == len(BOARD)
    assert [vote["seat"] for vote in votes] == sorted(vote["seat"] for vote in votes)


def test_the_schema_says_what_is_signed(play: Branch) -> None:
    path = Path(statements.__file__).with_name("release-decision.json")
    assert json.loads(path.read_text(encoding="utf-8")) == ReleaseDecision.model_json_schema(mode="serialization")
    said = predicate(decided(play))
    assert ReleaseDecision.model_validate_json(json.dumps(said)).model_dump(mode="json") == said


def test_where_a_called_model_answers_is_erased_and_what_is_signed_since_names_it_by_another_digest(
    play: Branch,
) -> None:
    served = ServedModel(provider="sha256:0a", endpoint="sha256:0b", since=play.today, by=ENGINEER, at=play.now)
    found = decided(play)
    called = dataclasses.replace(
        found,
        audit=found.audit.replace(served=served),
        decision=found.decision.replace(weights=""),
        texts={"sha256:0a": "Foo Inc.", "sha256:0b": "https://foo.example/v1"},
    )
    erased = dataclasses.replace(called, texts={"sha256:0a": "Foo Inc."})
    [before], [after] = (release_statement(each)["subject"] for each in (called, erased))
    assert before["name"] == after["name"]
    assert before["digest"] != after["digest"]
