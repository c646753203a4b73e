"""From the contents of a report to its text: templates with everything typed made harmless.

Owns the two escapings: whatever a template prints is plain words, in Markdown as in HTML, unless the template itself
wrote it. So is what it says from the texts; only what fills them in may be markup of the template. Must not know what a
report says.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache, partial
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import DictLoader, Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

import prompts
from bot.reports.charts.canvas import shortened
from bot.reports.dates import long_day, moment
from bot.reports.sources import Say

_ACTS_IN_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&$@]|:(?=//)|(?<=www)\.)", re.IGNORECASE)

_BEGINS_A_BLOCK = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)](?:\s|$)))")

_OURS = re.compile(r"[A-Za-z0-9:.-]*")

Escaping = Callable[[str], Markup]

_SPACES = re.compile(r"\s+")

_MARK = re.compile("\ue100\\d+\ue101")

_GAPS = re.compile(r"\n[ \n]*\n")


def written(template: str, say: Say, **values: Any) -> str:
    """A template of `prompts/reports`, filled in. Names ending in `.html` become HTML, all others Markdown."""
    in_html = template.endswith(".html")
    said = partial(_said, say, _words_in_html if in_html else markdown, escape if in_html else markdown)
    text = environment(in_html=in_html).get_template(template).render(say=said, locale=say.locale, **values)
    return _GAPS.sub("\n\n", text).strip() + "\n"


@cache
def environment(*, in_html: bool) -> Environment:
    """All templates of `prompts/reports`, each compiled when it is first asked for (two seconds for all of them)."""
    folder = files(prompts).joinpath("reports")
    templates = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.is_file()}
    environment = Environment(
        loader=DictLoader(templates),
        autoescape=True,
        finalize=None if in_html else _finalized,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": _day, "moment": _moment, "short": _short, "size": _size}
    environment.filters |= {"excerpt": shortened}
    environment.filters |= {"quote": _quote, "raw": _raw, "address": _address}
    return environment


def markdown(text: str) -> Markup:
    """Typed words as one line of Markdown in which nothing acts: no markup, no link, no table, no HTML."""
    line = _ACTS_IN_MARKDOWN.sub(r"\\\1", _SPACES.sub(" ", text))
    return Markup(_BEGINS_A_BLOCK.sub(_not_a_block, line))


def _not_a_block(match: re.Match[str]) -> str:
    """A heading's, list's or line's beginning as plain words: a number keeps its digits, its stop is escaped."""
    space, mark = match[1], match[2]
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"


def _words_in_html(text: str) -> Markup:
    """Words of ours, between tags or in double quotes: an apostrophe stays one."""
    return Markup(html.escape(text, quote=False).replace('"', "&quot;"))


def _said(say: Say, ours: Escaping, typed: Escaping, key: str, /, **params: Any) -> Markup:
    """A text as a template prints it: its own words made harmless, as is what fills it in unless that is markup."""
    marked: dict[str, str | int] = {}
    parts: dict[str, Markup] = {}
    for number, (name, value) in enumerate(params.items()):
        if isinstance(value, int):
            marked[name] = value
        else:
            marked[name] = mark = f"\ue100{number}\ue101"
            parts[mark] = value if isinstance(value, Markup) else typed(str(value))
    return Markup(_MARK.sub(lambda mark: parts[mark[0]], ours(say(key, **marked))))


def _finalized(value: Any) -> Any:
    return value if isinstance(value, Markup) or value is None else markdown(str(value))


def _quote(text: str) -> Markup:
    """Typed words as a quotation, line by line; for Markdown."""
    return Markup("\n").join(Markup("> ") + markdown(line) for line in text.splitlines() or [""])


def _raw(ours: str) -> Markup:
    """A key or a fingerprint, which nobody typed, as it is."""
    if not _OURS.fullmatch(ours):
        raise ValueError("not a key or a fingerprint")
    return Markup(ours)


def _address(ours: str) -> Markup:
    """The address of a message, in a link of Markdown."""
    return Markup(quote(ours, safe=":/?&=%.-_~"))


@pass_context
def _size(template: Context, count: int) -> Markup:
    """Bytes, as people read them."""
    say: Callable[..., Markup] = template["say"]
    if count < 1024:
        return say("report-size-bytes", size=str(count))
    if count < 1024 * 1024:
        return say("report-size-kilobytes", size=f"{count / 1024:.0f}")
    return say("report-size-megabytes", size=f"{count / 1024 / 1024:.1f}")


@pass_context
def _day(template: Context, when: date) -> str:
    return long_day(when, template["locale"])


@pass_context
def _moment(template: Context, when: datetime) -> str:
    return moment(when, template["locale"])


def _short(digest: str) -> str:
    """A fingerprint as people compare it."""
    return digest.removeprefix("sha256:")[:12]
