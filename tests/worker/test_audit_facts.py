"""What leaves the house beside the discussion: risks, results and problems found; nothing restricted, nothing redacted.

Owns these sentences. Must not know who reads them.
"""

from __future__ import annotations

from bot.domain.findings.commands import LogFinding
from bot.ports.store import Loaded
from bot.worker.audit_facts import digests_in, facts
from tests.builders import AUDITOR, Play, an_audit

SECRET = "The prompt that breaks the filters is on page 4."


def told(play: Play, *erased: str) -> list[str]:
    loaded = Loaded(play.audit, play.framework, "")
    texts = {digest: play.prose[digest].text for digest in digests_in(loaded)}
    return list(facts(loaded, {digest: text for digest, text in texts.items() if text not in erased}))


def after_tests() -> Play:
    play = an_audit().at("reflection")
    for artifact, text in (("adversarial-report", SECRET), ("model-card", "No numbers on dialect.")):
        play.do(LogFinding, AUDITOR, stage="testing", artifact=artifact, severity="low", text=play.text(text))
    return play


def test_risks_results_and_problems_found_are_told() -> None:
    found = told(after_tests())
    assert found[0] == "Release form asked for: Inference API."
    assert any(line.startswith("Risk R1, likelihood 3 of 5, severity 4 of 5: Harmful advice.") for line in found)
    assert "Result 1 on risk R1: dan.Dan_11_0, attack_success_rate 0.02. supports." in found
    assert any(line.endswith("No numbers on dialect.") for line in found)


def test_of_what_is_restricted_only_that_it_exists() -> None:
    found = told(after_tests())
    assert not any(SECRET in line for line in found)
    assert sum(line.endswith("(restricted)") for line in found) == 1
    loaded = Loaded(after_tests().audit, after_tests().framework, "")
    assert len([f for f in loaded.audit.findings if f.text in digests_in(loaded)]) == 1


def test_what_was_erased_is_gone() -> None:
    found = told(after_tests(), "Harmful advice.", "No numbers on dialect.")
    assert not any("advice" in line or "dialect" in line for line in found)
    assert sum("(removed)" in line for line in found) == 2
