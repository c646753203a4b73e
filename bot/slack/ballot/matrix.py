"""The matrix the board reads: every release form with its needs, how each stands and where it is; recommendations.

Owns these lines, the same for everybody who may see the audit. Nothing in them is highlighted. Must not know how
support comes about: `bot.domain.ballot.support` says so.
"""

from __future__ import annotations

from typing import Final

from bot.domain.ballot.state import Recommendation
from bot.domain.ballot.support import NeedState, NeedStatus, Support, matrix
from bot.domain.evaluations.ladder import shortfalls
from bot.domain.kernel.conversation import StageCard
from bot.domain.kernel.release_forms import NeededApproval
from bot.slack.evaluations.kind_lines import kind_titles
from bot.slack.kit import mrkdwn
from bot.slack.kit.view_context import ViewContext

WORST_FIRST: Final[tuple[NeedStatus, ...]] = ("missing", "does-not-support", "submitted", "supports-once", "supports")


def matrix_text(context: ViewContext) -> str:
    """Every form with what it needs and how that stands, least open first."""
    return "\n".join(_form_line(context, found) for found in matrix(context.audit, context.framework))


def _form_line(context: ViewContext, found: Support) -> str:
    """What stands in the way, then the needs: what is missing before what is there."""
    say = context.say
    needs = [say("blocked-finding", number=number) for number in found.findings]
    needs += [say("blocked-risk", risk=risk) for risk in found.risks]
    needs += [say("blocked-late", risk=risk) for risk in found.late]
    needs += [say("blocked-elsewhere", audit=audit) for audit in found.elsewhere]
    needs += [say("blocked-called")] if found.called else []
    needs += [say("blocked-kinds", kinds=kind_titles(context, found.kinds))] if found.kinds else []
    needs += [_cell(context, n, found.form) for n in sorted(found.needs, key=lambda n: WORST_FIRST.index(n.status))]
    key = "matrix-line" if needs else "matrix-line-nothing"
    return say(key, form=context.form_title(found.form), needs="; ".join(needs))


def _cell(context: ViewContext, state: NeedState, form: int) -> str:
    """One need: any of its documents while none is there, else the one that stands best, with the way to it."""
    if state.need.approved:
        return context.say(f"need-approval-{state.status}", approval=approval(context, state.need.approved))
    keys = state.need.any_of if state.status == "missing" else (state.artifact,)
    either = f" {context.say('or')} "
    documents = either.join(_linked(context, key) for key in keys)
    counts = state.status == "supports" and state.need.whatever_result
    how = "counts" if counts else state.status
    said = context.say(f"need-{how}", document=documents)
    return "; ".join([said, *_shortfalls(context, state.artifact, form)]) if how == "does-not-support" else said


def _shortfalls(context: ViewContext, artifact: str, form: int) -> list[str]:
    """What tamper records lack for a form, by risk; nothing of another document."""
    spec = context.framework.artifact(artifact)
    if not spec.tampering or context.audit.rules < 2:
        return []
    titles = {attack.key: attack.title for attack in spec.ladder}
    return [
        context.say("need-short-attack", risk=short.risk, attack=mrkdwn.escape(titles[short.attack]))
        if short.attack
        else context.say("need-short-record", risk=short.risk)
        for short in shortfalls(context.audit, spec, form)
    ]


def approval(context: ViewContext, needed: NeededApproval) -> str:
    """Which approval a form needs: whose, of which stage, with the way there."""
    stage = context.linked(StageCard(needed.stage), context.stage_title(needed.stage))
    return context.say("needed-approval", role=context.role_title(needed.role), stage=stage)


def _linked(context: ViewContext, artifact: str) -> str:
    """A document's title, leading to where it was handed in; to its stage where that is nobody's to see."""
    title = context.document_title(artifact)
    version = context.audit.accepted(artifact) or context.audit.current(artifact)
    if version and version.source and version.source.ts and not context.restricted(artifact):
        return context.linked_message(version.source, title)
    return context.linked(StageCard(context.framework.stage_of(artifact).key), title)


def recommendation_lines(context: ViewContext) -> list[str]:
    """The form each auditor recommends, with their reason; that none does, where one is asked for."""
    return [
        f"{_recommended(context, r)}\n{context.quoted(r.reason)}"
        + (f"\n{context.say('recommendation-benefits')}\n{context.quoted(r.benefits)}" if r.benefits else "")
        for r in context.audit.recommendations
    ] or _none_recommended(context)


def recommended_forms(context: ViewContext) -> list[str]:
    """The same without the reasons."""
    return [_recommended(context, r) for r in context.audit.recommendations] or _none_recommended(context)


def _recommended(context: ViewContext, given: Recommendation) -> str:
    return context.say("recommendation", who=context.mention(given.person), form=context.form_title(given.form))


def _none_recommended(context: ViewContext) -> list[str]:
    asked = any(s.recommended_by for s in context.framework.stages)
    return [context.say("recommendation-none")] if asked else []
