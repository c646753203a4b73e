"""The release form the auditors recommend to the board, with their reasons, and those among them who see it otherwise.

Owns who recommends and until when. The board decides; a recommendation moves no rule.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.audit import Recommendation
from bot.domain.commands import RecommendForm
from bot.domain.events import FormRecommended
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.framework import Framework, StageSpec
from bot.domain.kernel.registry import Event
from bot.domain.roster.permissions import running
from bot.domain.roster.roles import acts_in


def recommending_stage(framework: Framework) -> StageSpec | None:
    """The stage that puts a recommendation on record; None where the framework asks for none."""
    return next((s for s in framework.stages if s.recommended_by), None)


def missing(audit: Audit, framework: Framework, stage: str) -> bool:
    """Whether a stage waits for a recommendation. Several are on record together: who disagrees, says so."""
    return bool(framework.stage(stage).recommended_by) and not audit.recommendations


def recommend(audit: Audit, framework: Framework, c: RecommendForm, now: datetime) -> list[Event]:
    """An auditor recommends a form, with the reason; a later word of theirs takes the place of the earlier."""
    running(audit)
    spec = recommending_stage(framework)
    if spec is None:
        raise NotNow("This framework asks for no recommendation. Say it in the audit summary report.")
    role = spec.recommended_by or ""
    if not acts_in(audit, role, c.actor, now.date()):
        raise NotAllowed(
            "Only {role} recommends a release form to the board. Say it in the thread instead.",
            role=framework.role(role).title,
        )
    if audit.stages[spec.key].status != "open":
        raise NotNow("A recommendation is given while {stage} is open.", stage=spec.title)
    if not 0 <= c.form <= audit.asked_form:
        raise Invalid("Recommend a form up to the one that was asked for.", field="form")
    if not c.reason.text.strip():
        raise Invalid("Say why you stop there. The board reads it.", field="reason")
    known = Recommendation(person=c.actor, form=c.form, reason=c.reason.digest, at=now)
    if any(r.model_copy(update={"at": now}) == known for r in audit.recommendations):
        return []
    return [FormRecommended(at=now, by=c.actor, form=c.form, reason=c.reason.digest)]
