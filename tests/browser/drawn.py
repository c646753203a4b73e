"""What the page's scripts can draw, read from the scripts.

Owns that reading. Must not run them.
"""

from __future__ import annotations

import re

from bot.sandbox.page.routes import STATIC


def blocks() -> set[str]:
    """The types of blocks that have a drawing."""
    script = (STATIC / "js" / "render" / "blocks.js").read_text(encoding="utf-8")
    begin = script.index("const DRAWN = {")
    return set(re.findall(r"^  (\w+): \(", script[begin : script.index("\n};", begin)], re.MULTILINE))


def controls() -> set[str]:
    """The types of elements that have a control."""
    script = (STATIC / "js" / "render" / "elements.js").read_text(encoding="utf-8")
    table = script[script.index("const MADE = {") : script.index("};", script.index("const MADE = {"))]
    made = set(re.findall(r"^  (\w+)[,:]", table, re.MULTILINE))
    kinds = re.findall(r"^  (\w+): \{$", (STATIC / "js" / "render" / "sources.js").read_text("utf-8"), re.MULTILINE)
    return made | {f"{prefix}{kind}_select" for kind in kinds for prefix in ("", "multi_")}
