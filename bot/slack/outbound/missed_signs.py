"""Signs on questions that were put there, or taken back, while nobody wrote it down.

Owns comparing what stands on a question's card with what is on record. Slack does not say when a sign was put, so one
by which its giver ever said their word is no news: a later word of theirs, by a button, stands. Must not judge: the
listeners do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.people import user_of
from bot.domain.kernel.registry import Event
from bot.domain.reflection.events import StanceTaken
from bot.slack.reflection.stance_form import SIGNS

Missed = tuple[str, dict[str, Any]]
"""What tells the event from others of its card, and the event as Slack would have told it."""


def signs_put(card: Mapping[str, Any], question: str, history: Iterable[Event]) -> Iterator[Missed]:
    """Signs that stand there and say something of the question, and by which nobody took their stance."""
    stances = (event for event in history if isinstance(event, StanceTaken) and event.question == question)
    known = {(user_of(stance.by), stance.sign) for stance in stances}
    for name, users, _ in _reactions(card):
        for user in users if name in SIGNS else ():
            if (user, name) not in known:
                yield f"{name}:{user}", {"type": "reaction_added", "user": user, "reaction": name}


def signs_taken_back(card: Mapping[str, Any], question: str, audit: Audit) -> Iterator[Missed]:
    """Signs that count and stand there no more; none of a sign of whose givers Slack names only some."""
    there = {name: None if named_in_part else users for name, users, named_in_part in _reactions(card)}
    for stance in audit.stances:
        user, users = user_of(stance.person), there.get(stance.sign, ())
        if stance.question == question and stance.sign and users is not None and user not in users:
            key = f"{stance.sign}:{user}:gone:{int(stance.at.timestamp())}"
            yield key, {"type": "reaction_removed", "user": user, "reaction": stance.sign}


def _reactions(card: Mapping[str, Any]) -> Iterator[tuple[str, list[str], bool]]:
    """Each emoji without its skin tone, who gave it, and whether Slack names only some of them."""
    for each in card.get("reactions") or ():
        users = [user for user in each.get("users") or () if isinstance(user, str)]
        yield str(each.get("name", "")).partition("::")[0], users, int(each.get("count") or 0) > len(users)
