"""What results say when they are held against the thresholds of a risk.

Owns the verdict of a result and of a risk. A threshold counts as set beforehand only where nothing that it judges was
known yet: nobody may draw the target around the arrow, nor shoot the same arrow once more. Who sets one is
`bot.domain.evaluations.risks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import inf, sqrt
from statistics import NormalDist
from typing import Final, Literal

from bot.domain.evaluations.measurement import DataSet, Measurement, NoteKind
from bot.domain.evaluations.scales import on_two_scales
from bot.domain.evaluations.state import Result, Risk, Speaks, Terms, Threshold
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.fingerprints import same_fingerprint
from bot.domain.kernel.models import Frozen

Verdict = Literal["supports", "does-not-support", "inconclusive"]

Why = Literal[
    "",
    "no-threshold",
    "sealed",
    "another-metric",
    "another-model",
    "not-measured",
    "does-not-fit",
    "unsure",
    "no-size",
    "two-scales",
]
"""Why a result is inconclusive; its words are `inconclusive-` and this, in the texts people read. Of `two-scales` also
what does not support is doubted, and does not support all the same."""

NOT_YET: Final = 2**53
"""Later than every event."""

SURE: Final = 1.96
"""Standard errors to either side of a value that hold it with 95 % (normal distribution)."""

LEVEL: Final = 0.95
"""The level of an interval that a value is held against a threshold with."""

NEVER_SUPPORTS: Final[frozenset[NoteKind]] = frozenset(
    {"another-digest", "run-failed", "invalidated", "nothing-measured"}
)
"""What no reason makes up for."""


class ResultVerdict(Frozen):
    """One result held against the thresholds of one risk."""

    verdict: Verdict
    why: Why = ""
    afterwards: bool = False
    """Judged by a threshold that was set after the result: it can block, and support forms 0-3 only."""
    terms: Terms | None = None
    metric: str = ""

    def supports(self, form: int, late_up_to: int) -> bool:
        """Whether it speaks for a release form. `late_up_to`: how far a threshold set after its result carries."""
        return self.verdict == "supports" and (not self.afterwards or form <= late_up_to)


def has_result(audit: Audit, risk: Risk) -> bool:
    """Whether any result, or a tamper record, ever spoke to a risk."""
    return any(s.risk == risk.key for r in audit.results for s in r.placed) or any(
        t.facts.risk == risk.key for t in audit.tampering
    )


def is_of_this_model(result: Result) -> bool:
    """Whether a file was read and says something of the audited model, as far as it says of which."""
    notes = set(result.notes)
    return result.status not in ("reading", "unread") and not notes & NEVER_SUPPORTS and "another-model" not in notes


def prioritised_risks(audit: Audit) -> list[Risk]:
    """The risks that are tested."""
    return [r for r in audit.risks if r.priority]


def counted_results(audit: Audit, risk: Risk) -> Iterator[tuple[Result, Speaks]]:
    """The results of the present version of the model that speak to a risk."""
    for result in audit.results:
        if result.status == "admitted" and result.model == audit.model_number:
            yield from ((result, s) for s in result.speaks if s.risk == risk.key)


def held_by_late_threshold(audit: Audit, form: int, late_up_to: int) -> tuple[str, ...]:
    """The risks that hold only against a threshold set when a result was known, where that is not enough for a form."""
    concerned = (risk for risk in prioritised_risks(audit) if form >= risk.least_form)
    return tuple(risk.key for risk in concerned if _holds_by_late_threshold(audit, risk, form, late_up_to))


def _holds_by_late_threshold(audit: Audit, risk: Risk, form: int, late_up_to: int) -> bool:
    if form <= late_up_to or all(thresholds_in_time(audit, risk, result) for result, _ in counted_results(audit, risk)):
        return False
    found = [judge_result(audit, risk, result, said) for result, said in counted_results(audit, risk)]
    return verdict_on(audit, risk) == "supports" and not any(each.supports(form, late_up_to) for each in found)


def outdated_results(audit: Audit) -> list[Result]:
    """Admitted results of an earlier version of the model, of which nobody has said yet: rerun, or carry over."""
    return [r for r in audit.results if r.status == "admitted" and r.model < audit.model_number]


def verdict_on(audit: Audit, risk: Risk, *, guarded: bool = False) -> Verdict | None:
    """What the results say of a risk together: one that does not support settles it. None without a result.
    `guarded`: for a form in which the model is served behind filters and a system prompt.

    From the second edition of the rules on the worst counts, and each metric that has a threshold needs its own result;
    a larger run of the same test takes the place of an inconclusive one.
    """
    return _verdict(audit, risk, standing_results(audit, risk, guarded=guarded))


def _verdict(audit: Audit, risk: Risk, standing: Sequence[tuple[Result, Speaks]]) -> Verdict | None:
    judged = [(said, judge_result(audit, risk, result, said)) for result, said in standing]
    verdicts = [each.verdict for _, each in judged]
    order: tuple[Verdict, ...] = ("does-not-support", "supports", "inconclusive")
    if audit.rules < 2 or not judged or "does-not-support" in verdicts:
        return next((v for v in order if v in verdicts), None)
    metrics = {t.metric for t in risk.thresholds}
    return "supports" if all(_holds_by(audit, risk.key, metric, judged) for metric in metrics) else "inconclusive"


def standing_results(audit: Audit, risk: Risk, *, guarded: bool = False) -> list[tuple[Result, Speaks]]:
    """The results that say something of a risk today: those of the present version of the model; from the second
    edition of the rules on also what did not support an earlier one, until the same test was run on this one.

    `guarded`: for a form in which the model is served behind filters and a system prompt. There a test that failed may
    be run again behind changed ones; elsewhere such a run says nothing, unless it fails.
    """
    counted = list(counted_results(audit, risk))
    if audit.rules < 2:
        return counted
    if guarded:
        counted = [(r, s) for r, s in counted if not is_guarded_since(audit, risk, r, s)]
    else:
        counted = [(r, s) for r, s in counted if s.guard is None or _fails(audit, risk, r, s)]
    run = [said for result, said in counted if not result.carried_by]
    present = [(r, s) for r, s in counted if not (r.carried_by and _fails(audit, risk, r, s) and is_run_again(s, run))]
    return [*present, *((r, s) for r, s in _failed_before(audit, risk) if not is_run_again(s, run))]


def guarded_results(audit: Audit, risk: Risk) -> list[tuple[Result, Speaks]]:
    """The results of the present version that speak to a risk behind changed filters or another system prompt."""
    return [(result, said) for result, said in counted_results(audit, risk) if said.guard]


def is_guarded_since(audit: Audit, risk: Risk, result: Result, said: Speaks) -> bool:
    """Whether a test that failed was run again, later and with at least as many samples, behind changed filters."""
    later = [again for other, again in guarded_results(audit, risk) if other.read_seq > result.read_seq]
    return _fails(audit, risk, result, said) and is_run_again(said, later)


def _failed_before(audit: Audit, risk: Risk) -> Iterator[tuple[Result, Speaks]]:
    for result in audit.results:
        if result.status in ("admitted", "rerun") and result.model < audit.model_number:
            theirs = ((result, s) for s in result.speaks if s.risk == risk.key)
            yield from ((r, s) for r, s in theirs if _fails(audit, risk, r, s))


def _fails(audit: Audit, risk: Risk, result: Result, said: Speaks) -> bool:
    return judge_result(audit, risk, result, said).verdict == "does-not-support"


def is_run_again(failed: Speaks, run: Sequence[Speaks]) -> bool:
    """Whether a test that failed was run again, with at least as many samples."""

    def again(said: Speaks) -> bool:
        return _test_of(said) == _test_of(failed) and (said.measured.samples or 0) >= (failed.measured.samples or 0)

    return any(map(again, run))


def rests_on_carried(audit: Audit, risk: Risk, *, guarded: bool = False) -> bool:
    """Whether a risk holds only thanks to results that were carried over from an earlier version of the model."""
    standing = standing_results(audit, risk, guarded=guarded)
    return _verdict(audit, risk, [(r, s) for r, s in standing if not r.carried_by]) != "supports"


def _test_of(said: Speaks) -> tuple[str, str, DataSet]:
    """Which test a value is of: task, metric and data set."""
    return said.measured.task, said.measured.label, said.measured.dataset


def _holds_by(audit: Audit, risk: str, metric: str, judged: Sequence[tuple[Speaks, ResultVerdict]]) -> bool:
    """Whether every test by a metric supports: of each its largest run; of two of a size, both have to.

    What says nothing of this model counts for none; a larger run of another test takes no test's place.
    """
    tests: dict[tuple[str, str, DataSet], list[tuple[int, Verdict]]] = {}
    for said, each in judged:
        if is_metric(audit, risk, metric, said.measured.label) and each.why not in ("another-model", "not-measured"):
            tests.setdefault(_test_of(said), []).append((said.measured.samples or 0, each.verdict))
    return bool(tests) and all(_largest_supports(runs) for runs in tests.values())


def _largest_supports(runs: Sequence[tuple[int, Verdict]]) -> bool:
    most = max(size for size, _ in runs)
    return all(verdict == "supports" for size, verdict in runs if size == most)


def unheld_risks(audit: Audit, form: int, *, carried_up_to: int, guarded_up_to: int) -> tuple[str, ...]:
    """The prioritised risks that do not hold, by their keys: each blocks the least open form that it concerns, and
    every more open one. What was carried over from an earlier version of the model supports forms up to one only, and
    so does what was run again behind changed filters or another system prompt.

    None before the second edition of the rules: a result that failed was a problem to be logged then.
    """
    if audit.rules < 2 or form == 0:
        return ()
    concerned = (risk for risk in prioritised_risks(audit) if form >= risk.least_form)
    guarded = form <= guarded_up_to
    return tuple(
        risk.key
        for risk in concerned
        if verdict_on(audit, risk, guarded=guarded) != "supports"
        or (form > carried_up_to and rests_on_carried(audit, risk, guarded=guarded))
    )


def answered_problems(audit: Audit, risk: Risk) -> int:
    """Up to which problem those of a risk that fails are answered: it was tested again behind changed filters since,
    and holds there. 0: none.
    """
    if verdict_on(audit, risk) != "does-not-support" or verdict_on(audit, risk, guarded=True) != "supports":
        return 0
    return max(said.problems for _, said in guarded_results(audit, risk))


def judge_result(audit: Audit, risk: Risk, result: Result, said: Speaks) -> ResultVerdict:
    """A result held against the threshold set before anything was known; later ones can only speak against it."""
    before = thresholds_in_time(audit, risk, result)
    after = [t for t in risk.thresholds if t not in before]
    if not risk.thresholds:
        return ResultVerdict(verdict="inconclusive", why="no-threshold")
    late = [_against(audit, risk, t, result, said, afterwards=True) for t in after]
    against = next((j for j in late if j.verdict == "does-not-support"), None)
    if before:
        # a later one on another metric takes nothing from the one that this result can be held against
        fitting = [t for t in before if is_metric(audit, risk.key, t.metric, said.measured.label)]
        counting = hardest_first(fitting or before) if audit.rules > 1 else (fitting or before)[-1:]
        first = worst(_against(audit, risk, t, result, said, afterwards=False) for t in counting)
        return against if against and first.verdict == "supports" else first
    if audit.rules < 2:
        return against or late[-1]
    of_metric = [t for t in after if is_metric(audit, risk.key, t.metric, said.measured.label)]
    counting = hardest_first(of_metric or after)
    return against or worst(_against(audit, risk, t, result, said, afterwards=True) for t in counting)


def worst(judged: Iterable[ResultVerdict]) -> ResultVerdict:
    """What several thresholds come to together: each has to be met; the first of those that are met least."""
    order: tuple[Verdict, ...] = ("does-not-support", "inconclusive", "supports")
    return min(judged, key=lambda each: order.index(each.verdict))


def thresholds_in_time(audit: Audit, risk: Risk, result: Result) -> list[Threshold]:
    """The thresholds that were set before anything they judge was known, or could be."""
    read, model = result.read_seq, result.model
    known = [t for t in risk.thresholds if t.seq < read and t.seq < known_from(audit, risk, t.metric, model)]
    return [t for t in known if was_set_first(audit, risk, t, model)]


def was_set_first(audit: Audit, risk: Risk, threshold: Threshold, model: int) -> bool:
    """Whether a threshold was set before any run by its metric began, here or in another audit of these weights.

    A file that does not say when its run began counts as begun before. From the second edition of the rules on.
    """
    if audit.rules < 2 or threshold.at is None:
        return True
    runs = (
        r.began
        for r in audit.results
        if r.model == model
        and any(s.risk == risk.key and is_metric(audit, risk.key, threshold.metric, s.measured.label) for s in r.speaks)
    )
    elsewhere = (
        known
        for other in audit.earlier_audits
        if other.same_weights
        for metric, known in other.measured.items()
        if is_metric(audit, risk.key, threshold.metric, metric)
    )
    return all(known is not None and threshold.at <= known for known in (*runs, *elsewhere))


def known_from(audit: Audit, risk: Risk, metric: str, model: int) -> int:
    """The number of the event from which on it was known how a version of the model does by a metric of a risk;
    `NOT_YET` where it is not.

    A file that is handed in anew does not make a threshold older than what it says.
    """
    read = (
        r.read_seq
        for r in audit.results
        if r.model == model
        and any(s.risk == risk.key and is_metric(audit, risk.key, metric, s.measured.label) for s in r.placed)
    )
    recorded = (t.seq for t in audit.tampering if t.model == model and t.facts.risk == risk.key)
    return min((*read, *recorded), default=NOT_YET)


def hardest_first(thresholds: Sequence[Threshold]) -> list[Threshold]:
    """Thresholds that all have to be met, from the second edition of the rules on, the hardest to meet first: one that
    is still sealed before any other, then by value. At most so much: the least; at least so much: the greatest.

    Of two directions each counts: nobody loosens one by setting another.
    """

    def difficulty(number: int, threshold: Threshold) -> tuple[float, int]:
        terms = threshold.terms
        sign = 1 if terms and terms.direction == "at-most" else -1
        return (sign * terms.value if terms else -inf, -number)

    ranked = sorted(enumerate(thresholds), key=lambda each: difficulty(*each))
    return [threshold for _, threshold in ranked]


def _against(
    audit: Audit, risk: Risk, threshold: Threshold, result: Result, said: Speaks, *, afterwards: bool
) -> ResultVerdict:
    verdict, why = held(audit, risk, threshold.metric, threshold.terms, result, said)
    return ResultVerdict(
        verdict=verdict, why=why, afterwards=afterwards, terms=threshold.terms, metric=threshold.metric
    )


def held(
    audit: Audit, risk: Risk, metric: str, terms: Terms | None, result: Result, said: Speaks
) -> tuple[Verdict, Why]:
    """A result of a risk held against terms on a metric; None where they are sealed.

    A bad value of this model speaks against it however small the run was; a good one needs the whole of it.
    """
    if terms is None:
        return "inconclusive", "sealed"
    if not is_metric(audit, risk.key, metric, said.measured.label):
        return "inconclusive", "another-metric"
    notes = set(result.notes)
    if silent := _says_nothing(audit, result, said):
        return "inconclusive", silent
    between = interval(said.measured) if audit.rules < 2 else sized_interval(said.measured)
    verdict = within(terms, *(between or interval(said.measured)))
    if between is None and verdict == "supports":
        return "inconclusive", "no-size"
    if verdict == "supports" and notes and said.why is None:
        return "inconclusive", "does-not-fit"
    if audit.rules > 1 and said.scale is None and on_two_scales(said.measured, terms):
        return "inconclusive" if verdict == "supports" else verdict, "two-scales"
    return verdict, "unsure" if verdict == "inconclusive" else ""


def _says_nothing(audit: Audit, result: Result, said: Speaks) -> Literal["", "another-model", "not-measured"]:
    """Why a result says nothing of the audited model, good or bad; empty where it does."""
    notes = set(result.notes)
    if (
        "another-digest" in notes
        or _is_of_other_weights(audit, result)
        or ("another-model" in notes and said.why is None)
    ):
        return "another-model"
    return "not-measured" if notes & NEVER_SUPPORTS else ""


def _is_of_other_weights(audit: Audit, result: Result) -> bool:
    """Whether a file states other weights than those of the version it was run on, stated perhaps after it was read."""
    model = result.measured_on or result.model
    weights = audit.weights if model == audit.model_number else audit.past_weights.get(model, "")
    return bool(weights and result.weights) and not same_fingerprint(result.weights, weights)


def is_tested(audit: Audit, risk: Risk) -> bool:
    """Whether a risk has a result of the audited model: one that ended, and of no other model as far as it says."""
    return any(not _says_nothing(audit, result, said) for result, said in counted_results(audit, risk))


def is_metric(audit: Audit, risk: str, wanted: str, stated: str) -> bool:
    """Whether a measurement's label is the metric that a threshold names, or two reviewers said so of both names."""
    return same_metric(wanted, stated) or any(
        (_bare(one) == _bare(wanted) and same_metric(other, stated))
        for names in audit.metric_names
        if names.risk == risk and names.status == "joined"
        for one, other in ((names.one, names.other), (names.other, names.one))
    )


