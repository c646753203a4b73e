"""Where what is said now differs from what was recorded, and which of it is intended.

Owns the comparison and the reading of `intended_differences.toml`. Must not know what is recorded.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

INTENDED = Path(__file__).parent / "intended_differences.toml"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs. `where`: the recording, the line's number and first word in it, and the path within."""

    where: str
    before: Any
    after: Any

    def __str__(self) -> str:
        return f"{self.where}\n  was {_short(self.before)}\n  is  {_short(self.after)}"


@dataclass(frozen=True, slots=True)
class Intended:
    """A difference that is meant. `where`: a regular expression for all of its places.

    `recordings`: those it shows in, by their names: calls, sqlite, postgres, buttons. `before`, `after`: the words that
    became others, where it is no more than that; then nothing else may differ there. `added`: the words of a block that
    came, where it is no more than that. `masked`: a regular expression for what became something else of its kind, such
    as a fingerprint, where it is no more than that. `about`: words that must have stood in what was said before.
    """

    what: str
    recordings: Sequence[str]
    where: str
    why: str
    before: str = ""
    after: str = ""
    added: str = ""
    masked: str = ""
    about: str = ""

    def covers(self, found: Difference) -> bool:
        """Whether a difference is this one."""
        if not re.search(self.where, found.where) or self.about not in json.dumps(found.before, ensure_ascii=False):
            return False
        if self.added:
            came = [block for block in found.after or () if self.added in json.dumps(block, ensure_ascii=False)]
            return len(came) == 1 and [block for block in found.after if block not in came] == found.before
        if self.masked and isinstance(found.before, str) and isinstance(found.after, str):
            return re.sub(self.masked, "", found.before) == re.sub(self.masked, "", found.after)
        if not self.before:
            return not self.masked
        return isinstance(found.before, str) and found.before.replace(self.before, self.after) == found.after


def intended(recording: str, path: Path = INTENDED) -> list[Intended]:
    """What is meant to differ from one recording, as committed."""
    entries = [Intended(**entry) for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("difference", ())]
    return [entry for entry in entries if recording in entry.recordings]


def problems(found: Sequence[Difference], meant: Sequence[Intended]) -> list[str]:
    """The differences nobody meant, and what is meant and does not differ; nothing where all is well."""
    unmeant = [str(each) for each in found if not any(entry.covers(each) for entry in meant)]
    needless = [f"covers nothing: {entry.what}" for entry in meant if not any(map(entry.covers, found))]
    return [*needless, *unmeant]


def differences(name: str, before: Sequence[str], after: Sequence[str]) -> list[Difference]:
    """Where two recordings of lines of JSON differ. A line that came or went is a difference as a whole."""
    found: list[Difference] = []
    for sort, start, end, start_now, end_now in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if sort == "equal":
            continue
        for number, old, new in _paired(before[start:end], after[start_now:end_now]):
            was, now = _read(old), _read(new)
            found += _differ(f"{name} {start + number} {(was or now)[0]}", was, now)
    return found


def _paired(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Lines that say the same thing otherwise, with the number of the first; an empty one where one came or went."""
    keys, keys_now = [_key(line) for line in before], [_key(line) for line in after]
    for _, start, end, start_now, end_now in SequenceMatcher(None, keys, keys_now, autojunk=False).get_opcodes():
        if [key[0] for key in keys[start:end]] == [key[0] for key in keys_now[start_now:end_now]]:
            yield from ((start + n, before[start + n], after[start_now + n]) for n in range(end - start))
            continue
        yield from ((n, before[n], "") for n in range(start, end))
        yield from ((start, "", after[n]) for n in range(start_now, end_now))


def _key(line: str) -> tuple[str, ...]:
    """What a line is about, however it is worded: its first word, the modal or card it names, and where it goes."""
    said = json.loads(line)
    about = said[1] if len(said) > 1 and isinstance(said[1], dict) else {}
    view, metadata = about.get("view"), about.get("metadata")
    modal = view.get("callback_id", "") if isinstance(view, dict) else ""
    card = metadata.get("event_payload", {}).get("card", "") if isinstance(metadata, dict) else ""
    # of a message that is drawn again the recording has no key: an audit's is known by its text, an ask by its mark
    text = re.sub(r"^\W+(Done)?", "✓", str(about.get("text") or ""))[:6] if said[0] == "chat.update" else ""
    return tuple(str(part) for part in (said[0], modal, card, about.get("channel", ""), text))


def _read(line: str) -> Any:
    return json.loads(line) if line else None


def _differ(where: str, before: Any, after: Any) -> Iterator[Difference]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from _differ(f"{where}/{key}", before.get(key), after.get(key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (was, now) in enumerate(zip(before, after, strict=True)):
            yield from _differ(f"{where}/{number}", was, now)
    elif before != after:
        yield Difference(where, before, after)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 400 else f"{text[:400]}…"
