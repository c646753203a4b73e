"""JSON and YAML as values, for every reader of people's files.

Owns how both are parsed: a key that stands twice in one object is refused, for the last one would win and nobody be
told; YAML's guesses (dates, sexagesimal numbers, tags) cannot act, every value is text there; what it repeats by name
(`*name`, `<<: *name`) is repeated, and counted. Must not know any format.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from bot.evaluations.field_values import mapping, sequence, text
from bot.evaluations.reading_limits import MAX_DEPTH, MAX_YAML_NODES
from bot.ports.result_reader import UnreadableResult

MERGE: Final = "<<"
"""YAML's key for an object whose keys are taken over: https://yaml.org/type/merge.html."""


def json_object(written: str) -> Mapping[str, Any]:
    """An object out of JSON; empty for any other value. Raises UnreadableResult, `not-json` where it is none."""
    return mapping(_json_document(written))


def json_list(written: str) -> Sequence[Any]:
    """A list out of JSON; empty for any other value. Raises UnreadableResult, `not-json` where it is none."""
    return sequence(_json_document(written))


def _json_document(written: str) -> object:
    try:
        return json_value(written)
    except json.JSONDecodeError as damage:
        raise UnreadableResult("not-json", line=damage.lineno, column=damage.colno) from None
    except ValueError:
        raise UnreadableResult("number-too-long") from None


def json_value(written: str) -> object:
    """A value out of JSON, NaN and Infinity allowed as tools write them.

    Raises UnreadableResult for a key that stands twice and for what is nested too deep; else json.JSONDecodeError, and
    ValueError for a number of thousands of digits: what these mean for a file, its reader says.
    """
    try:
        return json.loads(written, object_pairs_hook=_each_key_once)
    except RecursionError:
        raise UnreadableResult("too-deep") from None


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        _refuse_twice([key for key, _ in pairs])
    return found


def _refuse_twice(keys: list[str]) -> None:
    raise UnreadableResult("key-twice", key=text(next(key for key, times in Counter(keys).items() if times > 1)))


def yaml_value(written: str, *, first_line: int = 1) -> object:
    """Objects, lists and texts out of YAML whose first line is this one of its file. Raises UnreadableResult.

    What stands behind `<<` is merged into its object, whose own keys go first. Nesting, and what the whole comes to
    once all is repeated, are measured on a flat stream before, since the composer in C has no bound of its own.
    """
    import yaml

    base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

    class EachKeyOnce(base):  # type: ignore[misc]  # C where there is one, so its class is not known
        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
            found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
            if len(found) < len(node.value):
                _refuse_twice([str(key.value) for key, _ in node.value])
            for key, _ in node.value:
                if key.value == MERGE and not key.style:
                    found = _merged(found.pop(MERGE), found, key.start_mark)
            return found

    def _merged(said: object, own: dict[Any, Any], where: yaml.Mark) -> dict[Any, Any]:
        listed = said if isinstance(said, list) else [said]
        if not all(isinstance(each, dict) for each in listed):
            raise yaml.constructor.ConstructorError(None, None, MERGE, where)
        found: dict[Any, Any] = {}
        for each in (*reversed(listed), own):
            found |= each
        return found

    try:
        _measure(yaml.parse(written, Loader=base))
        return yaml.load(written, Loader=EachKeyOnce)
    except yaml.MarkedYAMLError as damage:
        line = damage.problem_mark.line + first_line if damage.problem_mark else first_line
        raise UnreadableResult("not-yaml", line=line) from None
    except yaml.YAMLError:
        raise UnreadableResult("not-yaml", line=first_line) from None


def _measure(events: Iterable[Any]) -> None:
    """Raises UnreadableResult for YAML that is nested too deep, or comes to too much once all is repeated."""
    import yaml

    whole = 0
    named = dict[str, int]()
    open_parts: list[tuple[str | None, int]] = []
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            whole += named.get(event.anchor or "", 0)
        elif isinstance(event, yaml.NodeEvent):
            whole += 1
            if isinstance(event, yaml.CollectionStartEvent):
                open_parts.append((event.anchor, whole - 1))
            elif event.anchor:
                named[event.anchor] = 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_parts.pop()
            if anchor:
                named[anchor] = whole - before
        if len(open_parts) > MAX_DEPTH:
            raise UnreadableResult("too-deep")
        if whole > MAX_YAML_NODES:
            raise UnreadableResult("yaml-repeats", most=MAX_YAML_NODES)
