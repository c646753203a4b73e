"""Risks that a board accepts by name, as the ballot asks about them and the decision prints them."""

from __future__ import annotations

from typing import Any

from bot.domain.ballot.commands import CastBallot
from bot.domain.ballot.state import ResidualRisk
from bot.sandbox import readable
from bot.slack.ballot.forms import VoteForm
from bot.slack.decision.decision_card import decision_card
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.payloads import Origin, Submission
from bot.slack.kit.request_context import Author
from tests.ballot.test_bent_residual_risks import failing, named
from tests.builders import AUDITOR
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import context_of, say, says, shown

META = ModalMetadata(request="r" * 22, audit="A-1", number=1)


def ballot(play: Branch) -> str:
    found = play.audit.ballot
    assert found
    view = VoteForm().view(context_of(play), META, found, replaces=False)
    return readable(view.to_dict()["blocks"])


def test_a_ballot_offers_to_accept_what_fails_form_by_form() -> None:
    assert say()("vote-residual-choice", risk="R1", form="2 Hosted product") in ballot(failing())


def test_what_is_chosen_there_is_what_the_ballot_says() -> None:
    ticked = [{"value": "R1:2"}, {"value": "R1:3"}]
    said: dict[str, dict[str, Any]] = {
        "residual": {"selected_options": ticked},
        "residual_reason": {"value": "A small pilot."},
    }
    author = Author(workspace="T01", who=AUDITOR, full_member=True, admin=False, salt=lambda: "00" * 16)
    state, origin = ModalState(said), Origin(workspace="T01", who=AUDITOR)
    [command] = VoteForm().parse(Submission(origin, "vote", META, state), author, audit_at("scoping").audit)
    assert isinstance(command, CastBallot)
    assert command.paper.residual == tuple(ResidualRisk(risk="R1", form=form) for form in (2, 3))
    assert command.paper.residual_reason
    assert command.paper.residual_reason.text == "A small pilot."


def test_nothing_is_offered_where_a_risk_may_not_be_accepted() -> None:
    assert say()("input-vote-residual") not in ballot(failing(severity=5))


def test_the_decision_prints_the_risk_the_form_and_who_accepted_it() -> None:
    play = named(failing(), 2)
    text = shown(decision_card(context_of(play)))
    who = context_of(play).mentions(play.board).replace("<", "").replace(">", "")
    assert says(text, "post-residual", risks="R1", count=1)
    said = say()("decision-residual", form="2 Hosted product", risk="R1", who=who)
    assert said.replace("*", "") in text.replace("*", "")
    assert "The pilot is small, and we watch it." in text
