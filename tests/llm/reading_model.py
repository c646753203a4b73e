"""A model that can read: it answers from the data it is given, the same every time.

Owns what a plain, honest model would answer, so that long threads need no script. Must not know the checks.
"""

from __future__ import annotations

import json
from typing import Any


def lines(data: str, block: str) -> list[Any]:
    """The lines of JSON in a block of a request."""
    inside = data.partition(f"<{block}>\n")[2].partition(f"</{block}>")[0]
    return [json.loads(line) for line in inside.splitlines() if line.strip()]


def honest(schema: str, data: str) -> object:
    """Each author's longest message as their position; a merge of two and two; an opening over the first statement."""
    if schema == "Statements":
        longest: dict[str, Any] = {}
        for message in lines(data, "messages"):
            if len(message["text"]) > len(longest.get(message["author"], {"text": ""})["text"]):
                longest[message["author"]] = message
        return {"statements": [_position(message) for message in longest.values()]}
    given = lines(data, "statements")
    if schema == "Merged":
        return {
            "statements": [
                {"kind": one["kind"], "holds": one["holds"], "statements": [one["number"]]} for one in given[::2]
            ]
        }
    return {"sentences": []}


def _position(message: Any) -> dict[str, Any]:
    cite = {"message": message["number"], "author": message["author"], "quote": message["text"]}
    return {"kind": "position", "holds": message["text"], "cites": [cite], "dissent": False}
