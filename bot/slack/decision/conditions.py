"""A condition or mitigation in words: what, before or after the release, whose, how it is checked, and how far it is.

Owns these lines for cards, asks and modals. Must not know the rules: `bot.domain.decision.conditions` says what binds.
"""

from __future__ import annotations

from bot.domain.decision.conditions import FollowedItem, followed_decision, followed_items
from bot.domain.decision.state import Decision, Proposal
from bot.slack.kit.view_context import ViewContext


def items_of(context: ViewContext, decided: Decision | Proposal) -> list[FollowedItem]:
    """Everything that binds under it."""
    return followed_items(context.audit, context.framework, decided)


def item_with(context: ViewContext, key: str) -> FollowedItem | None:
    """One item of what stands now, by its key."""
    found = followed_decision(context.audit)
    return next((i for i in items_of(context, found) if i.key == key), None) if found else None


def item_text(context: ViewContext, item: FollowedItem) -> str:
    """The whole of it: title, the words, who sees to it, how far it is."""
    parts = [_title(context, item), words(context, item), _owner(context, item), _state(context, item)]
    return "\n".join(part for part in parts if part)


def item_in_words(context: ViewContext, item: FollowedItem) -> str:
    """Title and words, for whoever reads what binds; who sees to it and how far it is stands elsewhere, but not that it
    was dropped.
    """
    if item.followed.dropped:
        return item_text(context, item)
    return f"{_title(context, item)}\n{words(context, item)}"


def item_in_short(context: ViewContext, item: FollowedItem) -> str:
    """For whoever is asked to do something about it: the words, how it is checked, and what its owner says."""
    parts = [words(context, item)]
    if item.owner and item.check:
        parts.append(context.say("item-check", check=context.typed(item.check)))
    if item.followed.claimed and item.followed.claimed_by and not item.followed.verified_by:
        parts.append(context.say("item-said", who=context.mention(item.followed.claimed_by)))
        parts.append(context.quoted(item.followed.claimed))
    return "\n".join(parts)


def words(context: ViewContext, item: FollowedItem) -> str:
    """What has to become true, as it was written; of a plan that only some may read, its readers alone see it."""
    return context.say("text-restricted") if is_for_readers_alone(context, item) else context.quoted(item.text)


def is_for_readers_alone(context: ViewContext, item: FollowedItem) -> bool:
    """Whether it comes from a plan that only some may read."""
    plan = context.framework.plan
    return item.kind == "mitigation" and plan is not None and context.restricted(plan.key)


def _title(context: ViewContext, item: FollowedItem) -> str:
    who = context.mention(item.by) if item.by else ""
    return context.say(
        f"item-{item.kind}-{item.when}",
        item=item.key,
        who=who,
        stage=context.stage_title(item.stage) if item.stage else "",
    )


def _owner(context: ViewContext, item: FollowedItem) -> str:
    say = context.say
    if item.owner is None:
        named = context.typed(item.owner_words) if item.owner_words else ""
        return say("item-owner-words", owner=named) if named else say("item-owner-none", lead=context.lead)
    check = context.typed(item.check) if item.check else say("item-check-none")
    due = say.day(item.due) if item.due else say("item-due-none")
    return say("item-owner", owner=context.mention(item.owner), check=check, due=due)


def _state(context: ViewContext, item: FollowedItem) -> str:
    say, found = context.say, item.followed
    if found.dropped:
        key = "item-dropped-by-seats" if context.audit.rules > 1 else "item-dropped"
        return f"{say(key)}\n{context.quoted(found.dropped)}"
    if found.verified_by and found.verified_at:
        said = say(
            "item-verified", who=context.mention(found.verified_by), day=context.audit.calendar.day(found.verified_at)
        )
        return f"{said}\n{context.quoted(found.how)}"
    if found.claimed and found.claimed_by:
        return f"{say('item-claimed', who=context.mention(found.claimed_by))}\n{context.quoted(found.claimed)}"
    return say("item-open")
