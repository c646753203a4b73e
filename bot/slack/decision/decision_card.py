"""The posted decision: the form, its conditions, the reasons, every dissent in its author's words, the record's head.

Owns the drawing of that message and which texts of a ballot go into it: the text its author gave for publication, else
their reason. Must not know the rule: `bot.domain.ballot.support` decides.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.ballot.state import BallotRound, OpenedBallot
from bot.domain.decision.state import Blocked, Decision, Proposal
from bot.domain.kernel.people import Person
from bot.slack.ballot.messages import votes
from bot.slack.decision.conditions import item_text, items_of
from bot.slack.decision.validity import banner, cancelled_by, expiry, staging
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, divider, lines, section, small
from bot.slack.kit.duty_lines import line_of_key
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.variant_mark import variant_lines
from bot.slack.kit.view_context import ViewContext


def decision_card(scene: ViewContext, which: str = "") -> Drawing:
    """Everything there is to read on a decision; `which` counts them from 1, the first has no number."""
    say = scene.say
    known = [d for d in (*scene.audit.earlier_decisions, scene.audit.decision) if d]
    place = int(which or 1) - 1
    if place >= len(known):
        return messages(say("decision-none"), section(say("decision-none")))
    decision, newest = known[place], place == len(known) - 1
    form = scene.form_title(decision.form)
    said = banner(scene, decision, newest=newest)
    blocks: list[Block] = [
        *section(say("decision-title", name=scene.name)),
        *(section(said) if said else []),
        *section(_about(scene, decision)),
        *_body(scene, decision),
        *lines(cancelled_by(scene) if decision.form else (), say("decision-cancelled-by")),
        *lines([staging(scene), expiry(scene, decision)] if newest else [expiry(scene, decision)]),
        *small(_record(scene, decision)),
        *(_buttons(scene, decision) if newest else []),
    ]
    return messages(say("decision-fallback", name=scene.name, form=form), blocks)


def _about(scene: ViewContext, decision: Decision) -> str:
    """The exact model, with its fingerprint where that was stated, and what it is and for whom."""
    model = mrkdwn.escape(decision.model) if decision.model else scene.model
    key = "decision-model-fingerprint" if decision.weights else "decision-model"
    said = scene.say(key, model=model, fingerprint=mrkdwn.code(decision.weights))
    return f"{said}\n{scene.quoted(scene.audit.description)}"


def _body(scene: ViewContext, decision: Decision) -> list[Block]:
    say = scene.say
    kind = variant_lines(scene)
    marked = section("\n".join(kind)) if kind else []
    if decision.outside:
        return [
            *section(_outside(scene, decision)),
            *marked,
            *condition_blocks(scene, decision),
            *_known(scene),
        ]
    found = round_of(scene, decision)
    return [
        *section(outcome(scene, decision)),
        *marked,
        *condition_blocks(scene, decision),
        *_texts(_reasons(scene, decision), say("decision-reasons")),
        *_texts(_dissents(scene, decision), say("decision-dissents", count=len(decision.dissenters))),
        divider(),
        *lines(votes(scene, found) if found else (), say("decision-votes")),
        *lines(blocked_lines(scene, decision)),
        *_known(scene),
    ]


def _known(scene: ViewContext) -> list[Block]:
    """What whoever decided knew to be wrong or missing: problems, waived independence, silence."""
    say = scene.say
    return [
        *lines(_known_problems(scene), say("decision-problems")),
        *_texts(_waivers(scene), say("decision-waivers")),
        *_texts(_unanswered(scene), say("decision-unanswered")),
    ]


def _outside(scene: ViewContext, decision: Decision) -> str:
    """Decided elsewhere; what the audit supported stands beside it."""
    found, say = decision.outside, scene.say
    if found is None:
        return ""
    by, second = scene.mention(found.proposed_by), scene.mention(found.seconded_by) if found.seconded_by else ""
    form, supported = scene.form_title(decision.form), scene.form_title(found.supported)
    said = say("decision-outside", form=form, supported=supported, by=by, seconded=second)
    return f"{said}\n{scene.quoted(found.words)}"


def _buttons(scene: ViewContext, decision: Decision) -> list[Block]:
    """To follow up what binds, and to report what would cancel it, while it stands."""
    if decision.suspended or scene.audit.ended:
        return []
    value, open_ones = ButtonValue(audit=scene.audit.key, number=decision.round), items_of(scene, decision)
    todo = any(not item.done for item in open_ones)
    return actions(
        button(scene.say("button-followed"), ActionId.FOLLOWED, value) if todo else None,
        button(scene.say("button-happened"), ActionId.HAPPENED, ButtonValue(audit=scene.audit.key))
        if decision.form
        else None,
    )


def _texts(entries: list[str], title: str) -> list[Block]:
    """A title and one section an entry: long texts of people keep apart."""
    return [b for entry in [title, *entries] for b in section(entry)] if entries else []


def outcome(scene: ViewContext, decision: Decision | Proposal) -> str:
    """The form in one sentence, what it means, and what was asked for."""
    say, option = scene.say, scene.framework.option(decision.form)
    form = scene.form_title(decision.form)
    before = [item for item in items_of(scene, decision) if item.when == "before"]
    if decision.form == 0:
        said = say("decision-not-released", form=form)
    elif isinstance(decision, Decision) and decision.met_at:
        said = say("decision-allowed-met", form=form)
    elif before:
        said = say("decision-allowed-once", form=form, items=", ".join(item.key for item in before), count=len(before))
    else:
        said = say("decision-allowed", form=form)
    means = say("decision-means", means=mrkdwn.escape(option.means), recall=mrkdwn.escape(option.recall))
    asked = say("decision-asked", form=scene.form_title(scene.audit.asked_form))
    return f"{said}\n{means}\n{asked}"


def _ballots(scene: ViewContext, decision: Decision | Proposal) -> dict[Person, OpenedBallot]:
    found = round_of(scene, decision)
    return found.opened if found else {}


def round_of(scene: ViewContext, decision: Decision | Proposal) -> BallotRound | None:
    """The round of voting it comes from."""
    return next((r for r in scene.audit.ballots if r.number == decision.round), None)


def condition_blocks(scene: ViewContext, decision: Decision | Proposal) -> list[Block]:
    """Every condition that binds, with its title; nothing where there is none."""
    return _texts(_conditions(scene, decision), scene.say("decision-conditions"))


def _conditions(scene: ViewContext, decision: Decision | Proposal) -> list[str]:
    return [item_text(scene, item) for item in items_of(scene, decision)]


def _reasons(scene: ViewContext, decision: Decision) -> list[str]:
    return [
        scene.say("decision-reason", who=scene.mention(who)) + f"\n{_words(scene, ballot)}"
        for who, ballot in _ballots(scene, decision).items()
        if who not in decision.dissenters
    ]


def _dissents(scene: ViewContext, decision: Decision) -> list[str]:
    ballots = _ballots(scene, decision)
    return [
        scene.say("decision-dissent", who=scene.mention(who)) + f"\n{_words(scene, ballots[who])}"
        for who in decision.dissenters
        if who in ballots
    ]


def _words(scene: ViewContext, ballot: OpenedBallot) -> str:
    return scene.quoted(ballot.public or ballot.reason)


def blocked_lines(scene: ViewContext, decision: Decision | Proposal) -> list[str]:
    """The forms the seats would allow but the evidence does not support."""
    return [_blocked_line(scene, blocked) for blocked in decision.blocked]


def _blocked_line(scene: ViewContext, blocked: Blocked) -> str:
    """ "7 open weights would be allowed by 3; blocked: external review missing"."""
    say = scene.say
    why = [_lacking(scene, key) for key in blocked.missing]
    why += [say("blocked-finding", number=number) for number in blocked.findings]
    why += [say("blocked-late", risk=risk) for risk in blocked.late]
    return say("decision-blocked", form=scene.form_title(blocked.form), ticks=blocked.ticks, why=", ".join(why))


def _lacking(scene: ViewContext, key: str) -> str:
    there = scene.audit.current(key)
    how = "against" if scene.audit.accepted(key) else "submitted" if there else "missing"
    return scene.say(f"blocked-{how}", document=scene.document_title(key))


def _known_problems(scene: ViewContext) -> list[str]:
    return [
        scene.say(f"finding-{f.disposition}", severity=scene.say(f"severity-{f.severity}"), number=f.number)
        + f"\n{scene.quoted_about(f.artifact, f.text)}"
        for f in scene.audit.findings
        if f.disposition in ("open", "accepted")
    ]


def _waivers(scene: ViewContext) -> list[str]:
    return [
        scene.say(
            "decision-waiver",
            who=scene.mention(w.person),
            one=scene.role_title(w.roles[0]),
            other=scene.role_title(w.roles[1]),
            by=scene.mention(w.proposed_by),
            seconded=scene.mention(w.seconded_by),
        )
        + f"\n{scene.quoted(w.reason)}"
        for w in scene.audit.waivers
        if w.seconded_by
    ]


def _unanswered(scene: ViewContext) -> list[str]:
    """What the audit went on without, and why."""
    return [f"{line_of_key(scene, key)}\n{scene.quoted(why)}" for key, why in scene.audit.proceeded_duties.items()]


def _record(scene: ViewContext, decision: Decision) -> str:
    head = scene.heads.get(decision.seq, "")
    decided = scene.say("decision-decided", when=mrkdwn.date_token(decision.at), lead=scene.lead)
    return f"{decided}\n{scene.say('record-head', seq=str(decision.seq), head=mrkdwn.code(head))}" if head else decided
