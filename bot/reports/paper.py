"""From the contents of a report to its text: templates with everything typed made harmless.

Owns the two escapings: whatever a template prints is plain words, in Markdown as in HTML, unless the template itself
wrote it. Must not know what a report says.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

import prompts

_ACTS_IN_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$^=:@-])")
_STARTS_A_LIST = re.compile(r"^(\d+)([.)])")


def written(template: str, **values: Any) -> str:
    """A template of `prompts/reports`, filled in. Names ending in `.html` become HTML, all others Markdown."""
    return _environment(html=template.endswith(".html")).get_template(template).render(**values).strip() + "\n"


@cache
def _environment(*, html: bool) -> Environment:
    folder = files(prompts).joinpath("reports")
    templates = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.is_file()}
    environment = Environment(
        loader=DictLoader(templates),
        autoescape=True,
        finalize=None if html else _finalized,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": _day, "moment": _moment, "short": _short, "quote": _quote}
    return environment


def markdown(text: str) -> Markup:
    """Typed words as one line of Markdown in which nothing acts: no markup, no link, no table, no HTML."""
    line = " ".join(text.split())
    return Markup(_STARTS_A_LIST.sub(r"\1\\\2", _ACTS_IN_MARKDOWN.sub(r"\\\1", line)))


def _finalized(value: Any) -> Any:
    return value if isinstance(value, Markup) or value is None else markdown(str(value))


def _quote(text: str) -> Markup:
    """Typed words as a quotation, line by line; for Markdown."""
    return Markup("\n").join(Markup("> ") + markdown(line) for line in text.splitlines() or [""])


def _day(when: date) -> str:
    return f"{when.day} {when:%B} {when.year}"


def _moment(when: datetime) -> str:
    return f"{when.day} {when:%b} {when.year}, {when:%H:%M} UTC"


def _short(digest: str) -> str:
    """A fingerprint as people compare it."""
    return digest.removeprefix("sha256:")[:12]
