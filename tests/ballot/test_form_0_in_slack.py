"""Ballots that can only release nothing, as the lead opens them and the board reads them."""

from __future__ import annotations

from bot.demo.messages import AskFor
from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.duties import VoteDuty
from bot.domain.kernel.framework import Framework
from bot.ports.store import Loaded
from bot.sandbox import readable
from bot.slack.ballot.opening_forms import OpenBallotForm, is_said_first
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.modal_state import ModalMetadata
from tests.builders import LEAD, first_edition
from tests.engine.played_audits import Branch, audit_at
from tests.slack.bot_in_sandbox import BotInSandbox, eventually
from tests.slack.outbound.view_contexts import context_of, say, says


async def test_the_board_is_asked_about_form_0_alone_while_the_first_stage_is_open(
    bot_in_sandbox: BotInSandbox,
) -> None:
    await bot_in_sandbox.everybody_accepts(await bot_in_sandbox.start_audit())
    lead = bot_in_sandbox.person("lead")
    told = await lead.command("/audit", "status", channel="lab")
    assert told.message is not None
    await lead.click(told.message, ActionId.FORM_0_BALLOT)
    await lead.modal()
    assert (await lead.submit()).closed

    async def asked() -> bool:
        ballot = (await bot_in_sandbox.audit()).ballot
        return ballot is not None and ballot.form_0_alone

    await eventually(asked)
    message = await bot_in_sandbox.finds("bo", AskFor(VoteDuty), ActionId.VOTE, "@app")
    assert say()("ask-vote-form-0", model="Foo-7B 1.0", form="0 Not released") in message.readable


def waits_for_documents(framework: Framework | None = None) -> Branch:
    """Every stage is closed, and no form has what it needs."""
    return audit_at("post-audit", framework=framework)


def first_said(play: Branch) -> bool:
    command = play.command(OpenBallot, LEAD)
    assert isinstance(command, OpenBallot)
    loaded = Loaded(play.audit, play.framework, "sha256:" + "0" * 64)
    return is_said_first(loaded, command, play.now)


def test_that_only_form_0_can_win_is_said_before_the_ballot_opens() -> None:
    play = waits_for_documents()
    assert first_said(play)
    view = OpenBallotForm().view(context_of(play), ModalMetadata(request="r" * 22, audit="A-1"))
    shown = readable(view.to_dict()["blocks"])
    assert say()("open-ballot-only-form-0", form="0 Not released") in shown
    assert says(shown, "need-missing")


def test_a_ballot_that_can_release_something_opens_at_once() -> None:
    play = waits_for_documents()
    play.needs(1)
    assert not first_said(play)
    assert not first_said(waits_for_documents(first_edition()))
