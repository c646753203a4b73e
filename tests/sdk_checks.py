"""slack_sdk's own checks of what is drawn, at a quarter of their cost; imported for that.

Owns that a block's checks are looked for once a class: slack_sdk looks for them among all attributes of every block
that is drawn. Must not leave one out.
"""

from __future__ import annotations

from functools import cache

from slack_sdk.models.basic_objects import JsonObject


@cache
def _validators(kind: type[JsonObject]) -> tuple[str, ...]:
    return tuple(name for name in dir(kind) if hasattr(getattr(kind, name), "validator"))


def validate_json(drawn: JsonObject) -> None:
    """The same checks, in the same order."""
    for name in _validators(type(drawn)):
        getattr(drawn, name)()


setattr(JsonObject, "validate_json", validate_json)  # noqa: B010 - a method is replaced
