"""From a point a model made to a statement that stands, or to what is wrong with it.

Owns the verifying: citations exist, quotes are in the cited message and in its author's own words, the wording says no
more than they do. Whatever the model says, only what passes here is a statement. Must not ask anything of a model.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.reflection.state import StatementKind
from bot.llm.answer_schemas import Cited, Said
from bot.llm.checks import Evidence, Known, asks, overstated, says_no, seen, turned, weighs, without_labels
from bot.llm.citation_support import barely_reworded, not_theirs, unsupported
from bot.llm.drafts import Found, Quoted
from bot.llm.languages import language_of
from bot.llm.positions import is_dissent
from bot.llm.sentences import sentences
from bot.llm.speaker_labels import SpeakerLabels
from bot.llm.wording_structure import keeps
from bot.ports.summarizer import Utterance

WIDEST = 400
"""Characters up to which a quote is widened to its whole sentence, so that no "not" is cut off before it."""

_OTHERS = re.compile(r"(?m)^[^\S\n]*+(?:>|&gt;).*$")
"""Lines in which somebody quotes somebody else."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A point that does not stand, and why; `about`: the messages that help to put it right."""

    point: str
    why: tuple[str, ...]
    about: tuple[int, ...] = ()

    def told(self) -> dict[str, Any]:
        """What the model is told of it."""
        return {"you_wrote": self.point, "wrong": list(self.why)}


@dataclass(frozen=True, slots=True)
class Verifier:
    """Verifies points against messages by number."""

    messages: Mapping[int, Utterance]
    voices: SpeakerLabels
    around: tuple[str, ...]
    """The question, the model's name, the facts of the audit."""
    forms: tuple[str, ...]

    def verify(self, point: Said) -> Found | Wrong:
        """The statement with the original words behind it, or what is wrong."""
        cites = [self._quoted(cited) for cited in point.cites]
        wrong = [cite for cite in cites if isinstance(cite, str)] or ([] if cites else ["it cites nothing"])
        about = tuple(cited.message for cited in point.cites if cited.message in self.messages)
        if wrong:
            return Wrong(seen(point.holds), tuple(wrong), about)
        found = {(cite.said.source, cite.quote): cite for cite in cites if isinstance(cite, Quoted)}
        return self.worded(point.holds, point.kind, tuple(found.values()), dissent=point.dissent, about=about)

    def worded(
        self, holds: str, kind: StatementKind, cites: tuple[Quoted, ...], *, dissent: bool, about: tuple[int, ...] = ()
    ) -> Found | Wrong:
        """A statement over words that stand. Dissent is always in its author's own words, one author each."""
        if dissent or any(is_dissent(cite.quote, cite.said.text) for cite in cites):
            against = next((cite for cite in cites if is_dissent(cite.quote, cite.said.text)), cites[0])
            whole = _whole_dissent(against.quote, against.said.text)
            return Found(whole, (Quoted(against.said, whole),), dissent=True, kind="position")
        text = seen(holds)
        if not self._comparable(cites):
            return Found(cites[0].quote, cites[:1])
        evidence = self.evidence(cites)
        wrong = overstated(text, evidence, Known(self.voices.labels, self.forms))
        wrong += unsupported(text, evidence.cited, self.voices.labels)
        wrong += not_theirs(text, self._by_author(cites), self.voices.labels, two_sides=kind == "disagreement")
        faithful = self._keeps(text, cites)
        if not faithful and turned(text, [cite.quote for cite in cites]):
            wrong.append("it says no where they do not, or does not where they do")
        alone = len({cite.said.person for cite in cites}) == 1
        if weighs(text) and not alone:
            wrong.append("it weighs or judges: cite one author alone")
        if wrong:
            return Wrong(text, tuple(wrong), about)
        # What weighs or judges, or hardly changes what was said, is told in its author's own words.
        said_plainly = alone and barely_reworded(text, self.voices.hide(cites[0].quote))
        if not faithful:
            return Found(cites[0].quote, cites[:1])
        own = weighs(text) or said_plainly
        told = cites[0].quote if own else self.voices.restore(text)
        return Found(told, cites, kind=_kind(kind, cites, alone=alone))

    def _comparable(self, cites: Sequence[Quoted]) -> bool:
        """Whether a wording can be held against these words at all: in a language that nobody can check, it is none."""
        spoken = language_of(" ".join(cite.quote for cite in cites), *(cite.said.text for cite in cites))
        return spoken is not None and spoken.checked

    def _keeps(self, text: str, cites: Sequence[Quoted]) -> bool:
        """Whether a wording leaves open, denies and demands what its quotes do, as far as that can be told."""
        labels = self.voices.labels
        quotes = [without_labels(self.voices.hide(cite.quote), labels) for cite in cites]
        around = [self.voices.hide(cite.said.text) for cite in cites]
        return keeps(without_labels(text, labels), quotes, around)

    def _by_author(self, cites: Sequence[Quoted]) -> dict[str, str]:
        said: dict[str, str] = {}
        for cite in cites:
            label = self.voices.label(cite.said.person)
            said[label] = f"{said.get(label, '')} {self.voices.hide(_own(cite.said.text))}".strip()
        return said

    def evidence(self, cites: Sequence[Quoted]) -> Evidence:
        """What a wording may draw on that rests on these words."""
        return Evidence(
            cited=tuple(self.voices.hide(_own(cite.said.text)) for cite in cites),
            around=self.around,
            authors=frozenset(self.voices.label(cite.said.person) for cite in cites),
        )

    def _quoted(self, cited: Cited) -> Quoted | str:
        """The original words, widened to their sentence; or what is wrong with the citation."""
        said = self.messages.get(cited.message)
        if said is None:
            return f"there is no message {cited.message}"
        if self.voices.label(said.person) != cited.author.strip():
            return f"message {cited.message} is not by {seen(cited.author)}"
        quote = self.voices.find_quote(cited.quote, _own(said.text))
        if quote is None or quote not in said.text:
            return f"the quote is not in message {cited.message}, or too short, or in somebody else's words there"
        whole = _widened(quote, said.text)
        if whole is None:
            return f"the quote leaves out what its sentence in message {cited.message} denies"
        return Quoted(said, whole)


