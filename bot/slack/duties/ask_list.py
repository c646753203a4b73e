"""The message that asks a person for all they owe of one kind in a stage, and says of each what became of it.

Owns what stands in it: what is open, what is done, in how few words. Must not know who owes what:
`bot.domain.duties.rules` says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.domain.decision.conditions import followed_decision, followed_items
from bot.domain.decision.duties import MeetDuty, NameOwnerDuty, VerifyDuty, asked_on, proposed_on
from bot.domain.decision.state import Decision, Proposal
from bot.domain.documents.ask_days import hand_in_days, is_asked_for, review_days, support_day
from bot.domain.documents.duties import (
    ReviewDuty,
    ReworkDuty,
    SecondSupportDuty,
    SubmitDuty,
    asked_reviewer,
    asked_second,
)
from bot.domain.documents.state import Version
from bot.domain.evaluations.duties import (
    AnswerExpectationDuty,
    AnswerKindsDuty,
    ConfirmManifestDuty,
    NameRisksDuty,
    SetThresholdDuty,
    TieManifestDuty,
)
from bot.domain.evaluations.verdicts import prioritised_risks
from bot.domain.kernel.conversation import AskListCard, AuditCard
from bot.domain.kernel.duty import Duty, DutyKey, ask_card
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.roster.roles import owner_of, people_with
from bot.domain.sign_offs.rules import RespondDuty, SignDuty
from bot.slack.duties.outcomes import Outcome, outcome
from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import actions, section, small
from bot.slack.kit.duty_lines import addressed, due_line, duty_line
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.message_parts import Ask, Asks
from bot.slack.kit.view_context import ViewContext


def open_duties(context: ViewContext, card: AskListCard) -> list[Duty]:
    """What its person still owes of what the message asks for, the earliest first; risks before what rests on them."""
    found = [duty for duty in context.duties if duty.person == card.person and ask_card(duty) == card]
    return sorted(found, key=lambda duty: (duty.due, not isinstance(duty, NameRisksDuty)))


def list_leads_nowhere(context: ViewContext, card: AskListCard) -> bool:
    """Whether nothing of it is owed any more, and nothing came of it."""
    return not (open_duties(context, card) or _rests(context) or any(_done(context, card)))


def ask_list(context: ViewContext, card: AskListCard, asks: Asks) -> Drawing:
    """Everything that is open, each with its buttons; beneath it what is done. `asks`: how each duty is asked."""
    say, found = context.say, open_duties(context, card)
    each = [(duty, asks[type(duty)](context, duty)) for duty in found]
    what = say(f"asks-{card.about}", stage=context.stage_title(card.stage) if card.stage else "")
    blocks: list[Block] = []
    if rests := _rests(context):
        what = say(f"ask-over-{rests}", what=what)
        blocks += small(_named(context, card, what))
    elif len(each) == 1:
        what = duty_line(context, found[0])
        blocks += _alone(context, card, *each[0])
    elif each:
        blocks += _together(context, card, what, each)
    for key, became in _done(context, card):
        if not blocks:
            what = became.said
            became = replace(became, said=_named(context, card, what))
        blocks += _outcome_blocks(became, key)
    if not blocks:
        what = say("outcome-withdrawn", what=what)
        blocks = small(_named(context, card, what))
    return messages(say("ask-fallback", what=what, audit=context.audit.key), blocks)


def _named(context: ViewContext, card: AskListCard, what: str) -> str:
    """To one person alone with the audit's name."""
    if card.place.kind != "dm":
        return what
    return context.say("ask-private", name=context.linked(AuditCard(), context.name), what=what)


def _rests(context: ViewContext) -> str:
    """While an audit rests, nothing is owed, and nothing was settled by that."""
    audit = context.audit
    return "ended" if audit.ended else "paused" if audit.paused and audit.in_force is None else ""


def _asked(context: ViewContext, card: AskListCard, duty: Duty, what: str) -> str:
    """Who is asked for what; to one person alone, in which audit."""
    if card.place.kind == "dm":
        return _named(context, card, what)
    return context.say("ask-thread", who=addressed(context, duty), what=what)


