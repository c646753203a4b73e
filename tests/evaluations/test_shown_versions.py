"""What a modal or a button remembers of the model that it showed: the word that is sent is about that version.

Owns what is kept in Slack and comes back. What is done with a word on another version is
`tests/documents/test_bent_earlier_versions` and `test_bent_encrypted_files`.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.domain.evaluations.commands import CarryResult, RerunResult, TieManifest
from bot.slack.documents.earlier_documents_form import EarlierDocumentsForm
from bot.slack.evaluations.encrypted_forms import TieManifestForm
from bot.slack.evaluations.forms import CarryResultForm, rerun
from bot.slack.evaluations.messages import place_outdated
from bot.slack.evaluations.result_card import result_card
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.form import Form
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.payloads import Origin, Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open
from tests.builders import SAFETY, WEIGHTS
from tests.documents.test_bent_earlier_versions import changed
from tests.engine.played_audits import Branch, audit_at
from tests.evaluations.test_encrypted_files import encrypted
from tests.evaluations.test_results_in_slack import seen as with_excerpts
from tests.slack.outbound.view_contexts import context_of

AUTHOR = Author(workspace="T01", who=SAFETY, full_member=True, admin=False, salt=lambda: "00" * 16)

ORIGIN = Origin(workspace="T01", who=SAFETY)


async def memory(form: Form, play: Branch, value: ButtonValue) -> ModalMetadata:
    """What a modal remembers that Safety opens on a played audit."""
    context = context_of(play)

    async def audit(_: str) -> Any:
        return context.loaded

    async def view_context(_: Any) -> Any:
        return context

    deps = SimpleNamespace(ids=SimpleNamespace(id=lambda: "r"))
    ctx = SimpleNamespace(
        audit=audit, view_context=view_context, deps=deps, who=SAFETY, today_in=lambda audit: play.today
    )
    opened = await form.open(cast(RequestContext, ctx), value)
    assert isinstance(opened, Open)
    return ModalMetadata.read(opened.view.private_metadata or "")


def sent(form: Form, play: Branch, meta: ModalMetadata, **typed: dict[str, Any]) -> Any:
    """The command of a modal that was sent with these inputs."""
    said = {key.replace("_", "-"): value for key, value in typed.items()}
    [command] = form.parse(Submission(ORIGIN, form.callback, meta, ModalState(said)), AUTHOR, play.audit)
    return command


async def test_a_carried_result_is_carried_to_the_version_the_modal_showed() -> None:
    play = changed()
    meta = await memory(CarryResultForm(), play, ButtonValue(audit="A-1", number=1))
    command = sent(CarryResultForm(), play, meta, reason={"value": "The same layers."})
    assert isinstance(command, CarryResult)
    assert command.model == play.audit.model_number == 2


async def test_the_list_of_what_is_earlier_remembers_the_version_it_showed() -> None:
    meta = await memory(EarlierDocumentsForm(), changed(), ButtonValue(audit="A-1"))
    assert meta.seen == "2"


async def test_a_comparison_is_with_the_files_the_modal_showed() -> None:
    play = encrypted()
    meta = await memory(TieManifestForm(), play, ButtonValue(audit="A-1", number=2))
    typed: dict[str, Any] = {"how": {"value": "By hand."}, "comparison": {"selected_option": {"value": "same-tensors"}}}
    command = sent(TieManifestForm(), play, meta, **typed)
    assert isinstance(command, TieManifest)
    assert command.audited == WEIGHTS
    assert sent(TieManifestForm(), play, meta.replace(seen=""), **typed).audited is None


async def test_where_nobody_stated_the_audited_files_no_others_are_meant() -> None:
    play = audit_at("mapping")
    assert not play.audit.weights
    meta = await memory(TieManifestForm(), play, ButtonValue(audit="A-1", number=2))
    assert meta.seen


def buttons_of(play: Branch) -> list[Any]:
    """Every button by which Safety has the result run again: of the card, and of what is asked of them."""
    context = with_excerpts(play)
    duty = next(d for d in context.duties if d.kind == "place-outdated")
    blocks = [block for message in result_card(context, 1) for block in message.json]
    drawn = [b for block in blocks for b in block.get("elements", ())]
    asked = [b.to_dict() for b in place_outdated(context, duty).buttons]
    return [b for b in (*drawn, *asked) if b.get("action_id") == ActionId.RERUN_RESULT]


@pytest.mark.parametrize(("kept", "model"), [(True, 2), (False, None)])
def test_the_button_that_has_a_result_run_again_keeps_the_version_it_stood_beside(
    kept: bool, model: int | None
) -> None:
    play = audit_at("testing")
    play.admit(play.reading())
    play.new_version()
    found = [ButtonValue.read(b["value"]) for b in buttons_of(play)]
    assert len(found) == 2
    for value in found:
        pressed = value if kept else value.replace(seen="")
        command = rerun(Press(ORIGIN, ActionId.RERUN_RESULT, pressed), AUTHOR, play.audit)
        assert isinstance(command, RerunResult)
        assert command.model == model
