"""What no report and no document may tell, whatever it is about: rules that know no topic and no story of the demo.

Owns them. Each holds a number against the number beside it, its like in another document, or what the report lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import combinations

from tests.demo.truth.numbers import number, sentences
from tests.demo.truth.told import Told

_COUNTED = re.compile(r"\b(\d[\d,]*) (?:of|in|out of) (\d[\d,]*) \(([\d.]+) ?%\)")

_HELD = re.compile(
    r"\b(?:\d[\d,]* of \d[\d,]*) \(([\d.]+) ?%\), (at most|at least) (\d*\.?\d+)[^·\n]*?was asked for", re.IGNORECASE
)

_VOTES = re.compile(r"Votes on (\d+ [^:]+): (\d+) for, (\d+) against, (\d+) absent")

_TICKS = re.compile(r"(?m)^(\S+): would allow (.+)\.$")

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

_WORDS_ALIKE = 5
"""Words that two sentences have in common, all of theirs but their numbers, where they say the same thing."""

_DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"

_COMMITMENT = re.compile(rf"(?m)^- (\w+), before release: .* · (\S+), by ({_DAY}) · (verified by (\S+)|\w+)")

_BEGUN = re.compile(rf"to be begun by ({_DAY})")

_NONE_OF = re.compile(r"(?m)^There are none of: (.*)\.$")

_MANY = {"million": 1e6, "m": 1e6, "billion": 1e9, "b": 1e9}

_SECTIONS = {
    "waivers of independence": r"Independence (?:is |was )?waived|independence was set aside",
    "results left out": r"was left out by",
    "other audits of these weights or this model": r"(?m)^## Other audits",
    "other audits here of these weights or this model": r"(?m)^## Other audits",
}
"""What the front page may say there is none of -> how the parts behind it speak where there is some."""


def shares_add_up(told: Told) -> Iterator[str]:
    """A count and the share beside it are the same number."""
    for where, text in [*told.documents.items(), ("report", told.report)]:
        for count, of, share in _COUNTED.findall(text):
            exact = 100 * number(count) / number(of)
            if abs(exact - float(share)) > max(0.06 * exact, 0.05):
                yield f"{where}: {count} of {of} is {exact:.3g} %, not {share} %"


def verdicts_fit(told: Told) -> Iterator[str]:
    """What stands beside its limit is called holding only where it is within it."""
    for line in told.report.splitlines():
        for share, direction, limit in _HELD.findall(line):
            beyond = float(share) / 100 - float(limit)
            within = beyond <= 0 if "most" in direction.lower() else beyond >= 0
            if "holds its threshold" in line and not within:
                yield f"called holding: {line}"


def votes_are_ticks(told: Told) -> Iterator[str]:
    """The votes that are counted in front are the ticks that stand with the seats."""
    ticked = _TICKS.findall(told.report)
    for form, in_favour, _, _ in _VOTES.findall(told.report):
        counted = sum(form in ticks for _, ticks in ticked)
        if ticked and counted != int(in_favour):
            yield f"{in_favour} votes for {form}, and {counted} seats would allow it"


def verified_by_others(told: Told) -> Iterator[str]:
    """Nobody verifies the repair that they own."""
    for key, owner, _, _, by in _COMMITMENT.findall(told.report):
        if by and by == owner:
            yield f"{key} is owned and verified by {owner}"


def met_in_time(told: Told) -> Iterator[str]:
    """What has to be met before a release is due before the last day on which the release may begin."""
    last = [_day(found) for found in _BEGUN.findall(told.report)]
    for key, _, due, _, _ in _COMMITMENT.findall(told.report):
        if last and _day(due) > max(last):
            yield f"{key} is due on {due}, after the release had to begin"


def none_where_some(told: Told) -> Iterator[str]:
    """What the front page says there is none of stands nowhere behind it."""
    for listed in _NONE_OF.findall(told.report):
        for name, spoken in _SECTIONS.items():
            if name in listed and (hit := re.search(spoken, told.report, re.IGNORECASE)):
                yield f"there are none of {name}, and the report says: {hit[0]}"


def severe_stands_beside(told: Told) -> Iterator[str]:
    """A risk whose results hold says so beside the severe problem that is open: of it, or of no one risk."""
    severe = re.findall(r"(?m)^### Problem (\d+): severe, open", told.report)
    for part in re.split(r"(?m)^###? ", told.report):
        if severe and re.match(r"R\d+:", part) and "holds its threshold" in part and "(#problem-" not in part:
            yield f"{part.partition(':')[0]} holds, and nothing there names problem {', '.join(severe)}"


def unknown_in_front(told: Told) -> Iterator[str]:
    """What a document says is not known stands among what is not known in front of the report."""
    front = _letters(told.report.partition("### What is not known\n")[2].partition("\n###")[0])
    for where, text in told.documents.items():
        for unknown in re.findall(r"(?<!\w)Not known: ([^.]+\.)", " ".join(text.split())):
            if _letters(unknown) not in front:
                yield f"{where} says that it is not known: {unknown} In front of the report that stands nowhere"


_EMPTY = {"cann", "that", "them", "this", "what", "with"}
"""How words begin that carry nothing."""


def gaps_on_record(told: Told) -> Iterator[str]:
    """What a document calls missing is a problem on record: whoever approves the records signs that each gap is."""
    known = [_stems(problem) for problem in told.problems]
    for where, text in told.documents.items():
        for gap in re.findall(r"(?<!\w)Missing: ([^.]+)\.", " ".join(text.split())):
            stems = _stems(gap)
            if not any(2 * len(stems & each) > len(stems) for each in known):
                yield f"{where} calls missing: {gap}. No problem on record says so"


def disagreement_on_record(told: Told) -> Iterator[str]:
    """Who would decide otherwise, as a document has it, stands in front of the report with the disagreement."""
    front = told.report.partition("### Disagreement in the reflection\n")[2].partition("\n###")[0].lower()
    for where, text in told.documents.items():
        for who in re.findall(r"(?<!\w)(\w+) would (?:wait|refuse|not)\b", " ".join(text.split())):
            if f"- {who.lower()}" not in front:
                yield f"{where} says that {who} would decide otherwise. In front of the report that stands nowhere"


def checked_by_others(told: Told) -> Iterator[str]:
    """Nobody shows that their own repair is made: somebody else looks."""
    for c in told.conditions:
        if c.owner and c.check.lower().startswith(c.owner.lower()):
            yield f"{c.key} is owned by {c.owner}, and checked so: {c.check}"


def not_done_yet(told: Told) -> Iterator[str]:
    """Nobody votes for a form because of what one of its conditions has still to bring about."""
    clauses = [clause for where, text in told.said if where == "ballot" for clause in re.split(r"[,;.:]", text)]
    for c in told.conditions:
        for clause in clauses:
            same = _stems(c.text) & _stems(clause)
            if c.state == "open" and len(same) >= 2 and re.search(r"\b(?:no|cannot)\b", clause):
                yield f"{c.key} is open ({c.text}), and a ballot rests on it: {clause}"


def _stems(text: str) -> set[str]:
    """The words that carry a text, each by how it begins."""
    return {word[:4] for word in re.findall(r"[a-z]{4,}", text.lower())} - _EMPTY


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


def alike_in_size(told: Told) -> Iterator[str]:
    """The public model that was tampered alike is about as large as the model: else it is not like it."""
    card, record = (told.documents.get(key, "") for key in ("model-card", "tamper-record"))
    ours = [number(many) * _MANY[of] for many, of in re.findall(r"([\d.]+) (million|billion) parameters", card)]
    theirs = [number(many) * _MANY[of] for many, of in re.findall(r"-([\d.]+)([mb])@", record)]
    for one, other in ((one, other) for one in ours for other in theirs):
        if max(one, other) > 2 * min(one, other):
            yield f"a model of {one:.3g} parameters is held against a public one of {other:.3g}"


def same_words_same_numbers(told: Told) -> Iterator[str]:
    """Two documents that say the same thing in the same words say it with the same numbers."""
    spoken = [(key, s) for key, text in told.documents.items() for s in sentences(text) if not s.startswith("|")]
    numbered = [(key, s, _skeleton(s)) for key, s in spoken if _NUMBER.search(s)]
    for (one, first, bones), (other, second, others) in combinations(numbered, 2):
        if one != other and bones == others and len(bones) >= _WORDS_ALIKE and _numbers(first) != _numbers(second):
            yield f"{one}: {first} But {other}: {second}"


def _skeleton(sentence: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-zäöüß]+", _NUMBER.sub("", sentence.lower())))


def _numbers(sentence: str) -> list[str]:
    return _NUMBER.findall(sentence)


def _day(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").date()
