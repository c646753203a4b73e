"""A problem found in words: how severe, whose, what was done about it, what became of it and why.

Owns these lines. Must not know who is looking: words about a restricted document are left out.
"""

from __future__ import annotations

from bot.domain.findings.state import Finding
from bot.slack.kit.view_context import ViewContext


def problem(scene: ViewContext, found: Finding) -> str:
    """A problem as everybody may read it."""
    say = scene.say
    severity = say(f"severity-{found.severity}")
    head = [say(f"finding-{found.disposition}", severity=severity, number=found.number)]
    if found.risk:
        head.append(say("finding-risk", risk=found.risk))
    elif found.cause != "other":
        head.append(say("finding-cause", cause=say(f"cause-{found.cause}")))
    if found.owner and found.disposition == "open":
        head.append(say("finding-owner", who=scene.mention(found.owner)))
    if found.blocks and found.disposition == "open" and found.severity == "severe":
        head.append(say("finding-blocks", forms=", ".join(map(str, found.blocks))))
    parts = [" ".join(head), scene.quoted_about(found.artifact, found.text)]
    if found.answer and found.owner:
        parts += [say("finding-answered", who=scene.mention(found.owner))]
        parts += [scene.quoted_about(found.artifact, found.answer)]
    if found.disposed_by and found.disposed_why:
        parts += [say("finding-disposed", who=scene.mention(found.disposed_by))]
        parts += [scene.quoted_about(found.artifact, found.disposed_why)]
    return "\n".join(parts)
