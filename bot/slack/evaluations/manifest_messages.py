"""What people are asked and told of the model's manifest.

Owns these messages. Pure.
"""

from __future__ import annotations

from typing import Any

import orjson
from slack_sdk.models.blocks import Block

from bot.domain.evaluations.duties import ConfirmManifestDuty, TieManifestDuty
from bot.domain.evaluations.state import Manifest
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.notices import ManifestNotice
from bot.domain.kernel.registry import Event
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section
from bot.slack.kit.message_parts import Ask, Asks
from bot.slack.kit.view_context import ViewContext

ASKS = Asks()

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")


@ASKS.add(ConfirmManifestDuty)
def confirm_manifest(context: ViewContext, duty: Duty) -> Ask:
    """What a manifest says, shown to who handed it in: it counts once they say that this is the model."""
    say, found = context.say, manifest_by_number(context, duty.number)
    if found is None:
        return Ask(())
    value = ButtonValue(audit=context.audit.key, number=found.number)
    buttons = (
        button(say("button-confirm-manifest"), ActionId.CONFIRM_MANIFEST, value, "primary"),
        button(say("button-drop-manifest"), ActionId.DROP_MANIFEST, value),
    )
    return Ask(buttons, (say("ask-confirm-manifest", model=context.model), manifest_line(context, found)))


@ASKS.add(TieManifestDuty)
def tie_manifest(context: ViewContext, duty: Duty) -> Ask:
    """Encrypted files, shown to the reviewer who decrypts them once."""
    say, found = context.say, manifest_by_number(context, duty.number)
    if found is None:
        return Ask(())
    value = ButtonValue(audit=context.audit.key, number=found.number)
    said = say("ask-tie-manifest", who=context.mention(found.by), audited=mrkdwn.code(context.audit.weights))
    pressed = button(say("button-tie-manifest"), ActionId.TIE_MANIFEST, value, "primary")
    return Ask((pressed,), (said, manifest_line(context, found), context.quoted(found.how)))


def manifest_line(context: ViewContext, found: Manifest) -> str:
    """Files, size and the whole fingerprint."""
    fingerprint = mrkdwn.code(found.fingerprint)
    if not found.files:
        return context.say("manifest-fingerprint-alone", fingerprint=fingerprint)
    return context.say("manifest-files", files=found.files, size=size_text(found.size), fingerprint=fingerprint)


def size_text(size: int) -> str:
    """Bytes as people read them: `28.4 GB`."""
    amount, unit = float(size), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.3g} {_UNITS[unit]}"


def manifest_notice(context: ViewContext, notice: ManifestNotice, event: Event | None) -> list[Block]:
    """A manifest counts, or cannot be used."""
    say, audit, found = context.say, context.audit, manifest_by_number(context, notice.manifest)
    if found is None:
        return section(say("text-removed"))
    value = ButtonValue(audit=audit.key)
    if found.status == "unread":
        said = say("notice-manifest-unread", name=context.name, why=_why(context, found))
        again = ActionId.ENCRYPTED_MANIFEST if found.encrypted else ActionId.MANIFEST
        return section(said) + actions(button(say("button-manifest"), again, value, "primary"))
    if found.encrypted:
        return _encrypted(context, notice, found)
    this = found.fingerprint == audit.weights
    key = "notice-manifest-stated" if this else "notice-manifest-of-a-build"
    said = say(key, name=context.name, who=context.mention(notice.person), what=manifest_line(context, found))
    known = f"{said}\n{say('manifest-how')}\n{context.quoted(found.how)}"
    if this:
        return section(known)
    return section(known) + actions(button(say("button-new-model"), ActionId.NEW_MODEL, value))


def _encrypted(context: ViewContext, notice: ManifestNotice, found: Manifest) -> list[Block]:
    """Encrypted files are tied to the audited ones, or hold others."""
    say, tie = context.say, found.tie
    said = {"name": context.name, "who": context.mention(notice.person), "what": manifest_line(context, found)}
    if tie is None:
        return section(say("notice-tie-taken-back" if found.taken_back else "notice-encrypted-other", **said))
    pressed = ButtonValue(audit=context.audit.key, number=found.number)
    doubt = actions(button(say("button-doubt-tie"), ActionId.TIE_MANIFEST, pressed))
    if tie.doubted_by:
        known = say("notice-tie-doubted", **{**said, "who": context.mention(tie.doubted_by)})
        return section(f"{known}\n{context.quoted(tie.doubt)}") + doubt
    known = say("notice-encrypted-tied", **said, how=say(f"tie-{tie.comparison}"))
    return section(f"{known}\n{context.quoted(tie.how)}") + doubt


def manifest_by_number(context: ViewContext, number: int) -> Manifest | None:
    """A manifest of the audit, if it is there."""
    return next((m for m in context.audit.manifests if m.number == number), None)


def _why(context: ViewContext, found: Manifest) -> str:
    """Why it cannot be used; what comes from the file is escaped."""
    kept = context.raw(found.params)
    params: dict[str, Any] = orjson.loads(kept) if kept else {}
    key = found.problem if found.problem in context.say else "problem-unreadable"
    return context.say(key, **{k: mrkdwn.escape(v) if isinstance(v, str) else v for k, v in params.items()})
