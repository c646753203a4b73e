"""What people are asked and told of the board's vote.

Owns these messages and how opened ballots read. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.ballot.state import BallotRound, OpenedBallot
from bot.domain.ballot.support import pass_rules
from bot.domain.kernel.conversation import Notice
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.slack.ballot.matrix import matrix_text, recommendation_lines
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, lines, link_button, section
from bot.slack.kit.message_parts import Ask, record_line
from bot.slack.kit.view_context import ViewContext


def recommend(scene: ViewContext, duty: Duty) -> Ask:
    """An auditor names the most open form they could answer for; the others may see it otherwise."""
    value = ButtonValue(audit=scene.audit.key, stage=duty.stage)
    pressed = (
        button(scene.say("button-recommend"), ActionId.RECOMMEND, value, "primary"),
        button(scene.say("button-matrix"), ActionId.MATRIX, value),
    )
    return Ask(pressed, (scene.say("ask-recommend"),))


def open_ballot(scene: ViewContext, duty: Duty) -> Ask:
    """The lead asks the board to vote."""
    value = ButtonValue(audit=scene.audit.key, stage=duty.stage)
    pressed = button(scene.say("button-open-ballot"), ActionId.OPEN_BALLOT, value, "primary")
    return Ask((pressed,), (scene.say("ask-open-ballot"),))


def vote(scene: ViewContext, duty: Duty) -> Ask:
    """A seat votes in private; nothing is highlighted for it."""
    say, audit = scene.say, scene.audit
    found = next((r for r in audit.ballots if r.number == duty.number), audit.ballot)
    value = ButtonValue(audit=audit.key, stage=duty.stage, number=duty.number)
    pressed = (
        button(say("button-vote"), ActionId.VOTE, value, "primary"),
        button(say("button-documents"), ActionId.DOCUMENTS, ButtonValue(audit=audit.key)),
        *((link_button(say("button-summary"), scene.links["summary"]),) if "summary" in scene.links else ()),
    )
    rules = (passing_rule(scene, found), _until(scene, found)) if found else ()
    asked = say("ask-vote", model=scene.model, form=scene.form_title(audit.asked_form))
    said = (matrix_text(scene), *recommendation_lines(scene))
    return Ask(pressed, (asked, *said, *rules, say("ask-vote-sealed")))


def _until(scene: ViewContext, found: BallotRound) -> str:
    return scene.say("ask-vote-deadline", deadline=mrkdwn.date_token(found.deadline))


def ballot_extended(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """Too few voted: the one extension there is."""
    found = _round(scene, notice)
    if found is None:
        return section(scene.say("ballot-not-open"))
    waiting = scene.mentions(seat for seat in found.seats if seat not in found.sealed)
    deadline = mrkdwn.date_token(found.deadline)
    return section(scene.say("notice-ballot-extended", waiting=waiting or scene.say("nobody"), deadline=deadline))


def ballot_void(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """Something changed under an open ballot: it does not count, and why."""
    return section(scene.say("notice-ballot-void", why=scene.say(f"void-{notice.statement or 'evidence'}")))


def ballots_revealed(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """What each seat ticked, in the audit's channel; where there is a result, the card of the proposal has it."""
    found = _round(scene, notice)
    return section(scene.say("notice-ballots-revealed")) + (lines(votes(scene, found)) if found else [])


def no_decision(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """Too few voted, twice: that is not form 0, it is no decision."""
    value = ButtonValue(audit=scene.audit.key)
    said = scene.say("notice-no-decision", name=scene.name, lead=scene.lead)
    again = button(scene.say("button-open-ballot"), ActionId.OPEN_BALLOT, value)
    return section(said) + record_line(scene, notice.seq) + (actions(again) if not scene.audit.over else [])


def _round(scene: ViewContext, notice: Notice) -> BallotRound | None:
    return next((r for r in scene.audit.ballots if r.number == notice.number), scene.audit.ballot)


def ballot_lines(scene: ViewContext) -> list[str]:
    """The newest round: who has voted, who is awaited, until when."""
    found = scene.audit.ballot
    if found is None:
        return [scene.say("ballot-not-open")]
    if found.status != "open":
        return [scene.say(f"ballot-{found.status}")]
    return _open(scene, found)


def passing_rule(scene: ViewContext, found: BallotRound) -> str:
    """How many seats each form that was asked about needs."""
    rules = pass_rules(scene.framework, scene.audit.asked_form, len(found.seats))
    return " ".join(
        scene.say(
            "rule-every-seat" if rule.every_seat else "rule-share",
            count=len(rule.forms),
            first=rule.forms[0],
            last=rule.forms[-1],
            needed=rule.needed,
            seats=rule.seats,
        )
        for rule in rules
    ) or scene.say("rule-none")


def _open(scene: ViewContext, found: BallotRound) -> list[str]:
    say = scene.say
    voted = [seat for seat in found.seats if seat in found.sealed]
    waiting = [seat for seat in found.seats if seat not in found.sealed]
    return [
        say("ballot-open", deadline=mrkdwn.date_token(found.deadline), rule=passing_rule(scene, found)),
        say("ballot-voted", people=scene.mentions(voted)) if voted else "",
        say("ballot-waiting", people=scene.mentions(waiting)) if waiting else "",
    ]


def votes(scene: ViewContext, found: BallotRound) -> list[str]:
    """What each seat ticked, who did not vote, and how many ticks each form needed."""
    return [
        *(_vote(scene, seat, found.opened.get(seat)) for seat in found.seats),
        passing_rule(scene, found),
    ]


def _vote(scene: ViewContext, seat: Person, ballot: OpenedBallot | None) -> str:
    say, who = scene.say, scene.mention(seat)
    if ballot is None:
        return say("vote-absent", who=who)
    if ballot.send_back:
        return say("vote-sent-back", who=who, stage=scene.stage_title(ballot.send_back))
    if not ballot.forms:
        return say("vote-none", who=who)
    return say("vote-forms", who=who, forms=", ".join(scene.form_title(form) for form in sorted(ballot.forms)))
