"""Random inputs and outputs of an Inspect log, from its archive or its JSON.

Owns where a sample's input and output stand. How they are drawn is `bot.domain.evaluations.samples`. Runs in the
calling process, without limits: the bot reads through `bot.evaluations.confined_readers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.domain.evaluations.samples import LONGEST, DrawnSamples, Sample, drawn
from bot.evaluations import inspect_archive, inspect_json
from bot.evaluations.archive import parts_of, text_of
from bot.evaluations.field_values import mapping, sequence, text
from bot.evaluations.result_file import ResultFile, in_utf8
from bot.evaluations.syntax import json_object
from bot.ports.result_reader import UnreadableResult

MOST: Final = 100_000
"""How many samples are drawn from; a file with more gives none."""


def drawn_samples(data: bytes, seed: str) -> DrawnSamples | None:
    """Samples of an Inspect log; None of another file, of one that holds none, and of a damaged one."""
    file = ResultFile(in_utf8(data))
    try:
        if inspect_archive.READER.claims(file):
            return _of_archive(file, seed)
        if inspect_json.READER.claims(file):
            return _of_json(file, seed)
    except UnreadableResult:
        return None
    return None


def _of_archive(file: ResultFile, seed: str) -> DrawnSamples | None:
    parts = {
        name.removeprefix(inspect_archive.SAMPLES).removesuffix(".json"): part
        for name, part in parts_of(file.data).items()
        if name.startswith(inspect_archive.SAMPLES) and name.endswith(".json")
    }
    chosen = drawn(parts, seed) if len(parts) <= MOST else []
    found = tuple(_sample(name, json_object(text_of(file.data, parts[name]))) for name in chosen)
    return DrawnSamples(total=len(parts), seed=seed, samples=found) if found else None


def _of_json(file: ResultFile, seed: str) -> DrawnSamples | None:
    samples = {_name(each): each for each in map(mapping, sequence(file.json.get("samples"))) if _name(each)}
    chosen = drawn(samples, seed) if len(samples) <= MOST else []
    found = tuple(_sample(name, samples[name]) for name in chosen)
    return DrawnSamples(total=len(samples), seed=seed, samples=found) if found else None


def _name(sample: Mapping[str, Any]) -> str:
    """As an archive calls it."""
    return f"{text(sample.get('id'))}_epoch_{text(sample.get('epoch')) or 1}" if text(sample.get("id")) else ""


def _sample(name: str, said: Mapping[str, Any]) -> Sample:
    output = mapping(said.get("output"))
    choices = (mapping(mapping(choice).get("message")).get("content") for choice in sequence(output.get("choices")))
    answers = [answer for answer in map(_words, choices) if answer]
    return Sample(name=_cut(name), input=_cut(_words(said.get("input"))), output=_cut("\n".join(answers)))


def _words(said: object) -> str:
    """A text, or the texts of messages and of their parts, each on a line of its own."""
    return said if isinstance(said, str) else "\n".join(_parts(said))


def _parts(said: object) -> Iterator[str]:
    for part in sequence(said):
        content = mapping(part).get("text") or mapping(part).get("content")
        if words := _words(content):
            yield f"{text(mapping(part).get('role'))}: {words}" if mapping(part).get("role") else words


def _cut(words: str) -> str:
    shown = "".join(sign for sign in words[: LONGEST + 1] if sign.isprintable() or sign == "\n")
    return shown if len(words) <= LONGEST else f"{shown[:LONGEST]}…"
