"""The side panel: something a page beside the workspace may show, without the sandbox knowing what it is about.

Owns the hook. Must not draw anything.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

Content = dict[str, Any]


@dataclass(frozen=True)
class Panel:
    """A panel by `name`, headed `title`; `content` says what it shows to the person with this id, as JSON."""

    name: str
    title: str
    content: Callable[[str], Awaitable[Content]]
