"""The longest drawings of the modals that no button of a golden history opens by itself.

Owns what they begin with: what a file says, a framework that is to be taken over, one of several things that are owed,
another modal. Must not judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from slack_sdk.models.views import View

from bot.domain.decision.state import Report
from bot.domain.decision.upkeep import upkeep_of
from bot.domain.evaluations.excerpt import Excerpt, excerpt
from bot.domain.evaluations.measurement import Completeness, DataSet, EvaluationResult, Measurement, SystemUnderTest
from bot.domain.evaluations.risks import MOST_LISTED
from bot.domain.evaluations.tamper_record import ARMS, LINES
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.decision_rules import Cancelling, Recurring
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.adoption import Reopening
from bot.evaluations.field_values import LONGEST_TEXT
from bot.evaluations.reading_limits import MAX_MEASUREMENTS
from bot.slack.decision.upkeep_forms import HandOnForm, UpkeepForm
from bot.slack.evaluations.forms import DismissResultForm, PlaceResultForm
from bot.slack.evaluations.tamper_forms import DRAFT, TamperForm
from bot.slack.kit.modal import reason_modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from bot.slack.lifecycle.framework_forms import FrameworkForm
from tests.builders import TEAM, built_in
from tests.conformance.slack.longest import TYPED, Moment

CELL = "&" * LONGEST_TEXT
"""The longest a reader lets a text of a file be; becomes longer once it is escaped."""

BEGUN = frozenset(
    form.callback for form in (DismissResultForm, PlaceResultForm, FrameworkForm, UpkeepForm, HandOnForm, TamperForm)
)


def can_begin(moment: Moment) -> bool:
    """Whether an audit has all that these modals are about."""
    audit = moment.audit
    return bool(audit.results and audit.risks and audit.decision and audit.decision.form)


def begun(moment: Moment) -> Iterator[View]:
    """Each of them, at a moment at which they can be."""
    context = moment.context
    audit, meta = context.audit, ModalMetadata(request="r" * 22, audit=context.audit.key, number=1)
    yield reason_modal(context, DismissResultForm.callback, meta, context.say("dismiss-what", number=1))
    yield PlaceResultForm().view(many_risks(context), meta, audit.results[0], everything_misfits())
    yield FrameworkForm().view(context, meta, built_in(), everything_opens_again())
    later = owing(context)
    for item in upkeep_of(later.audit, later.framework, later.today):
        yield UpkeepForm().view(later, meta, item)
        yield HandOnForm().view(later, meta, item)
    spec = next(spec for spec in built_in().artifacts() if spec.tampering)
    said, arm = {key: TYPED for key, _ in LINES}, {column.key: CELL for column in ARMS}
    yield TamperForm().view(many_risks(context), meta, spec, said, [arm] * 200)
    yield TamperForm().view(many_risks(context), meta.replace(key=DRAFT), spec, said, [arm] * 200)


def many_risks(context: ViewContext) -> ViewContext:
    """The same audit with as many risks as there may be."""
    [one, *_] = context.audit.risks
    risks = tuple(one.replace(key=f"R{n}") for n in range(1, MOST_LISTED + 1))
    return changed(context, context.audit.replace(risks=risks))


def changed(context: ViewContext, audit: Audit, framework: Framework | None = None) -> ViewContext:
    """The same words about another state."""
    loaded = replace(context.loaded, audit=audit, framework=framework or context.framework)
    return replace(context, loaded=loaded)


def everything_misfits() -> Excerpt:
    """Of a file with as many values as are read, each of a system of its own, each limited in a way of its own."""
    systems = [
        SystemUnderTest(name=f"{n}{CELL}"[:LONGEST_TEXT], revision=CELL, role=CELL, endpoint=CELL)
        for n in range(MAX_MEASUREMENTS)
    ]
    reading = EvaluationResult(
        format=CELL,
        tool=CELL,
        models=tuple(systems),
        model_digest=CELL,
        completeness=Completeness(status="partial"),
        limits=tuple(f"{n}{CELL}"[:LONGEST_TEXT] for n in range(MAX_MEASUREMENTS)),
        measurements=tuple(
            Measurement(task=CELL, metric=CELL, value=-1.23456e-100, model=each, dataset=DataSet(name=CELL))
            for each in systems
        ),
    )
    found = excerpt(reading.model_dump_json(), None, CELL)
    assert found
    return found


def everything_opens_again() -> Reopening:
    """By a framework with which nothing of a long audit holds."""
    framework, many = built_in(), tuple(range(1, 1001))
    documents = tuple(spec.key for spec in framework.artifacts())
    stages = tuple(stage.key for stage in framework.stages)
    waivers = tuple(f"{TEAM}:U{n:010}" for n in many)
    return Reopening(
        stages=stages, unsigned=True, documents=documents, results=many, findings=many, waivers=waivers, asked=documents
    )


def owing(context: ViewContext) -> ViewContext:
    """The same audit by a framework that asks for a first report and for something again and again, and says so at
    length.
    """
    cause = Cancelling(key="breach", title=TYPED, report_to=TYPED, report_days=5)
    rules = {"cancelled_by": (cause,), "recurring": (Recurring(key="model-report", title=TYPED, months=1),)}
    framework, audit = built_in(), context.audit
    asking = framework.model_copy(update={"decision": framework.decision.model_copy(update=rules)})
    text, by = audit.results[0].name, audit.lead or SYSTEM
    report = Report(number=1, decision=1, cause=cause.key, text=text, by=by, at=context.now)
    return changed(context, audit.replace(reports=(report,)), asking)
