"""What of a result does not fit the audited model or a whole run.

Owns which misfits there are in a file's own account of itself. What becomes of them is a reviewer's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.evaluations.measurement import RUN_NOTES, EvaluationResult, Measurement, Note, shared_identities
from bot.domain.evaluations.scales import is_rate
from bot.domain.kernel.fingerprints import same_fingerprint
from bot.domain.lifecycle.state import Subject

MOST_NAMED: Final = 5
"""Systems that are named which do not fit; of more, it is said how many they are."""


def misfits(result: EvaluationResult, subject: Subject | None = None, digest: str = "") -> tuple[Note, ...]:
    """What does not fit: another model than the audited one, a run that is not whole, limits, missing samples.

    Without a subject, and without a digest of its weights, nothing is compared with the audited model.
    """
    notes = [*_of_identity(result, subject, digest)]
    if kind := RUN_NOTES.get(result.completeness.status):
        notes.append(Note(kind=kind))
    notes += [Note(kind="limit", params={"limit": limit}) for limit in result.limits]
    notes += _of_samples(result)
    notes += _of_too_many(result)
    notes += _of_scale(result)
    notes += _of_names(result)
    if not result.measurements:
        notes.append(Note(kind="nothing-measured"))
    return (*notes, *result.notes)


def telling(result: EvaluationResult) -> tuple[Measurement, ...]:
    """As many values as show what does not fit: the first, one of too few samples, one of too many, one that is no
    share, two of one name.
    """
    values = result.measurements
    short = next((each for each in values if _is_short(each)), None)
    over = next((each for each in values if _is_over(each)), None)
    beyond = next((each for each in values if _is_no_share(each)), None)
    shared = shared_identities(values)
    one = next((each for each in values if each.identity in shared), None)
    other = next((each for each in values if one and each.identity == one.identity and each != one), None)
    return tuple(dict.fromkeys(each for each in (*values[:1], short, over, beyond, one, other) if each))


def names(stated: str, subject: Subject) -> bool:
    """Whether a tool's name for a model can mean the audited one: providers, owners, case and punctuation aside."""
    wanted = {_bare(_last(subject.model)), _bare(_last(subject.model) + subject.version)}
    return _bare(_last(stated)) in wanted


def _of_identity(result: EvaluationResult, subject: Subject | None, digest: str) -> Iterator[Note]:
    if subject:
        stated = [model for model in result.models if model.name]
        others = [str(model) for model in stated if not names(model.name, subject)]
        if not stated:
            yield Note(kind="model-not-stated", params={"audited": str(subject)})
        elif others:
            more = [f"… ({len(others)})"] if len(others) > MOST_NAMED else []
            named = ", ".join([*others[:MOST_NAMED], *more])
            yield Note(kind="another-model", params={"stated": named, "audited": str(subject)})
    if digest and not result.model_digest:
        yield Note(kind="digest-not-stated")
    elif digest and not same_fingerprint(result.model_digest, digest):
        yield Note(kind="another-digest", params={"stated": result.model_digest, "audited": digest})


def _of_samples(result: EvaluationResult) -> list[Note]:
    short = [
        (each.samples / each.declared, each.task, each.samples, each.declared)
        for each in result.measurements
        if each.samples is not None and each.declared and _is_short(each)
    ]
    if not short:
        return []
    _, task, samples, declared = min(short)
    params: dict[str, str | int] = {"count": len(short), "task": task, "samples": samples, "declared": declared}
    return [Note(kind="fewer-samples", params=params)]


def _of_too_many(result: EvaluationResult) -> list[Note]:
    """Values over more samples than there should have been: one of the two counts is none of this value."""
    over = [each for each in result.measurements if _is_over(each)]
    if not over:
        return []
    first, samples, declared = over[0].task, over[0].samples or 0, over[0].declared or 0
    params: dict[str, str | int] = {"count": len(over), "task": first, "samples": samples, "declared": declared}
    return [Note(kind="more-samples", params=params)]


def _is_short(each: Measurement) -> bool:
    """Whether samples are missing."""
    return each.samples is not None and each.declared is not None and each.samples < each.declared


def _is_over(each: Measurement) -> bool:
    """Whether there are more samples than were meant."""
    return bool(each.samples and each.declared) and (each.samples or 0) > (each.declared or 0)


def _of_scale(result: EvaluationResult) -> list[Note]:
    """Values of a rate that is none: in per cent, or wrong. No threshold may be held against one without a word."""
    beyond = [each for each in result.measurements if _is_no_share(each)]
    if not beyond:
        return []
    first = beyond[0]
    params: dict[str, str | int] = {"task": first.task, "metric": first.label, "value": f"{first.value:.6g}"}
    return [Note(kind="not-a-share", params={"count": len(beyond), **params})]


def _is_no_share(each: Measurement) -> bool:
    """Whether a value of a rate lies outside of 0 to 1."""
    return is_rate(each.metric) and not 0 <= each.value <= 1


def _of_names(result: EvaluationResult) -> list[Note]:
    """Values that nobody can tell apart: none of them can be chosen."""
    shared = shared_identities(result.measurements)
    first = next((each for each in result.measurements if each.identity in shared), None)
    if first is None:
        return []
    count = sum(each.identity in shared for each in result.measurements)
    return [Note(kind="one-name", params={"count": count, "task": first.task, "metric": first.label})]


def _last(name: str) -> str:
    """`openai/azure/gpt-4o-mini`, `openai:chat:gpt-4o-mini`: what stands behind the last separator."""
    return re.split(r"[/:]", name.strip())[-1]


def _bare(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
