"""The ballot as everybody may see it: by which rule a form passes, who voted, not what, until the reveal.

Owns those lines. Must not know sealed ballots; what they say comes with the decision.
"""

from __future__ import annotations

from bot.domain.ballot.state import BallotRound
from bot.domain.ballot.support import pass_rules
from bot.slack.kit import mrkdwn
from bot.slack.kit.view_context import ViewContext


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
