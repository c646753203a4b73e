"""`/audit redact`: the texts of an audit, and the modal in which some are chosen for erasing.

Owns which are offered and how each is told apart. Must not know rules: what may not go, the submission is refused with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.domain.documents.rules import may_open
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.people import Person
from bot.domain.redaction.texts import NamedContent, documents_of, named_contents, names_of_files
from bot.domain.roster.roles import holds_power
from bot.ports.store import Loaded
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.modal import A_TEXT, Choice
from bot.slack.kit.modal_opening import metadata_for
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext
from bot.slack.redaction.event_words import event_words, people_in
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
    """The modal with the texts of the audit; with a word, those in which it stands. Refuses where there is none."""
    context = await ctx.view_context(loaded)
    found = await _texts(ctx, context, word.casefold())
    if not found:
        raise NotNow("redact-no-text")
    meta = metadata_for(ctx, ButtonValue(audit=loaded.audit.key))
    return Open(RedactForm().view(context, meta, found[:MOST], ticked=False, more=len(found[MOST:])))


async def _texts(ctx: RequestContext, context: ViewContext, word: str) -> list[Choice]:
    audit, store = context.audit, ctx.deps.store
    history = await store.history(ctx.workspace, audit.key)
    named = named_contents(audit, [recorded.event for recorded in history])
    files = names_of_files(audit)
    wanted = {each.content for each in named} | set(files.values())
    # a digest may be typed, as a model's fingerprint: it must not lead to what stands in another audit
    texts = await store.texts(ctx.workspace, wanted, audit.key)
    known = {content: texts.get(name, "") for content, name in files.items()}
    known |= {content: text for content, text in texts.items() if content not in files.values()}
    # who may not read a text is not told either whether a word stands in it
    read = {each.content: "" if is_hidden(ctx, context, each) else known.get(each.content, "") for each in named}
    names = await names_of(ctx, {who for each in named for who in people_in(each.event)})
    nameless = {v.name for versions in audit.artifacts.values() for v in versions if v.kind == "text"}
    nameless = {name for name in nameless if texts.get(name) == A_TEXT}
    labels = [(each.content, _label(context, each, read[each.content], names, word)) for each in named]
    return [
        (content, label)
        for content, label in labels
        if content in known.keys() - nameless and any(word in said.casefold() for said in (label, read[content]))
    ]


def is_hidden(ctx: RequestContext, context: ViewContext, named: NamedContent) -> bool:
    """Whether an event speaks of a document that is not for these eyes."""
    audit, framework = context.audit, context.framework
    about = documents_of(audit, framework, named.event)
    return not all(may_open(audit, framework, key, ctx.who, context.today) for key in about)


async def names_of(ctx: RequestContext, people: Iterable[Person]) -> dict[Person, str]:
    """What people are called, as far as it is known here: nobody waits for Slack."""
    profiles = [await ctx.deps.directory.profile(ctx.workspace, who) for who in sorted(people)]
    return {profile.person: profile.name for profile in profiles if profile}


def _label(context: ViewContext, named: NamedContent, text: str, names: Mapping[Person, str], word: str) -> str:
    """The line with the word, or the first one; where it is data or not for these eyes, what happened then."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    shown = next((line for line in lines if word in line.casefold()), next(iter(lines), ""))
    if text in ("", A_TEXT) or not shown or lines[0][:1] in ("{", "["):
        shown = event_words(context, named.event, names)
    return f"{named.event.at:%m-%d}: {shown}"
