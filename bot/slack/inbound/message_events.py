"""Messages in the channels of audits: kept as discussion, followed when they change, offered as documents.

Owns what a message is: talk, an edit, a deletion, perhaps a document, perhaps a word that looks like a verdict. Must
not decide: an offer asks its sender.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from bot.domain.documents.commands import OfferDocument
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.commands import OfferResult
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Prose, Source, SubmissionKind
from bot.domain.kernel.conversation import AskCard, AskListCard, AuditCard, StageCard, read_card, stage_thread
from bot.domain.kernel.duty import Duty, ask_card
from bot.domain.kernel.effects import PostNotice
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.notices import ButtonInsteadNotice
from bot.domain.kernel.registry import Command
from bot.domain.roster.roles import in_audit, is_named
from bot.ports.discussion import Message
from bot.ports.files import MEGABYTE, megabytes
from bot.ports.outbox import Sent
from bot.ports.store import Loaded
from bot.slack.documents.suggestion import by_name, guess, owed_by
from bot.slack.kit import mrkdwn
from bot.slack.kit.dependencies import Dependencies
from bot.slack.kit.error_handling import send_ephemeral
from bot.slack.kit.identity import identify
from bot.slack.kit.message_text import as_typed, files_of, is_long, is_verdict, links_in
from bot.slack.kit.modal import A_TEXT
from bot.slack.kit.modal_opening import request_of_step
from bot.slack.kit.modal_state import FileRef
from bot.slack.kit.payloads import SPOKEN, Event, part, word
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply

log = structlog.get_logger(__name__)

RESULT_ENDINGS = (
    *(".eval", ".json", ".jsonl", ".csv", ".xml", ".md", ".yaml", ".yml"),
    *(".zip", ".html", ".htm", ".parquet"),
)
"""Endings of files that may hold test results; what a file is, its content says."""


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """A message of a person, and the audit and stage whose thread it stands in (where it does)."""

    message: Message
    loaded: Loaded | None
    stage: str
    files: tuple[FileRef, ...] = ()
    names_bot: bool = False


async def handle_message(ctx: RequestContext, event: Event) -> None:
    """Keep what was said where an audit lives; offer what looks like a document."""
    match word(event.body, "subtype"):
        case subtype if subtype in SPOKEN:
            await _spoken(ctx, event)
        case "message_changed":
            await _changed(ctx, event)
        case "message_deleted":
            await _deleted(ctx, event)


async def _spoken(ctx: RequestContext, event: Event) -> None:
    if not await _concerns_us(ctx, event.origin.channel, event.origin.thread):
        return
    heard = await _hear(ctx, event, event.body)
    offers = _offers(ctx, heard) if heard.loaded and heard.stage and not heard.names_bot else []
    # Slack may tell of a message several times
    known = await ctx.deps.discussion.message(ctx.workspace, heard.message.channel, heard.message.ts)
    kept = False
    for offer in offers:
        try:
            await ctx.deps.service.execute(offer, messages=(heard.message,))
            kept = True
        except Refusal as refusal:
            # talk is kept all the same; whoever may not hand in documents is not asked to
            log.debug("offer.refused", workspace=ctx.workspace, audit=offer.audit, reason=type(refusal).__name__)
    if not kept:
        await ctx.deps.discussion.keep(heard.message)
    if not offers:
        await _verdict(ctx, heard)
    if known is None:
        await _told(ctx, heard, kept=kept)
    ctx.deps.wake()


async def _told(ctx: RequestContext, heard: ReceivedMessage, *, kept: bool) -> None:
    """What becomes of a reply that is not asked about now: its file is too large, or the audit is paused."""
    audit = heard.loaded.audit if heard.loaded else None
    if audit is None or not heard.stage or not in_audit(audit, ctx.who, ctx.today_in(audit)):
        return
    most, key = ctx.deps.max_file_bytes // MEGABYTE, "file-too-large-in-thread"
    large = [file for file in heard.files if file.size > ctx.deps.max_file_bytes]
    said = [ctx.say(key, name=mrkdwn.code(file.name), size=megabytes(file.size), most=most) for file in large]
    if kept and audit.paused:
        said.append(ctx.say("reply-kept-while-paused"))
    this = f"{ctx.workspace}:{heard.message.channel}:{heard.message.ts}"
    if said and this not in ctx.deps.told:
        ctx.deps.told[this] = True
        await send_ephemeral(ctx.deps, ctx.origin, Reply("\n".join(said)))


async def _concerns_us(ctx: RequestContext, channel: str, thread_ts: str) -> bool:
    """Whether an audit lives in this channel, or the thread hangs from one of our cards (a direct message)."""
    if await ctx.deps.store.audits_in(ctx.workspace, channel):
        return True
    return bool(thread_ts) and await ctx.deps.store.spot(ctx.workspace, channel, thread_ts) is not None


async def _hear(ctx: RequestContext, event: Event, body: Mapping[str, Any], edited: str = "") -> ReceivedMessage:
    text, thread_ts = word(body, "text"), word(body, "thread_ts")
    files = await files_of(ctx, body.get("files"))
    heard = Message(
        workspace=ctx.workspace,
        channel=event.origin.channel,
        ts=word(body, "ts"),
        thread_ts=thread_ts,
        person=ctx.who,
        text=text,
        edited_ts=edited,
        files=tuple((file.id, file.name) for file in files),
    )
    loaded, stage = await _standing(ctx, event.origin.channel, thread_ts, with_file=bool(files))
    return ReceivedMessage(
        message=heard,
        loaded=loaded,
        stage=stage,
        files=files,
        names_bot=f"<@{ctx.bot.bot_user}" in text,
    )


async def _standing(ctx: RequestContext, channel: str, thread_ts: str, *, with_file: bool) -> tuple[Loaded | None, str]:
    """The audit and stage of a thread; no stage in the threads of questions, which are talk.

    A file that was put into the channel itself, where only one audit lives, belongs to the stage under way.
    """
    if not thread_ts:
        here = await ctx.deps.store.audits_in(ctx.workspace, channel) if with_file else []
        loaded = await ctx.deps.store.load(ctx.workspace, here[0]) if len(here) == 1 else None
        return loaded, _under_way(loaded) if loaded else ""
    spot = await ctx.deps.store.spot(ctx.workspace, channel, thread_ts)
    if spot is None:
        return None, ""
    loaded = await ctx.deps.store.load(ctx.workspace, spot.audit)
    match read_card(spot.card):
        case AuditCard():
            return loaded, _under_way(loaded)
        case AskCard(duty, person):
            return loaded, _stage_of_ask(loaded, ctx, lambda d: (d.key, d.person) == (duty, person))
        case AskListCard(about="direct") as card:
            return loaded, _stage_of_ask(loaded, ctx, lambda d: ask_card(d) == card)
        case StageCard(stage) if stage in loaded.audit.stages:
            return loaded, stage
    return loaded, ""


def _under_way(loaded: Loaded) -> str:
    return next(iter(loaded.audit.open_stages()), "")


def _stage_of_ask(loaded: Loaded, ctx: RequestContext, asks_for: Callable[[Duty], bool]) -> str:
    """A reply to an ask in a direct message belongs to the stage of what was asked: of several, the first that has one.

    `asks_for`: whether the message asks for a duty.
    """
    duties = duties_of(loaded.audit.replace(paused=None), loaded.framework, ctx.today_in(loaded.audit))
    asked = (
        d.stage or (loaded.framework.stage_of(d.artifact).key if d.artifact else "") for d in duties if asks_for(d)
    )
    return next(filter(None, asked), "")


def _offers(ctx: RequestContext, heard: ReceivedMessage) -> list[OfferDocument | OfferResult]:
    """The question to its sender: one per file; else one for a link; else one for a text of whoever owes one.

    The same message is asked about once, however often and as what event it is told: where the bot catches up, it may
    be read in its thread while it arrives. Some files are read as results first. A short text is a document only where
    it begins with the title of what is owed: most short replies are talk.
    """
    loaded = heard.loaded
    if loaded is None or loaded.audit.is_shut or not in_audit(loaded.audit, ctx.who, ctx.today_in(loaded.audit)):
        return []
    request = _request(heard.message)
    if heard.files:
        found = [
            _offer(ctx, heard, loaded, request_of_step(request, n), "file", file.name, file=file.id, clue=file.name)
            for n, file in enumerate(heard.files)
            if file.size <= ctx.deps.max_file_bytes
        ]
        return [_as_result(o) if _may_be_result(loaded, heard.stage, o.name.text) else o for o in found]
    typed = as_typed(heard.message.text).strip()
    first_line = next(iter(typed.splitlines()), "")[:80]
    links = links_in(heard.message.text)
    owes = owed_by(
        loaded.audit.replace(paused=None), loaded.framework, ctx.who, heard.stage, ctx.today_in(loaded.audit)
    )
    if owes and (is_long(heard.message.text) or _begins_with(first_line, loaded.framework.artifact(owes).title)):
        return [_offer(ctx, heard, loaded, request, "text", A_TEXT, clue=first_line, artifact=owes)]
    if links:
        return [_offer(ctx, heard, loaded, request, "link", links[0][:200], url=links[0], clue=typed)]
    return []


def _request(message: Message) -> str:
    """The id of what follows from a message, or from an edit of it."""
    return ":".join(filter(None, ("message", message.channel, message.ts, message.edited_ts)))


def _begins_with(line: str, title: str) -> bool:
    return line.casefold().startswith(title.casefold())


def _offer(
    ctx: RequestContext,
    heard: ReceivedMessage,
    loaded: Loaded,
    request: str,
    kind: SubmissionKind,
    name: str,
    *,
    clue: str,
    file: str = "",
    url: str = "",
    artifact: str = "",
) -> OfferDocument:
    audit, framework = loaded.audit, loaded.framework
    named = by_name(framework, clue) if artifact else ""
    message = heard.message
    return OfferDocument(
        workspace=ctx.workspace,
        audit=audit.key,
        request=request,
        actor=ctx.who,
        offer=ctx.deps.ids.id(),
        source=Source(channel=message.channel, ts=message.ts, thread_ts=message.thread_ts, file=file, url=url),
        kind=kind,
        artifact=named or artifact or guess(audit, framework, ctx.who, heard.stage, clue, ctx.today_in(audit)),
        name=Prose(salt=ctx.deps.ids.salt(), text=name or file),
    )


def _may_be_result(loaded: Loaded, stage: str, name: str) -> bool:
    """Whether a file is read as a test result: in a stage with results, unless it is called like a document."""
    if not loaded.framework.stage(stage).results or not name.lower().endswith(RESULT_ENDINGS):
        return False
    return not by_name(loaded.framework, name)


def _as_result(offer: OfferDocument) -> OfferResult:
    """The same file, to be read first; where no reader knows it, it is offered as a document after all."""
    common = offer.model_dump(include=set(Command.model_fields))
    return OfferResult(**common, source=offer.source, name=offer.name, artifact=offer.artifact)


async def _verdict(ctx: RequestContext, heard: ReceivedMessage) -> None:
    """A word that looks like an approval does not count; whoever may sign gets the button, once per stage."""
    loaded, stage = heard.loaded, heard.stage
    if loaded is None or not stage or not is_verdict(heard.message.text):
        return
    if loaded.audit.stages[stage].status != "open" or not _may_sign(ctx, loaded, stage):
        return
    notice = ButtonInsteadNotice(stage=stage, person=ctx.who)
    effect = PostNotice(place=stage_thread(stage), notice=notice)
    request = f"button-instead:{loaded.audit.key}:{stage}:{ctx.who}"
    await ctx.deps.service.tell(ctx.workspace, loaded.audit.key, request, effect)


def _may_sign(ctx: RequestContext, loaded: Loaded, stage: str) -> bool:
    rules = loaded.framework.stage(stage).sign_offs
    return any(is_named(loaded.audit, rule.role, ctx.who, ctx.today_in(loaded.audit)) for rule in rules)


async def _changed(ctx: RequestContext, event: Event) -> None:
    """The latest edit wins; a text that was admitted as a document is offered as a new version."""
    body = part(event.body, "message")
    if word(body, "subtype") == "tombstone":
        await _forget(ctx, event, word(body, "ts"), word(body, "thread_ts"))
        return
    if word(body, "subtype") not in SPOKEN or word(body, "bot_id"):
        return
    if not await _concerns_us(ctx, event.origin.channel, word(body, "thread_ts")):
        return
    edited = word(part(body, "edited"), "ts")
    if not edited:
        # Slack reports replies and unfurled links as changes too; the words are the same
        return
    heard = await _hear(ctx, event, body, edited)
    offer = await _new_version(ctx, heard)
    if offer is not None:
        try:
            await ctx.deps.service.execute(offer, messages=(heard.message,))
            ctx.deps.wake()
            return
        except Refusal as refusal:
            log.debug("offer.refused", workspace=ctx.workspace, audit=offer.audit, reason=type(refusal).__name__)
    await ctx.deps.discussion.keep(heard.message)


async def _new_version(ctx: RequestContext, heard: ReceivedMessage) -> OfferDocument | None:
    if heard.loaded is None:
        return None
    artifact = _admitted_as(heard.loaded.audit, heard.message)
    if not artifact:
        return None
    return _offer(ctx, heard, heard.loaded, _request(heard.message), "text", A_TEXT, clue="", artifact=artifact)


def _admitted_as(audit: Audit, edited: Message) -> str:
    """The document a message's text became."""
    return next(
        (
            artifact
            for artifact, versions in audit.artifacts.items()
            for version in versions
            if version.kind == "text"
            and version.source is not None
            and (version.source.channel, version.source.ts) == (edited.channel, edited.ts)
        ),
        "",
    )


