"""Text from outside, line by line: how much of a line a pattern may look at, and what is cut out of one in one pass.

Owns the cap. Whatever people hand in comes as one line of a million signs sooner or later, and a pattern holds the
whole process while it looks. So a pattern sees at most `LONGEST_LINE` of a line, and none may look at a sign again for
every sign before it. Must not know what is looked for; a module of its own, since every reader of text needs it.
"""

from __future__ import annotations

from typing import Final

LONGEST_LINE: Final = 10_000
"""Characters of a line that are matched against. What stands behind is plain text: on record, and never looked at."""


def filled_in(text: str) -> str:
    """The text without the placeholders of a template, which nobody has filled in: `{{ name }}`, `{% if name %}`."""
    return without(without(text, "{{", "}}"), "{%", "%}")


def without(text: str, opening: str, closing: str, instead: str = "") -> str:
    """The text without what stands between two marks, marks included. What is never closed stays.

    A pattern (`<!--.*?-->`) would look for the end of each opening mark anew; this stops at the first without an end.
    """
    parts: list[str] = []
    at = 0
    while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start + len(opening))) >= 0:
        parts += (text[at:start], instead)
        at = end + len(closing)
    return "".join((*parts, text[at:]))
