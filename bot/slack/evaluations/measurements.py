"""Figures of test results in words and in columns: values, how sure they are, what does not fit, verdicts.

Owns how these read wherever they stand. Everything out of a file is escaped; a table stands in code type. Must not know
a card or a modal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.evaluations.excerpt import Excerpt
from bot.domain.evaluations.late_risks import all_risks
from bot.domain.evaluations.measurement import Completeness, Measurement, Uncertainty
from bot.domain.evaluations.sample_sizes import is_of_a_rate, samples_needed
from bot.domain.evaluations.state import Result, Risk, Speaks, Terms, ThresholdCorrection
from bot.domain.evaluations.verdicts import ResultVerdict, counted_results, judge_result, verdict_on
from bot.domain.kernel.conversation import ResultCard
from bot.slack.kit import mrkdwn
from bot.slack.kit.localization import Texts
from bot.slack.kit.view_context import ViewContext

_WIDEST = 44
"""Characters of a column with a name."""

MARKS = {"supports": "✅", "does-not-support": "⛔", "inconclusive": "❔"}


def figure(value: float) -> str:
    """A number in at most six figures."""
    return f"{value:.6g}"


def unsure(uncertainty: Uncertainty | None) -> str:
    """How sure a value is; empty where the file does not say."""
    if uncertainty is None:
        return ""
    if uncertainty.standard_error is not None:
        return f" ±{uncertainty.standard_error:.3g}"
    return f" ({_end(uncertainty.lower)} – {_end(uncertainty.upper)})"


def _end(value: float | None) -> str:
    return "?" if value is None else f"{value:.3g}"


def samples(each: Measurement) -> str:
    """How many samples, and how many there should have been where that differs."""
    if each.samples is None:
        return ""
    short = each.declared is not None and each.declared != each.samples
    return f"{each.samples}/{each.declared}" if short else str(each.samples)


def one_line(context: ViewContext, result: Result, found: Excerpt) -> str:
    """`garak 0.9 · model: Foo-7B · complete run · file report.jsonl`."""
    say, reading = context.say, found.head
    left = found.systems - len(reading.models)
    models = [*map(str, reading.models), *([say("result-models-more", count=left)] if left else [])]
    return say(
        "result-line",
        file=mrkdwn.code(context.raw(result.name) or "") or say("text-removed"),
        format=mrkdwn.escape(reading.tool or reading.format),
        model=mrkdwn.escape(", ".join(models)) or say("result-model-none"),
        run=run(context, reading.completeness),
    )


def run(context: ViewContext, completeness: Completeness) -> str:
    """Whether the run was whole, and what that rests on."""
    said = context.say(f"result-run-{completeness.status}")
    if not completeness.reason:
        return said
    why = context.say(f"result-run-why-{completeness.reason}", **completeness.params)
    return context.say("result-run-because", run=said, why=why)


def note_lines(context: ViewContext, found: Excerpt) -> list[str]:
    """What of a result does not fit the model it was compared with."""
    say, left = context.say, found.notes_left
    notes = [say(f"result-note-{n.kind}", **{k: _shown(v) for k, v in n.params.items()}) for n in found.notes]
    return [f"⚠️ {words}" for words in [*notes, *([say("result-notes-more", count=left)] if left else [])]]


def _shown(value: str | int) -> str | int:
    return mrkdwn.escape(value) if isinstance(value, str) else value


def table(context: ViewContext, found: Excerpt) -> str:
    """The values in columns, in code type; data sets where one is stated, systems where there are several."""
    rows = [_row(m) for m in found.head.measurements]
    left_out = set() if found.several_systems else {"model"}
    left_out |= set() if found.datasets_stated else {"dataset"}
    shown = [column for column in rows[0] if column not in left_out]
    heading = tuple(context.say(f"result-column-{c}") for c in shown)
    return columns([heading, *(tuple(row[c] for c in shown) for row in rows)])


def _row(m: Measurement) -> dict[str, str]:
    """The cells of a value by their column."""
    return {
        "model": str(m.model),
        "task": m.task,
        "dataset": str(m.dataset),
        "metric": m.label,
        "value": f"{figure(m.value)}{unsure(m.uncertainty)}",
        "samples": samples(m),
    }


def columns(rows: Iterable[Sequence[str]]) -> str:
    """Rows as columns in code type; a name that is too long is cut where everybody sees it."""
    cut = [[_cell(c) for c in row] for row in rows]
    widths = [max(len(c) for c in column) for column in zip(*cut, strict=True)]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in cut]
    return "```" + mrkdwn.escape("\n".join(lines)) + "```"


def _cell(text: str) -> str:
    plain = " ".join(text.replace("`", "ʼ").split())
    return plain if len(plain) <= _WIDEST else plain[: _WIDEST - 1] + "…"


def terms_line(context: ViewContext, terms: Terms, metric: str) -> str:
    """`attack_success_rate at most 0.1, or within 0.05 of the best public model tampered alike`."""
    said = context.say(f"terms-{terms.direction}", metric=mrkdwn.code(metric), value=figure(terms.value))
    if terms.margin is None:
        return said
    return context.say("terms-margin", terms=said, margin=figure(terms.margin))


def samples_line(say: Texts, terms: Terms) -> str:
    """How many samples a threshold takes."""
    found = samples_needed(terms)
    if found:
        return say("samples-needed", best=found.best, halfway=found.halfway)
    return say("samples-never" if is_of_a_rate(terms) else "samples-unknown")


def verdict_line(context: ViewContext, risk: Risk, result: Result, said: Speaks) -> str:
    """What one result says of one risk, held against its threshold."""
    found = judge_result(context.audit, risk, result, said)
    return context.say(
        "verdict-line",
        mark=MARKS[found.verdict],
        risk=risk.key,
        title=context.typed(risk.title),
        value=mrkdwn.code(f"{figure(said.measured.value)}{unsure(said.measured.uncertainty)} {said.measured.label}"),
        verdict=_verdict(context, found),
    )


def _verdict(context: ViewContext, found: ResultVerdict) -> str:
    say = context.say
    parts = [say(f"verdict-{found.verdict}")]
    if found.terms:
        parts.append(say("verdict-threshold", terms=terms_line(context, found.terms, found.metric)))
    if found.why:
        parts.append(say(f"inconclusive-{found.why}"))
    if found.afterwards and found.terms:
        parts.append(say("verdict-afterwards"))
    return " · ".join(parts)


def risk_line(context: ViewContext, risk: Risk) -> str:
    """A risk on a stage's card: how likely and severe, its threshold, and what the results say."""
    say, found = context.say, verdict_on(context.audit, risk)
    parts = [
        say(
            "risk-line",
            risk=risk.key,
            title=context.typed(risk.title),
            likelihood=risk.likelihood,
            severity=risk.severity,
        )
    ]
    parts.append(say("risk-tested" if risk.priority else "risk-not-tested"))
    parts += [_threshold(context, risk, judged=found in ("holds", "fails"))] if risk.thresholds or risk.priority else []
    parts += [*corrected_thresholds(context, risk.key), *joined_names(context, risk.key)]
    if found:
        parts.append(f"{MARKS[found]} {say(f'verdict-{found}')}")
        numbers = dict.fromkeys(r.number for r, _ in counted_results(context.audit, risk))
        parts.append(", ".join(context.linked(ResultCard(n), say("result-number", number=n)) for n in numbers))
    return "• " + " · ".join(parts)


