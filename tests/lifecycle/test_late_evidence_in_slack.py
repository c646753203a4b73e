"""What came late as people read it: asked of a reviewer, on the stage's card, and before the board."""

from __future__ import annotations

from bot.domain.ballot.commands import OpenBallot
from bot.domain.duties.rules import duties_of
from bot.domain.lifecycle.duties import TakeInDuty
from bot.sandbox import readable
from bot.slack.ballot.forms import VoteForm
from bot.slack.duties.asks import ask
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.lifecycle.stage_card import stage_card
from tests.builders import LEAD
from tests.lifecycle.test_bent_late_evidence import FILTERS, failed, waiting_for_the_board, withdrawn
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of, say, shown

LINE = say()("late-result", number=2, risks="R1")


def test_a_reviewer_reads_what_came_late_above_one_button() -> None:
    play = failed(waiting_for_the_board())
    [duty] = [d for d in duties_of(play.audit, play.framework, play.today) if isinstance(d, TakeInDuty)]
    drawn = ask(context_of(play), duty)
    assert LINE in shown(drawn)
    assert ActionId.TAKE_IN in buttons(blocks_of(drawn))


def test_what_came_late_stands_on_its_stages_card_and_on_the_ballot() -> None:
    play = failed(withdrawn(waiting_for_the_board()))
    context = context_of(play)
    assert LINE in shown(stage_card(context, "testing"))
    document = say()("late-document", document=context.document_title(FILTERS), version=2)
    assert document in shown(stage_card(context, play.framework.stage_of(FILTERS).key))
    play.do(OpenBallot, LEAD)
    assert play.audit.ballot
    meta = ModalMetadata(request="r" * 22, audit="A-1", number=1)
    paper = VoteForm().view(context_of(play), meta, play.audit.ballot, replaces=False)
    drawn = readable(paper.to_dict()["blocks"])
    assert LINE in drawn
    assert document in drawn