def _own(text: str) -> str:
    """A message without the lines that are quoted from others."""
    return _OTHERS.sub("", text)


def _whole_dissent(quote: str, text: str) -> str:
    """A quote with every sentence of dissent in its message, if they are short: the mildest may not stand for all."""
    against = [quote, *(s for s in sentences(text) if is_dissent(s, text) and s in text)]
    whole = text[min(map(text.find, against)) : max(text.find(s) + len(s) for s in against)]
    return whole if len(whole) <= WIDEST and whole in _own(text) else quote


def _widened(quote: str, text: str) -> str | None:
    """A quote with the sentences it begins and ends in. Where they are too long: as it is, if it keeps their no."""
    at = text.find(quote)
    begin, end, cursor = at, at + len(quote), 0
    for sentence in sentences(text):
        start = text.find(sentence, cursor)
        if start < 0:
            continue
        cursor = start + len(sentence)
        begin = start if start <= at < cursor else begin
        end = cursor if start < at + len(quote) <= cursor else end
    whole = text[begin:end]
    if len(whole) <= WIDEST:
        return whole
    return quote if says_no(quote) == says_no(whole) and is_dissent(quote, text) == is_dissent(whole, text) else None


def _kind(kind: StatementKind, cites: Sequence[Quoted], *, alone: bool) -> StatementKind:
    """What a statement is, as far as its words bear that out: it takes two to agree, and a question to leave open."""
    if (alone and kind in ("agreement", "disagreement")) or (kind == "open" and not any(asks(c.quote) for c in cites)):
        return "position"
    return kind
