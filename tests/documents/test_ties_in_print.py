"""What ties whoever only calls a document supporting from outside: asked for as they say so, and where it is read.

Owns the modal and the places. Whose word it may be is `test_bent_support`.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.documents.commands import AcceptArtifact
from bot.reports.ballot_page import AskedBallot, pages
from bot.sandbox import readable
from bot.slack.ballot.page import page_parts
from bot.slack.decision.decision_card import decision_card
from bot.slack.documents.review_forms import ReviewForm
from bot.slack.inbound.first_click import LEADS, refusal_of_all
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.payloads import Origin, Submission
from bot.slack.kit.request_context import Author
from bot.slack.lifecycle.stage_card import stage_card
from tests.builders import AUDITOR, BOARD, EXTERNAL, LEAD, SAFETY
from tests.engine.played_audits import Branch, audit_at
from tests.reports.sample_audits import REPORTS, files, played
from tests.slack.outbound.view_contexts import context_of, loaded, say, says, shown

LICENCE, TAMPER = "model-licence", "tamper-record"

TIES = "A grant, in 2021."

AUTHOR = Author(workspace="T01", who=EXTERNAL, full_member=True, admin=False, salt=lambda: "00" * 16)


def waiting(artifact: str = LICENCE) -> Branch:
    """Safety calls a document of the open forms supporting; somebody else still has to."""
    play = audit_at("post-audit", asked_form=7)
    play.hand_in(artifact, AUDITOR if artifact == TAMPER else None)
    play.do(AcceptArtifact, SAFETY, artifact=artifact, version=_newest(play, artifact), supports=True)
    return play


def _newest(play: Branch, artifact: str) -> int:
    latest = play.audit.latest(artifact)
    assert latest
    return latest.number


@cache
def _said(artifact: str) -> Branch:
    play = waiting(artifact)
    said = {"artifact": artifact, "version": _newest(play, artifact), "supports": True, "ties": play.text(TIES)}
    play.do(AcceptArtifact, EXTERNAL, **said)
    play.signed_anew()
    play.do(OpenBallot, LEAD)
    return play


def told(artifact: str) -> str:
    title = _said(artifact).framework.artifact(artifact).title
    return f"{title}, version {_newest(_said(artifact), artifact)}: {TIES}"


def test_the_modal_opens_for_whoever_may_only_say_the_second_word() -> None:
    play = waiting()
    about = ButtonValue(audit="A-1", artifact=LICENCE, number=_newest(play, LICENCE))
    commands = LEADS["review"](loaded(play), AUTHOR, about)
    assert refusal_of_all(loaded(play), commands, play.now) is None


def test_what_was_typed_of_ties_comes_with_the_word() -> None:
    chosen = {"verdict": "accept", "supports": "yes"}
    typed = {key: {"selected_option": {"value": value}} for key, value in chosen.items()} | {"ties": {"value": TIES}}
    meta = ModalMetadata(request="r", audit="A-1", artifact=LICENCE, number=1)
    sent = Submission(Origin(workspace="T01", who=EXTERNAL), "review", meta, ModalState(typed))
    [command] = ReviewForm().parse(sent, AUTHOR, waiting().audit)
    assert isinstance(command, AcceptArtifact)
    assert command.ties
    assert command.ties.text == TIES


@pytest.mark.parametrize("outside", [True, False])
def test_the_modal_asks_for_ties_of_whoever_looks_from_outside_alone(outside: bool) -> None:
    play = waiting()
    spec, meta = play.framework.artifact(LICENCE), ModalMetadata(request="r", audit="A-1")
    view = ReviewForm().view(context_of(play), meta, spec, play.audit.latest(LICENCE), "", outside=outside)
    assert (say()("input-review-ties") in readable(view.to_dict()["blocks"])) == outside


@pytest.mark.parametrize("artifact", [LICENCE, TAMPER])
def test_ties_stand_on_ballot_card_and_decision(artifact: str) -> None:
    play = Branch(_said(artifact))
    assert told(artifact) in "\n".join(page_parts(context_of(play))).replace("*", "")
    stage = play.framework.stage_of(artifact).key
    assert says(shown(stage_card(context_of(play), stage)), "document-ties", ties=TIES)
    for seat in BOARD:
        play.vote(seat, play.paper(0))
    play.reveal()
    play.cool_off()
    assert told(artifact) in shown(decision_card(context_of(play))).replace("*", "")


@pytest.mark.parametrize("artifact", [LICENCE, TAMPER])
def test_ties_stand_in_the_files_of_ballot_and_report(artifact: str) -> None:
    play = _said(artifact)
    found = play.audit.ballot
    assert found
    for page in pages(AskedBallot(played(play), found)):
        assert TIES in re.sub(r"<[^>]+>", "", page)
    for name in REPORTS:
        assert says(re.sub(r"<[^>]+>", "", files(played(play))[name]), "report-versions-ties", ties=TIES)
