"""The one list in which a reviewer says what of the version before still holds: how it is drawn, and what it sends."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.documents.commands import AnswerEarlierDocument
from bot.domain.documents.duties import lines_for
from bot.domain.evaluations.commands import CarryResult, RerunResult
from bot.domain.kernel.errors import Invalid
from bot.domain.kernel.registry import Command
from bot.sandbox.blocks.check import check_view
from bot.slack.documents.earlier_documents_form import EarlierDocumentsForm
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.payloads import Origin, Submission
from bot.slack.kit.request_context import Author
from tests.builders import SAFETY, refused_with
from tests.documents.test_bent_earlier_versions import changed
from tests.slack.outbound.view_contexts import context_of

META = ModalMetadata(request="r" * 22, audit="A-1", seen="2")


def inputs() -> set[str]:
    """The blocks of the modal in which Safety answers, through Slack's own checks."""
    drawn = EarlierDocumentsForm().view(context_of(changed()), META, SAFETY).to_dict()
    check_view(drawn, ("modal",))
    return {block["block_id"] for block in drawn["blocks"] if block["type"] == "input"}


def sent(**said: str) -> tuple[Command, ...]:
    state: dict[str, dict[str, Any]] = {
        block.replace("_", "-").replace("--", ":"): (
            {"value": words} if block.startswith("why") else {"selected_option": {"value": words}}
        )
        for block, words in said.items()
    }
    author = Author(workspace="T01", who=SAFETY, full_member=True, admin=False, salt=lambda: "00" * 16)
    submission = Submission(Origin(workspace="T01", who=SAFETY), "earlier-documents", META, ModalState(state))
    return EarlierDocumentsForm().parse(submission, author, changed().audit)


def test_every_document_and_result_of_the_version_before_has_a_line() -> None:
    play = changed()
    documents = {f"{spec.key}:{v.number}" for spec, v in lines_for(play.audit, play.framework, SAFETY, play.today)}
    assert documents
    assert inputs() == documents | {"result:1", "why:1"}


def test_each_answer_is_a_command_of_its_own() -> None:
    found = sent(model_card__1="new", risk_chart__1="holds", result__1="rerun")
    documents = {c.artifact: c.holds for c in found if isinstance(c, AnswerEarlierDocument)}
    assert documents == {"model-card": False, "risk-chart": True}
    assert [c.number for c in found if isinstance(c, RerunResult)] == [1]
    assert len({c.request for c in found}) == 3
    assert {getattr(c, "model", None) for c in found} == {2}


def test_a_result_is_carried_over_with_a_reason() -> None:
    [command] = sent(result__1="carry", why__1="The same layers.")
    assert isinstance(command, CarryResult)
    assert command.why.text == "The same layers."
    with refused_with("carry-reason-missing", Invalid):
        sent(result__1="carry")


def test_nothing_said_is_asked_about() -> None:
    with pytest.raises(Invalid):
        sent()
