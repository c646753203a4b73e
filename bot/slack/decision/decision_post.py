"""The first message of a posted decision: what may be released, what may not, and how to check it, in 1,500 characters.

Owns what stands in it and how long each part may be. Whatever is cut here stands whole in the decision's thread
(`decision_card`). From the second edition of the rules on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from bot.domain.ballot.state import OpenedBallot
from bot.domain.decision.conditions import FollowedItem
from bot.domain.decision.state import Decision
from bot.domain.kernel.content import Digest
from bot.domain.kernel.conversation import ProposalCard
from bot.domain.kernel.people import Person
from bot.domain.roster.seconds import settled_changes
from bot.slack.decision.conditions import is_for_readers_alone, items_of
from bot.slack.decision.suspension import banner, ended_on, term_parts
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
    """The message, with as much of each quotation as fits; how to check it stands in full at its end."""
    ends = "\n".join(_check(context, decision))
    room = LONGEST - len(ends) - 1
    texts = ["\n".join(_lines(context, decision, limit, EXCERPT, newest=newest)) for limit in _SHORT]
    texts += ["\n".join(_lines(context, decision, 0, limit, newest=newest)) for limit in _SHORT]
    return f"{next((text for text in texts if len(text) <= room), shortened(texts[-1], room))}\n{ends}"


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
    yield from _where(context, limit)
    yield from _forms(context, decision, ended_on(context, decision, newest=newest))
    yield from _before(context, decision, limit)
    yield from _dissents(context, decision, dissent)
    yield from _unusual(context)


def _check(context: ViewContext, decision: Decision) -> Iterable[str]:
    """The way to the report, and the command with the head of the record."""
    label = context.say("post-report-link")
    if (linked := context.linked(ProposalCard(decision.round), label)) != label:
        yield context.say("post-report", report=linked)
    head = context.heads.get(decision.seq, "")
    yield context.say("post-check", audit=context.audit.key, seq=str(decision.seq), head=head or "…")


def _excerpt(context: ViewContext, digest: Digest, limit: int) -> Iterable[str]:
    words = context.raw(digest)
    if words is None:
        return (context.say("text-removed"),)
    return (mrkdwn.quote(shortened(" ".join(words.split()), limit)),) if limit else ()


def _where(context: ViewContext, limit: int) -> Iterable[str]:
    """Where a model answers that is only called."""
    found = context.audit.served
    if found and limit:
        endpoint, provider = (say_or_removed(context, context.raw(x), limit) for x in (found.endpoint, found.provider))
        yield context.say("post-served", endpoint=endpoint, provider=provider)


def _forms(context: ViewContext, decision: Decision, ended: date | None) -> Iterable[str]:
    """The allowed forms, those together that are allowed alike: since when, until when, and what must be verified
    before; every other one by its name. What `ended` is told as over, and what a late condition stops as waiting.
    """
    say, items = context.say, [item for item in items_of(context, decision) if item.when == "before"]
    allowed = [form for form in decision.forms if form]
    alike: dict[tuple[tuple[str, ...], str], list[int]] = {}
    for form in allowed:
        keys = tuple(item.key for item in items if form in item.forms)
        when = _when(context, decision, form, waits=bool(keys and not decision.met_at))
        alike.setdefault((keys, when), []).append(form)
    for (keys, when), forms in alike.items():
        titles = ", ".join(map(context.form_title, forms))
        named: dict[str, str | int] = {"form": titles, "items": _ranges(keys), "count": len(keys)}
        if ended:
            key = "post-was-bound" if keys and not decision.met_at else "post-was-allowed"
            yield say(key, **named, since=_since(context, decision), until=ended)
        elif decision.stopped_by:
            late = decision.stopped_by
            yield say("post-stopped", form=titles, items=_ranges(late), count=len(late))
        elif decision.met_at and keys:
            yield say("post-allowed-met", **named, when=when)
        elif keys:
            yield say("post-allowed-once", **named, when=when)
        else:
            yield say("post-allowed", **named, when=when)
    yield from _residual(context, decision)
    others = [o.number for o in context.framework.options if o.number and o.number not in allowed]
    if not allowed:
        yield say("post-nothing", form=context.form_title(0))
    if others:
        yield say("post-not-allowed", forms=", ".join(map(context.form_title, others)))


def _when(context: ViewContext, decision: Decision, form: int, *, waits: bool) -> str:
    """Since when a form is allowed (not where it `waits` for something), by when it is begun, until when it holds."""
    term = next((t for t in decision.terms if t.form == form), None)
    parts = [] if waits else [context.say("post-since", day=_since(context, decision))]
    parts += term_parts(context, term) if term else []
    return context.say("post-when", parts="; ".join(parts)) if parts else ""


def _since(context: ViewContext, decision: Decision) -> date:
    return context.audit.calendar.day(decision.met_at or decision.at)


def _residual(context: ViewContext, decision: Decision) -> Iterable[str]:
    """The forms that are allowed with a risk that does not hold, those with the same risks together."""
    named: dict[tuple[str, ...], list[int]] = {}
    for form in decision.forms:
        if risks := tuple(each.risk for each in decision.residual if each.form == form):
            named.setdefault(risks, []).append(form)
    for risks, forms in named.items():
        titles = ", ".join(map(context.form_title, forms))
        yield context.say("post-residual", form=titles, risks=_ranges(risks), count=len(risks))


def _ranges(keys: Sequence[str]) -> str:
    """`C1, C3–C9, M1`: neighbours by their first and last one."""
    runs: list[list[str]] = []
    for key in keys:
        follows = runs and (key[:1], int(key[1:])) == (runs[-1][-1][:1], int(runs[-1][-1][1:]) + 1)
        if follows:
            runs[-1].append(key)
        else:
            runs.append([key])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def _before(context: ViewContext, decision: Decision, limit: int) -> Iterable[str]:
    """What must be verified before, with who sees to it, how it is checked and by when."""
    for item in items_of(context, decision):
        if item.when == "before" and limit and not is_for_readers_alone(context, item):
            yield _condition(context, item, limit)


def _condition(context: ViewContext, item: FollowedItem, limit: int) -> str:
    words = say_or_removed(context, context.raw(item.text), limit)
    follow = " · ".join(_follow(context, item, limit))
    return context.say("post-condition", item=item.key, words=words, follow=follow)


def is_whole(context: ViewContext, item: FollowedItem, text: str) -> bool:
    """Whether a condition of which nobody has said anything yet stands in the message uncut."""
    touched = item.followed.dropped or item.followed.claimed or item.followed.verified_by
    return not touched and _condition(context, item, LONGEST) in text


def _follow(context: ViewContext, item: FollowedItem, limit: int) -> Iterable[str]:
    say = context.say
    if item.owner is None and not item.owner_words:
        yield say("post-owner-none")
        return
    named = say_or_removed(context, context.raw(item.owner_words), limit) if item.owner_words else ""
    yield context.mention(item.owner) if item.owner else named
    if item.check:
        yield say("post-check-how", check=say_or_removed(context, context.raw(item.check), limit))
    yield say("post-due", day=item.due) if item.due else say("post-due-none")


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
            yield dissent_in_short(context, who, found[who], limit)


def dissent_in_short(context: ViewContext, who: Person, ballot: OpenedBallot, limit: int) -> str:
    """The beginning of a dissent, on one line."""
    words = say_or_removed(context, context.raw(ballot.public or ballot.reason), limit)
    return context.say("post-dissent", who=context.mention(who), words=words)


def _unusual(context: ViewContext) -> Iterable[str]:
    """Waived independence, changed roles, void rounds, another framework: how many; what they were stands in the
    thread.
    """
    audit = context.audit
    counts = {
        "waivers": sum(w.seconded_by is not None for w in audit.waivers),
        "changes": len(settled_changes(audit)),
        "rounds": sum(b.status == "void" for b in audit.ballots),
        "moves": len(audit.framework_moves),
    }
    named = [context.say(f"post-{what}", count=count) for what, count in counts.items() if count]
    if named:
        yield context.say("post-unusual", what=", ".join(named))
