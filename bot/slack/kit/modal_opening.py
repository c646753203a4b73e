"""What forms do as they open: remember what a modal is about, refuse what is not there or not for this reader.

Owns these checks, and the request ids of presses and modals. Must not know any subject.
"""

from __future__ import annotations

import hashlib

from bot.domain.documents.rules import may_open
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed
from bot.domain.kernel.framework import ArtifactSpec
from bot.ports.store import Loaded
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Press
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.view_context import ViewContext


def metadata_for(ctx: RequestContext, value: ButtonValue, **more: str | int) -> ModalMetadata:
    """A modal's memory: what the button said, and a request id of its own."""
    return ModalMetadata(request=ctx.deps.ids.id(), **{**value.model_dump(), **more})


async def audit_in_view(ctx: RequestContext, value: ButtonValue) -> tuple[Loaded, ViewContext]:
    """The audit of a button and its view context. Raises UnknownAudit."""
    loaded = await ctx.audit(value.audit)
    return loaded, await ctx.view_context(loaded)


def document(loaded: Loaded, key: str) -> ArtifactSpec:
    """A document of the audit's framework. Refuses an unknown one."""
    if not loaded.framework.has_artifact(key):
        raise Invalid("document-unknown")
    return loaded.framework.artifact(key)


def known_stage(loaded: Loaded, key: str) -> str:
    """A stage of the audit's framework. Refuses an unknown one."""
    if not loaded.framework.has_stage(key) or key not in loaded.audit.stages:
        raise Invalid("stage-unknown")
    return key


def check_reader(ctx: RequestContext, loaded: Loaded, spec: ArtifactSpec) -> None:
    """Refuse whoever may not open a restricted document."""
    if not may_open(loaded.audit, loaded.framework, spec.key, ctx.who, ctx.today_in(loaded.audit)):
        titles = [loaded.framework.role(role).title for role in spec.restricted_to]
        raise NotAllowed("document-restricted", roles=titles)


def request_of_press(press: Press, audit: Audit) -> str:
    """The key of a click: who pressed which button where, on which state of the audit.

    A double click is one request while the first is under way. Afterwards the audit has moved on; a second click is
    then a new wish, and changes nothing unless it may (the same button may be pressed again next week).
    """
    where = (press.origin.workspace, press.origin.channel, press.ts, press.act, press.value.written())
    told = "\n".join((*where, press.origin.who, audit.key, str(audit.seq)))
    return "click:" + hashlib.sha256(told.encode()).hexdigest()[:32]


def request_of_step(request: str, number: int) -> str:
    """The id of one command of a submission that gives several; the first keeps the submission's own."""
    return request if number == 0 else f"{request}:{number}"
