"""The message whose thread is a stage's walk: goal, documents, approvals, what is in the way of closing.

Owns the drawing of that one message. Must not know how the obstacles come about: `bot.domain.lifecycle.stages` says so.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.kernel.framework import ArtifactSpec, StageSpec
from bot.domain.lifecycle.stages import Obstacle, obstacles
from bot.domain.lifecycle.state import Stage
from bot.domain.sign_offs.rules import Tally, tally
from bot.slack.ballot.matrix import recommendation_lines
from bot.slack.ballot.messages import ballot_lines
from bot.slack.documents.lines import document_line
from bot.slack.evaluations.measurements import risk_line
from bot.slack.findings.messages import problem
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, divider, lines, section, small
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.view_context import ViewContext


def stage_card(scene: ViewContext, key: str) -> Drawing:
    """The card of one stage as it stands now."""
    spec, stage, say = scene.framework.stage(key), scene.stage_state(key), scene.say
    number, title = scene.stage_number(key), scene.stage_title(key)
    blocks: list[Block] = [
        *section(say("stage-card-title", number=number, stage=title, name=scene.name)),
        *section(mrkdwn.escape(spec.goal)),
        *small(_when(scene, spec, stage)),
        *lines((_document(scene, spec_, stage) for spec_ in _shown(scene, spec)), say("stage-card-documents")),
        *lines(_approvals(scene, spec), say("stage-card-approvals")),
        *lines(_risks(scene, spec), say("stage-card-risks")),
        *lines(_responses(scene, spec, stage), say("stage-card-responses")),
        *lines(recommendation_lines(scene) if _has_recommendation(scene, spec) else ()),
        *lines(ballot_lines(scene), say("stage-card-ballot")) * spec.ballot,
        *lines(_troubles(scene, key)),
        *lines(_questions(scene, spec), say("stage-card-questions")),
    ]
    blocks += _closing(scene, spec, stage)
    return messages(say("stage-card-fallback", number=number, stage=title, name=scene.name), blocks)


def _when(scene: ViewContext, spec: StageSpec, stage: Stage) -> str:
    say = scene.say
    if spec.ballot and scene.audit.decision:
        return say("stage-decided-on", day=scene.audit.decision.at.date())
    if stage.questioned:
        return say("stage-questioned")
    if stage.status == "closed" and stage.closed_at:
        return say("stage-closed-on", day=stage.closed_at.date())
    if stage.status == "open" and stage.due:
        return say("stage-overdue" if stage.due < scene.today else "stage-due", due=stage.due)
    return say("stage-waiting")


def _shown(scene: ViewContext, spec: StageSpec) -> list[ArtifactSpec]:
    """The required documents, and the others as soon as there is a version of them."""
    form = scene.audit.asked_form
    asked = scene.framework.required, scene.framework.wanted
    return [a for a in spec.artifacts if any(is_(a, form) for is_ in asked) or scene.audit.artifacts.get(a.key)]


def _document(scene: ViewContext, spec: ArtifactSpec, stage: Stage) -> str:
    """The newest version; of a closed stage, the version it closed with."""
    kept = stage.closed_with.get(spec.key) if stage.status == "closed" else None
    version = scene.version(spec.key, kept) if kept else scene.audit.latest(spec.key)
    return document_line(scene, spec, version)


def _approvals(scene: ViewContext, spec: StageSpec) -> list[str]:
    """`Safety 1/2 · waiting: @bo`, a line a role."""
    stage = scene.stage_state(spec.key)
    return [_tally_line(scene, t, stage) for t in tally(scene.audit, scene.framework, spec.key, scene.today)]


def _tally_line(scene: ViewContext, found: Tally, stage: Stage) -> str:
    """People are named as waiting only once they can sign: a mention on a new card rings."""
    say = scene.say
    given = len(found.valid)
    mark = "✅" if found.met else "▫️"
    parts = [f"{mark} {say('tally', role=scene.role_title(found.rule.role), given=given, quorum=found.rule.quorum)}"]
    if found.valid:
        parts.append(scene.mentions(s.person for s in found.valid))
    if conditional := [s.person for s in found.valid if s.verdict == "approve-if"]:
        parts.append(say("tally-conditional", people=scene.mentions(conditional)))
    if carried := [s.person for s in found.valid if s.carried]:
        parts.append(say("tally-carried", people=scene.mentions(carried)))
    if found.outdated:
        parts.append(say("tally-changed", people=scene.mentions(s.person for s in found.outdated)))
    if found.waived:
        parts.append(say("tally-waived"))
    if found.waiting and not found.met and stage.ready_at and stage.status == "open":
        parts.append(say("tally-waiting", people=scene.mentions(found.waiting)))
    return " · ".join(parts)


def _risks(scene: ViewContext, spec: StageSpec) -> list[str]:
    """The risks chosen here, or tested here; those with priority first."""
    if not (spec.risks or spec.results):
        return []
    ordered = sorted(scene.audit.risks, key=lambda r: (not r.priority, -r.severity * r.likelihood))
    return [risk_line(scene, r) for r in ordered if r.priority or spec.risks]


def _responses(scene: ViewContext, spec: StageSpec, stage: Stage) -> list[str]:
    """What the builders say to the facts, verbatim; silence is noted once the date has passed."""
    say, found = scene.say, []
    for role in spec.responses:
        given = [r for r in stage.responses if r.role == role]
        found += [
            say(f"response-{r.verdict}", role=scene.role_title(role), who=scene.mention(r.person))
            + (f"\n{scene.quoted(r.text)}" if r.text else "")
            for r in given
        ]
        if not given:
            found.append(say("response-none", role=scene.role_title(role)))
    return found


def _troubles(scene: ViewContext, stage: str) -> list[str]:
    """Open requests for changes, conditions and problems of this stage."""
    audit, say = scene.audit, scene.say
    mine = {a.key for a in scene.framework.stage(stage).artifacts}
    found = [
        say(
            "open-request",
            who=scene.mention(r.by),
            document=scene.document_title(r.artifact),
            version=r.version,
        )
        + f"\n{scene.quoted_about(r.artifact, r.what)}"
        for r in audit.requests
        if r.status == "open" and r.artifact in mine
    ]
    found += [
        say(f"condition-{c.status}", who=scene.mention(c.by), number=c.number) + f"\n{scene.quoted(c.text)}"
        for c in audit.conditions
        if c.stage == stage
    ]
    found += [problem(scene, f) for f in audit.findings if f.stage == stage]
    return found


def _questions(scene: ViewContext, spec: StageSpec) -> list[str]:
    found = [f"• {scene.linked(f'question:{q.key}', mrkdwn.escape(q.text))}" for q in spec.questions]
    if found and scene.audit.published:
        found.append(scene.linked("summary", scene.say("stage-card-summary")))
    if found and scene.drafting:
        done, of = scene.drafting
        found.append(scene.say("stage-card-drafting", done=done, of=of))
    return found


def _has_recommendation(scene: ViewContext, spec: StageSpec) -> bool:
    return spec.ballot or bool(spec.recommended_by and scene.audit.recommendations)


def _closing(scene: ViewContext, spec: StageSpec, stage: Stage) -> list[Block]:
    """What is in the way of closing, and the buttons; of a closed stage, what it closed with."""
    say, audit = scene.say, scene.audit
    value = ButtonValue(audit=audit.key, stage=spec.key)
    if stage.status == "closed":
        return [
            *_sealed(scene, stage),
            *(actions(button(say("button-reopen"), ActionId.REOPEN, value)) if not audit.over else []),
        ]
    if audit.over or audit.paused or stage.status != "open":
        return []
    left = obstacles(audit, scene.framework, spec.key, scene.today)
    blocks: list[Block] = [divider()]
    if left:
        blocks += lines((f"• {obstacle_line(scene, o)}" for o in left), say("stage-card-obstacles"))
    else:
        blocks += section(say("stage-card-nothing-left", lead=scene.lead))
    may_close = not left and not spec.ballot
    open_ones = (f.number for f in audit.findings if f.stage == spec.key and f.disposition == "open")
    unsettled = value.model_copy(update={"number": next(open_ones, 0)})
    return blocks + actions(
        button(say("button-submit"), ActionId.SUBMIT, value, "primary" if left else None),
        button(say("button-close-stage"), ActionId.CLOSE_STAGE, value, "primary") if may_close else None,
        button(say("button-summarize"), ActionId.SUMMARIZE, value) if spec.questions and not audit.published else None,
        button(say("button-recommend"), ActionId.RECOMMEND, value) if spec.recommended_by else None,
        button(say("button-matrix"), ActionId.MATRIX, value) if spec.ballot else None,
        button(say("button-finding"), ActionId.FINDING, value),
        button(say("button-risk"), ActionId.RISK, value) if spec.risks or spec.results else None,
        button(say("button-threshold"), ActionId.THRESHOLD, value)
        if (spec.risks or spec.results) and audit.risks
        else None,
        button(say("button-dispose"), ActionId.DISPOSE, unsettled) if unsettled.number else None,
    )


def _sealed(scene: ViewContext, stage: Stage) -> list[Block]:
    """The fingerprint of what the stage closed with, and the head of the record at that moment."""
    if not stage.closed_evidence:
        return []
    said = [scene.say("stage-card-sealed", fingerprint=mrkdwn.fingerprint(stage.closed_evidence))]
    if head := scene.heads.get(stage.closed_seq):
        said.append(scene.say("record-head", seq=str(stage.closed_seq), head=mrkdwn.code(head)))
    return small("\n".join(said))


def obstacle_line(scene: ViewContext, obstacle: Obstacle) -> str:
    """One thing between a stage and its closing."""
    return scene.say(
        f"obstacle-{obstacle.kind}",
        document=scene.document_title(obstacle.artifact) if obstacle.artifact else "",
        role=scene.role_title(obstacle.role) if obstacle.role else "",
        stage=scene.stage_title(obstacle.stage) if obstacle.stage else "",
        number=obstacle.number,
        risk=obstacle.risk,
        people=scene.mentions(obstacle.people) or scene.say("nobody"),
    )
