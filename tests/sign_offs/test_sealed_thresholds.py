"""What a signer sees of thresholds: metric and fingerprint, and no value while they are sealed.

Owns that guard, on the modal and on the card of the stage.
"""

from __future__ import annotations

import json

from bot.slack.kit import mrkdwn
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.lifecycle.stage_card import stage_card
from bot.slack.sign_offs.forms import SignForm
from tests.builders import first_edition
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import context_of, shown

VALUE = 0.7319


def mapping(play: Branch) -> Branch:
    play.risk()
    play.threshold("R1", VALUE, metric="harmful_answers", margin=VALUE)
    return play


def modal(play: Branch) -> str:
    meta = ModalMetadata(request="r", audit="A-1", stage="mapping", role="product")
    return json.dumps(SignForm().view(context_of(play), meta).to_dict())


def test_a_builder_who_signs_sees_the_metric_and_the_fingerprint_of_each_threshold() -> None:
    play = mapping(audit_at("mapping"))
    thresholds = play.audit.risks[0].thresholds
    assert len(thresholds) == 2
    for each in thresholds:
        assert each.metric in modal(play)
        assert mrkdwn.fingerprint(each.sealed) in modal(play)


def test_no_signer_sees_a_sealed_value_in_the_modal_or_on_the_card() -> None:
    play = mapping(audit_at("mapping"))
    for words in (modal(play), shown(stage_card(context_of(play), "mapping"))):
        assert "harmful_answers" in words
        assert str(VALUE)[2:] not in words


def test_audits_of_before_sign_as_they_did() -> None:
    assert "harmful_answers" not in modal(mapping(audit_at("mapping", framework=first_edition())))