def _alone(context: ViewContext, card: AskListCard, duty: Duty, asked: Ask) -> list[Block]:
    said = _asked(context, card, duty, due_line(context, duty))
    detail = [part for text in (*asked.detail, *asked.judged, *asked.how) for part in section(text)]
    return [*section(said), *detail, *_buttons(duty, asked)]


def _together(context: ViewContext, card: AskListCard, what: str, each: Sequence[tuple[Duty, Ask]]) -> list[Block]:
    say, first = context.say, each[0][0]
    days = {duty.due for duty, _ in each}
    late = "duty-overdue-since" if first.due < context.today else "duty-due"
    said = say(late, what=what, due=context.due(first.due)) if len(days) == 1 else what
    how = dict.fromkeys(text for _, asked in each for text in asked.how)
    blocks = section("\n".join((_asked(context, card, first, said), *how)))
    for duty, asked in each:
        named = card.about == "hand-in" or isinstance(duty, ReviewDuty)
        document = context.document_title(duty.artifact) if named else ""
        line = say("asks-item", what=mrkdwn.bold(document) if document else duty_line(context, duty))
        if len(days) > 1:
            line = say(
                "duty-overdue-since" if duty.due < context.today else "duty-due", what=line, due=context.due(duty.due)
            )
        blocks += [*section("\n".join((line, *asked.detail, *asked.judged))), *_buttons(duty, asked)]
    shared = {button.action_id: button for _, asked in each for button in asked.shared}
    return [*blocks, *actions(*shared.values())]


def _buttons(duty: Duty, asked: Ask) -> list[Block]:
    """The buttons of one duty, in a block that is called like it."""
    return [ActionsBlock(elements=list(asked.buttons), block_id=duty.key)] if asked.buttons else []


def _outcome_blocks(outcome: Outcome, key: str) -> list[Block]:
    """What became of it, with its button beside it, or several beneath it."""
    if len(outcome.buttons) < 2:
        return section(outcome.said, next(iter(outcome.buttons), None), key)
    return [*section(outcome.said), ActionsBlock(elements=list(outcome.buttons), block_id=key)]


def _done(context: ViewContext, card: AskListCard) -> Iterator[tuple[str, Outcome]]:
    """What became of it, through its person or others; what is open again stands above."""
    still = {duty.key for duty in open_duties(context, card)}
    for key in dict.fromkeys(_answered(context, card)):
        became = None if key.key in still else outcome(context, key, card.person)
        if became:
            yield key.key, became


def _answered(context: ViewContext, card: AskListCard) -> Iterator[DutyKey]:
    match card.about:
        case "direct":
            yield from _answered_directly(context, card)
        case "choose":
            yield from _chosen(context, card)
        case "hand-in":
            for spec in context.framework.stage(card.stage).artifacts:
                if _was_handed_in(context, card, spec):
                    yield DutyKey(SubmitDuty, artifact=spec.key)
        case "review":
            for spec in context.framework.stage(card.stage).artifacts:
                for version in context.audit.artifacts.get(spec.key, ()):
                    if _was_reviewed(context, card, spec, version):
                        yield DutyKey(ReviewDuty, artifact=spec.key, number=version.number)
                    if _was_seconded(context, card, spec, version):
                        yield DutyKey(SecondSupportDuty, artifact=spec.key, number=version.number)
        case "approve":
            for signed in context.stage_state(card.stage).signatures:
                if card.person in (signed.person, signed.seat) and _is_since(context, card, signed.at):
                    yield DutyKey(SignDuty, stage=card.stage, role=signed.role)
            for given in context.stage_state(card.stage).responses:
                if given.person == card.person and _is_since(context, card, given.at):
                    yield DutyKey(RespondDuty, stage=card.stage, role=given.role)


def _answered_directly(context: ViewContext, card: AskListCard) -> Iterator[DutyKey]:
    """What came up for its person alone on the day of the message."""
    audit, who, came_then = context.audit, card.person, partial(_came_on, context, card)
    for request in audit.requests:
        spec, versions = context.framework.artifact(request.artifact), audit.artifacts.get(request.artifact, ())
        newer = any(who in v.authors for v in versions if v.number > request.version)
        if came_then(request.at) and (newer or owner_of(audit, spec, context.today) == who):
            yield DutyKey(ReworkDuty, number=request.number)
    for manifest in audit.manifests:
        if came_then(manifest.at) and manifest.tie and manifest.tie.by == who:
            yield DutyKey(TieManifestDuty, number=manifest.number)
        elif came_then(manifest.at) and manifest.by == who and not manifest.encrypted:
            yield DutyKey(ConfirmManifestDuty, number=manifest.number)
    if found := followed_decision(audit):
        yield from _followed_up(context, card, found)


