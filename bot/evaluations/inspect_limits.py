"""The limits of an Inspect log, and the samples that one stopped.

Owns which limits are told. `limit` and `sample_id` leave samples out; all that is named `…_limit` can stop a sample,
which is scored as it stood then. Which did stands in each sample alone, as the first that was reached; so where one
stopped a sample, all that were set are told. Must not know scores, nor how samples are unpacked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from bot.domain.evaluations.measurement import Note
from bot.evaluations.field_values import count, mapping, sequence, text

CHOSEN: Final = ("limit", "sample_id")
"""What leaves samples out."""

ENDING: Final = "_limit"

MOST_KINDS: Final = 20
"""Kinds of limits that are told; Inspect has nine."""


class Stops(NamedTuple):
    """What the samples of a log say of the limits that stopped them."""

    samples: int
    """How many say anything."""
    by: Mapping[str, int]
    """Kind of limit, such as `token` or `operator` -> how many it stopped."""


def stops_of(samples: Iterable[Any]) -> Stops:
    """What samples, or summaries of them, say: a sample names kind and value of its limit, a summary the kind."""
    said = [mapping(sample) for sample in samples]
    kinds = (text(mapping(each.get("limit")).get("type")) or text(each.get("limit")) for each in said)
    return Stops(len(said), dict(Counter(filter(None, kinds)).most_common(MOST_KINDS)))


def limits_of(about: Mapping[str, Any], stops: Stops) -> Iterator[str]:
    """The limits that bit: one that left samples out, and, where a sample was stopped, each that was set for it."""
    config, dataset = mapping(about.get("config")), mapping(about.get("dataset"))
    whole = count(dataset.get("samples"))
    taken = len(sequence(dataset.get("sample_ids")))
    for name in CHOSEN:
        limit = config.get(name)
        if limit is None or (name == "limit" and whole is not None and _covers(limit, whole)):
            continue
        if name == "sample_id" and whole is not None and taken >= whole:
            continue
        yield f"{name}={_words(limit)}"
    if stops.by:
        yield from _set(config).values()


def notes_on_limits(about: Mapping[str, Any], stops: Stops, completed: int | None) -> Iterator[Note]:
    """How many samples each limit stopped; of limits that were set, that a file without all samples cannot say so."""
    limits = _set(mapping(about.get("config")))
    for kind, stopped in stops.by.items():
        yield Note(kind="stopped", params={"count": stopped, "limit": limits.get(kind + ENDING, kind)})
    if limits and not stops.by and (not stops.samples or stops.samples < (completed or 0)):
        yield Note(kind="stops-not-stated", params={"limit": ", ".join(limits.values())})


def _set(config: Mapping[str, Any]) -> dict[str, str]:
    """The limits on single samples that were set, by their names."""
    return {
        text(name): f"{text(name)}={_words(limit)}"
        for name, limit in config.items()
        if name.endswith(ENDING) and limit is not None
    }


def _covers(limit: object, whole: int) -> bool:
    """Whether a limit, a number or from and to, leaves nothing out of so many samples."""
    first, last = limit if isinstance(limit, list) and len(limit) == 2 else (0, limit)
    start, end = count(first), count(last)
    return start == 0 and end is not None and end >= whole


def _words(limit: object) -> str:
    """A limit is a number, or a list: from and to, or the samples that were chosen."""
    return ", ".join(text(each) for each in limit[:10]) if isinstance(limit, list) else text(limit)
