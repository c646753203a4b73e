"""The words of the demo: documents as somebody would write them, and what is said in the reflection.

Owns the reading of `words.toml`. Must not know who hands them in, nor when.
"""

from __future__ import annotations

import tomllib
from calendar import monthrange
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any, Final

from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.tables import to_markdown
from bot.wiring.texts import read_texts

_SAMPLE_RUN: Final = "2026-11-20T08:00:00"
"""When the runs of the sample results began."""

SAMPLE_DUE: Final = "2027-03-30"
"""The day in the samples until which something has to be done before a release: in nothing else that people type."""

SAMPLE_LATER: Final = "2027-06-30"
"""The same of something that has to be done after it."""

_WORDS: dict[str, Any] = tomllib.loads(files("bot.demo").joinpath("words.toml").read_text("utf-8"))


def sample_document(key: str, version: str = "text") -> str:
    """The words of a document, by its key in the framework. Raises KeyError where the demo has none.

    `version`: a later one, or the name of another model than the one most stories are about.
    """
    of_model = _WORDS["models"].get(version)
    found = _WORDS[key][version] if of_model is None else of_model.get(key) or _WORDS[key]["text"]
    return str(found).strip()


def sample_kinds(version: str = "text") -> dict[str, str | list[str]]:
    """What is put into the form of the kinds of risk: by input, the risks that a kind is tested as, or why not."""
    fields: dict[str, str | list[str]] = {}
    for kind, said in _WORDS["kinds"][version].items():
        [(verdict, words)] = said.items()
        fields |= {kind: words} if verdict == "tested" else {kind: [verdict], f"{kind}-why": words}
    return fields


def sample_abstract(key: str, version: int = 1) -> str:
    """What a reviewer says of a document of the model most stories are about; empty where they say nothing."""
    return str(_WORDS["abstracts"].get(key if version == 1 else f"{key}-{version}", ""))


def as_run(result: str, now: datetime) -> str:
    """A test tool's file as it would be of a run just now: the samples say one day, and stories are told on any."""
    return result.replace(_SAMPLE_RUN, f"{now:%Y-%m-%dT%H:%M:%S}")


def as_due(text: str, today: date) -> str:
    """Words whose repairs are due soon: by the last working day of the next month, while a release may still begin.

    What may come later is due three months after that.
    """
    return text.replace(SAMPLE_DUE, f"{_month_end(today, 1):%F}").replace(SAMPLE_LATER, f"{_month_end(today, 4):%F}")


def _month_end(today: date, later: int) -> date:
    """The last working day of a month so many months later."""
    year, month = divmod(today.year * 12 + today.month - 1 + later, 12)
    last = date(year, month + 1, monthrange(year, month + 1)[1])
    return last - timedelta(days=max(0, last.weekday() - 4))


def sample_or_placeholder(spec: ArtifactSpec, *, again: bool = False) -> str:
    """The same for any framework: a document the demo does not know says that it stands for a real one."""
    known = _WORDS.get(spec.key)
    if known is None or (again and "rework" not in known):
        told = read_texts()("sample-reworked") if again else spec.why
        table = f"\n\n{_example_row(spec)}" if spec.columns else ""
        return f"{spec.title}\n\n{read_texts()('sample-placeholder', why=told)}{table}"
    return sample_document(spec.key, "rework" if again else "text")


def _example_row(spec: ArtifactSpec) -> str:
    said = {"number": "5", "date": SAMPLE_LATER}
    cells = {
        c.key: said.get(c.kind, next(iter(c.choices), read_texts()("sample-cell", column=c.title)))
        for c in spec.columns
    }
    return to_markdown(spec.columns, [cells])


def sample_message() -> list[dict[str, str]]:
    """What people say to the questions of the reflection: `who`, beneath which `question`, `text`."""
    return list(_WORDS["said"])
