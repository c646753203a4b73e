"""The end of the demo: the files of its models are the ones that its people state, and the gate answers by them.

Owns these files. That the lines are printed is held by `tests/acceptance/test_demo.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo.release import gate_lines, model_files
from bot.demo.sample_documents import sample_document
from bot.gate.folder import fingerprint_of
from tests.gate.releases import NOW, SIGNER, VERIFIER, form, hashes, predicate, statement
from tests.slack.outbound.view_contexts import say

FOO = "Foo-7B 1.2"


@pytest.mark.parametrize(("model", "version"), [(FOO, "text"), ("Foo-mini 0.3", "small")])
def test_people_state_the_fingerprint_of_the_files(model: str, version: str) -> None:
    assert fingerprint_of(hashes(model_files(model))) in sample_document("tamper-record", version)


def test_the_gate_answers_for_the_decided_form_and_for_a_more_open_one(tmp_path: Path) -> None:
    decided = SIGNER.sign(statement(predicate(form(2, model_files(FOO)), form(3, model_files(FOO)), model=FOO)))
    posted = {"A-12.sigstore.json": decided.bundle, "key.pem": SIGNER.public_key(VERIFIER)}
    fingerprint, signed, allowed, refused = gate_lines(posted, tmp_path, NOW, say())
    assert fingerprint_of(hashes(model_files(FOO))) in fingerprint
    assert signed == say()("demo-signed", file=str(tmp_path / "A-12.sigstore.json"))
    assert allowed == say()("demo-gate-allowed", form=3, decision=f"A-12 ({FOO})")
    assert refused.startswith(say()("demo-gate-refused", form=4, why="").strip())


def test_where_nothing_was_signed_nothing_is_said(tmp_path: Path) -> None:
    assert gate_lines({}, tmp_path, NOW, say()) == []
