"""What went wrong with a model, in the few words of `SummaryProblem`.

Owns telling timeouts, refusals, cut-off and otherwise unusable answers, and unreachable models apart, over all
providers: by the names and status codes of their exceptions, so that no vendor's package has to be imported. Must not
know how often to try.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_BY_NAME: tuple[tuple[str, str], ...] = (
    ("timeout", "timeout"),
    ("lengthfinish", "truncated"),
    ("refusal", "refused"),
    ("contentfilter", "refused"),
    ("connect", "unreachable"),
    ("network", "unreachable"),
    ("transport", "unreachable"),
    ("ratelimit", "busy"),
    ("authentication", "unreachable"),
    ("permission", "unreachable"),
    ("notfound", "unreachable"),
)
"""A part of an exception's class name -> the problem. The first that fits decides."""
_REFUSING = frozenset({"refusal", "content_filter", "safety", "prohibited_content", "blocklist"})
"""Why a model says it stopped, when it stopped because it would not answer."""
_CUT_OFF = frozenset({"length", "max_tokens", "max_output_tokens", "model_length", "model_context_window_exceeded"})
"""The same, when it ran out of room."""


def problem_of(error: BaseException) -> str:
    """timeout, refused, truncated, busy, unreachable; invalid for whatever else a provider's client raises."""
    names = [kind.__name__.lower() for kind in type(error).__mro__]
    for part, problem in _BY_NAME:
        if any(part in name for name in names):
            return problem
    if status_of(error) == 429:
        return "busy"
    if "content_filter" in str(getattr(error, "code", "")):
        return "refused"
    # A request that is wrong in itself (400, 413, 422) gets no better answer from the same model later.
    return "unreachable" if (status_of(error) or 0) >= 300 and status_of(error) not in (400, 413, 422) else "invalid"


def status_of(error: BaseException) -> int | None:
    """The HTTP status an exception carries, wherever its client keeps it."""
    for holder in (error, getattr(error, "response", None)):
        status = getattr(holder, "status_code", None)
        if isinstance(status, int):
            return status
    return None


def problem_of_answer(raw: Any, parsing_error: BaseException | None) -> str:
    """Why a reply that did arrive cannot be used: refused, truncated, or invalid where its provider names no reason."""
    reasons = set(_reasons(getattr(raw, "response_metadata", {})))
    refusal = getattr(raw, "additional_kwargs", {}).get("refusal")
    if refusal or reasons & _REFUSING or (parsing_error and problem_of(parsing_error) == "refused"):
        return "refused"
    return "truncated" if reasons & _CUT_OFF else "invalid"


def _reasons(metadata: Mapping[str, Any]) -> Iterator[str]:
    """Every value a provider states about a reply; some keep why it stopped one level down (`incomplete_details`)."""
    for value in metadata.values():
        if isinstance(value, Mapping):
            yield from _reasons(value)
        else:
            yield str(value).lower()
