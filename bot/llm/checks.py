"""Whether a model's wording says no more than the words it rests on.

Owns the checks that need no judgement: numbers, names, roles, ways of releasing, verdicts, yes and no, links. What
fails is said in a line the model can act on. Must not know where the words come from, nor what becomes of what fails.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.llm.lexicon import asking, negation, number_words, reported_dissent, strong, ways
from bot.llm.sentences import plain, stems

LONGEST = 400
"""Characters of a statement or a sentence of the opening."""

MANY_CAPITALS = 0.2
"""Capitalised words among all, from which on a language is taken to write its nouns so."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

LABEL = "\N{BULLET}"
"""What stands in the place of a label or a role where a text is compared word by word."""

_LINK = re.compile(
    r"https?:|www\.|<[^<>]*>|\]\(|\w-*+\.(?:com|org|net|io|ai|dev|co|app|link|xyz|ru|info)\b", re.IGNORECASE
)

_NAME = re.compile(r"(?<![.!?:\"“„(]\s)(?<!^)\b[A-Z][\w'’-]+")

_UNSEEN = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)


def seen(text: str) -> str:
    """A model's text in one line, without characters nobody sees: they hide, reverse or mimic."""
    return " ".join(_UNSEEN.sub("", text).split())


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a wording may draw on."""

    cited: tuple[str, ...]
    """The words it rests on."""
    around: tuple[str, ...] = ()
    """The question, the model's name, the facts of the audit: numbers and names may come from here."""
    authors: frozenset[str] = frozenset()
    """The labels of those cited (`Safety 1`)."""

    @property
    def text(self) -> str:
        """The words it rests on, in lower case."""
        return flat(self.cited)

    @property
    def all(self) -> str:
        """Everything it may draw on, in lower case."""
        return flat((*self.cited, *self.around, *self.authors))


@dataclass(frozen=True, slots=True)
class Known:
    """What may be named at all: the labels of all participants, and the titles of the release forms."""

    labels: frozenset[str]
    forms: tuple[str, ...] = ()


def overstated(text: str, evidence: Evidence, known: Known) -> list[str]:
    """What a wording says that its evidence does not: a line each, empty where nothing is wrong."""
    return list(_findings(text, evidence, known))


def _findings(text: str, evidence: Evidence, known: Known) -> Iterator[str]:
    here, cited, everything = flat((text,)), evidence.text, evidence.all
    if not here:
        yield "it is empty"
    if len(text) > LONGEST:
        yield f"it is longer than {LONGEST} characters"
    if _LINK.search(text):
        yield "it contains a link or markup"
    bare = without_labels(text, known.labels)
    for number in sorted(numbers(bare) - numbers(everything) - {str(len(evidence.authors))}):
        yield f"the number {number} does not occur in what it cites"
    for name in sorted(_names(bare, evidence)):
        yield f"'{name}' does not occur in what it cites"
    for role in sorted(
        _roles(text, known.labels) - _roles(" ".join((*evidence.cited, *evidence.authors)), known.labels)
    ):
        yield f"{role} is not cited"
    for form in known.forms:
        if _holds_form(here, form) and not _holds_form(cited, form):
            yield f"the release form '{form}' does not occur in what it cites"
    for pattern in (*ways(), *strong()):
        if (found := pattern.search(here)) and not pattern.search(cited):
            yield f"'{found[0]}' does not occur in what it cites"


def turned(text: str, quotes: Collection[str]) -> bool:
    """Whether a wording says no where all the words it rests on do not, or the other way round."""
    nays = {says_no(quote) for quote in quotes}
    return len(nays) == 1 and says_no(text) not in nays


def says_no(text: str) -> bool:
    """Whether a word in it says no."""
    return bool(negation().search(flat((text,))))


def asks(text: str) -> bool:
    """Whether something is asked in it, or left open."""
    return bool(asking().search(flat((text,))))


def weighs(text: str) -> bool:
    """Whether a wording judges or counts heads."""
    return any(pattern.search(flat((text,))) for pattern in strong())


def reports_dissent(text: str) -> bool:
    """Whether a sentence lets its reader know that somebody would not go along."""
    return bool(reported_dissent().search(flat((text,))))


def names_one_of(text: str, labels: Iterable[str]) -> bool:
    """Whether a sentence names one of these people, by label or by role."""
    return any(f" {plain(role_of(label))} " in f" {plain(text)} " for label in labels)


def flat(texts: Iterable[str]) -> str:
    """Texts as the patterns read them: in lower case, with single spaces and plain apostrophes."""
    return " ".join(" ".join(texts).lower().replace("’", "'").split())


def role_of(label: str) -> str:
    """The role in a label: "Safety" of "Safety 1"."""
    return label.rpartition(" ")[0] or label


def _roles(text: str, labels: Iterable[str]) -> set[str]:
    """The roles a text names, as they are written."""
    return {role for role in map(role_of, labels) if re.search(rf"\b{re.escape(role)}\b", text)}


def without_labels(text: str, labels: Iterable[str]) -> str:
    """A text without its labels and roles: their numbers and capitals need no evidence."""
    for label in sorted({*labels, *map(role_of, labels)}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(label)}(?!\w)", LABEL, text)
    return text


def numbers(text: str) -> set[str]:
    """The numbers a text names, in digits or as words, as digits."""
    words = {str(number_words()[word]) for word in plain(text).split() if word in number_words()}
    return words | {found.replace(",", ".").rstrip(".") for found in _NUMBER.findall(text)}


def _names(text: str, evidence: Evidence) -> set[str]:
    """Capitalised words inside a sentence that its evidence does not have. Where all nouns have capitals: none."""
    found = {name for name in _NAME.findall(text) if name != "I" and not name.startswith(("I'", "I’"))}
    cited = " ".join(evidence.cited)
    # The language is read off what was said: a wording in capitals would otherwise excuse itself.
    if len(_NAME.findall(cited)) > len(cited.split()) * MANY_CAPITALS:
        return set()
    everything = evidence.all
    known = set(stems(everything)) | set(everything.split())
    return {name for name in found if not set(stems(name)) <= known}


def _holds_form(text: str, title: str) -> bool:
    """Whether all the words of a release form's title stand in a text."""
    wanted = set(stems(title))
    return len(wanted) > 1 and wanted <= set(stems(text))
