"""users.* and usergroups.*: people and groups.

Owns these methods. Must not change anybody.
"""

from typing import Any

from bot.sandbox.calls import Answer, Call
from bot.sandbox.errors import SlackError
from bot.sandbox.people import Person


def info(call: Call) -> Answer:
    """users.info."""
    return {"user": _shown(call, call.workspace.user(call.required("user")))}


def listing(call: Call) -> Answer:
    """users.list."""
    page, metadata = call.page(list(call.workspace.people.values()), default=200, most=1000)
    return {
        "members": [_shown(call, person) for person in page],
        "cache_ts": call.workspace.seconds(),
        **metadata,
    }


def group_list(call: Call) -> Answer:
    """usergroups.list."""
    groups = [group.to_json() for group in call.workspace.groups.values()]
    if not call.boolean("include_users"):
        groups = [{k: v for k, v in group.items() if k != "users"} for group in groups]
    return {"usergroups": groups}


def group_users(call: Call) -> Answer:
    """usergroups.users.list."""
    group = call.workspace.groups.get(call.required("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    include_disabled = call.boolean("include_disabled")
    users = [u for u in group.members if include_disabled or not call.workspace.people[u].deleted]
    return {"users": users}


def _shown(call: Call, person: Person) -> dict[str, Any]:
    return call.workspace.user_object(person)
