"""What Slack's refusals and failures mean: whether they pass, and what their code is.

Owns reading an answer of the Web API that is no success. Must not call Slack.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bot.ports.chat import DeliveryError, MessageGone, Terminal, TryAgain, Unclear

log = structlog.get_logger(__name__)

PAUSE = timedelta(seconds=2)
"""Before the next attempt, where Slack says nothing of it."""

PASSING = frozenset(
    ["internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "rollback"]
)
"""Slack's own trouble: what was asked may have been done all the same."""

TOO_OFTEN = frozenset(["ratelimited", "rate_limited"])

GONE = frozenset(["message_not_found", "cant_update_message", "edit_window_closed"])
"""A card that can be updated no longer: it is posted anew."""


class Refused(DeliveryError):
    """Slack said no. `code` is its error; what that means depends on the call."""

    def __init__(self, code: str, answer: Mapping[str, Any]) -> None:
        super().__init__(code)
        self.code = code
        self.answer = answer

    def meaning(self) -> DeliveryError:
        """The port's error, where the caller knows nothing better: a refusal is final until somebody mends it."""
        return MessageGone(self.code) if self.code in GONE else Terminal(self.code)


def code_of(error: SlackApiError) -> str:
    """Slack's word for its refusal; empty where it answered without one (a bare 500, a proxy's page)."""
    return str(_body(error).get("error") or "")


def is_temporary(error: SlackApiError) -> bool:
    """Whether this is Slack's own trouble, and the same once more may work."""
    code = code_of(error)
    return not code or code in PASSING or code in TOO_OFTEN


def asked_to_wait(error: SlackApiError) -> int | None:
    """The seconds after which Slack takes it; None where it did not say that it was too often."""
    answer: Any = error.response
    status = getattr(answer, "status_code", getattr(answer, "status", 0))
    if status != 429 and code_of(error) not in TOO_OFTEN:
        return None
    return _retry_after(getattr(answer, "headers", {}) or {})


def _body(error: SlackApiError) -> dict[str, Any]:
    data = getattr(error.response, "data", error.response)
    return data if isinstance(data, dict) else {}


def _field(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _failure(method: str, error: SlackApiError, *, repeatable: bool) -> DeliveryError:
    answer: Any = error.response
    status = getattr(answer, "status_code", getattr(answer, "status", 0))
    body, code = _body(error), code_of(error)
    if (seconds := asked_to_wait(error)) is not None:
        log.info("slack.ratelimited", method=method, seconds=seconds)
        return TryAgain("ratelimited", timedelta(seconds=seconds))
    if status >= 500 or not code or code in PASSING:
        return _lost(method, code or f"http-{status}", repeatable=repeatable)
    log.info("slack.refused", method=method, error=code)
    return Refused(code, body)


def _lost(method: str, problem: str, *, repeatable: bool) -> DeliveryError:
    log.warning("slack.no_answer", method=method, problem=problem)
    return TryAgain(problem, PAUSE) if repeatable else Unclear(problem)


def _retry_after(headers: Mapping[str, str]) -> int:
    raw = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return max(1, int(raw)) if raw.isdigit() else 30