def _deleted_ts(event: Event) -> str:
    """Which message an event tells is gone; empty where it tells of none. Of a thread's parent a tombstone is left."""
    if event.type != "message":
        return ""
    changed = part(event.body, "message")
    match word(event.body, "subtype"):
        case "message_deleted":
            return word(event.body, "deleted_ts") or word(part(event.body, "previous_message"), "ts")
        case "message_changed" if word(changed, "subtype") == "tombstone":
            return word(changed, "ts")
    return ""


async def card_deleted(deps: Dependencies, event: Event) -> bool:
    """Whether an event tells that somebody deleted a card of ours; it is posted anew."""
    workspace, channel, ts = event.origin.workspace, event.origin.channel, _deleted_ts(event)
    spot = await deps.store.spot(workspace, channel, ts) if ts else None
    if spot is None:
        return False
    log.info("card.deleted", workspace=workspace, audit=spot.audit, card=spot.card)
    await deps.outbox.deleted(workspace, spot.audit, spot.card, Sent(channel, ts), deps.clock.now())
    deps.wake()
    return True


async def _deleted(ctx: RequestContext, event: Event) -> None:
    before = part(event.body, "previous_message")
    await _forget(ctx, event, _deleted_ts(event), word(before, "thread_ts"))


async def _forget(ctx: RequestContext, event: Event, ts: str, thread_ts: str) -> None:
    """A tombstone: what was admitted as a document stays, the talk goes."""
    channel = event.origin.channel
    if not ts or not await _concerns_us(ctx, channel, thread_ts):
        return
    known = await ctx.deps.discussion.message(ctx.workspace, channel, ts)
    writer = word(part(event.body, "previous_message"), "user")
    await ctx.deps.discussion.keep(
        Message(
            workspace=ctx.workspace,
            channel=channel,
            ts=ts,
            thread_ts=thread_ts or (known.thread_ts if known else ""),
            person=known.person if known else identify(ctx.workspace, writer),
            text="",
            edited_ts=word(event.body, "event_ts") or word(event.body, "ts"),
            deleted=True,
        )
    )