def corrected_thresholds(context: ViewContext, risk: str) -> list[str]:
    """What became of thresholds of a risk that were corrected, and what is asked for."""
    corrections = (c for c in context.audit.threshold_corrections if c.risk == risk and c.status in ("asked", "done"))
    return [correction_line(context, each) for each in corrections]


def correction_line(context: ViewContext, asked: ThresholdCorrection) -> str:
    """A threshold that is withdrawn or replaced, or would be: which, and who says so."""
    say, audit = context.say, context.audit
    counting = (t for r in all_risks(audit) if r.key == asked.risk for t in r.thresholds if t.number == asked.threshold)
    found = asked.withdrawn or next(counting, None)
    if found is None:
        return say("text-removed")
    sealed = say("correction-sealed", metric=mrkdwn.code(found.metric))
    terms = terms_line(context, found.terms, found.metric) if found.terms else sealed
    how = asked.put_right or ("replaced" if asked.sealed else "withdrawn")
    who = context.mentions(person for person in (asked.by, asked.answered_by) if person)
    return say(f"correction-{asked.status}-{how}", risk=asked.risk, terms=terms, who=who)


def joined_names(context: ViewContext, risk: str) -> list[str]:
    """The names of a risk's metrics that reviewers say are one, and who says it."""
    return [
        context.say(
            "metric-names-joined",
            one=mrkdwn.code(n.one),
            other=mrkdwn.code(n.other),
            people=context.mentions(who for who in (n.by, n.answered_by) if who),
        )
        for n in context.audit.metric_names
        if n.risk == risk and n.status == "joined"
    ]


def _threshold(context: ViewContext, risk: Risk, *, judged: bool) -> str:
    """How many samples it takes is told until there are enough."""
    say = context.say
    if not risk.thresholds:
        return say("threshold-none")
    newest = risk.thresholds[-1]
    if newest.terms is None:
        return say("threshold-is-sealed", metric=mrkdwn.code(newest.metric), by=context.mention(newest.by))
    said = say("threshold-open", terms=terms_line(context, newest.terms, newest.metric))
    said = f"{said} {say('threshold-stamped')}" if newest.after_result else said
    wanted = context.audit.rules > 1 and not judged
    return f"{said} · {samples_line(say, newest.terms)}" if wanted else said
