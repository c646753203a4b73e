"""The words of the Slack surface: messages of Project Fluent, looked up by key and filled in.

Owns the look-up and its strictness. The words themselves are data (`prompts/texts/<locale>/<subject>.ftl`); wiring
reads the files and hands their sources in. Must not know where a text is shown. Arguments are mrkdwn that may be shown
as it is: ids, our own markup, or typed text after `mrkdwn.escape`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern
from fluent.syntax import ast

from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.text import Joined, Text, Typed
from bot.slack.kit import mrkdwn

LOCALE = "en"
"""By whose rules numbers and dates are written and plurals chosen, unless a catalogue is made for another."""

LONG = 500

_ARGUMENT = re.compile(r"\$([a-zA-Z][\w-]*)")

_BEGINS = re.compile(r"^(?=[^\s#}\[*])", re.MULTILINE)
"""Where a text begins: a line that neither goes on with one nor is a comment."""

_KEY = re.compile(r"([a-zA-Z][\w-]*) *=")

_GAP = "\ue002"

_MARK = re.compile("\ue000\\d+\ue001")

_PERSON = re.compile(r"[TE][A-Z0-9]*:[UWB][A-Z0-9]+")


class TextsError(Exception):
    """The catalogue and the code do not fit: an unknown key, a missing argument, an unreadable source."""


class Texts:
    """A catalogue of texts. Call it with a key: `say("audit-card-title", audit="A-12", model="Foo-7B")`.

    Strict (tests): an unknown key or a missing argument raises TextsError. Otherwise it is logged, and the person sees
    the text with its gap, which helps them more than a message that never comes.

    Can be pickled: it goes along to the process that draws a report.
    """

    def __init__(self, sources: Iterable[str], *, locale: str = LOCALE, strict: bool = True) -> None:
        self.strict = strict
        self.locale = locale
        self._sources = tuple(sources)
        self._bundle = FluentBundle([locale], use_isolating=False)
        self._arguments = {found for source in self._sources for found in _ARGUMENT.findall(source)}
        self._written: dict[str, str] = {}
        for source in self._sources:
            for key, written in _split(source):
                if key in self._written:
                    raise TextsError(f"text {key!r} is given twice")
                self._written[key] = written
        self.keys = frozenset(self._written)
        """Every key of the catalogue."""
        self._fixed: dict[str, tuple[str, ...]] = {}
        if strict:
            for key in self.keys:
                self._pattern(key)

    def __reduce__(self) -> tuple[Callable[..., Texts], tuple[tuple[str, ...], str, bool]]:
        return _read_once, (self._sources, self.locale, self.strict)

    def __contains__(self, key: str) -> bool:
        return key in self.keys

    def __call__(self, key: str, /, **params: str | int | date) -> str:
        """The text of a key. Numbers choose plurals; a date (a calendar day) is written out."""
        if key not in self.keys:
            return self._gap(key, "unknown key")
        try:
            pattern = self._pattern(key)
        except TextsError as problem:
            return self._gap(key, str(problem))
        given, kept = _set_aside({name: self._shown(value) for name, value in params.items()})
        text, problems = self._bundle.format_pattern(pattern, given)
        if problems:
            self._gap(key, "; ".join(str(p) for p in problems))
        return _MARK.sub(lambda mark: kept.get(mark[0], mark[0]), str(text))

    def fixed(self, key: str, /, **given: str | int | date) -> tuple[str, ...]:
        """The words of a text that stand in it whatever its other arguments are, in their order; of plurals, the last
        form where their number is not given.

        Raises TextsError for an unknown key.
        """
        if not given and key in self._fixed:
            return self._fixed[key]
        if key not in self.keys:
            raise TextsError(f"text {key!r}: unknown key")
        pattern = self._pattern(key)
        shown = {name: self._shown(value) for name, value in given.items()}
        text, _ = self._bundle.format_pattern(pattern, {**dict.fromkeys(self._arguments, _GAP), **shown})
        found = tuple(part for part in str(text).split(_GAP) if part)
        if not given:
            # whoever waits for a message asks for its words at every change
            self._fixed[key] = found
        return found

    def day(self, when: date) -> str:
        """A calendar day, written out."""
        return mrkdwn.day(when, self.locale)

    def day_and_month(self, when: date) -> str:
        """A calendar day without its year."""
        return mrkdwn.day_and_month(when, self.locale)

    def moment(self, when: datetime) -> str:
        """A moment (aware), as Slack's date token."""
        return mrkdwn.date_token(when, self.locale)

    def _pattern(self, key: str) -> Pattern:
        """What a text is made by, read when it is first said: all of a catalogue take a second of every start."""
        if not self._bundle.has_message(key):
            self._bundle.add_resource(_resource(key, self._written[key]))
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise TextsError(f"text {key!r} has no words")
        return pattern

    def _shown(self, value: str | int | date) -> str | int:
        if isinstance(value, datetime):
            return self.moment(value)
        return self.day(value) if isinstance(value, date) else value

    def _gap(self, key: str, problem: str) -> str:
        if self.strict:
            raise TextsError(f"text {key!r}: {problem}")
        # every command reads texts, and hardly one ever logs
        import structlog

        structlog.get_logger(__name__).error("text.gap", key=key, problem=problem)
        return f"[{key}]"


