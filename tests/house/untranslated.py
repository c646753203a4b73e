"""What of a shown text came from no catalogue: its words in plain letters, but for what was typed and what is data.

Owns how what people typed, the framework's words, names, numbers and dates are taken out, and how texts are found in
what Slack was told. Must not know any text.
"""

from __future__ import annotations

import dataclasses
import html
import json
import re
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

Json = Any

EXCEPTIONS = tomllib.loads(Path(__file__).with_name("untranslated.toml").read_text(encoding="utf-8"))["exception"]
"""What may stand outside the marks, each with its reason."""

MOST = 20
"""Exceptions there may be, those of strings in Python among them."""

_NOT_SHOWN = frozenset(
    {
        "action_id",
        "block_id",
        "callback_id",
        "channel",
        "channel_id",
        "client_msg_id",
        "event_payload",
        "external_id",
        "file",
        "file_id",
        "force",
        "hash",
        "include",
        "initial_channel",
        "initial_conversation",
        "initial_date",
        "initial_user",
        "initial_users",
        "is_private",
        "limit",
        "metadata",
        "previous_view",
        "private_metadata",
        "response_action",
        "response_type",
        "selected_user",
        "style",
        "thread_ts",
        "timestamp",
        "token",
        "trigger_id",
        "ts",
        "type",
        "unfurl_links",
        "unfurl_media",
        "upload_url",
        "url",
        "user",
        "user_id",
        "users",
        "value",
        "view_id",
    }
)
"""Fields of Slack's that nobody reads."""

_MARKUP = re.compile(
    r"<!date\^[^>]*>|<!subteam\^[^>|]*(?:\|[^>]*)?>|<[@#][A-Z0-9]+(?:\|[^>]*)?>|<https?://[^|>\s]*\|?|https?://[^\s)>\]\"]+"
    r"|:[a-z0-9_+-]*[a-z][a-z0-9_+-]*:(?!\w)"
)
"""Mentions, moments, links, emoji."""

_DATA = re.compile(
    r"\bsha256:[0-9a-f]+|\b[0-9a-f]{12,64}\b"
    r"|\b[A-Z]-\d+\b|\b[CMRv]\d+\b|\b[TUWBCDGFE][A-Z0-9]{8,}\b"
    r"|\b\d{4}-\d\d-\d\d \d\d:\d\d UTC\b"
    r"|\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?: \d{4})?(?:, \d\d:\d\d UTC)?"
)
"""Fingerprints, keys of audits, risks, conditions, versions, ids of Slack's, days and moments."""

_WORD = re.compile(r"[A-Za-z]+")

_PARTS = re.compile(r"(?<=[.!?])\s+|\s*[|,]\s*|\n")

_COMMON = re.compile(r"[a-z]+(?: [a-z]+)?[.:;?)]?")
"""One or two words that anybody may say: as part of something they prove nothing."""

_STRING = re.compile(r'"([^"\n]+)"')

_CELLS = re.compile(r"; (?=[^a-z])|: ")

_CUT = re.compile(r"([^…]{1,200})…")


def _parts(value: str) -> Iterator[str]:
    """A value, and what of it may be shown alone: its lines, sentences, cells, and strings where it is JSON."""
    for part in (value, *value.splitlines(), *_PARTS.split(value), *_STRING.findall(value)):
        if _WORD.search(part) and not _COMMON.fullmatch(part.strip()):
            yield part.strip()
    for line in value.splitlines():
        yield from (cell.strip() for cell in line.split("|")[1:-1] if " " in cell.strip())


