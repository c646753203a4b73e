"""The manifest of the model: who states it, what it must be, and that it counts only once its sender has seen it.

Owns the rules of statement; what a new version does is `test_model_versions`.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.ballot.support import support
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.commands import (
    ChangeModel,
    ConfirmManifest,
    FailManifest,
    RecordManifest,
    StateServedModel,
    SubmitManifest,
)
from bot.domain.kernel.content import Source
from bot.domain.kernel.effects import ReadManifest
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.stages import obstacles
from tests.builders import ENGINEER, LEAD, OTHER_WEIGHTS, PRODUCT, SAFETY, WEIGHTS, first_edition, refused_with
from tests.engine.played_audits import Branch, audit_at
from tests.engine.test_commit_plan import after


def submit(play: Branch, who: str = ENGINEER, **given: Any) -> None:
    play.do(SubmitManifest, who, **{"fingerprint": WEIGHTS, "how": play.text("Made where it was built."), **given})


def owed(play: Branch, kind: str) -> list[str]:
    return [d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == kind]


def test_a_fingerprint_counts_once_its_sender_has_seen_it() -> None:
    play = audit_at("collection")
    submit(play)
    assert play.audit.weights == ""
    assert owed(play, "confirm-manifest") == [ENGINEER]
    with refused_with("manifest-sender-only"):
        play.do(ConfirmManifest, PRODUCT, number=1, confirm=True)
    play.do(ConfirmManifest, ENGINEER, number=1, confirm=True)
    assert play.audit.weights == WEIGHTS
    assert owed(play, "state-weights") == []


def test_a_file_is_read_and_shown_before_it_counts() -> None:
    play = audit_at("collection")
    file = Source(channel="", ts="", file="F1")
    done = after(play, lambda p: submit(p, fingerprint="", source=file))
    assert ReadManifest(number=1, file="F1") in done.effects
    with refused_with("manifest-not-read"):
        play.do(ConfirmManifest, ENGINEER, number=1, confirm=True)
    play.do(RecordManifest, SYSTEM, number=1, content="sha256:00", fingerprint=WEIGHTS, files=3, size=9)
    [manifest] = play.audit.manifests
    assert (manifest.status, manifest.files, manifest.fingerprint) == ("read", 3, WEIGHTS)
    play.do(ConfirmManifest, ENGINEER, number=1, confirm=True)
    assert play.audit.weights == WEIGHTS


def test_what_its_sender_calls_another_model_counts_for_nothing() -> None:
    play = audit_at("collection")
    submit(play)
    play.do(ConfirmManifest, ENGINEER, number=1, confirm=False)
    assert play.audit.weights == ""
    assert owed(play, "state-weights") == [ENGINEER]


def test_a_file_that_is_no_manifest_says_why_and_is_asked_for_again() -> None:
    play = audit_at("collection")
    submit(play, fingerprint="", text=play.text("[]"))
    play.do(FailManifest, SYSTEM, number=1, problem="model-files-manifest-another-kind", params=play.text("{}"))
    assert play.audit.manifests[0].status == "unread"
    assert owed(play, "state-weights") == [ENGINEER]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"fingerprint": "sha256:aa"}, "manifest-fingerprint-malformed"),
        ({"fingerprint": "md5:" + "a" * 64}, "manifest-fingerprint-malformed"),
        ({"fingerprint": ""}, "manifest-one-of-three"),
        ({"source": Source(channel="", ts="", file="F1")}, "manifest-one-of-three"),
    ],
)
def test_a_malformed_statement_is_refused_in_one_sentence(given: dict[str, Any], refusal: str) -> None:
    play = audit_at("collection")
    with refused_with(refusal):
        submit(play, **given)


def test_how_it_is_known_has_to_be_said() -> None:
    play = audit_at("collection")
    with refused_with("manifest-how-missing"):
        submit(play, how=play.text(" "))


@pytest.mark.parametrize("who", [LEAD, SAFETY])
def test_builders_hand_it_in_and_nobody_else(who: str) -> None:
    play = audit_at("collection")
    with refused_with("power-not-yours"):
        submit(play, who)


def test_no_stage_before_testing_waits_for_it() -> None:
    play = audit_at("collection")
    play.complete("collection")
    kinds = [o.kind for o in obstacles(play.audit, play.framework, "testing", play.today)]
    assert "weights-unknown" in kinds


def test_to_state_the_first_one_changes_no_evidence() -> None:
    play = audit_at("testing")
    before = {key: stage.closed_evidence for key, stage in play.audit.stages.items()}
    play.manifest(WEIGHTS)
    assert play.audit.model_number == 1
    assert {key: stage.closed_evidence for key, stage in play.audit.stages.items()} == before


def test_the_manifest_of_another_build_changes_nothing_by_itself() -> None:
    play = audit_at("testing")
    play.manifest(WEIGHTS)
    play.manifest(OTHER_WEIGHTS)
    assert (play.audit.weights, play.audit.model_number) == (WEIGHTS, 1)


def test_the_same_manifest_is_no_news() -> None:
    play = audit_at("testing")
    play.manifest(WEIGHTS)
    with refused_with("manifest-stated-already"):
        submit(play, fingerprint=WEIGHTS.upper())


def served(play: Branch, who: str = ENGINEER, **given: Any) -> None:
    said = {"provider": play.text("Acme"), "endpoint": play.text("https://api.example.com/foo"), "since": play.today}
    play.do(StateServedModel, who, **{**said, **given})


def test_a_model_that_is_only_called_states_provider_endpoint_and_date_instead() -> None:
    play = audit_at("testing")
    served(play)
    kinds = [o.kind for o in obstacles(play.audit, play.framework, "testing", play.today)]
    assert "weights-unknown" not in kinds
    assert owed(play, "state-weights") == []
    with refused_with("manifest-of-served-model"):
        submit(play)


def test_an_audit_of_a_called_model_decides_forms_0_2_and_3_only() -> None:
    play = audit_at("testing", asked_form=8)
    fresh = audit_at("collection")
    served(fresh)
    called = {form for form in range(9) if support(fresh.audit, fresh.framework, form).called}
    assert called == {1, 4, 5, 6, 7, 8}
    assert not any(support(play.audit, play.framework, form).called for form in range(9))


def test_a_called_model_says_since_when_and_not_until_tomorrow() -> None:
    play = audit_at("testing")
    with refused_with("served-since-later"):
        served(play, since=play.today.replace(year=play.today.year + 1))
    with refused_with("served-incomplete"):
        served(play, provider=play.text(" "))


def test_the_lead_states_no_weights_any_more() -> None:
    play = audit_at("testing")
    why = play.text("Hashed at the build.")
    with refused_with("version-manifest-missing"):
        play.do(ChangeModel, LEAD, subject=play.audit.subject, weights=WEIGHTS, why=why)


def test_in_an_audit_begun_before_the_lead_still_does() -> None:
    play = audit_at("testing", framework=first_edition())
    play.do(ChangeModel, LEAD, subject=play.audit.subject, weights="sha256:aa", why=play.text("Hashed."))
    assert play.audit.weights == "sha256:aa"
    with refused_with("manifest-older-rules"):
        submit(play)
