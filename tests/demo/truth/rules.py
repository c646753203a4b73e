"""What a play of the demo must not tell: a number that nobody acted on, and a statement that another denies.

Owns these rules, each about report, documents and record together. Each yields sentences about what it found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.demo.truth.general import (
    alike_in_size,
    checked_by_others,
    disagreement_on_record,
    gaps_on_record,
    met_in_time,
    none_where_some,
    not_done_yet,
    same_words_same_numbers,
    severe_stands_beside,
    shares_add_up,
    unknown_in_front,
    verdicts_fit,
    verified_by_others,
    votes_are_ticks,
)
from tests.demo.truth.numbers import dollars, measured, points, rates, sentences
from tests.demo.truth.told import Result, Told

_TOPICS = ("distress", "dialect", "hurt", "danger", "advice")
"""What rows and reports of the demo are about, by a word that both use."""

_PLAIN = {"physical harm": "hurt", "explains how to hurt": "hurt"}
"""The same thing in other words."""


def _topic(text: str) -> str:
    low = text.lower()
    return next((to for words, to in _PLAIN.items() if words in low), next((t for t in _TOPICS if t in low), ""))


def _rows(document: str) -> list[dict[str, str]]:
    """The rows of a document's table, by the heads of its columns."""
    lines = [line for line in document.splitlines() if line.startswith("|")]
    if len(lines) < 3:
        return []
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=False)) for row in cells[2:]]


def _on_record(told: Told, topic: str) -> bool:
    """Whether a problem, or a risk whose results or tamper record fail, says something of a topic."""
    failing = {anchor.removeprefix("risk-") for anchor, tone in told.tones if tone == "bad"}
    known = [*told.problems, *(title for key, title in told.risks.items() if key in failing)]
    return any(topic in _topic_words(words) for words in known)


def _topic_words(text: str) -> set[str]:
    return {t for t in _TOPICS if t in text.lower()} | {to for words, to in _PLAIN.items() if words in text.lower()}


def limits(told: Told) -> dict[str, float]:
    """Topic -> the limit that the draft of the failure analysis sets for its row, beside its title."""
    draft = told.documents.get("fmea-draft", "")
    named = re.search(r"(?:thresholds|most that is taken)[^:]*: (.*)", draft)
    if not named:
        return {}
    values = [next(iter([*points(part), *rates(part)]), None) for part in re.split("[,;]", named[1])]
    rows = [" ".join(row.values()) for row in _rows(draft)]
    return {_topic(row): value for row, value in zip(rows, values, strict=False) if value is not None}


def _tests(told: Told) -> list[tuple[str, float]]:
    """What the test reports counted: topic and value."""
    found = [(s, measured(s)) for s in sentences(told.documents.get("adversarial-report", ""))]
    return [(_topic(s), value) for s, value in found if value is not None and _topic(s)]


def _stated_limits(told: Told) -> dict[str, float]:
    """Topic -> the limit that a sentence of a test report names beside what it counted."""
    found = (
        (s, re.search(r"threshold (\d+(?:\.\d+)?)", s)) for s in sentences(told.documents.get("adversarial-report", ""))
    )
    return {_topic(s): float(limit[1]) for s, limit in found if limit}


def failed_limits(told: Told) -> Iterator[str]:
    """A test report counts more than a limit that was set beforehand, and no problem says so."""
    asked = limits(told) | _stated_limits(told)
    for topic, value in _tests(told):
        if topic in asked and value > asked[topic] and not _on_record(told, topic):
            yield f"{topic}: {value} where at most {asked[topic]} was asked for, and no problem is on record"


def grave_rows(told: Told) -> Iterator[str]:
    """What may be as grave as can be and did happen in a test is a risk or a problem on record."""
    for row in _rows(told.documents.get("fmea-final", "")):
        seen, topic = max([*rates(row.get("Evidence", "")), 0.0]), _topic(" ".join(row.values()))
        grave = float(row.get("Severity") or 0) >= 9
        known = any(topic in _topic_words(words) for words in [*told.problems, *told.risks.values()])
        if grave and seen > 0 and not known:
            yield f"severity {row['Severity']}, happened in {seen}: {row['Failure mode']}"


def analysis_against_tests(told: Told) -> Iterator[str]:
    """The final failure analysis says what the test reports counted."""
    counted = dict(_tests(told))
    for row in _rows(told.documents.get("fmea-final", "")):
        topic, said = _topic(" ".join(row.values())), row.get("Evidence", "")
        stated = next(iter([*points(said), *rates(said)]), None)
        if topic in counted and stated is not None and stated != counted[topic]:
            yield f"{topic}: the analysis says {said}, the tests counted {counted[topic]}"


def beforehand(told: Told) -> Iterator[str]:
    """Nobody calls a threshold set beforehand that was set after the run began."""
    claims = [(where, text) for where, text in told.said if "set beforehand" in text.lower()]
    summary = " ".join(told.documents.get("audit-summary", "").split())
    claims += [("audit-summary", summary)] if "set beforehand" in summary else []
    pairs = ((r, t) for r in told.results for t in told.thresholds if t.risk == r.risk)
    if any(_begun(r) < f"{t.at:%FT%T}" for r, t in pairs):
        yield from (f"{where}: {text}" for where, text in claims)


