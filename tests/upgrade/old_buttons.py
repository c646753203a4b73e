"""The recording of buttons and modals: one example of each shape, who uses it, and what came of it.

Owns the search for an example that somebody can use, and the replay. Must not know what any of them is for.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.upgrade.build import CannotDo
from tests.upgrade.buttons import Example, Hands, found_in
from tests.upgrade.filled_record import NAMES
from tests.upgrade.recordings import read_lines, write_lines
from tests.upgrade.stored import restored

TRIES = 8
"""How many examples of a shape are tried, until one does something."""
OPENED = ('["views.open"', '["views.push"', '["views.update"')


async def record(folder: Path, record: Path, heard: Iterable[str]) -> None:
    """Write down one example of every shape in what was heard, and in the modals that opened from there."""
    examples = await _usable(record, heard)
    write_lines(folder / "examples.jsonl.xz", (json.dumps(each.written(), sort_keys=True) for each in examples))
    came = await answers(folder, record)
    assert all(map(understood, came)), [answer for answer in came if not understood(answer)]
    write_lines(folder / "answers.jsonl.xz", came)


async def _usable(record: Path, heard: Iterable[str]) -> list[Example]:
    """Of every shape an example and a person for whom it does something; or else the first that is answered."""
    waiting = deque((*found_in(heard), *SELDOM))
    usable, tries, works = dict[str, Example](), Counter[str](), set[str]()
    async with restored(record) as here:
        hands = Hands(here)
        waiting += hands.posted()
        while waiting:
            example = waiting.popleft()
            tries[example.shape] += 1
            if example.shape in works or tries[example.shape] > TRIES:
                continue
            for who in NAMES:
                tried, before = replace(example, who=who), await here.head(example.audit)
                try:
                    said = await hands.use(tried)
                except CannotDo:
                    continue
                waiting += found_in(said)
                usable.setdefault(example.shape, tried)
                if await here.head(example.audit) != before or any(line.startswith(OPENED) for line in said):
                    usable[example.shape] = tried
                    works.add(example.shape)
                    break
    return list(usable.values())


async def answers(folder: Path, record: Path) -> list[str]:
    """What comes of every example, used one after the other.

    A line for each: its shape, who used it, how many requests were committed, the head of its audit if that changed,
    and what was said. Of one that is not understood nothing comes but a line in the log.
    """
    lines = []
    async with restored(record) as here:
        hands = Hands(here)
        for line in read_lines(folder / "examples.jsonl.xz"):
            example = Example(**json.loads(line))
            head, requests = await here.head(example.audit), await here.requests()
            said = [json.loads(each) for each in await hands.use(example)]
            committed, after = await here.requests() - requests, await here.head(example.audit)
            came = [example.shape, example.who, committed, after if after != head else "", said]
            lines.append(json.dumps(came, ensure_ascii=False, sort_keys=True))
    return lines


def understood(answer: str) -> bool:
    """Whether something came of a button or modal; of a mere link nothing needs to."""
    shape, _, committed, _, said = json.loads(answer)
    return bool(committed or said) or shape.startswith("button link ")


def _button(act: str, **value: Any) -> Example:
    words = {"type": "plain_text", "text": act}
    return Example({"type": "button", "action_id": act, "text": words, "value": json.dumps(value)}, None)


def _modal(callback: str, block: str, **meta: Any) -> Example:
    words = {"type": "plain_text", "text": callback}
    asked = {"type": "plain_text_input", "action_id": "value", "multiline": True}
    blocks = [{"type": "input", "block_id": block, "label": words, "element": asked}]
    meta["q"] = f"old-{callback}"
    head = {"type": "modal", "callback_id": callback, "title": words, "submit": words, "close": words}
    return Example(None, {**head, "private_metadata": json.dumps(meta), "blocks": blocks})


SELDOM = (
    _button("answer-finding", a="A-9", s="collection", n=1),
    _button("carry-condition", a="A-1", s="testing", n=2),
    _button("close-condition", a="A-1", s="testing", n=3),
    _button("confirm-redaction", a="A-1", k=f"sha256:{'d' * 64}"),
    _button("drop-draft", a="A-9", d="stakeholder-map", k="here"),
    _button("edit-row", a="A-9", d="stakeholder-map", k="1"),
    _button("remove-row", a="A-9", d="stakeholder-map", k="1"),
    _button("lift-hold", a="A-5", n=1, k="1"),
    _button("no-effect", a="A-1", d="risk-chart", n=1),
    _button("post-decision", a="A-5", s="post-audit", n=3),
    _button("changes", a="A-9", d="model-card", n=1),
    _button("recuse", a="A-1"),
    _button("removed", a="A-8", n=1),
    _button("score", a="A-9", d="fmea-draft", n=2),
    _button("scores", a="A-9", d="fmea-draft", n=2),
    _button("reveal-scores", a="A-9", d="fmea-draft", n=2),
    _button("second-waiver", a="A-2", n=1),
    _button("upgrade", a="A-12"),
    _modal("answer-finding", "text", a="A-9", s="collection", n=1),
    _modal("drop", "why", a="A-4", n=1, k="C2"),
    _modal("hold", "reason", a="A-5", n=1),
    _modal("redact", "reason", a="A-1", c="CAUDIT", t="1.000100"),
    _modal("rows", "what", a="A-9", d="stakeholder-map"),
    _modal("score", "scores", a="A-9", d="fmea-draft", n=2),
    _modal("tamper", "actor", a="A-11", d="tamper-record"),
    _modal("wording", "s1", a="A-8", n=1),
)
"""What no story here comes past, as 0.1.0 writes it."""
