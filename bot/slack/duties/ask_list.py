"""The message that asks a person for all they owe of one kind in a stage, and says of each what became of it.

Owns what stands in it: what is open, what is done, in how few words. Must not know who owes what:
`bot.domain.duties.rules` says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.domain.documents.duties import ReviewDuty, SecondSupportDuty, SubmitDuty
from bot.domain.documents.state import ChangeRequest, Version
from bot.domain.kernel.conversation import AskListCard
from bot.domain.kernel.duty import Duty, DutyKey, ask_card
from bot.domain.kernel.people import Person
from bot.domain.sign_offs.rules import RespondDuty, SignDuty
from bot.slack.duties.outcomes import OUTCOMES, Outcome
from bot.slack.kit.block_kit import actions, section, small
from bot.slack.kit.duty_lines import addressed, due_line, duty_line
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.message_parts import Ask, Asks
from bot.slack.kit.view_context import ViewContext


def open_duties(context: ViewContext, card: AskListCard) -> list[Duty]:
    """What its person still owes of what the message asks for, the earliest first."""
    return [duty for duty in context.duties if duty.person == card.person and ask_card(context.audit, duty) == card]


def list_leads_nowhere(context: ViewContext, card: AskListCard) -> bool:
    """Whether nothing of it is owed any more, and nothing came of it."""
    return not (open_duties(context, card) or _rests(context) or any(_done(context, card)))


def ask_list(context: ViewContext, card: AskListCard, asks: Asks) -> Drawing:
    """Everything that is open, each with its buttons; beneath it what is done. `asks`: how each duty is asked."""
    say, found = context.say, open_duties(context, card)
    each = [(duty, asks[type(duty)](context, duty)) for duty in found]
    what = say(f"asks-{card.about}", stage=context.stage_title(card.stage))
    blocks: list[Block] = []
    if rests := _rests(context):
        what = say(f"ask-over-{rests}", what=what)
        blocks += small(what)
    elif len(each) == 1:
        what = duty_line(context, found[0])
        blocks += _alone(context, *each[0])
    elif each:
        blocks += _together(context, what, each)
    for key, outcome in _done(context, card):
        blocks += section(outcome.said, next(iter(outcome.buttons), None), key)
        what = what if found or rests else outcome.said
    return messages(say("ask-fallback", what=what, audit=context.audit.key), blocks or small(what))


def _rests(context: ViewContext) -> str:
    """While an audit rests, nothing is owed, and nothing was settled by that."""
    audit = context.audit
    return "ended" if audit.ended else "paused" if audit.paused and audit.in_force is None else ""


def _alone(context: ViewContext, duty: Duty, asked: Ask) -> list[Block]:
    said = context.say("ask-thread", who=addressed(context, duty), what=due_line(context, duty))
    detail = [part for text in (*asked.why, *asked.detail, *asked.how) for part in section(text)]
    return [*section(said), *detail, *_buttons(duty, asked), *actions(*asked.shared)]


def _together(context: ViewContext, what: str, each: Sequence[tuple[Duty, Ask]]) -> list[Block]:
    say, first = context.say, each[0][0]
    days = {duty.due for duty, _ in each}
    late = "duty-overdue-since" if first.due < context.today else "duty-due"
    said = say(late, what=what, due=first.due) if len(days) == 1 else what
    how = dict.fromkeys(text for _, asked in each for text in asked.how)
    blocks = section("\n".join((say("ask-thread", who=addressed(context, first), what=said), *how)))
    for duty, asked in each:
        line = say("asks-item", what=duty_line(context, duty))
        if len(days) > 1:
            line = say("duty-overdue-since" if duty.due < context.today else "duty-due", what=line, due=duty.due)
        blocks += [*section("\n".join((line, *asked.detail))), *_buttons(duty, asked)]
    shared = {button.action_id: button for _, asked in each for button in asked.shared}
    return [*blocks, *actions(*shared.values())]


def _buttons(duty: Duty, asked: Ask) -> list[Block]:
    """The buttons of one duty, in a block that is called like it."""
    return [ActionsBlock(elements=list(asked.buttons), block_id=duty.key)] if asked.buttons else []


def _done(context: ViewContext, card: AskListCard) -> Iterator[tuple[str, Outcome]]:
    """What its person did of it, and what is with them in their place; what is open again stands above."""
    still = {duty.key for duty in open_duties(context, card)}
    for key in dict.fromkeys(_answered(context, card)):
        outcome = None if key.key in still else OUTCOMES[key.duty](context, key, card.person)
        if outcome:
            yield key.key, outcome


def _answered(context: ViewContext, card: AskListCard) -> Iterator[DutyKey]:
    state = context.stage_state(card.stage)
    match card.about:
        case "hand-in":
            for spec in context.framework.stage(card.stage).artifacts:
                if any(_gave(version, card.person) for version in context.audit.artifacts.get(spec.key, ())):
                    yield DutyKey(SubmitDuty, artifact=spec.key)
        case "review":
            for artifact, version in _versions(context, card):
                asked = (r.by for r in _requests(context, artifact, version))
                if card.person in (version.reviewed_by, *asked):
                    yield DutyKey(ReviewDuty, artifact=artifact, number=version.number)
                if version.supported_by == card.person:
                    yield DutyKey(SecondSupportDuty, artifact=artifact, number=version.number)
        case "approve":
            for signed in state.signatures:
                if card.person in (signed.person, signed.seat):
                    yield DutyKey(SignDuty, stage=card.stage, role=signed.role)
            for given in state.responses:
                if given.person == card.person:
                    yield DutyKey(RespondDuty, stage=card.stage, role=given.role)


def _gave(version: Version, who: Person) -> bool:
    return version.by == who or who in version.authors


def _versions(context: ViewContext, card: AskListCard) -> Iterator[tuple[str, Version]]:
    """The versions that came up for review on the day of the message."""
    for spec in context.framework.stage(card.stage).artifacts:
        for version in context.audit.artifacts.get(spec.key, ()):
            if version.at.date() == card.day:
                yield spec.key, version


def _requests(context: ViewContext, artifact: str, version: Version) -> list[ChangeRequest]:
    return [r for r in context.audit.requests if (r.artifact, r.version) == (artifact, version.number)]