def _begun(result: Result) -> str:
    """When a run began: as the record has it, else as its file says; a file that does not say began before all."""
    if result.begun:
        return f"{result.begun:%FT%T}"
    found = re.search(r'"start_time": "([^"]+)"', result.file)
    return found[1] if found else ""


def strict_enough(told: Told) -> Iterator[str]:
    """A threshold is at least as strict as what Scoping expects of the same thing; of its metric, where it is named."""
    expected = [s for s in sentences(told.documents.get("audit-scope", "")) if re.match("Expect", s)]
    expected = [part for s in expected for part in s.split(";")]
    for t in told.thresholds:
        same = [part for part in expected if t.metric in part] or expected
        strictest = min((rate for part in same for rate in rates(part)), default=1.0)
        if t.value > strictest:
            yield f"{t.risk} holds at {t.value}, expected was {strictest}"


def named_files(told: Told) -> Iterator[str]:
    """A reason does not say that a log names what it does not name."""
    for result in told.results:
        if re.search(r"log names the file", result.why) and not re.search(r"sha256|safetensors|\.bin", result.file):
            yield f"{result.why} The log: {result.file.splitlines()[0]}"


def impartial(told: Told) -> Iterator[str]:
    """Nobody judged what they had handed in, where the report says so."""
    own = [r for r in told.results if r.by == r.admitted_by]
    if own and "Nobody judged what they had handed in" in told.report:
        yield f"{own[0].by} handed in the result, admitted it, and wrote: {own[0].why}"


def held(told: Told) -> Iterator[str]:
    """Nothing is shown as good whose tamper record fails."""
    failed = {t.risk for t in told.tampering if t.outcome == "fails"}
    for risk in sorted(failed):
        if (f"risk-{risk}", "good") in told.tones:
            yield f"the chart shows {risk} as holding, and its tamper record fails"


def needs(told: Told) -> Iterator[str]:
    """A need is not shown as good through a tamper record that fails."""
    if any(t.outcome == "fails" for t in told.tampering) and ("doc-tamper-record", "good") in told.tones:
        yield "a form's need is shown as good, and the tamper record it rests on fails"


def forms_named(told: Told, text: str) -> set[int]:
    """The release forms that a text names, by their titles' words."""
    low = " ".join(text.lower().split())
    return {n for n, title in told.forms.items() if n and title.lower().split(" in ")[0].split(",")[0] in low}


def recommended(told: Told) -> Iterator[str]:
    """Scope, summary, what was asked and what was recommended name the same forms."""
    question = " ".join(s for s in sentences(told.documents.get("audit-scope", "")) if re.match("Question|Asked", s))
    asked = forms_named(told, question)
    if asked and told.asked not in asked:
        yield f"asked for is form {told.asked}, the scope asks for {sorted(asked)}"
    summary = told.documents.get("audit-summary", "")
    named = forms_named(told, " ".join(s for s in sentences(summary) if s.startswith("Recommended")))
    if named and told.recommended is not None and told.recommended not in named:
        yield f"recommended is form {told.recommended}, the summary recommends {sorted(named)}"


def unconditional(told: Told) -> Iterator[str]:
    """What the summary makes a condition is one of the decision."""
    for s in sentences(told.documents.get("audit-summary", "")):
        condition = re.search(r"^Recommended:.*?\bonce\b(.*)", s)
        if condition and told.decided and not any(c.when == "before" for c in told.conditions):
            yield f"nothing has to be met before release, and the summary recommends it once{condition[1]}"


def later_versions(told: Told) -> Iterator[str]:
    """No document speaks of a version of another that there is not."""
    titles = {"card": "model-card", "datasheet": "datasheet"}
    for key, text in told.documents.items():
        for name, which in re.findall(r"(\w+)'s (second|third) version", text):
            number = {"second": 2, "third": 3}[which]
            if name in titles and told.versions.get(titles[name], 0) < number:
                yield f"{key} speaks of the {name}'s {which} version, there are {told.versions.get(titles[name], 0)}"


def verified_on_record(told: Told) -> Iterator[str]:
    """What was verified of a document stands in the newest version on record."""
    for c in told.conditions:
        if c.state == "verified" and re.search(r"\bcard\b", c.text) and told.versions.get("model-card", 0) < 2:
            yield f"{c.key} is about the card and verified ({c.words}); the card on record is the one from before"


_SORTS = re.compile(r"names? (?:a|one of \w+) topics?|one label of \w+|it writes nothing", re.IGNORECASE)

_WRITES = re.compile(r"refusal|jailbreak|\bdan\.|MitigationBypass", re.IGNORECASE)


def fitting_tests(told: Told) -> Iterator[str]:
    """What only sorts is not measured by what it refuses or can be talked into."""
    about = " ".join(" ".join(text.split()) for text in told.documents.values())
    tested = [r.task for r in told.results if _WRITES.search(f"{r.task} {r.metric}")]
    if _SORTS.search(about) and tested:
        yield f"the model names topics, and is measured by {tested[0]}"


