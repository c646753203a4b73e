"""The modals about problems found: log one, and say what became of it."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.documents.state import ChangeRequest
from bot.domain.findings.state import Finding
from bot.slack.evaluations.risk_forms import risks_of
from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import section
from bot.slack.kit.modal import Inputs, document_choices, form_choices, modal, stage_choices
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext

SEVERITIES = ("low", "medium", "high", "severe")

CAUSES = ("gap", "test", "conflict", "other")

DISPOSITIONS = ("fixed", "mitigated", "accepted", "open")


def finding_modal(scene: ViewContext, meta: ModalMetadata, instead_of: ChangeRequest | None) -> View:
    """A problem: where, how severe, what, and which release forms it blocks while it is open and severe."""
    say, ask = scene.say, Inputs(scene.say, "finding")
    blocks: list[Block] = []
    if instead_of:
        said = say("finding-instead", document=scene.document_title(instead_of.artifact))
        blocks += section(f"{said}\n{scene.quoted_about(instead_of.artifact, instead_of.what)}")
    stage, cause = meta.stage or scene.stage, "test" if meta.key else "other"
    blocks += [
        ask.select("stage", stage_choices(scene.framework), stage),
        ask.radio("severity", [(s, say(f"severity-{s}")) for s in SEVERITIES]),
        ask.text("text", lines=True),
        ask.select("artifact", document_choices(scene.framework), meta.artifact, optional=True),
        ask.person("owner", optional=True),
        ask.select("cause", [(cause, say(f"cause-{cause}")) for cause in CAUSES], cause, optional=True),
        *([ask.select("risk", risks_of(scene), meta.key, optional=True)] if scene.audit.risks else []),
        ask.several("blocks", form_choices(scene.framework, least=1)),
    ]
    return modal(say, "finding", meta, blocks)


def answer_finding_modal(scene: ViewContext, meta: ModalMetadata, finding: Finding, *, owner: bool) -> View:
    """What was done about a problem. Of one about a restricted document its owner alone reads the words here."""
    say = scene.say
    said = scene.quoted(finding.text) if owner else scene.quoted_about(finding.artifact, finding.text)
    severity = say(f"severity-{finding.severity}")
    blocks = section(f"{say('finding-open', severity=severity, number=finding.number)}\n{said}")
    return modal(say, "answer-finding", meta, [*blocks, Inputs(say, "answer-finding").text("text", lines=True)])


def dispose_modal(scene: ViewContext, meta: ModalMetadata) -> View:
    """Which problem (`meta.number` is chosen beforehand), what became of it, and why."""
    say, ask = scene.say, Inputs(scene.say, "dispose")
    found = [(str(f.number), _label(scene, f)) for f in scene.audit.findings]
    blocks = [
        ask.select("finding", found, str(meta.number)),
        ask.radio("disposition", [(d, say(f"dispose-{d}")) for d in DISPOSITIONS]),
        ask.text("why", lines=True),
    ]
    return modal(say, "dispose", meta, blocks)


def _label(scene: ViewContext, finding: Finding) -> str:
    restricted = bool(finding.artifact) and scene.restricted(finding.artifact)
    words = "" if restricted else scene.raw(finding.text) or ""
    severity = scene.say(f"severity-{finding.severity}")
    return mrkdwn.unescape(scene.say("finding-label", number=finding.number, severity=severity, text=words))
