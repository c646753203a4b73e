"""`/audit redact`: the texts of an audit, and the modal in which some are chosen for erasing.

Owns which are offered and how each is told apart. Must not know rules: what may not go, the submission is refused with.
"""

from __future__ import annotations

from bot.domain.documents.rules import may_open
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.redaction.texts import NamedContent, named_contents, names_of_files
from bot.domain.roster.roles import holds_power
from bot.ports.store import Loaded
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.modal import Choice
from bot.slack.kit.modal_opening import metadata_for
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.redaction.forms import RedactForm

MOST = 100
"""Texts in one menu, which takes no more."""


async def redact(ctx: RequestContext, audit: str, word: str = "") -> Response:
    """Every text of the audit, the newest first; with a word, those it stands in."""
    loaded = await ctx.audit(audit)
    await must_be_let(ctx, loaded)
    return await any_text(ctx, loaded, word)


async def must_be_let(ctx: RequestContext, loaded: Loaded) -> None:
    """Refuse whoever may not even ask: lead, legal and the workspace's admins may."""
    today = ctx.today_in(loaded.audit)
    may = any(holds_power(loaded.audit, loaded.framework, ctx.who, power, today) for power in ("redact", "manage"))
    if not may and not (await ctx.profile()).admin:
        raise NotAllowed("redact-who", person=loaded.audit.lead or "")


async def any_text(ctx: RequestContext, loaded: Loaded, word: str = "") -> Response:
    """The modal with the texts of the audit. Refuses where there is none."""
    found = [choice for choice in await _texts(ctx, loaded) if word.casefold() in choice[1].casefold()]
    if not found:
        raise NotNow("redact-no-text")
    context = await ctx.view_context(loaded)
    meta = metadata_for(ctx, ButtonValue(audit=loaded.audit.key))
    return Open(RedactForm().view(context, meta, found[:MOST], ticked=False, more=len(found[MOST:])))


async def _texts(ctx: RequestContext, loaded: Loaded) -> list[Choice]:
    history = await ctx.deps.store.history(ctx.workspace, loaded.audit.key)
    named = named_contents(loaded.audit, [recorded.event for recorded in history])
    files = names_of_files(loaded.audit)
    wanted = {each.content for each in named} | set(files.values())
    texts = await ctx.deps.store.texts(ctx.workspace, wanted)
    known = {content: texts.get(name, "") for content, name in files.items()}
    known |= {content: text for content, text in texts.items() if content not in files.values()}
    return [(each.content, _label(ctx, loaded, each, known[each.content])) for each in named if each.content in known]


def _label(ctx: RequestContext, loaded: Loaded, named: NamedContent, text: str) -> str:
    """The words as far as they fit; where they are data or not for these eyes, what happened then."""
    event = named.event
    artifact = str(getattr(event, "artifact", "") or "")
    document = artifact if loaded.framework.has_artifact(artifact) else ""
    hidden = document and not may_open(loaded.audit, loaded.framework, document, ctx.who, ctx.today_in(loaded.audit))
    shown = " ".join(text.split())
    if hidden or not shown or shown[:1] in ("{", "["):
        shown = ctx.say(f"event-{event.type}")
    return f"{event.at:%m-%d}: {shown}"
