"""Ways to let other files leave as encrypted weights, each of them refused.

Owns these plays. The honest way is `test_encrypted_files`.
"""

from __future__ import annotations

from bot.domain.evaluations.commands import AnswerVersion, ChangeModel, ConfirmManifest, RecordManifest, TieManifest
from bot.domain.evaluations.encrypted_files import compares_anothers, needs_second_doubt, tied_manifests
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.state import Subject
from bot.domain.roster.commands import DeclineRole, DelegateRole
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    ENGINEER,
    LEAD,
    OTHER_WEIGHTS,
    PRODUCT,
    SAFETY,
    WEIGHTS,
    first_edition,
    refused_with,
)
from tests.engine.played_audits import audit_at
from tests.evaluations.test_encrypted_files import SEALED, encrypted, tie, tied
from tests.evaluations.test_manifests import submit
from tests.roster.brought_in import brought_in


def test_the_builder_ties_what_she_encrypted_herself() -> None:
    play = encrypted()
    with refused_with("tie-reviewer-only"):
        tie(play, ENGINEER)


def test_another_builder_ties_what_a_builder_encrypted() -> None:
    play = encrypted()
    with refused_with("tie-reviewer-only"):
        tie(play, PRODUCT)


def test_the_lead_ties_them_because_nobody_else_has_time() -> None:
    play = encrypted()
    with refused_with("tie-reviewer-only"):
        tie(play, LEAD)


def test_another_build_is_encrypted_and_tied() -> None:
    play = encrypted()
    with refused_with("tie-other-files"):
        tie(play, decrypted=OTHER_WEIGHTS)


def test_nobody_decrypted_anything() -> None:
    play = encrypted()
    with refused_with("tie-other-files"):
        tie(play, decrypted="")


def test_the_audited_files_are_called_encrypted() -> None:
    play = encrypted()
    submit(play, fingerprint="", text=play.text("{}"), encrypted=True)
    play.do(RecordManifest, SYSTEM, number=3, content="sha256:00", fingerprint=WEIGHTS, files=3, size=9)
    with refused_with("encrypted-are-audited"):
        tie(play)


def test_one_reviewer_takes_a_tie_back_alone() -> None:
    play = encrypted()
    tie(play)
    tie(play, AUDITOR, comparison="other", decrypted="")
    with refused_with("tie-second-doubt"):
        tie(play, AUDITOR, comparison="other", decrypted="")
    assert tied(play) == [SEALED]


def test_one_seat_takes_a_tie_back_by_two_people() -> None:
    play = encrypted()
    tie(play)
    tie(play, AUDITOR, comparison="other", decrypted="")
    friend = f"{AUDITOR}-FRIEND"
    play.do(DelegateRole, AUDITOR, role="auditor", to=friend, until=play.today)
    with refused_with("tie-second-doubt"):
        tie(play, friend, comparison="other", decrypted="")
    assert tied(play) == [SEALED]
    tie(play, SAFETY, comparison="other", decrypted="")
    assert tied(play) == []


def test_who_is_no_reviewer_any_more_is_none_of_the_two_who_take_a_tie_back() -> None:
    play = encrypted()
    tie(play)
    tie(play, AUDITOR, comparison="other", decrypted="")
    play.do(DeclineRole, AUDITOR, role="auditor")
    tie(play, SAFETY, comparison="other", decrypted="")
    assert tied(play) == [SEALED]
    tie(play, AUDITOR_2, comparison="other", decrypted="")
    assert tied(play) == []


def test_who_brought_the_other_in_takes_no_tie_back_with_them() -> None:
    play = encrypted()
    with refused_with("tie-second-doubt"):
        audit = brought_in(play.audit, AUDITOR, SAFETY, "safety")
        needs_second_doubt(audit, play.framework, AUDITOR, SAFETY, play.today)
    needs_second_doubt(play.audit, play.framework, AUDITOR, SAFETY, play.today)


def test_who_was_brought_in_by_their_sender_compares_no_encrypted_files() -> None:
    play = encrypted()
    sent, audit = play.audit.manifests[-1], brought_in(play.audit, ENGINEER, SAFETY, "safety")
    assert compares_anothers(play.audit, play.framework, sent, SAFETY, play.today)
    assert not compares_anothers(audit, play.framework, sent, SAFETY, play.today)


def test_files_compared_with_an_earlier_version_are_tied_to_the_present_one() -> None:
    play = encrypted()
    play.new_version(OTHER_WEIGHTS)
    for audited in (WEIGHTS, "-"):
        with refused_with("tie-shown-others"):
            tie(play, comparison="same-tensors", decrypted="", audited=audited)
    assert tied_manifests(play.audit, OTHER_WEIGHTS) == ()


def test_who_handed_them_in_takes_a_tie_back() -> None:
    play = encrypted()
    tie(play)
    with refused_with("tie-reviewer-only"):
        tie(play, ENGINEER, comparison="other", decrypted="")


def test_what_was_taken_back_is_tied_again_without_a_new_hand_in() -> None:
    play = encrypted()
    tie(play)
    for who in (AUDITOR, SAFETY):
        tie(play, who, comparison="other", decrypted="")
    tie(play)
    assert tied(play) == []


def test_files_in_the_open_are_tied_to_the_audited_ones() -> None:
    play = audit_at("testing")
    play.manifest(WEIGHTS)
    play.manifest(OTHER_WEIGHTS)
    with refused_with("manifest-not-there"):
        play.do(TieManifest, SAFETY, number=2, comparison="same-tensors", how=play.text("They are alike."))


def test_encrypted_files_become_the_audited_ones_by_their_sender_s_word() -> None:
    play = encrypted()
    with refused_with("manifest-encrypted-tied-only"):
        play.do(ConfirmManifest, ENGINEER, number=2, confirm=True)


def test_files_that_were_never_read_are_tied() -> None:
    play = encrypted()
    submit(play, fingerprint="", text=play.text("{}"), encrypted=True)
    with refused_with("manifest-not-read"):
        tie(play)


def test_what_one_reviewer_found_to_be_other_weights_is_tied_by_the_next() -> None:
    play = encrypted()
    tie(play, SAFETY, comparison="other", decrypted="")
    tie(play, AUDITOR)
    assert tied(play) == []


def test_files_of_an_earlier_version_stay_tied() -> None:
    play = encrypted()
    tie(play)
    play.manifest(OTHER_WEIGHTS)
    said = {"subject": Subject(model="Foo-7B", version="1.3"), "weights": OTHER_WEIGHTS, "line": "same-line"}
    play.do(ChangeModel, LEAD, **said, why=play.text("A later build."))
    play.do(AnswerVersion, SAFETY, number=1, confirm=True)
    assert play.audit.weights == OTHER_WEIGHTS
    assert tied_manifests(play.audit, OTHER_WEIGHTS) == ()
    assert tied(play) == [SEALED]


def test_by_the_older_rules_there_are_none() -> None:
    play = audit_at("testing", framework=first_edition())
    with refused_with("manifest-older-rules"):
        submit(play, fingerprint=SEALED, encrypted=True)


def test_what_is_tied_is_called_the_model_in_the_open_afterwards() -> None:
    play = encrypted()
    submit(play, fingerprint=SEALED)
    tie(play)
    with refused_with("manifest-tied-encrypted"):
        play.do(ConfirmManifest, ENGINEER, number=3, confirm=True)
    assert play.audit.manifests[2].status == "read"
