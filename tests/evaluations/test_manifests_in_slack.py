"""What people see of the model's manifest: its modal, what is shown back, and why one cannot be used.

Owns what these drawings say and what a submission becomes. Must not test the rules behind them.
"""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.domain.evaluations.commands import ConfirmManifest, FailManifest, RecordManifest, SubmitManifest
from bot.domain.evaluations.duties import ConfirmManifestDuty
from bot.domain.kernel.notices import ManifestNotice
from bot.domain.kernel.people import SYSTEM
from bot.sandbox import readable
from bot.sandbox.blocks.check import check_view
from bot.slack.evaluations.manifest_forms import ManifestForm, ServedModelForm
from bot.slack.evaluations.manifest_messages import confirm_manifest
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.outbound.notices import notice_message
from tests.builders import ENGINEER, OTHER_WEIGHTS, WEIGHTS
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of, shown, tokens

META = ModalMetadata(request="r", audit="A-1")


def said(view: View) -> str:
    drawn = view.to_dict()
    check_view(drawn, ("modal",))
    return readable(drawn["blocks"])


def read(fingerprint: str = WEIGHTS) -> Branch:
    """A manifest of three files that was read."""
    play = audit_at("testing")
    text = play.text("{}")
    play.do(SubmitManifest, ENGINEER, text=text, how=play.text("<!channel> made at the build."))
    found = {"content": text.digest, "fingerprint": fingerprint, "files": 3, "size": 28_400_000_000}
    play.do(RecordManifest, SYSTEM, number=1, **found)
    return play


def test_both_modals_are_such_that_slack_takes_them() -> None:
    context = context_of(audit_at("testing"))
    assert "Foo-7B 1.2" in said(ManifestForm().view(context, META))
    assert context.form_title(3) in said(ServedModelForm().view(context, META))


def test_files_size_and_the_whole_fingerprint_are_shown_back_with_two_buttons() -> None:
    context = context_of(read())
    duty = next(d for d in context.duties if d.kind == "confirm-manifest")
    ask = confirm_manifest(context, duty)
    assert [b.action_id for b in ask.buttons] == [ActionId.CONFIRM_MANIFEST, ActionId.DROP_MANIFEST]
    text = " ".join(ask.detail)
    assert "3 files" in text
    assert "28.4 GB" in text
    assert WEIGHTS in text


def test_what_is_asked_of_a_manifest_that_is_not_there_has_no_button() -> None:
    duty = ConfirmManifestDuty(person=ENGINEER, due=audit_at("testing").today, number=9)
    assert confirm_manifest(context_of(audit_at("testing")), duty).buttons == ()


def test_the_channel_reads_the_whole_fingerprint_and_how_it_is_known() -> None:
    play = read()
    play.do(ConfirmManifest, ENGINEER, number=1, confirm=True)
    drawn = notice_message(context_of(play), ManifestNotice(manifest=1, person=ENGINEER))
    assert WEIGHTS in shown(drawn)
    assert "made at the build" in shown(drawn)
    assert tokens(blocks_of(drawn)) == {"@UENGINEER"}
    assert buttons(blocks_of(drawn)) == []


def test_another_build_is_told_with_the_way_to_declare_it() -> None:
    play = read(OTHER_WEIGHTS)
    play.weighed()
    play.do(ConfirmManifest, ENGINEER, number=1, confirm=True)
    drawn = notice_message(context_of(play), ManifestNotice(manifest=1, person=ENGINEER))
    assert buttons(blocks_of(drawn)) == [ActionId.NEW_MODEL]


def test_who_handed_in_what_is_none_reads_why_and_may_try_again() -> None:
    play = audit_at("testing")
    play.do(SubmitManifest, ENGINEER, text=play.text("{}"), how=play.text("Made at the build."))
    params = play.text('{"name": "<!here>/x"}')
    play.do(FailManifest, SYSTEM, number=1, problem="model-files-manifest-outside", params=params)
    drawn = notice_message(context_of(play), ManifestNotice(manifest=1, person=ENGINEER))
    assert "names a file outside of the model" in shown(drawn)
    assert not tokens(blocks_of(drawn))
    assert buttons(blocks_of(drawn)) == [ActionId.MANIFEST]
