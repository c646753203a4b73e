"""The first message of a posted decision: what may be released, what may not, and how to check it, in 1,500 characters.

Owns what stands in it and how long each part may be. Whatever is cut here stands whole in the decision's thread
(`decision_card`). From the second edition of the rules on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.domain.decision.state import Decision
from bot.domain.kernel.content import Digest
from bot.slack.decision.conditions import is_for_readers_alone, items_of
from bot.slack.decision.suspension import banner
from bot.slack.kit import mrkdwn
from bot.slack.kit.message_limits import shortened
from bot.slack.kit.variant_mark import variant_title
from bot.slack.kit.view_context import ViewContext

LONGEST: Final = 1_500
"""Characters of the first message, as people read them."""

EXCERPT: Final = 150
"""Characters of each dissent; of the description and of each condition there may be fewer."""

_SHORT: Final = (120, 60, 30, 0)
"""How much of what is no dissent is quoted: the first that lets everything stand within the limit."""


def post_text(context: ViewContext, decision: Decision, *, newest: bool) -> str:
    """The message, with as much of each quotation as fits."""
    texts = ["\n".join(_lines(context, decision, limit, EXCERPT, newest=newest)) for limit in _SHORT]
    texts += ["\n".join(_lines(context, decision, 0, limit, newest=newest)) for limit in _SHORT]
    return next((text for text in texts if len(text) <= LONGEST), shortened(texts[-1], LONGEST))


def _lines(context: ViewContext, decision: Decision, limit: int, dissent: int, *, newest: bool) -> Iterable[str]:
    say = context.say
    yield say("decision-title", name=context.name)
    if said := banner(context, decision, newest=newest):
        yield shortened(said, 300)
    if context.framework.variant.key:
        yield say("post-kind", kind=variant_title(context))
    fingerprint = mrkdwn.code(decision.weights) if decision.weights else say("post-no-fingerprint")
    yield say("post-model", model=mrkdwn.escape(decision.model), fingerprint=fingerprint)
    yield from _excerpt(context, context.audit.description, limit)
    yield from _forms(context, decision)
    yield from _before(context, decision, limit)
    yield from _dissents(context, decision, dissent)
    yield from _unusual(context)
    head = context.heads.get(decision.seq, "")
    yield say("post-check", audit=context.audit.key, seq=str(decision.seq), head=head or "…")


def _excerpt(context: ViewContext, digest: Digest, limit: int) -> Iterable[str]:
    words = context.raw(digest)
    if words is None:
        return (context.say("text-removed"),)
    return (mrkdwn.quote(shortened(" ".join(words.split()), limit)),) if limit else ()


def _forms(context: ViewContext, decision: Decision) -> Iterable[str]:
    """Each allowed form, with what must be verified before; every other one by its name."""
    say, items = context.say, [item for item in items_of(context, decision) if item.when == "before"]
    allowed = [form for form in decision.forms if form]
    for form in allowed:
        keys = [item.key for item in items if form in item.forms]
        if decision.met_at and keys:
            yield say("post-allowed-met", form=context.form_title(form))
        elif keys:
            yield say("post-allowed-once", form=context.form_title(form), items=", ".join(keys), count=len(keys))
        else:
            yield say("post-allowed", form=context.form_title(form))
        if risks := [each.risk for each in decision.residual if each.form == form]:
            yield say("post-residual", risks=", ".join(risks), count=len(risks))
    others = [o.number for o in context.framework.options if o.number and o.number not in allowed]
    if not allowed:
        yield say("post-nothing", form=context.form_title(0))
    if others:
        yield say("post-not-allowed", forms=", ".join(context.form_title(form) for form in others))


def _before(context: ViewContext, decision: Decision, limit: int) -> Iterable[str]:
    for item in items_of(context, decision):
        if item.when == "before" and limit and not is_for_readers_alone(context, item):
            said = say_or_removed(context, context.raw(item.text), limit)
            yield context.say("post-condition", item=item.key, words=said)


def say_or_removed(context: ViewContext, words: str | None, limit: int) -> str:
    """The beginning of somebody's words on one line, escaped; of removed ones, that they were removed."""
    return context.say("text-removed") if words is None else mrkdwn.escape(shortened(" ".join(words.split()), limit))


def _dissents(context: ViewContext, decision: Decision, limit: int) -> Iterable[str]:
    if not decision.dissenters:
        return
    found = next((r.opened for r in context.audit.ballots if r.number == decision.round), {})
    yield context.say("post-dissents", count=len(decision.dissenters))
    for who in decision.dissenters:
        if who in found and limit:
            words = context.raw(found[who].public or found[who].reason)
            yield context.say("post-dissent", who=context.mention(who), words=say_or_removed(context, words, limit))


def _unusual(context: ViewContext) -> Iterable[str]:
    """Waived independence, changed roles, void rounds: how many; what they were stands in the thread."""
    audit = context.audit
    counts = {
        "waivers": sum(w.seconded_by is not None for w in audit.waivers),
        "changes": sum(c.status == "in-force" for c in audit.role_changes),
        "rounds": sum(b.status == "void" for b in audit.ballots),
    }
    named = [context.say(f"post-{what}", count=count) for what, count in counts.items() if count]
    if named:
        yield context.say("post-unusual", what=", ".join(named))
