"""How many seats let a form pass, wherever the board reads it: for every form that was asked about, and no other.

Owns that sentence and its places in Slack; the report's is in `tests.reports.test_contents`. Must not know how ballots
are counted.
"""

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.kernel.notices import BallotsRevealedNotice
from bot.sandbox import readable
from bot.slack.ballot.forms import VoteForm
from bot.slack.decision.decision_card import decision_card
from bot.slack.decision.proposal_card import proposal_card
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.lifecycle.stage_card import stage_card
from bot.slack.outbound.notices import notice_message
from tests.builders import BOARD, LEAD, Play, an_audit
from tests.slack.outbound.view_contexts import context_of, say, says, shown

SAID = {
    8: "Forms 1–5 pass with 2 of 3 seats. Forms 6–8 need every seat (3 of 3).",
    7: "Forms 1–5 pass with 2 of 3 seats. Forms 6 and 7 need every seat (3 of 3).",
    6: "Forms 1–5 pass with 2 of 3 seats. Form 6 needs every seat (3 of 3).",
    3: "Forms 1–3 pass with 2 of 3 seats.",
    2: "Forms 1 and 2 pass with 2 of 3 seats.",
    1: "Form 1 passes with 2 of 3 seats.",
    0: "Form 0 passes with 2 of 3 seats; with fewer, this ballot decides nothing.",
}

RULES = ("rule-share", "rule-every-seat", "rule-form-0", "rule-none")


def asked_for(form: int) -> Play:
    """An audit whose ballot is open."""
    play = an_audit(asked_form=form).at("post-audit")
    play.do(OpenBallot, LEAD)
    return play


def while_voting(play: Play) -> dict[str, str]:
    """What is read until the reveal, by place."""
    context = context_of(play)
    found = play.audit.ballot
    assert found
    paper = VoteForm().view(
        context, ModalMetadata(request="r" * 22, audit=play.audit.key, number=1), found, replaces=False
    )
    return {
        "ballot paper": readable(paper.to_dict()["blocks"]),
        "stage card": shown(stage_card(context, "post-audit")),
    }


def once_revealed(play: Play) -> dict[str, str]:
    """What is read from the reveal on, by place."""
    for who in BOARD:
        play.vote(who, play.paper(0))
    play.reveal()
    places = {"proposal": shown(proposal_card(context_of(play), 1))}
    play.cool_off()
    notice = BallotsRevealedNotice(round=1)
    places["reveal"] = shown(notice_message(context_of(play), notice))
    places["decision"] = shown(decision_card(context_of(play)))
    return places


@pytest.mark.parametrize("form", [7, 3])
def test_the_rule_of_every_form_asked_about_is_said_while_voting_and_once_revealed(form: int) -> None:
    play = asked_for(form)
    share = {"count": 3, "first": 1, "last": min(form, 5), "needed": 2, "seats": 3}
    every = {"count": 2, "first": 6, "last": 7, "needed": 3, "seats": 3}
    for place, read in (while_voting(play) | once_revealed(play)).items():
        assert says(read, "rule-share", **share), place
        assert says(read, "rule-every-seat", **every) == (form > 5), place
        rest = read.replace(say()("rule-share", **share), "").replace(say()("rule-every-seat", **every), "")
        assert not [rule for rule in RULES if says(rest, rule)], place


@pytest.mark.wording("one form, two and more are said by three forms of a text")
@pytest.mark.parametrize("form", sorted(SAID))
def test_one_form_two_and_more_are_said_as_people_say_them(form: int) -> None:
    assert SAID[form] in while_voting(asked_for(form))["ballot paper"]