@lru_cache(maxsize=1024)  # asked for every result at every click; names are few
def same_metric(wanted: str, stated: str) -> bool:
    """Whether a measurement's label is the metric that a threshold names, case and punctuation aside.

    Of what stands behind a bracket or a comma (a detector, a reducer, `acc,none`), a threshold may leave out any part.
    """
    metric, *variant = (_bare(part) for part in re.split(r"[(,)]", wanted))
    base, *words = (_bare(part) for part in re.split(r"[(,)]", stated))
    return _bare(wanted) == _bare(stated) or (metric == base and set(filter(None, variant)) <= set(words))


def _bare(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def interval(measured: Measurement) -> tuple[float, float]:
    """From where to where the value surely lies: the file's interval, else 95 % by its standard error, else itself."""
    value, unsure = measured.value, measured.uncertainty
    if unsure is None:
        return value, value
    if unsure.standard_error is not None:
        return value - SURE * unsure.standard_error, value + SURE * unsure.standard_error
    low = unsure.lower if unsure.lower is not None else value
    high = unsure.upper if unsure.upper is not None else value
    return min(low, high), max(low, high)


def tells_uncertainty(measured: Measurement) -> bool:
    """Whether a file says how sure a value is."""
    low, high = interval(measured)
    return low < high


def sized_interval(measured: Measurement) -> tuple[float, float] | None:
    """The same, where the file says nothing of uncertainty: of a rate over a number of samples Wilson's interval, of
    none at all the rule of three. None where there is no size to be had: a number without its size is no verdict.

    An interval without width, or a standard error of 0, says that all samples came out alike: tools write it for three
    samples as for three thousand, so it says nothing of uncertainty.
    """
    value, samples = measured.value, measured.samples
    if tells_uncertainty(measured):
        return widened(measured) or interval(measured)
    if not samples or not 0 <= value <= 1:
        return None
    if value in (0, 1):
        bound = min(1.0, 3 / samples)
        return (0.0, bound) if value == 0 else (1 - bound, 1.0)
    share = SURE**2 / samples
    middle = (value + share / 2) / (1 + share)
    half = SURE / (1 + share) * sqrt(value * (1 - value) / samples + share / (4 * samples))
    return middle - half, middle + half


def widened(measured: Measurement) -> tuple[float, float] | None:
    """The file's interval as wide as one of 95 % is, where its level is lower: each end by itself, as errors that are
    normal have it. None where the file states no lower level; a higher one holds the value all the more.
    """
    unsure = measured.uncertainty
    level = unsure.confidence if unsure and unsure.standard_error is None else None
    if level is None or not 0 < level < LEVEL:
        return None
    low, high = interval(measured)
    times = SURE / max(NormalDist().inv_cdf((1 + level) / 2), 1e-9)
    return measured.value - times * (measured.value - low), measured.value + times * (high - measured.value)


def within(terms: Terms, low: float, high: float) -> Verdict:
    """Whether an interval lies on the right side of a threshold, on the wrong one, or on both."""
    if terms.direction == "at-most":
        return "supports" if high <= terms.value else "does-not-support" if low > terms.value else "inconclusive"
    return "supports" if low >= terms.value else "does-not-support" if high < terms.value else "inconclusive"
