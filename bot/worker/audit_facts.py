"""What an audit has on record beside the discussion, for whoever drafts the summary.

Owns which facts those are. Nothing restricted and nothing redacted is among them: of such a thing only that it exists.
Must not judge anything; verdicts come from the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.domain.evaluations.verdicts import counted_results, judge_result, prioritised_risks, verdict_on
from bot.domain.findings.state import Finding
from bot.domain.kernel.content import Digest
from bot.ports.store import Loaded


def digests_in(loaded: Loaded) -> set[Digest]:
    """The digests of the texts `facts` would like to quote."""
    audit = loaded.audit
    open_to_all = (f.text for f in audit.findings if not _restricted(loaded, f))
    return {*(risk.title for risk in audit.risks), *open_to_all}


def facts(loaded: Loaded, texts: Mapping[Digest, str]) -> Iterator[str]:
    """A sentence each; `texts`: those that still exist."""
    audit, framework = loaded.audit, loaded.framework
    yield f"Release form asked for: {framework.option(audit.asked_form).title}."
    for risk in prioritised_risks(audit):
        verdict = _plain(verdict_on(audit, risk) or "not tested")
        title = texts.get(risk.title, "(removed)")
        yield f"Risk {risk.key}, likelihood {risk.likelihood} of 5, severity {risk.severity} of 5: {title}. {verdict}."
        for result, said in counted_results(audit, risk):
            found = said.measured
            verdict = _plain(judge_result(audit, risk, result, said).verdict)
            measured = f"{found.task}, {found.label} {found.value:.6g}"
            yield f"Result {result.number} on risk {risk.key}: {measured}. {verdict}."
    for finding in audit.findings:
        text = texts.get(finding.text, "(removed)") if not _restricted(loaded, finding) else "(restricted)"
        yield f"Problem found {finding.number}, {finding.severity}, {finding.disposition}: {text}"


def _plain(verdict: str) -> str:
    return verdict.replace("-", " ")


def _restricted(loaded: Loaded, finding: Finding) -> bool:
    framework = loaded.framework
    return framework.has_artifact(finding.artifact) and bool(framework.artifact(finding.artifact).restricted_to)
