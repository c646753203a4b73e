"""Statements of an audit held against each other: which two of them cannot both be right.

Owns when two numbers are about one thing and differ, and what an audit's own record says otherwise. Better to miss one
than to ask about two that are about different things. Pure, and linear: a statement is compared only with those that
share its dimension and one of its rarer words, a bounded number of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Literal, NamedTuple

from bot.domain.documents import mentions
from bot.domain.documents.assertions import MOST_ALIKE as MOST_ASSERTED
from bot.domain.documents.assertions import MOST_ASSERTIONS, Assertion, assertions
from bot.domain.documents.assertions import contradict as denies
from bot.domain.documents.languages import Languages, contradict, languages
from bot.domain.documents.quantities import Quantity, quantities
from bot.domain.documents.sentences import Place, places
from bot.domain.documents.subjects import Said, Subjects, differ
from bot.domain.documents.vocabulary import Vocabulary, stem

MOST_TEXT: Final = 200_000
"""Characters of a document that are looked at."""

MOST_ALIKE: Final = 40
"""Quantities that may share a word, where all else agrees; a word that more of them share tells nothing."""

MOST_COMPARED: Final = 60
"""Quantities or assertions that one is compared with, those that share its rarest words first."""

LONGEST_QUOTE: Final = 300

LONGEST_NUMBER: Final = 9
"""Digits of a version's number that are read; nobody hands in as many versions."""

MOST_TOLD: Final = 40
"""New contradictions of one comparison; the others are found by the next one."""


class Source(NamedTuple):
    """Where something is stated. `key` tells one from another; sources come in the order they were put on record."""

    key: str
    text: str
    kind: Literal["document", "threshold", "result"] = "document"


class Record(NamedTuple):
    """What the audit itself says. `versions`: document -> how many there are; `names`: what it is called -> key."""

    form: str
    """Key of the release form asked for."""
    forms: dict[str, str]
    """How release forms are called -> key."""
    versions: dict[str, int]
    names: dict[str, str]
    model_version: str = ""
    model_name: str = ""


class Stated(NamedTuple):
    """One of two statements; the record itself has no text: `source` is empty."""

    source: str
    quote: str
    start: int = 0
    end: int = 0


class Contradiction(NamedTuple):
    """Two statements of which one must be wrong; `later` came second, and its author is asked."""

    kind: Literal["quantity", "version", "form"]
    earlier: Stated
    later: Stated


class Told(NamedTuple):
    """What makes two contradictions one: its kind, and where either statement stands and what it says."""

    kind: str
    against: str
    earlier: str
    artifact: str
    later: str


class Compared(NamedTuple):
    """What is told of for the first time, and which of what was told before is not there any more, by its place."""

    new: tuple[Contradiction, ...]
    gone: tuple[int, ...]


class _Read(NamedTuple):
    source: Source
    places: tuple[Place, ...]
    versions: tuple[mentions.Mention, ...]


_Kind = tuple[str, str]


def compared(sources: tuple[Source, ...], record: Record, vocabulary: Vocabulary, known: tuple[Told, ...]) -> Compared:
    """What contradicts what, beside what is `known`; no more than MOST_TOLD new ones at a time.

    Whoever has people's words in hands calls this in confinement: it takes long, and what it answers is short.
    """
    now = {_told(c): c for c in contradictions(sources, record, vocabulary)}
    before = frozenset(known)
    new = (c for told, c in now.items() if told not in before)
    return Compared(tuple(islice(new, MOST_TOLD)), tuple(at for at, told in enumerate(known) if told not in now))


def _told(c: Contradiction) -> Told:
    return Told(c.kind, c.earlier.source, c.earlier.quote if c.earlier.source else "", c.later.source, c.later.quote)


def contradictions(sources: Sequence[Source], record: Record, vocabulary: Vocabulary) -> list[Contradiction]:
    """What contradicts what, in the order of the later statement; each statement is at most once the later one.

    `sources` stand in the order in which they were put on record.
    """
    keys = {name: key for key in record.versions for name in (key, key.replace("-", " "))}
    names = {**keys, **vocabulary.document, **record.names}
    read = [_read(source, names, vocabulary, record.model_name) for source in sources]
    said = [
        Said(order, q, one.source.kind != "document")
        for order, one in enumerate(read)
        for q in _current(one, record, vocabulary)
    ]
    found = [
        *_of_record(read, record, vocabulary),
        *_of_thresholds(sources, said),
        *_of_limits(sources, said, vocabulary),
        *_of_quantities(sources, said, vocabulary),
        *_of_languages(read, vocabulary),
        *_of_assertions(read, record, vocabulary),
    ]
    place = {source.key: order for order, source in enumerate(sources)}
    once = {(c.later.source, c.later.start): c for c in reversed(found)}
    asked = {(c.kind, c.earlier.source, c.earlier.quote, c.later.source, c.later.quote): c for c in once.values()}
    return sorted(asked.values(), key=lambda c: (place[c.later.source], c.later.start))


