"""The listeners: one per kind of payload. Parse, do, answer; everything is saved before Slack is answered.

Owns the way from a payload to the answer Slack gets, errors included. Must not know any subject: those have their own
tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from bot.domain.kernel.errors import Refusal, UnknownAudit
from bot.slack.inbound.buttons import press
from bot.slack.inbound.shortcuts import SHORTCUTS
from bot.slack.inbound.slash_commands import run
from bot.slack.inbound.submissions import beneath, submit
from bot.slack.inbound.workspace_events import handle_event
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.block_kit import section
from bot.slack.kit.dependencies import Dependencies
from bot.slack.kit.error_handling import (
    AnotherWorkspace,
    NotSaved,
    body_of,
    delete_ephemeral,
    in_time,
    send_ephemeral,
    words_for,
)
from bot.slack.kit.modal import REDRAW, VALUE, text_modal
from bot.slack.kit.modal_state import ParseProblem
from bot.slack.kit.payloads import (
    Body,
    Origin,
    Press,
    read_event,
    read_press,
    read_shortcut,
    read_slash,
    read_submission,
)
from bot.slack.kit.people import Access
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import FieldErrors, Open, Redraw, Reply, Response, Vanish
from bot.slack.kit.slack_errors import code_of
from bot.slack.kit.slash_words import read_words

log = structlog.get_logger(__name__)

_ACTS = frozenset(act.value for act in ActionId) | {REDRAW}


@dataclass(frozen=True, slots=True)
class Listeners:
    """What Bolt calls. Each method takes a payload and returns Slack's answer; none raises."""

    deps: Dependencies
    access: Access

    async def command(self, body: Body) -> BoltResponse:
        """A slash command: its answer is the response."""
        try:
            slash = read_slash(body)
        except ParseProblem as problem:
            return _unreadable(problem)
        origin = slash.origin
        try:
            ctx = self._request_context(origin)
            answer = await in_time(run(ctx, read_words(slash.text)), self.deps.patience.save)
            if isinstance(answer, Open):
                await self._open(origin, answer.view)
                return _nothing_more()
        except Exception as problem:
            answer = Reply(words_for(self.deps, origin, problem))
        return _json(body_of(answer)) if isinstance(answer, Reply) else _nothing_more()

    async def action(self, body: Body) -> BoltResponse:
        """A button or a menu."""
        try:
            pressed = read_press(body)
        except ParseProblem as problem:
            return _unreadable(problem)
        if pressed.act not in _ACTS:
            if pressed.act != VALUE:
                log.warning("action.unknown", workspace=pressed.origin.workspace, action=pressed.act[:80])
            return _nothing_more()
        try:
            answer = await press(self._request_context(pressed.origin), pressed)
            await self._answer(pressed, answer)
        except Exception as problem:
            await self._tell(pressed, Reply(words_for(self.deps, pressed.origin, problem)))
        return _nothing_more()

    async def submission(self, body: Body) -> BoltResponse:
        """A modal: it closes, shows what comes next, or stays open with what was typed."""
        try:
            submission = read_submission(body)
        except ParseProblem as problem:
            return _unreadable(problem)
        ctx: RequestContext | None = None
        try:
            ctx = self._request_context(submission.origin)
            answer: Response = await submit(ctx, submission)
        except Exception as problem:
            if ctx is None:
                words = words_for(self.deps, submission.origin, problem)
                answer = _stays(submission.form.inputs, words, self.deps)
            else:
                answer = await beneath(ctx, submission, problem)
        return _to_modal(answer)

    async def shortcut(self, body: Body) -> BoltResponse:
        """A shortcut on a message, or from anywhere: it opens a modal."""
        try:
            shortcut = read_shortcut(body)
        except ParseProblem as problem:
            return _unreadable(problem)
        handler = SHORTCUTS.get(shortcut.callback)
        if handler is None:
            log.warning("shortcut.unknown", workspace=shortcut.origin.workspace, callback=shortcut.callback[:80])
            return _nothing_more()
        try:
            ctx = self._request_context(shortcut.origin)
            answer = await in_time(handler(ctx, shortcut), self.deps.patience.open)
            if isinstance(answer, Open):
                await self._open(shortcut.origin, answer.view)
        except Exception as problem:
            await self._say_anywhere(shortcut.origin, Reply(words_for(self.deps, shortcut.origin, problem)))
        return _nothing_more()

    async def event(self, body: Body) -> BoltResponse:
        """An event: 200 once it is saved; 503 where Slack should tell it again."""
        try:
            event = read_event(body)
            self._ours(event.origin)
        except ParseProblem as problem:
            return _unreadable(problem)
        try:
            await handle_event(self.deps, self.access, event)
        except NotSaved as problem:
            log.warning("event.not-saved", workspace=event.origin.workspace, delivery=event.id, problem=str(problem))
            return _tell_again()
        except (ParseProblem, Refusal, UnknownAudit) as problem:
            words_for(self.deps, event.origin, problem)
        except Exception as problem:
            words_for(self.deps, event.origin, problem)
            return _tell_again()
        return _nothing_more()

    def _request_context(self, origin: Origin) -> RequestContext:
        self._ours(origin)
        return RequestContext(self.deps, self.access, origin)

    def _ours(self, origin: Origin) -> None:
        if origin.workspace not in self.deps.installations:
            raise AnotherWorkspace(origin.workspace)

    async def _answer(self, pressed: Press, answer: Response) -> None:
        match answer:
            case Open(view=view):
                await self._open(pressed.origin, view, onto=pressed.meta is not None)
            case Redraw(view=view):
                client = self.deps.installations[pressed.origin.workspace].client
                updated = client.views_update(view=view, view_id=pressed.view, hash=pressed.view_hash)
                await in_time(updated, self.deps.patience.open)
            case Reply():
                await self._tell(pressed, answer)
            case Vanish() if pressed.origin.response_url:
                await delete_ephemeral(self.deps, pressed.origin)

    async def _tell(self, pressed: Press, reply: Reply) -> None:
        """Words for whoever pressed: beside the message, or as a modal where there is none (App Home, modals)."""
        if pressed.origin.response_url or (pressed.origin.channel and pressed.ts):
            await send_ephemeral(self.deps, pressed.origin, reply)
        else:
            await self._say_anywhere(pressed.origin, reply, onto=pressed.meta is not None)

    async def _say_anywhere(self, origin: Origin, reply: Reply, *, onto: bool = False) -> None:
        if origin.response_url:
            await send_ephemeral(self.deps, origin, reply)
            return
        view = text_modal(self.deps.texts, reply.blocks or section(reply.text))
        try:
            await self._open(origin, view, onto=onto)
        except Exception as problem:
            log.warning("whisper.lost", workspace=origin.workspace, problem=type(problem).__name__)

    async def _open(self, origin: Origin, view: Any, *, onto: bool = False) -> None:
        client = self.deps.installations[origin.workspace].client
        opened = client.views_push if onto else client.views_open
        try:
            await in_time(opened(trigger_id=origin.trigger, view=view), self.deps.patience.open)
        except SlackApiError as problem:
            if code_of(problem) in ("expired_trigger_id", "trigger_expired", "exchanged_trigger_id"):
                raise NotSaved("trigger expired") from problem
            raise


def _to_modal(answer: Response) -> BoltResponse:
    match answer:
        case FieldErrors(errors=errors):
            return _json({"response_action": "errors", "errors": dict(errors)})
        case Redraw(view=view) | Open(view=view):
            return _json({"response_action": "update", "view": view.to_dict()})
    return _nothing_more()


def _stays(inputs: Mapping[str, Any], words: str, deps: Dependencies) -> Response:
    """Before it is known who submitted: the first input carries the words."""
    first = next(iter(inputs), "")
    return FieldErrors({first: words}) if first else Redraw(text_modal(deps.texts, section(words)))


def _unreadable(problem: ParseProblem) -> BoltResponse:
    """Nothing a retry would change: acknowledged, with one line in the log."""
    log.warning("payload.not-read", problem=str(problem))
    return _nothing_more()


def _nothing_more() -> BoltResponse:
    return BoltResponse(status=200, body="")


def _tell_again() -> BoltResponse:
    return BoltResponse(status=503, body="")


def _json(body: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=body)
