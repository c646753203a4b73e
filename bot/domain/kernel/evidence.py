"""The digest of a stage's evidence: what a signature is bound to.

Owns what counts as evidence: the accepted versions of the stage's documents, the risks chosen in it, the results
admitted to it, in the reflection the published summary, and what suspended a decision since. Two states with the same
digest look the same to a signer.
"""

from __future__ import annotations

import hashlib
import json

from bot.domain.evaluations.state import Result, Risk, Speaks
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.framework import Framework


def evidence_of(audit: Audit, framework: Framework, stage: str) -> Digest:
    """The digest of a stage's evidence as it stands."""
    spec = framework.stage(stage)
    accepted = [(a.key, audit.accepted(a.key)) for a in spec.artifacts]
    parts: list[object] = [[key, v.number, v.content] for key, v in accepted if v]
    if spec.questions and audit.published:
        parts.append(["summary", audit.published.content, list(audit.published.removed)])
    if spec.risks and audit.risks:
        parts.append(["risks", *(_of_risk(r) for r in audit.risks)])
    if spec.risks and (answers := audit.expectation_answers):
        parts.append(["expectations", *([a.expectation.model_dump(mode="json"), a.risk, a.why] for a in answers)])
    if spec.risks and audit.risk_kinds:
        said = sorted(audit.risk_kinds, key=lambda each: each.kind)
        parts.append(["kinds", *([k.kind, k.verdict, list(k.risks), k.why] for k in said)])
    if audit.rules > 1:
        parts += _of_subject(audit, framework, stage)
        if audit.made_from and stage == origin_stage(framework):
            parts.append(["made from", *sorted(audit.made_from)])
        if spec.recommended_by:
            parts += _of_benefits(audit)
    elif spec.results and audit.model_number > 1:
        parts.append(["model", audit.model_number])
    if spec.results and (counted := [r for r in audit.results if r.status == "admitted"]):
        parts.append(["results", *(_of_result(r) for r in counted)])
    if spec.results and (joined := [n for n in audit.metric_names if n.status == "joined"]):
        parts.append(["one metric", *sorted([n.risk, n.one, n.other] for n in joined)])
    if since := suspending_reports(audit, stage):
        parts.append(["happened", *since])
    return _digest([stage, *parts])


def _of_subject(audit: Audit, framework: Framework, stage: str) -> list[object]:
    """The subject as far as a stage rests on it: what is audited for whom, in the first; its version, in those that
    look at the model itself. To state the first fingerprint of a version, to ask for less, or for fewer people, changes
    nothing.
    """
    if stage == framework.stages[0].key:
        asked = max(audit.asked_form, audit.widest_form)
        described = audit.signed_description or audit.description
        reach = [["reach", audit.reach]] if audit.reach else []
        return [["subject", audit.subject.model, described, asked, audit.decision_channel], *reach]
    looks = looks_at_version(framework, stage)
    return [["model", audit.model_number]] if looks and audit.model_number > 1 else []


def _of_benefits(audit: Audit) -> list[object]:
    """Why the auditors say that the benefits outweigh the risks; nothing where none of them says it."""
    said = [[r.person, r.form, r.benefits] for r in audit.recommendations if r.benefits]
    return [["benefits", *sorted(said)]] if said else []


def origin_stage(framework: Framework) -> str:
    """The first stage that a reviewer signs: their signature confirms which audited models this one is made from."""
    powers = {role.key: set(role.powers) for role in framework.roles}
    reviewers = {key for key, held in powers.items() if "review" in held and "manage" not in held}
    signed = (s.key for s in framework.stages if reviewers & {rule.role for rule in s.sign_offs})
    return next(signed, framework.stages[0].key)


def looks_at_version(framework: Framework, stage: str) -> bool:
    """Whether version and manifest of the model are evidence of a stage: of those after the risks were chosen."""
    spec = framework.stage(stage)
    return stage != framework.stages[0].key and not spec.risks and not spec.ballot


def comes_late(audit: Audit, stage: str) -> bool:
    """Whether what is accepted or admitted for a stage now lies beside what it closed with, until it is taken in.

    From the second edition of the rules on; before, it counted at once.
    """
    return audit.rules > 1 and audit.stages[stage].status == "closed"


def is_deciding(audit: Audit) -> bool:
    """Whether the board votes on forms above 0, or its result is not posted yet: what does not speak against a form
    waits then, from the second edition of the rules on.
    """
    ballot = audit.ballot
    voting = ballot is not None and ballot.status in ("open", "closed") and not ballot.form_0_alone
    return audit.rules > 1 and (voting or audit.proposal is not None)


def moved_stages(audit: Audit, framework: Framework) -> list[str]:
    """The closed stages whose evidence is not what they closed with any more."""
    return [
        spec.key
        for spec in framework.stages
        if (stage := audit.stages[spec.key]).status == "closed"
        and stage.closed_evidence != evidence_of(audit, framework, spec.key)
    ]


def suspending_reports(audit: Audit, stage: str) -> list[int]:
    """The reports that suspended a decision and are looked at in this stage: who signed before did not know them."""
    decisions = (*audit.earlier_decisions, *((audit.decision,) if audit.decision else ()))
    return [d.suspended.report for d in decisions if d.suspended and d.suspended.stage == stage]


def _of_risk(risk: Risk) -> list[object]:
    """A risk as it was chosen. Opening its thresholds changes nothing of that."""
    narrower = [[risk.least_form, risk.tamperable]] if risk.least_form > 1 or not risk.tamperable else []
    sealed = [t.sealed for t in risk.thresholds]
    return [risk.key, risk.title, risk.likelihood, risk.severity, risk.priority, sealed, *narrower]


def _of_result(result: Result) -> list[object]:
    """A result as far as it counts: for which version of the model, and for what."""
    said = [[s.risk, s.measured.task, s.measured.label, s.measured.value, *_of_data(s)] for s in result.speaks]
    return [result.number, result.content, result.model, *said]


def _of_data(said: Speaks) -> list[str]:
    """The data set where one is stated (earlier releases, and who signed then, knew of none), behind which filters or
    system prompt it was measured, where they are others than the model's own, and why it is on the threshold's scale,
    where it does not look so.
    """
    return [part for part in (str(said.measured.dataset), said.guard, said.scale) if part]


def evidence_of_all(audit: Audit, framework: Framework) -> Digest:
    """What a ballot is bound to: the digest of all stages' evidence, of severe problems and of what became of them."""
    parts: list[object] = [evidence_of(audit, framework, s.key) for s in framework.stages]
    severe = [f for f in audit.findings if f.severity == "severe"]
    if severe:
        parts.append(["problems", *([f.number, f.disposition == "open", list(f.blocks)] for f in severe)])
    return _digest(parts)


def closing_versions(audit: Audit, framework: Framework, stage: str) -> dict[str, int]:
    """Document -> accepted version, as a stage closes with them."""
    accepted = {a.key: audit.accepted(a.key) for a in framework.stage(stage).artifacts}
    return {key: version.number for key, version in accepted.items() if version}


def _digest(parts: list[object]) -> Digest:
    return "sha256:" + hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()