class Known:
    """Values that may stand in a shown text as they are.

    `names` are known however short they are, `choices` where they stand alone; `exceptions`: patterns of what else may
    stand there.
    """

    def __init__(
        self,
        values: Iterable[str],
        names: Iterable[str] = (),
        choices: Iterable[str] = (),
        exceptions: Iterable[str] = (),
    ) -> None:
        self._choices = frozenset(choices)
        self._exceptions = re.compile("|".join(exceptions) or r"(?!)")
        self._begun = sorted({*names, *(" ".join(part.split()) for value in values for part in _parts(value))})
        self._values: defaultdict[str, list[str]] = defaultdict(list)
        for value in sorted(self._begun, key=len, reverse=True):
            first = _WORD.search(value)
            if first:
                self._values[first[0]].append(value[first.start() :])

    def left(self, text: str) -> str:
        """The words of a text that are none of these values, joined by blanks; empty where everything is."""
        if text in self._choices:
            return ""
        text = _CUT.sub(self._without_beginning, " ".join(text.split()))
        for pattern in (_MARKUP, self._exceptions):
            text = pattern.sub(" ", text)
        return " ".join(_WORD.findall(_DATA.sub(" ", self._without_values(text))))

    def _without_values(self, text: str) -> str:
        """A text without the values in it, of several at one place the longest."""
        parts, done = [], 0
        for word in _WORD.finditer(text):
            if word.start() < done:
                continue
            for value in self._values.get(word[0], ()):
                end = word.start() + len(value)
                if text.startswith(value, word.start()) and not text[end : end + 1].isalpha():
                    parts.append(text[done : word.start()])
                    done = end
                    break
        return " ".join([*parts, text[done:]])

    def _without_beginning(self, cut: re.Match[str]) -> str:
        """What stands before an ellipsis, without the beginning of a value that was cut off there."""
        for word in re.finditer(r"(?<![A-Za-z])[A-Za-z]", cut[1]):
            begun = cut[1][word.start() :].rstrip()
            place = bisect_left(self._begun, begun)
            if place < len(self._begun) and self._begun[place].startswith(begun):
                return cut[1][: word.start()]
        return cut[1]


def shown_to_slack(name: str, request: Json) -> Iterator[str]:
    """Every text somebody may read in a call of Slack's Web API or an answer to Slack."""
    if name not in ("reactions.add", "reactions.remove"):
        yield from _shown("", request)


def _shown(field: str, value: Json) -> Iterator[str]:
    if field in _NOT_SHOWN:
        return
    if isinstance(value, dict):
        for inner, part in value.items():
            yield from _shown(inner, part)
    elif isinstance(value, list):
        for part in value:
            yield from _shown(field, part)
    elif isinstance(value, str):
        if value[:1] in ("{", "["):
            try:
                parsed = json.loads(value)
            except ValueError:
                pass
            else:
                yield from _shown(field, parsed)
                return
        yield html.unescape(value)


class _Shown(HTMLParser):
    """Collects what a page shows and what it is read out as."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._style = tag == "style"
        self.found += [value for name, value in attrs if value and name in ("aria-label", "data-is", "alt", "title")]

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.found.append(data)


def read_html(page: str) -> list[str]:
    """The texts of a page."""
    shown = _Shown()
    shown.feed(page)
    return shown.found


def read_markdown(text: str) -> list[str]:
    """The lines of a document, without its markup; of a row that is written as a list item, its cells."""
    plain = re.sub(r'<a id="[^"]*"></a>|(?<=\])\([^)]*\)', "", text)
    lines = re.sub(r"\\([^\n])", r"\1", plain).splitlines()
    return [part for line in lines for part in (_CELLS.split(line) if line.startswith("- **") else [line])]


def strings(value: Any) -> Iterator[str]:
    """Every string in a framework, a workspace, a story."""
    if dataclasses.is_dataclass(value):
        value = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
    if isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


def typed(request: Json) -> Iterator[str]:
    """What a person typed or chose to call something, in what Slack told the bot."""
    event = request.get("event") or {}
    if event.get("user") and not event.get("bot_id"):
        yield html.unescape(event.get("text", ""))
        yield from (str(file.get("name", "")) for file in event.get("files") or [])
    yield str(request.get("text") or "")
    view = request.get("view") or {}
    for inputs in (view.get("state") or {}).get("values", {}).values():
        for given in inputs.values():
            if given.get("type", "").endswith("text_input"):
                yield str(given.get("value") or "")