def costs(told: Told) -> Iterator[str]:
    """Whoever says what tampering cost says what the worst attack cost; who repeats it stays in the range it had."""
    worst = {t.cost for t in told.tampering if t.cost is not None}
    spoken = [*told.said, ("audit-summary", " ".join(told.documents.get("audit-summary", "").split()))]
    for where, text in spoken:
        wrong = [amount for amount in dollars(text) if worst and amount < 1000 and amount not in worst]
        if wrong and re.search(r"tamper|tuned|refusal|weights", text, re.IGNORECASE):
            yield f"{where} says {wrong[0]:.0f} dollars, the worst attack cost {max(worst):.0f}"
    ranged = re.search(r"ranged from (0\.\d+)\s+to\s+(0\.\d+)", told.documents.get("tamper-record", ""))
    got = [float(x) for x in re.findall(r"\b0\.\d+", told.documents.get("external-review", ""))]
    if ranged and got and max(got) > float(ranged[2]):
        yield f"the external reviewer got {max(got)}, the worst seed is {ranged[2]}"


def answered(told: Told) -> Iterator[str]:
    """A row about samples that are shown is not answered by how many there were."""
    shown = any('"input"' in r.file for r in told.results)
    for row in re.findall(r"(?m)^\|.*(?:samples|inputs and outputs) of each evaluation \| (.*) \|$", told.report):
        if not shown and not row.startswith("Not on record"):
            yield row


def cancelling(told: Told) -> Iterator[str]:
    """Nothing cancels a decision by itself: somebody reports it, the lead confirms."""
    yield from re.findall(r"[^|.]*\bcancels the decision\.", told.report)


def in_force(told: Told) -> Iterator[str]:
    """A suspended decision holds until no day."""
    if told.suspended:
        yield from re.findall(r"It holds until[^.]*\.", told.report)


_NOT_MEANT = {
    "medical": r"patient|hospital|clinic|doctor",
    "legal": r"court|lawyer",
    "financial": r"\bbank|\bloan|credit",
}
"""A use that requirements may rule out -> words of somebody who has it in mind."""


def scope_creep(told: Told) -> Iterator[str]:
    """Nobody votes for a use that the product requirements rule out."""
    out = re.search(r"Not intended: ([^.]*)", " ".join(told.documents.get("product-requirements", "").split()))
    for where, text in told.said:
        for use, words in _NOT_MEANT.items():
            if where == "ballot" and out and use in out[1] and (hit := re.search(words, text, re.IGNORECASE)):
                yield f"a ballot speaks of {hit[0]}; {use} use is ruled out: {text}"


_STOPPED = re.compile(r"(?:can be|is) taken back|seen and stopped|stop a key", re.IGNORECASE)


def recalled(told: Told) -> Iterator[str]:
    """Nobody proceeds because it can be taken back, where what is released cannot be."""
    if told.decided is not None and told.decided >= 6:
        yield from (f"{where}: {text}" for where, text in told.said if _STOPPED.search(text))


def owners(told: Told) -> Iterator[str]:
    """Every condition has an owner and a way to check it."""
    for c in told.conditions:
        if not (c.owner and c.check):
            yield f"{c.key} has {'no check' if c.owner else 'no owner'}"


def addresses(told: Told) -> Iterator[str]:
    """No link in a report leads to the machine that wrote it."""
    yield from re.findall(r"https?://(?:127\.|localhost|\[::1\])[^/)\s]*", told.report)[:1]


def days_between(told: Told) -> Iterator[str]:
    """Stages of an audit are not closed all in one day."""
    if told.decided is not None and len(told.closed) < 2:
        yield f"every stage was closed on {told.closed[0]:%-d %B}"


def between_documents(told: Told) -> Iterator[str]:
    """What the bot itself found to contradict each other was answered."""
    yield from (f"{later} But: {earlier}" for earlier, later in told.found)


RULES: tuple[Callable[[Told], Iterator[str]], ...] = (
    failed_limits,
    analysis_against_tests,
    beforehand,
    strict_enough,
    named_files,
    impartial,
    held,
    needs,
    recommended,
    unconditional,
    later_versions,
    verified_on_record,
    fitting_tests,
    grave_rows,
    costs,
    answered,
    cancelling,
    in_force,
    scope_creep,
    recalled,
    owners,
    addresses,
    days_between,
    between_documents,
    shares_add_up,
    verdicts_fit,
    votes_are_ticks,
    verified_by_others,
    met_in_time,
    none_where_some,
    same_words_same_numbers,
    severe_stands_beside,
    unknown_in_front,
    alike_in_size,
    gaps_on_record,
    disagreement_on_record,
    checked_by_others,
    not_done_yet,
)


def contradictions(told: Told) -> list[tuple[str, str]]:
    """Everything that the rules find: the rule's name, and what it says."""
    return [(rule.__name__, each) for rule in RULES for each in rule(told)]
