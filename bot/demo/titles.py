"""How the framework calls what the transcript tells of: documents and stages, by their keys.

Owns which framework is asked: the built-in one, as the demo's audits go by it. Must not know who does what.
"""

from __future__ import annotations

from bot.framework_files import load_framework, load_kinds


def document_title(key: str) -> str:
    """A document's title. Raises KeyError for a key that the framework lacks."""
    return load_framework(None).artifact(key).title


def stage_title(key: str, kind: str = "") -> str:
    """A stage's title in a full audit, or in one of a smaller `kind`. Raises KeyError for a key that it lacks."""
    framework = load_kinds(None)[kind] if kind else load_framework(None)
    return framework.stage(key).title
