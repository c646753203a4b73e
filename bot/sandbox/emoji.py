"""The emoji of the workspace, by short name: those that its page can show.

Owns which names there are. Must not draw them: the page does.
"""

import re
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "page" / "static" / "js" / "render" / "emoji.js"

NAME = re.compile(r'(?:"([^"]{1,40})"|\b(\w{1,40})): "')


@cache
def names() -> frozenset[str]:
    """The short names, without skin tones."""
    listed = LIST.read_text(encoding="utf-8").partition("};")[0]
    return frozenset(quoted or plain for quoted, plain in NAME.findall(listed))


def is_emoji(name: str) -> bool:
    """Whether the workspace has an emoji of this name."""
    return name in names()