@cache
def _read_once(sources: tuple[str, ...], locale: str, strict: bool) -> Texts:
    """The catalogue of a process that was handed one: it is read for the first drawing, and kept."""
    return Texts(sources, locale=locale, strict=strict)


def refusal_text(refusal: Refusal, say: Texts) -> str:
    """What a refused person reads (mrkdwn): persons as mentions, days written out, typed words escaped.

    Lists are joined by commas.
    """
    params = {name: _rendered(value, say, _marked_up) for name, value in refusal.params.items()}
    return say(refusal.id, **params)


def plain_words(texts: Joined | Text, say: Texts) -> str:
    """The words of texts as they are stored: typed words stand as they were typed."""
    return str(_rendered(texts, say, str))


def _rendered(value: Any, say: Texts, word: Callable[[str], str]) -> str | int:
    """An argument as the catalogue takes it. `word`: how words of people, names and persons are shown."""
    if value is None:
        return say("nobody")
    if isinstance(value, Text):
        return say(value.id, **{name: _rendered(part, say, word) for name, part in value.params.items()})
    if isinstance(value, Joined):
        return value.by.join(str(_rendered(text, say, word)) for text in value.texts)
    if isinstance(value, datetime):
        return say.moment(value)
    if isinstance(value, date):
        return say.day(value)
    if isinstance(value, int):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(_rendered(part, say, word)) for part in value)
    return word(value if isinstance(value, str) else str(value))


def _marked_up(text: str) -> str:
    person = _PERSON.fullmatch(text) and not isinstance(text, Typed)
    return mrkdwn.mention(text) if person else mrkdwn.escape(text)


def _set_aside(params: dict[str, str | int]) -> tuple[dict[str, str | int], dict[str, str]]:
    """Fluent takes no argument above 1,000 characters: longer ones wait behind a mark until the text is made."""
    given, kept = dict(params), {}
    for number, (name, value) in enumerate(params.items()):
        if isinstance(value, str) and len(value) > LONG:
            given[name] = mark = f"\ue000{number}\ue001"
            kept[mark] = value
    return given, kept


def _split(source: str) -> Iterator[tuple[str, str]]:
    """Every text of a source by its key, as it is written there.

    Raises TextsError where something stands at the beginning of a line that begins no text.
    """
    for block in _BEGINS.split(source)[1:]:
        found = _KEY.match(block)
        if not found:
            raise TextsError(f"a text cannot be read, from: {block.splitlines()[0]}")
        yield found[1], block


def _resource(key: str, written: str) -> ast.Resource:
    """One text. Raises TextsError where Fluent would read it only in part."""
    resource = FluentResource(written)
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            line = (entry.content or "").strip().splitlines()[:1]
            raise TextsError(f"text {key!r} cannot be read, from: {''.join(line)}")
    return resource