def _read(source: Source, names: dict[str, str], vocabulary: Vocabulary, model: str) -> _Read:
    found = tuple(places(source.text[:MOST_TEXT]))
    return _Read(source, found, tuple(mentions.versions(found, names, vocabulary, model)))


def _current(read: _Read, record: Record, vocabulary: Vocabulary) -> Iterator[Quantity]:
    """The quantities of a source, without what it says of another version than the one on record."""
    earlier = {m.sentence for m in read.versions if _is_earlier(m, record)}
    found = quantities(read.places, vocabulary, bare=read.source.kind != "document")
    called = frozenset(stem(word) for word in record.model_name.lower().replace("-", " ").split()[:1])
    return (q._replace(words=q.words - called) for q in found if q.sentence not in earlier)


def _is_earlier(m: mentions.Mention, record: Record) -> bool:
    """Whether a version is another one of the model than the audited, or one of a document that has a later one."""
    if m.of == mentions.MODEL:
        return bool(record.model_version) and not _is_version(m.number, record.model_version)
    last = record.versions.get(m.of)
    return last is not None and m.number.isdecimal() and len(m.number) <= LONGEST_NUMBER and int(m.number) < last


def _is_version(number: str, version: str) -> bool:
    """Whether a number, perhaps a shorter one, names a version of the model."""
    return f"{version}.".startswith(f"{number}.")


def _of_thresholds(sources: Sequence[Source], said: Sequence[Said]) -> Iterator[Contradiction]:
    """What a document calls the threshold, and is not the only one that the audit has."""
    shares = [one for one in said if one.quantity.dimension == "share"]
    known = [one for one in shares if sources[one.order].kind == "threshold"]
    if len(known) != 1:
        return
    for one in shares:
        if one.quantity.threshold and sources[one.order].kind == "document" and differ(one, known[0]):
            earlier, later = sorted((one, known[0]), key=lambda o: o.order)
            yield _contradiction(sources, earlier, later)


def _contradiction(sources: Sequence[Source], earlier: Said, later: Said) -> Contradiction:
    return Contradiction(
        "quantity",
        _stated(sources[earlier.order], earlier.quantity),
        _stated(sources[later.order], later.quantity),
    )


def _of_record(read: Sequence[_Read], record: Record, vocabulary: Vocabulary) -> Iterator[Contradiction]:
    order = {source.key: at for at, (source, _, _) in enumerate(read)}
    for at, (source, said, versions) in enumerate(read):
        if source.kind != "document":
            continue
        if source.key in vocabulary.asking and record.form:
            asked = list(mentions.forms(said, {**vocabulary.form, **record.forms}, vocabulary))
            if len({m.of for m in asked}) == 1 and asked[0].of != record.form:
                yield Contradiction("form", Stated("", record.form), _stated(source, asked[0]))
            elif ruled_out := next((m for m in mentions.withheld(said, vocabulary) if m.of == record.form), None):
                yield Contradiction("form", Stated("", record.form), _stated(source, ruled_out))
        both = {m.sentence for m in versions if m.of == mentions.MODEL and _is_version(m.number, record.model_version)}
        for m in versions:
            if m.of == mentions.MODEL:
                if m.relied_on and _is_earlier(m, record) and m.sentence not in both:
                    yield Contradiction("version", Stated("", record.model_version), _stated(source, m))
            elif m.of in record.versions and (
                _is_beyond(m.number, record.versions[m.of])
                or (m.relied_on and _is_earlier(m, record) and order.get(m.of, at) < at)
            ):
                yield Contradiction("version", Stated("", m.of), _stated(source, m))


def _is_beyond(number: str, last: int) -> bool:
    """Whether a version is written as a whole number, and a larger one; any with so many digits is."""
    return number.isdecimal() and (len(number) > LONGEST_NUMBER or int(number) > last)


def _stated(source: Source, m: mentions.Mention | Quantity | Languages | Assertion) -> Stated:
    start, end = m.sentence
    return Stated(source.key, " ".join(source.text[start:end].split())[:LONGEST_QUOTE], m.start, m.end)


