"""What is signed of a decision, from audits that were played, and what a gate makes of it.

Owns both statements and their schema.
"""

from __future__ import annotations

import functools
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.decision.commands import AnswerReport, ReportCancelling
from bot.domain.kernel.audit import Audit
from bot.gate.folder import fingerprint_of
from bot.gate.release import Question, check
from bot.governance.attestation import statements
from bot.governance.attestation.predicate import ReleaseDecision
from bot.governance.attestation.statements import Decided, release_statement, status_statement, verification_summary
from tests.builders import BOARD, LEAD, SAFETY, kind_of
from tests.decision import test_bent_conditions
from tests.decision.test_bent_decisions import API, decides
from tests.engine.played_audits import Branch, audit_at
from tests.gate.releases import PLAIN, SIGNER, hashes
from tests.model_files.model_folders import tree

FILES = {"model.safetensors": PLAIN, "config.json": b"{}"}

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


def predicate(found: Decided) -> dict[str, Any]:
    said: dict[str, Any] = release_statement(found)["predicate"]
    return said


def gate(found: Decided, place: Path, form: int, **other: Any) -> list[str]:
    """What the gate finds, asked on the day on which it was signed."""
    tree(place / "model", FILES)
    (place / "a.sigstore.json").write_bytes(SIGNER.sign(release_statement(found)).bundle)
    (place / "key.pem").write_bytes(SIGNER.public_key(found.verifier))
    asked = Question(place / "model", place / "a.sigstore.json", place / "key.pem", form, **other)
    return [finding.kind for finding in check(asked, found.issued + timedelta(hours=1)).findings]


def test_the_decided_files_pass_the_gate_in_each_decided_form_and_in_no_other(play: Branch, tmp_path: Path) -> None:
    found = decided(play)
    assert [form for form in range(9) if not gate(found, tmp_path, form)] == list(found.forms) == [2, 3]
    assert gate(found, tmp_path, 7) == ["form-not-decided"]


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
    later.write_bytes(SIGNER.sign(status_statement([before], play.now)).bundle)
    assert gate(before, tmp_path, 3, status=later) == []
    play.do(ReportCancelling, SAFETY, cause="incident", text=play.text("Somebody was harmed."))
    play.do(AnswerReport, LEAD, report=1, happened=True, why=play.text("It is so."))
    later.write_bytes(SIGNER.sign(status_statement([decided(play)], play.now)).bundle)
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
