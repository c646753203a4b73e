"""The message whose thread is a stage's walk: goal, documents, approvals, what is in the way of closing.

Owns the drawing of that one message. Must not know how the obstacles come about: `bot.domain.lifecycle.stages` says so.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.documents.rules import wanting_form
from bot.domain.evaluations.metric_names import separate_names
from bot.domain.kernel.conversation import QuestionCard, SummaryCard
from bot.domain.kernel.framework import ArtifactSpec, StageSpec
from bot.domain.lifecycle.stages import Obstacle, obstacles
from bot.domain.lifecycle.state import Stage
from bot.domain.sign_offs.rules import Tally, tally
from bot.slack.ballot.known import standing_problem_lines
from bot.slack.ballot.matrix import recommendation_lines, recommended_forms
from bot.slack.ballot.messages import ballot_lines
from bot.slack.documents.lines import document_line, missing_lines
from bot.slack.evaluations.expectations import expectation_lines
from bot.slack.evaluations.kind_lines import kind_lines
from bot.slack.evaluations.measurements import risk_line
from bot.slack.findings.messages import problem
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, divider, lines, section, small
from bot.slack.kit.late_evidence import late_lines
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.view_context import ViewContext

SHOWN_ABOVE = ("document-missing", "document-review", "sign-off", "ballot")
"""What is in the way of closing and stands in the lists of documents, approvals and ballots already."""


TOLD_TOGETHER = ("role-empty", "expectation-unanswered")
"""What is in the way once for each role or expectation, and stands in one line."""


def stage_card(context: ViewContext, key: str) -> Drawing:
    """The card of one stage as it stands now."""
    spec, stage, say = context.framework.stage(key), context.stage_state(key), context.say
    number, title = context.stage_number(key), context.stage_title(key)
    blocks: list[Block] = [
        *section(say("stage-card-title", number=number, stage=title, name=context.name)),
        *section(mrkdwn.escape(spec.goal)),
        *small(_when(context, spec, stage)),
        *lines(_documents(context, spec, stage), say("stage-card-documents")),
        *lines(_approvals(context, spec), say("stage-card-approvals")),
        *lines(_risks(context, spec), say("stage-card-risks")),
        *lines(expectation_lines(context, spec), say("stage-card-expectations")),
        *lines(kind_lines(context) if spec.risk_kinds else (), say("stage-card-kinds")),
        *lines(_responses(context, spec, stage), say("stage-card-responses")),
        *lines(_recommended(context, spec)),
        *lines(ballot_lines(context), say("stage-card-ballot")) * spec.ballot,
        *lines(late_lines(context, key), say("late-title")),
        *lines(_troubles(context, key)),
        *lines(_questions(context, spec), say("stage-card-questions")),
    ]
    blocks += _closing(context, spec, stage)
    return messages(say("stage-card-fallback", stage=title, name=context.name), blocks)


def _when(context: ViewContext, spec: StageSpec, stage: Stage) -> str:
    say = context.say
    if spec.ballot and context.audit.decision:
        return say("stage-decided-on", day=context.audit.calendar.day(context.audit.decision.at))
    if stage.questioned:
        return say("stage-questioned")
    if stage.status == "closed" and stage.closed_at:
        return say("stage-closed-on", day=context.audit.calendar.day(stage.closed_at))
    if stage.status == "open" and stage.due:
        return say("stage-overdue" if stage.due < context.today else "stage-due", due=context.due(stage.due))
    return say("stage-waiting")


def _shown(context: ViewContext, spec: StageSpec) -> list[ArtifactSpec]:
    """The required documents, and the others as soon as there is a version of them."""
    audit, framework = context.audit, context.framework
    return [
        a
        for a in spec.artifacts
        if framework.required(a, audit.asked_form)
        or wanting_form(audit, framework, a) is not None
        or audit.artifacts.get(a.key)
    ]


def _documents(context: ViewContext, spec: StageSpec, stage: Stage) -> list[str]:
    """What is there, a line each, then what is missing; of a closed stage the versions it closed with."""
    kept = stage.closed_with if stage.status == "closed" else {}
    found = [(a, context.version(a.key, kept[a.key]) if a.key in kept else None) for a in _shown(context, spec)]
    found = [(a, version or context.audit.latest(a.key)) for a, version in found]
    missing = [a for a, version in found if version is None]
    return [document_line(context, a, v) for a, v in found if v] + missing_lines(context, missing)


def _approvals(context: ViewContext, spec: StageSpec) -> list[str]:
    """`Safety 1/2 · waiting: @bo`, a line a role."""
    stage = context.stage_state(spec.key)
    return [_tally_line(context, t, stage) for t in tally(context.audit, context.framework, spec.key, context.today)]


def _tally_line(context: ViewContext, found: Tally, stage: Stage) -> str:
    """People are named as waiting only once they can sign: a mention on a new card rings."""
    say = context.say
    given = len(found.valid)
    mark = "✅" if found.met else "▫️"
    parts = [f"{mark} {say('tally', role=context.role_title(found.rule.role), given=given, quorum=found.rule.quorum)}"]
    if found.valid:
        parts.append(context.mentions(s.person for s in found.valid))
    if conditional := [s.person for s in found.valid if s.verdict == "approve-if"]:
        parts.append(say("tally-conditional", people=context.mentions(conditional)))
    if carried := [s.person for s in found.valid if s.carried]:
        parts.append(say("tally-carried", people=context.mentions(carried)))
    if found.outdated:
        parts.append(say("tally-changed", people=context.mentions(s.person for s in found.outdated)))
    if found.waived:
        parts.append(say("tally-waived"))
    if found.waiting and not found.met and stage.ready_at and stage.status == "open":
        parts.append(say("tally-waiting", people=context.mentions(found.waiting)))
    return " · ".join(parts)


def _risks(context: ViewContext, spec: StageSpec) -> list[str]:
    """The risks chosen here, or tested here; those with priority first."""
    if not (spec.risks or spec.results):
        return []
    ordered = sorted(context.audit.risks, key=lambda r: (not r.priority, -r.severity * r.likelihood))
    return [risk_line(context, r) for r in ordered if r.priority or spec.risks]


def _responses(context: ViewContext, spec: StageSpec, stage: Stage) -> list[str]:
    """What the builders say to the facts, verbatim; silence is noted once the date has passed."""
    say, found = context.say, []
    for role in spec.responses:
        given = [r for r in stage.responses if r.role == role]
        found += [
            say(f"response-{r.verdict}", role=context.role_title(role), who=context.mention(r.person))
            + (f"\n{context.quoted(r.text)}" if r.text else "")
            for r in given
        ]
        if not given and stage.ready_at:
            found.append(say("response-none", role=context.role_title(role)))
    return found


def _troubles(context: ViewContext, stage: str) -> list[str]:
    """Open requests for changes, conditions and problems of this stage."""
    audit, say = context.audit, context.say
    mine = {a.key for a in context.framework.stage(stage).artifacts}
    found = [
        say(
            "open-request",
            who=context.mention(r.by),
            document=context.document_title(r.artifact),
            version=r.version,
        )
        + f"\n{context.quoted_about(r.artifact, r.what)}"
        for r in audit.requests
        if r.status == "open" and r.artifact in mine
    ]
    found += [
        say(f"condition-{c.status}", who=context.mention(c.by), number=c.number) + f"\n{context.quoted(c.text)}"
        for c in audit.conditions
        if c.stage == stage
    ]
    found += standing_problem_lines(context) if context.framework.stage(stage).results else []
    found += [problem(context, f) for f in audit.findings if f.stage == stage]
    return found


def _questions(context: ViewContext, spec: StageSpec) -> list[str]:
    links = [context.linked(QuestionCard(q.key), str(number)) for number, q in enumerate(spec.questions, 1)]
    found = [" · ".join(links)] if links else []
    if found and context.audit.published:
        found.append(context.linked(SummaryCard(), context.say("stage-card-summary")))
    if found and (reading := context.draft_progress):
        found.append(context.say("stage-card-drafting", done=reading.done, of=reading.of))
        if reading.until and reading.until > context.now:
            found.append(context.say("stage-card-drafting-waits", until=reading.until))
    return found


def _recommended(context: ViewContext, spec: StageSpec) -> list[str]:
    """What the auditors recommend, with their reasons where it was asked of them; the board has those on its ballot."""
    if spec.recommended_by and context.audit.recommendations:
        return recommendation_lines(context)
    return recommended_forms(context) if spec.ballot else []


def _closing(context: ViewContext, spec: StageSpec, stage: Stage) -> list[Block]:
    """What is in the way of closing, and the buttons; of a closed stage, what it closed with (it is opened again from
    the audit's status, so that no card is drawn again for a button that goes).
    """
    say, audit = context.say, context.audit
    value = ButtonValue(audit=audit.key, stage=spec.key)
    if stage.status == "closed":
        return _sealed(context, stage)
    if audit.over or audit.paused or stage.status != "open":
        return []
    left = obstacles(audit, context.framework, spec.key, context.today)
    blocks: list[Block] = [divider()]
    if left:
        together = [*_people_missing(context, left), *_expectations_open(context, left)]
        told = [f"• {obstacle_line(context, o)}" for o in left if o.kind not in (*SHOWN_ABOVE, *TOLD_TOGETHER)]
        blocks += lines([*together, *told], say("stage-card-obstacles"))
    else:
        blocks += section(say("stage-card-nothing-left", lead=context.lead))
    may_close = not left and not spec.ballot
    open_ones = (f.number for f in audit.findings if f.stage == spec.key and f.disposition == "open")
    unsettled = value.replace(number=next(open_ones, 0))
    return blocks + actions(
        button(say("button-hand-in"), ActionId.SUBMIT, value, "primary" if left else None),
        button(say("button-close-stage"), ActionId.CLOSE_STAGE, value, "primary") if may_close else None,
        _summary_button(context, value) if spec.questions and not audit.published else None,
        button(say("button-recommend"), ActionId.RECOMMEND, value) if spec.recommended_by else None,
        button(say("button-matrix"), ActionId.MATRIX, value) if spec.ballot else None,
        _void_button(context) if spec.ballot else None,
        button(say("button-finding"), ActionId.FINDING, value),
        button(say("button-risk"), ActionId.RISK, value) if spec.risks or spec.results else None,
        button(say("button-threshold"), ActionId.THRESHOLD, value)
        if (spec.risks or spec.results) and audit.risks
        else None,
        button(say("button-risk-kinds"), ActionId.RISK_KINDS, value) if spec.risk_kinds and audit.risks else None,
        _metric_names_button(context, spec),
        button(say("button-dispose"), ActionId.DISPOSE, unsettled) if unsettled.number else None,
    )


def _summary_button(context: ViewContext, value: ButtonValue) -> ButtonElement:
    """What the lead does about the summary: ask for a draft, or wait for it no longer."""
    summary = context.audit.summary
    if summary and summary.status == "requested":
        return button(context.say("button-stop-summary"), ActionId.STOP_SUMMARY, value.replace(number=summary.number))
    return button(context.say("button-summarize"), ActionId.SUMMARIZE, value)


def _people_missing(context: ViewContext, left: list[Obstacle]) -> list[str]:
    """The roles that nobody holds yet, in one line."""
    roles = [f"{context.role_title(o.role)} ({o.number})" for o in left if o.kind == "role-empty"]
    return [f"• {context.say('obstacle-roles-empty', roles=', '.join(roles))}"] if roles else []


def _expectations_open(context: ViewContext, left: list[Obstacle]) -> list[str]:
    """The expectations nobody has said of what becomes of them, in one line."""
    found = [o for o in left if o.kind == "expectation-unanswered"]
    if len(found) < 2:
        return [f"• {obstacle_line(context, o)}" for o in found]
    numbers = ", ".join(str(o.number) for o in found)
    return [f"• {context.say('obstacle-expectations-unanswered', numbers=numbers)}"]


def _metric_names_button(context: ViewContext, spec: StageSpec) -> ButtonElement | None:
    """Where a risk knows several names of metrics: reviewers say that two of them are one."""
    audit = context.audit
    if audit.rules < 2 or not spec.results or not any(separate_names(audit)):
        return None
    return button(context.say("button-metric-names"), ActionId.METRIC_NAMES, ButtonValue(audit=audit.key))


def _void_button(context: ViewContext) -> ButtonElement | None:
    """Of a round that is closed and not opened: the lead asks the seats to void it, where its key is lost."""
    ballot = context.audit.ballot
    if ballot is None or ballot.status != "closed" or context.audit.rules < 2:
        return None
    value = ButtonValue(audit=context.audit.key, number=ballot.number, key="void-round")
    return button(context.say("button-void-round"), ActionId.MAKE_MOTION, value)


def _sealed(context: ViewContext, stage: Stage) -> list[Block]:
    """The fingerprint of what the stage closed with, and the head of the record at that moment."""
    if not stage.closed_evidence:
        return []
    said = [context.say("stage-card-sealed", fingerprint=mrkdwn.fingerprint(stage.closed_evidence))]
    if head := context.heads.get(stage.closed_seq):
        said.append(context.say("record-head", seq=str(stage.closed_seq), head=mrkdwn.code(head)))
    return small("\n".join(said))


def obstacle_line(context: ViewContext, obstacle: Obstacle) -> str:
    """One thing between a stage and its closing."""
    return context.say(
        f"obstacle-{obstacle.kind}",
        document=context.document_title(obstacle.artifact) if obstacle.artifact else "",
        role=context.role_title(obstacle.role) if obstacle.role else "",
        stage=context.stage_title(obstacle.stage) if obstacle.stage else "",
        number=obstacle.number,
        risk=obstacle.risk,
        people=context.mentions(obstacle.people) or context.say("nobody"),
    )