def _of_quantities(sources: Sequence[Source], said: Sequence[Said], vocabulary: Vocabulary) -> Iterator[Contradiction]:
    alike = _by_word(said)
    compare = Subjects(said, vocabulary)
    for index, later in enumerate(said):
        others = _candidates(index, later, said, alike)
        able = [o for o in others if o.order < later.order and compare.contradict(o, later)]
        able = [o for o in able if not compare.is_told_apart(o, later, others)]
        if any(o.order < later.order and not differ(o, later) and compare.about_one(o, later) for o in others):
            # it repeats what was said before: whatever that contradicts was found there
            continue
        able = [o for o in able if not later.quantity.aware and not compare.is_named_beside(o, later)]
        if able:
            best = max(able, key=lambda o: (compare.likeness(o, later), -o.order))
            yield _contradiction(sources, best, later)


def _of_limits(sources: Sequence[Source], said: Sequence[Said], vocabulary: Vocabulary) -> Iterator[Contradiction]:
    """A limit of one source, and what another measured beyond it. What is on record is judged elsewhere."""
    compare = Subjects(said, vocabulary)
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, one in enumerate(said):
        if one.quantity.bound and one.quantity.limit:
            for word in one.quantity.words:
                alike[one.quantity.dimension, word].append(index)
    for measured in said:
        if measured.quantity.limit or measured.quantity.aware:
            continue
        found = {
            index
            for word in measured.quantity.words
            if len(near := alike[measured.quantity.dimension, word]) <= MOST_ALIKE
            for index in near
        }
        limits = [said[i] for i in sorted(found) if said[i].order != measured.order]
        limits = [o for o in limits if "document" in (sources[o.order].kind, sources[measured.order].kind)]
        limits = [o for o in limits if o.order < measured.order or sources[o.order].key not in vocabulary.goals]
        limits = [o for o in limits if compare.holds_for(o, measured)]
        held = {o.order for o in limits if not _is_broken(o.quantity, measured.quantity)}
        limits = [o for o in limits if o.order not in held and not compare.is_named_beside(o, measured)]
        if limits:
            best = max(limits, key=lambda o: (compare.likeness(o, measured), -o.order))
            earlier, later = sorted((best, measured), key=lambda o: o.order)
            yield _contradiction(sources, earlier, later)


def _of_languages(read: Sequence[_Read], vocabulary: Vocabulary) -> Iterator[Contradiction]:
    """Lists of languages that do not go together; a list is held against the first of each document before it."""
    before: list[tuple[Source, Languages]] = []
    for source, said, _ in read:
        found = list(islice(languages(said, vocabulary), MOST_ALIKE))
        for later in found if source.kind == "document" else ():
            if any(earlier.named == later.named for _, earlier in before):
                continue
            against = next((b for b in before if contradict(b[1], later, vocabulary)), None)
            if against:
                yield Contradiction("quantity", _stated(*against), _stated(source, later))
                break
        before += [(source, one) for one in found[:1]]


def _of_assertions(read: Sequence[_Read], record: Record, vocabulary: Vocabulary) -> Iterator[Contradiction]:
    """What one document says is so, and another before it says is not."""
    alike: dict[tuple[str, str], list[tuple[Source, Assertion]]] = defaultdict(list)
    for source, places_read, versions in read:
        if source.kind != "document":
            continue
        earlier = {m.sentence for m in versions if _is_earlier(m, record)}
        said = [a for a in islice(assertions(places_read, vocabulary), MOST_ASSERTIONS) if a.sentence not in earlier]
        for later in said:
            near = sorted((alike[later.topic, word] for word in sorted(later.words)), key=len)
            others = (other for found in near if len(found) <= MOST_ASSERTED for other in found)
            if against := next((o for o in islice(others, MOST_COMPARED) if denies(o[1], later)), None):
                yield Contradiction("quantity", _stated(*against), _stated(source, later))
        for one in said:
            for word in one.words:
                alike[one.topic, word].append((source, one))


def _is_broken(limit: Quantity, measured: Quantity) -> bool:
    """Whether a value lies beyond a limit by more than its spelling can tell."""
    beyond = measured.value - limit.value if limit.bound == "most" else limit.value - measured.value
    return beyond > max(limit.step, measured.step) / 2 * 1.0001


def _kinds(one: Quantity) -> Iterator[_Kind]:
    """What two quantities must have in common to be compared, one of these."""
    for word in one.words | one.contrast:
        yield one.dimension, word


def _by_word(said: Iterable[Said]) -> dict[_Kind, list[int]]:
    alike: dict[_Kind, list[int]] = defaultdict(list)
    for index, one in enumerate(said):
        for kind in _kinds(one.quantity):
            alike[kind].append(index)
    return alike


def _candidates(index: int, one: Said, said: Sequence[Said], alike: dict[_Kind, list[int]]) -> list[Said]:
    found: set[int] = set()
    for near in sorted((alike[kind] for kind in _kinds(one.quantity)), key=len):
        if len(near) > MOST_ALIKE or len(found) > MOST_COMPARED:
            break
        found.update(near)
    found.discard(index)
    return [said[i] for i in sorted(found)]
