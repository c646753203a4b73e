"""What the lead is asked of a duty that is overdue, and the seats of what takes several of them.

Owns these messages. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.decision.duties import FirstReportDuty, RecurringDuty
from bot.domain.decision.state import Motion
from bot.domain.duties.motions import LateConditionDuty, SecondMotionDuty, StandInDuty, seats_needed
from bot.domain.duties.rules import AnswerExtensionDuty, OverdueDuty
from bot.domain.kernel.duty import Duty, read_duty_id
from bot.domain.kernel.notices import ExtensionRefusedNotice
from bot.domain.kernel.registry import Event
from bot.slack.decision.conditions import item_text, item_with
from bot.slack.decision.upkeep import upkeep_of_duty, upkeep_text, value_of_upkeep
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, section
from bot.slack.kit.duty_lines import ITEM_DUTIES, due_line, duty_line, line_of_key
from bot.slack.kit.message_parts import Ask, Asks
from bot.slack.kit.view_context import ViewContext

ASKS = Asks()


@ASKS.add(OverdueDuty)
def overdue(context: ViewContext, duty: Duty) -> Ask:
    """Somebody never answered: the lead replaces, extends or proceeds without."""
    say = context.say
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, role=duty.role, key=duty.of)
    missing = next((d for d in context.duties if d.id == duty.of), None)
    if isinstance(missing, ITEM_DUTIES):
        return _overdue_item(context, duty, missing)
    if isinstance(missing, (RecurringDuty, FirstReportDuty)):
        return _overdue_upkeep(context, duty, missing)
    detail = (
        (say("ask-overdue", about=context.mention(duty.about), what=duty_line(context, missing)),) if missing else ()
    )
    return Ask(
        (
            button(say("button-replace"), ActionId.REPLACE, value),
            button(say("button-extend"), ActionId.EXTEND, value),
            button(say("button-proceed"), ActionId.PROCEED, value, "danger"),
        ),
        detail,
    )


@ASKS.add(AnswerExtensionDuty)
def answer_extension(context: ViewContext, duty: Duty) -> Ask:
    """Somebody asks for more time: the lead gives it, or leaves the date."""
    say, value = context.say, ButtonValue(audit=context.audit.key, key=duty.of)
    asked = context.audit.asked_extensions.get(duty.of)
    wanted = next((d for d in context.duties if d.id == duty.of), None)
    detail: tuple[str, ...] = ()
    if asked and wanted:
        said = say(
            "ask-extension-asked", about=context.mention(asked.by), what=due_line(context, wanted), day=asked.until
        )
        detail = (f"{said}\n{context.quoted(asked.reason)}",)
    return Ask(
        (
            button(say("button-extend"), ActionId.EXTEND, value),
            button(say("button-refuse-extension"), ActionId.REFUSE_EXTENSION, value),
        ),
        detail,
    )


def extension_refused(context: ViewContext, notice: ExtensionRefusedNotice, event: Event | None) -> list[Block]:
    """The date stays as it is: what is owed, and by when."""
    owed = next((d for d in context.duties if d.id == notice.duty), None)
    what = due_line(context, owed) if owed else line_of_key(context, read_duty_id(notice.duty)[0])
    return section(
        context.say("notice-extension-refused", name=context.name, by=context.mention(notice.person), what=what)
    )


def _overdue_item(context: ViewContext, duty: Duty, missing: Duty) -> Ask:
    """A condition or mitigation nobody saw to: another owner, or more time; there is no going on without."""
    say = context.say
    about = ButtonValue(audit=context.audit.key, number=missing.number, key=missing.of)
    detail = say("ask-overdue", about=context.mention(duty.about), what=duty_line(context, missing))
    return Ask(
        (
            button(say("button-name-owner"), ActionId.NAME_OWNER, about),
            button(say("button-extend"), ActionId.EXTEND, ButtonValue(audit=context.audit.key, key=duty.of)),
        ),
        (detail,),
    )


def _overdue_upkeep(context: ViewContext, duty: Duty, missing: Duty) -> Ask:
    """What is owed after the decision and nobody did: somebody else sees to it; its day is not moved."""
    item = upkeep_of_duty(context, missing)
    detail = context.say("ask-overdue", about=context.mention(duty.about), what=duty_line(context, missing))
    if item is None:
        return Ask((), (detail,))
    value = value_of_upkeep(context, item)
    return Ask((button(context.say("button-hand-on"), ActionId.HAND_ON, value),), (detail, upkeep_text(context, item)))


@ASKS.add(SecondMotionDuty)
def second_motion(context: ViewContext, duty: Duty) -> Ask:
    """A seat agrees to what another one asks for, or does not."""
    say, value = context.say, ButtonValue(audit=context.audit.key, number=duty.number)
    buttons = (
        button(say("button-agree-motion"), ActionId.AGREE_MOTION, value),
        button(say("button-refuse-motion"), ActionId.REFUSE_MOTION, value),
    )
    motion = next((m for m in context.audit.motions if m.number == duty.number), None)
    return Ask(buttons, (motion_line(context, motion),) if motion else ())


def motion_line(context: ViewContext, motion: Motion) -> str:
    """Who asks for what, why, how many seats it takes, and who agrees."""
    say, now = context.say, context.now
    said = say(
        f"motion-{motion.kind}",
        who=context.mention(motion.by),
        item=motion.of,
        stage=context.stage_title(motion.of) if motion.of in context.audit.stages else "",
        day=motion.due or now.date(),
    )
    why = [context.quoted(motion.why)] if motion.why else []
    item = item_with(context, motion.of) if motion.kind in ("drop", "move") else None
    about = [item_text(context, item)] if item else []
    needed = seats_needed(context.audit, context.framework, motion, now) if motion.status == "asked" else 0
    agreed = context.mentions(motion.seconds) or say("nobody")
    return "\n".join((said, *why, *about, *([say("motion-needs", needed=needed, agreed=agreed)] if needed else [])))


@ASKS.add(StandInDuty)
def stand_in(context: ViewContext, duty: Duty) -> Ask:
    """A seat does with another one what the lead left undone."""
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, number=duty.number, key=duty.of)
    pressed = button(context.say("button-stand-in"), ActionId.MAKE_MOTION, value)
    return Ask((pressed,), (context.say(f"ask-stand-in-{duty.of}", lead=context.lead),))


@ASKS.add(LateConditionDuty)
def late_condition(context: ViewContext, duty: Duty) -> Ask:
    """A seat asks the others for another date, or to drop it."""
    say, value = context.say, ButtonValue(audit=context.audit.key, number=duty.number, key=duty.of)
    item = item_with(context, duty.of)
    buttons = [button(say("button-move-date"), ActionId.MOVE_DATE, value)]
    if item and item.kind != "mitigation":
        buttons.append(button(say("button-drop"), ActionId.DROP, value))
    return Ask(tuple(buttons), (say("ask-late-condition"), *([item_text(context, item)] if item else [])))