def _followed_up(context: ViewContext, card: AskListCard, found: Decision | Proposal) -> Iterator[DutyKey]:
    """The same of conditions and mitigations."""
    audit, who = context.audit, card.person
    leads = people_with(audit, context.framework, "manage", context.today)
    for item in followed_items(audit, context.framework, found):
        of, state = partial(DutyKey, number=item.round, of=item.key), item.followed
        if state.named_at and proposed_on(audit, found) == card.day and who in leads:
            yield of(NameOwnerDuty)
        if who == item.owner and asked_on(audit, found, item) == card.day and (state.claimed or item.done):
            yield of(MeetDuty)
        if state.claimed_at and _came_on(context, card, state.claimed_at) and state.verified_by == who:
            yield of(VerifyDuty)


def _chosen(context: ViewContext, card: AskListCard) -> Iterator[DutyKey]:
    """What was said of what is to be tested."""
    audit = context.audit
    wanted = prioritised_risks(audit)
    if wanted:
        yield DutyKey(NameRisksDuty, stage=card.stage)
    for answer in audit.expectation_answers:
        if _is_since(context, card, answer.at):
            yield DutyKey(AnswerExpectationDuty, number=answer.expectation.number)
    for risk in wanted:
        if any(_is_since(context, card, at) for t in risk.thresholds if (at := t.at)):
            yield DutyKey(SetThresholdDuty, of=risk.key)
    if any(_is_since(context, card, said.at) for said in audit.risk_kinds):
        yield DutyKey(AnswerKindsDuty, stage=card.stage)


def _came_on(context: ViewContext, card: AskListCard, at: datetime) -> bool:
    """Whether it came up on the day of the message."""
    return context.audit.calendar.day(at) == card.day


def _is_since(context: ViewContext, card: AskListCard, at: datetime) -> bool:
    """Whether it came after a message asked for it; the first message of a stage has no day."""
    return card.day is None or context.audit.calendar.day(at) >= card.day


def _was_handed_in(context: ViewContext, card: AskListCard, spec: ArtifactSpec) -> bool:
    """Whether a document that came up by the day of the message was handed in since, by its person or in their place;
    what came up once more is asked for elsewhere from that day on.
    """
    audit, framework = context.audit, context.framework
    days = hand_in_days(audit, framework, spec, card.person)
    if card.day not in days:
        return False
    following = next((day for day in days if day > card.day), date.max)
    there = [v for v in audit.artifacts.get(spec.key, ()) if v.status not in ("failed", "pointer")]
    given = [v for v in there if card.day <= audit.calendar.day(v.at) < following]
    if not given or any(card.person in version.authors for version in given):
        return bool(given)
    before = tuple(version for version in there if version.number < given[0].number)
    then = audit.replace(artifacts={**audit.artifacts, spec.key: before})
    return is_asked_for(audit, framework, spec) and owner_of(then, spec, context.today) == card.person


def _was_reviewed(context: ViewContext, card: AskListCard, spec: ArtifactSpec, version: Version) -> bool:
    """Whether its person reviewed a version that came up on the day of the message, or was to."""
    audit, framework = context.audit, context.framework
    if card.day not in review_days(audit, spec.key, version):
        return False
    asked = (r.by for r in audit.requests if (r.artifact, r.version) == (spec.key, version.number))
    return card.person in (
        version.reviewed_by,
        *asked,
        asked_reviewer(audit, framework, spec.key, version, context.today),
    )


def _was_seconded(context: ViewContext, card: AskListCard, spec: ArtifactSpec, version: Version) -> bool:
    """The same of who called it supporting beside the first."""
    audit, framework = context.audit, context.framework
    if version.supported_by is None or card.day != support_day(audit, framework, spec, version):
        return False
    return card.person in (version.supported_by, asked_second(audit, framework, spec, version, context.today))
