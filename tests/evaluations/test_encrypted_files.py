"""Encrypted files: who says that they are the audited ones, after what, and what follows of it.

Owns the tie. What a manifest is, and who hands one in, is `test_manifests`; what a gate makes of a tie is
`tests/governance/test_statements`.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.evaluations.commands import ConfirmManifest, RecordManifest, TieManifest
from bot.domain.evaluations.encrypted_files import tied_manifests
from bot.domain.evaluations.events import ManifestTied
from bot.domain.kernel.effects import PostFiles, PostNotice
from bot.domain.kernel.notices import ManifestNotice
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import AnswerEnd, ProposeEnd
from bot.slack.evaluations.encrypted_forms import EncryptedManifestForm, TieManifestForm
from bot.slack.evaluations.manifest_messages import tie_manifest
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.outbound.notices import notice_message
from storage.contents import content_digests
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    ENGINEER,
    LEAD,
    OTHER_WEIGHTS,
    PRODUCT,
    SAFETY,
    WEIGHTS,
    refused_with,
)
from tests.decision.test_bent_decisions import API, decides
from tests.engine.played_audits import Branch, audit_at
from tests.engine.test_commit_plan import after
from tests.evaluations.test_manifests import owed, submit
from tests.evaluations.test_manifests_in_slack import said
from tests.slack.outbound.view_contexts import blocks_of, context_of, shown, tokens

SEALED = "sha256:" + "5" * 64

META = ModalMetadata(request="r", audit="A-1", number=2)


def encrypted(stage: str = "testing") -> Branch:
    """Encrypted files were handed in, after the audited ones."""
    play = audit_at(stage)
    if not play.audit.weights:
        play.manifest(WEIGHTS)
    submit(play, fingerprint=SEALED, encrypted=True)
    return play


def tie(play: Branch, who: str = SAFETY, **given: Any) -> None:
    number = next(m.number for m in reversed(play.audit.manifests) if m.encrypted)
    found = {"comparison": "same-files", "decrypted": WEIGHTS, "how": play.text("Decrypted on the audit machine.")}
    play.do(TieManifest, who, **{"number": number, **found, **given})


def tied(play: Branch) -> list[str]:
    return [m.fingerprint for m in tied_manifests(play.audit, WEIGHTS)]


def test_a_reviewer_is_asked_and_ties_them() -> None:
    play = encrypted()
    assert owed(play, "tie-manifest") == [AUDITOR]
    assert owed(play, "confirm-manifest") == []
    tie(play, decrypted=f" {WEIGHTS.upper()} ")
    assert tied(play) == [SEALED]
    assert owed(play, "tie-manifest") == []


def test_they_change_nothing_of_what_is_audited() -> None:
    play = encrypted()
    before = {key: stage.closed_evidence for key, stage in play.audit.stages.items()}
    tie(play)
    assert (play.audit.weights, play.audit.model_number) == (WEIGHTS, 1)
    assert {key: stage.closed_evidence for key, stage in play.audit.stages.items()} == before


def test_what_stands_in_a_tie_for_files_is_no_content_of_the_record() -> None:
    play = encrypted()
    tie(play)
    event = play.history[-1]
    assert isinstance(event, ManifestTied)
    assert list(content_digests(event.model_dump(mode="json"))) == [event.how]


def test_files_of_the_same_tensors_need_no_fingerprint() -> None:
    play = encrypted()
    tie(play, comparison="same-tensors", decrypted="")
    assert tied(play) == [SEALED]


def test_other_weights_are_tied_to_nothing_and_their_sender_hears_of_it() -> None:
    play = encrypted()
    done = after(play, lambda p: tie(p, comparison="other", decrypted=""))
    [told] = [each for each in done.effects if isinstance(each, PostNotice)]
    assert told.notice == ManifestNotice(manifest=2, person=SAFETY)
    assert tied(play) == owed(play, "tie-manifest") == []


@pytest.mark.parametrize("who", [ENGINEER, PRODUCT, LEAD, BOARD[0]])
def test_whoever_is_no_reviewer_ties_nothing(who: str) -> None:
    play = encrypted()
    with refused_with("tie-reviewer-only"):
        tie(play, who)


def test_files_that_turn_out_others_are_not_tied_byte_for_byte() -> None:
    play = encrypted()
    for decrypted in (OTHER_WEIGHTS, ""):
        with refused_with("tie-other-files"):
            tie(play, decrypted=decrypted)
    assert tied(play) == []


def test_audited_files_are_not_called_encrypted() -> None:
    play = encrypted()
    with refused_with("encrypted-are-audited"):
        submit(play, fingerprint=WEIGHTS, encrypted=True)
    submit(play, fingerprint="", text=play.text("{}"), encrypted=True)
    play.do(RecordManifest, SYSTEM, number=3, content="sha256:00", fingerprint=WEIGHTS, files=3, size=9)
    with refused_with("encrypted-are-audited"):
        tie(play)


def test_the_audited_files_come_first() -> None:
    play = audit_at("collection")
    with refused_with("encrypted-before-audited"):
        submit(play, fingerprint=SEALED, encrypted=True)


def test_how_they_were_compared_has_to_be_said() -> None:
    play = encrypted()
    with refused_with("tie-how-missing"):
        tie(play, how=play.text(" "))


def test_their_sender_does_not_call_them_the_model() -> None:
    play = encrypted()
    with refused_with("manifest-encrypted-tied-only"):
        play.do(ConfirmManifest, ENGINEER, number=2, confirm=True)


def test_what_is_tied_is_tied_once() -> None:
    play = encrypted()
    tie(play)
    count = len(play.history)
    tie(play, AUDITOR_2)
    assert len(play.history) == count
    with refused_with("encrypted-tied-already"):
        submit(play, fingerprint=SEALED, encrypted=True)


def test_after_the_decision_more_files_are_tied_and_it_is_signed_anew() -> None:
    play = audit_at("post-audit")
    play.bring(*API)
    assert decides(play, 3) == 3
    audited = play.audit.weights
    submit(play, fingerprint=SEALED, encrypted=True)
    assert owed(play, "tie-manifest") == [AUDITOR]
    done = after(play, lambda p: tie(p, decrypted=audited))
    assert [each.rendering.kind for each in done.effects if isinstance(each, PostFiles)] == ["signed-decision"]


def test_once_an_audit_ended_nobody_is_asked_to_tie_what_was_handed_in() -> None:
    play = encrypted()
    play.do(ProposeEnd, LEAD, reason=play.text("It is not released."))
    play.do(AnswerEnd, SAFETY, confirm=True)
    assert owed(play, "tie-manifest") == []


def test_both_modals_are_such_that_slack_takes_them() -> None:
    context = context_of(encrypted())
    assert "Foo-7B 1.2" in said(EncryptedManifestForm().view(context, META))
    drawn = said(TieManifestForm().view(context, META))
    assert WEIGHTS in drawn
    assert SEALED in drawn


def test_whoever_is_asked_sees_both_fingerprints_whole() -> None:
    context = context_of(encrypted())
    duty = next(d for d in context.duties if d.kind == "tie-manifest")
    ask = tie_manifest(context, duty)
    assert [b.action_id for b in ask.buttons] == [ActionId.TIE_MANIFEST]
    assert WEIGHTS in " ".join(ask.detail)
    assert SEALED in " ".join(ask.detail)


@pytest.mark.parametrize("comparison", ["same-files", "other"])
def test_what_was_found_is_told_without_waking_anybody(comparison: str) -> None:
    play = encrypted()
    tie(play, comparison=comparison, how=play.text("<!channel> decrypted."))
    drawn = notice_message(context_of(play), ManifestNotice(manifest=2, person=SAFETY))
    assert SEALED in shown(drawn)
    assert tokens(blocks_of(drawn)) == {"@USAFETY"}


def test_two_reviewers_take_a_tie_back_and_a_decision_is_signed_anew() -> None:
    play = audit_at("post-audit")
    play.bring(*API)
    decides(play, 3)
    submit(play, fingerprint=SEALED, encrypted=True)
    number = play.audit.manifests[-1].number
    tie(play, number=number)
    doubted = after(play, lambda p: tie(p, AUDITOR, number=number, comparison="other", decrypted=""))
    assert tied(play) == [SEALED]
    assert [each.notice for each in doubted.effects if isinstance(each, PostNotice)] == [
        ManifestNotice(manifest=number, person=AUDITOR)
    ]
    done = after(play, lambda p: tie(p, SAFETY, number=number, comparison="other", decrypted=""))
    assert tied(play) == []
    assert play.audit.manifests[-1].taken_back == play.audit.seq
    assert any(isinstance(each, PostFiles) for each in done.effects)


def pressable(play: Branch) -> list[str]:
    """The buttons beneath what is told of the encrypted files."""
    drawn = notice_message(context_of(play), ManifestNotice(manifest=2, person=SAFETY))
    blocks = [block for block in (each.to_dict() for each in blocks_of(drawn)) if block["type"] == "actions"]
    return [element["action_id"] for block in blocks for element in block["elements"]]


def test_a_tie_is_doubted_from_where_it_is_told_until_two_did() -> None:
    play = encrypted()
    tie(play)
    assert pressable(play) == [ActionId.TIE_MANIFEST]
    tie(play, AUDITOR, comparison="other", decrypted="", how=play.text("<!channel> decrypted again."))
    assert pressable(play) == [ActionId.TIE_MANIFEST]
    drawn = notice_message(context_of(play), ManifestNotice(manifest=2, person=SAFETY))
    assert tokens(blocks_of(drawn)) == {"@UAUDITOR"}
    tie(play, AUDITOR_2, comparison="other", decrypted="")
    assert pressable(play) == []


def test_a_manifest_that_its_sender_dropped_or_left_unanswered_bars_no_encrypted_files() -> None:
    for answers in ((False,), ()):
        play = audit_at("testing")
        play.manifest(WEIGHTS)
        submit(play, fingerprint=SEALED)
        for answer in answers:
            play.do(ConfirmManifest, ENGINEER, number=2, confirm=answer)
        submit(play, PRODUCT, fingerprint=SEALED, encrypted=True)
        tie(play)
        assert tied(play) == [SEALED]
