"""The matrix the board reads: every release form with its needs, how each stands and where it is; recommendations.

Owns these lines, the same for everybody who may see the audit. Nothing in them is highlighted. Must not know how
support comes about: `bot.domain.ballot.support` says so.
"""

from __future__ import annotations

from bot.domain.ballot.support import NeedState, Support, matrix
from bot.slack.kit.view_context import ViewContext


def matrix_text(scene: ViewContext) -> str:
    """Every form with what it needs and how that stands, least open first."""
    return "\n".join(_form_line(scene, found) for found in matrix(scene.audit, scene.framework))


def _form_line(scene: ViewContext, found: Support) -> str:
    say = scene.say
    needs = [_cell(scene, need) for need in found.needs]
    needs += [say("blocked-finding", number=number) for number in found.findings]
    needs += [say("blocked-late", risk=risk) for risk in found.late]
    key = "matrix-line" if needs else "matrix-line-nothing"
    return say(key, form=scene.form_title(found.form), needs="; ".join(needs))


def _cell(scene: ViewContext, state: NeedState) -> str:
    """One need: any of its documents while none is there, else the one that stands best, with the way to it."""
    keys = state.need.any_of if state.status == "missing" else (state.artifact,)
    either = f" {scene.say('or')} "
    documents = either.join(_linked(scene, key) for key in keys)
    counts = state.status == "supports" and state.need.whatever_result
    how = "counts" if counts else state.status
    return scene.say(f"need-{how}", document=documents)


def _linked(scene: ViewContext, artifact: str) -> str:
    """A document's title, leading to where it was handed in; to its stage where that is nobody's to see."""
    title = scene.document_title(artifact)
    version = scene.audit.accepted(artifact) or scene.audit.current(artifact)
    if version and version.source and version.source.ts and not scene.restricted(artifact):
        return scene.linked_message(version.source, title)
    return scene.linked(f"stage:{scene.framework.stage_of(artifact).key}", title)


def recommendation_lines(scene: ViewContext) -> list[str]:
    """The form each auditor recommends, with their reason; that none does, where one is asked for."""
    given = scene.audit.recommendations
    if not given:
        asked = any(s.recommended_by for s in scene.framework.stages)
        return [scene.say("recommendation-none")] if asked else []
    return [
        scene.say("recommendation", who=scene.mention(r.person), form=scene.form_title(r.form))
        + f"\n{scene.quoted(r.reason)}"
        for r in given
    ]
