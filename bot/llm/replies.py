"""What a model answered, wherever its client keeps it: the text, the tokens it cost, JSON in whatever stands around.

Owns reading an answer that raised from inside the call, fences and prose around JSON, and how long a provider asks to
be left alone. Must not know what an answer should say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

LONGEST = 2_000_000
"""Characters of an answer that are looked at: whatever is longer is none."""

MOST_STATEMENTS = 500
"""Of what a list in an answer holds, so many are read."""

_FENCE = re.compile(r"```[a-zA-Z]*+\s*+")

Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it arrived; tokens as the provider counts them, 0 where it does not."""

    text: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    stopped: str = ""
    """Why the model stopped, in its provider's word."""


def reply_in(error: BaseException) -> Reply | None:
    """The answer behind an exception that a client raised over it; None where none arrived."""
    completion = getattr(error, "completion", None)
    if completion is not None and hasattr(completion, "model_dump"):
        return _reply(completion.model_dump())
    response = getattr(error, "response", None)
    if response is None or getattr(response, "status_code", 500) >= 300:
        return None
    try:
        body = response.json()
    except (ValueError, RuntimeError, AttributeError):
        return None
    return _reply(body) if isinstance(body, dict) else None


def _reply(body: dict[str, Any]) -> Reply:
    """An answer in the shape most servers speak."""
    usage = body.get("usage") or {}
    choices = body.get("choices")
    first = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}
    message = first.get("message") or {}
    return Reply(
        text=str(message.get("content") or ""),
        tokens_in=int(usage.get("prompt_tokens") or 0),
        tokens_out=int(usage.get("completion_tokens") or 0),
        stopped=str(first.get("finish_reason") or ""),
    )


def read_answer(text: str, schema: type[Answer]) -> Answer | None:
    """The answer in a text: JSON, in fences or between words of prose; None where nothing fits the schema."""
    if len(text) > LONGEST:
        return None
    for candidate in _candidates(text):
        try:
            return shortened(schema.model_validate(json.loads(candidate)))
        except (ValueError, RecursionError, ValidationError):
            continue
    return None


def shortened(answer: Answer) -> Answer:
    """An answer without what its lists hold beyond the most that is read."""
    long = {name: value[:MOST_STATEMENTS] for name, value in answer if isinstance(value, list)}
    return answer.model_copy(update=long)


def _candidates(text: str) -> Iterator[str]:
    bare = _FENCE.sub("", text).strip()
    yield bare
    first, last = bare.find("{"), bare.rfind("}")
    if 0 <= first < last:
        yield bare[first : last + 1]


def pause_in(error: BaseException) -> int:
    """Seconds for which a provider asks to be left alone (`Retry-After`); 0 where it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    said = str(headers.get("retry-after", "")).strip()
    return int(said) if said.isdigit() and len(said) < 7 else 0
