"""Logs for the operator: structured, one line each, with ids and without anybody's words or secrets.

Owns how lines look (colours in a terminal, JSON elsewhere) and what may never be in one. Must not know what is logged:
every module asks structlog for its own logger and names its events itself.
"""

from __future__ import annotations

import itertools
import logging
import re
import sys
import traceback
from collections.abc import Mapping
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

SECRET = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+|(?<=://)[^/\s:@]*:[^/\s@]+(?=@)|(?i:bearer\s+\S+)|\bsk-[\w-]{16,}"
)
"""What looks like a token or a password, wherever it stands."""

PRIVATE = frozenset({"text", "body", "payload", "blocks", "view", "message", "token", "secret", "password", "headers"})
"""Keys whose values are people's words or secrets: they are left out whatever they hold."""


LONGEST = 300
"""Characters of one value: whatever somebody sends us, a line says it short. A traceback has its own bound."""

MANY = 20
"""Parts of a list or a mapping."""

REACH = 1000
"""Characters behind the end of what is told in which a secret that began before it may end."""

DEEP = 4
"""Lists and mappings within each other."""

WHOLE = 1000
"""Characters of a list or a mapping with all its parts; what has more is told as one cut text."""

FRAMES = 30
"""Of a traceback, the innermost: one of a recursion has a thousand."""


def configure(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Set up logging for this process: ours from `level`, the libraries' from WARNING, all on stderr by default."""
    out = stream or sys.stderr
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        short,
        structlog.processors.ExceptionRenderer(where_it_broke),
        without_secrets,
    ]
    show: Processor = structlog.processors.JSONRenderer()
    if out.isatty():
        show = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(
        processors=[*shared, show],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    bridge = logging.StreamHandler(out)
    bridge.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, show],
        )
    )
    logging.basicConfig(handlers=[bridge], level=logging.WARNING, force=True)
    # a tick that is still busy skips the next one: that is intended, and no warning
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    logging.getLogger("slack_bolt.AsyncApp").addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    """Not that Bolt takes no token from the environment: the bot does, and an operator would look for a mistake."""
    return "SLACK_BOT_TOKEN env variable) will be ignored" not in record.getMessage()


def short(logger: WrappedLogger, method: str, line: EventDict) -> EventDict:
    """Leave out private keys and cut what is long, so that nobody fills the log with what they send, signed or not."""
    kept = {key: value for key, value in line.items() if key not in PRIVATE}
    return {key: value if key == "exc_info" else _bounded(value) for key, value in kept.items()}


def without_secrets(logger: WrappedLogger, method: str, line: EventDict) -> EventDict:
    """Blacken whatever looks like a secret."""
    return {key: _blackened(value) for key, value in line.items()}


def where_it_broke(exc_info: ExcInfo) -> str:
    """A traceback without anybody's words: of every message its first line only.

    Validation and database errors put what a person typed into the lines after it.
    """
    parts: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None and len(parts) < 5:
        message = (str(error).splitlines() or [""])[0]
        frames = "".join(traceback.format_tb(error.__traceback__, -FRAMES))
        parts.append(f"{frames}{type(error).__name__}: {_cut(message)}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\ncaused by\n".join(parts)


def _bounded(value: Any) -> Any:
    found = _shortened(value)
    return _cut(repr(found), WHOLE) if isinstance(found, (dict, list)) and len(repr(found)) > WHOLE else found


def _shortened(value: Any, depth: int = 0) -> Any:
    """What JSON has a form for, and each of it short; of anything else how Python shows it."""
    match value:
        case None | bool() | float():
            return value
        case str():
            return _cut(value)
        case int() if value.bit_length() < 64:
            return value
        case Mapping() if depth < DEEP:
            parts = itertools.islice(((key, part) for key, part in value.items() if key not in PRIVATE), MANY)
            return {_cut(str(key)): _shortened(part, depth + 1) for key, part in parts}
        case list() | tuple() | set() | frozenset() if depth < DEEP:
            return [_shortened(part, depth + 1) for part in itertools.islice(value, MANY)]
        case int():
            return f"{value.bit_length()} bits"
        case bytes() | bytearray():
            return f"{len(value)} bytes"
        case Mapping() | list() | tuple() | set() | frozenset():
            return "…"
    return _cut(repr(value))


def _cut(text: str, longest: int = LONGEST) -> str:
    """The beginning of a text, secrets blackened first: half of one does not look like one any more."""
    told = _blackened(text[: longest + REACH])
    return told if len(text) <= longest else f"{told[:longest]}… ({len(text)} characters)"


def _blackened(value: Any) -> Any:
    if isinstance(value, str):
        return SECRET.sub("[secret]", value)
    if isinstance(value, dict):
        return {key: _blackened(part) for key, part in value.items()}
    return [_blackened(part) for part in value] if isinstance(value, list) else value
