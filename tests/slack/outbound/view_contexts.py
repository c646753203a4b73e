"""View contexts of played audits, and what a drawing says.

Owns how these tests look at drawings: through Slack's own checks, as the sandbox has them. Must not test anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from slack_sdk.models.blocks import Block

from bot.domain.kernel.content import Digest
from bot.ports.store import Loaded
from bot.sandbox import readable
from bot.sandbox.blocks.check import check_blocks, check_size, check_view
from bot.slack.kit.localization import Texts
from bot.slack.kit.message_limits import Drawing, as_json
from bot.slack.kit.view_context import ViewContext
from bot.slack.kit.visibility import prose_of
from bot.wiring.texts import read_texts
from tests.builders import Play
from tests.conformance.slack.lengths import too_long

ADDRESS = "https://example.slack.com/"

HEAD = "sha256:" + "ab" * 32

TOKEN = re.compile(r"<([^>]*)>")


def say() -> Texts:
    """The whole catalogue, strict, in the words it has now."""
    return read_texts(strict=True)


@cache
def words(key: str) -> str:
    """Words that stand in a text whatever fills it, and if possible in no other: a message that says it has them."""
    others = "\0".join(part for other in say().keys - {key} for part in say().fixed(other))
    parts = sorted((part.strip() for part in say().fixed(key)), key=len, reverse=True)
    return next((part for part in parts if part not in others), parts[0])


def says(read: str, key: str, /, **given: str | int | date) -> bool:
    """Whether somebody reads a text, with these of its arguments and whatever others."""
    return re.search(".*?".join(map(re.escape, say().fixed(key, **given))), read, re.DOTALL) is not None


def offer_of(document: str, number: int = 1, *, file: str = "") -> str:
    """The question whether a file, or what somebody wrote, is a document."""
    return say()("offer-as", name=f"`{file}`" if file else say()("offer-text"), document=document, number=str(number))


def loaded(play: Play) -> Loaded:
    """The audit as the store would hand it out."""
    return Loaded(play.audit, play.framework, HEAD)


def context_of(
    play: Play, *, links: Mapping[str, str] | None = None, texts: Mapping[Digest, str] | None = None
) -> ViewContext:
    """The view context of a played audit, with every text there is and a head for every event."""
    audit = play.audit
    there = {d: play.prose[d].text for d in prose_of(audit) if d in play.prose}
    return ViewContext(
        loaded=loaded(play),
        texts=there if texts is None else texts,
        say=say(),
        now=play.clock.now(),
        heads={n: f"sha256:{n:064x}" for n in range(1, audit.seq + 1)},
        links=links or {},
        base=ADDRESS,
    )


def shown(drawing: Drawing) -> str:
    """What a person reads of a drawing; fails where Slack would refuse it."""
    for message in drawing:
        assert 0 < len(message.text) <= 4000
        check_blocks(message.json)
        check_size(message.json)
        assert not too_long({"blocks": message.json}, "message")
    return "\n".join(readable(message.json) for message in drawing)


def shown_home(blocks: Iterable[Block]) -> str:
    """The same of an App Home."""
    drawn = as_json(blocks)
    check_view({"type": "home", "blocks": drawn}, ("home",))
    assert not too_long({"blocks": drawn}, "home")
    return readable(drawn)


def buttons(blocks: Iterable[Block]) -> list[str]:
    """The action ids of every button, menu option and accessory, in order."""
    return [str(e["action_id"]) for e in elements(blocks)]


def values(blocks: Iterable[Block], action: str) -> list[str]:
    """The values of the buttons with an action id."""
    return [str(e["value"]) for e in elements(blocks) if e["action_id"] == action]


def elements(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Everything that can be pressed."""
    found: list[dict[str, Any]] = []
    for block in as_json(blocks):
        found += [e for e in block.get("elements", ()) if "action_id" in e]
        found += [block["accessory"]] if "accessory" in block else []
    return found


def blocks_of(drawing: Drawing) -> list[Block]:
    """All blocks of all parts."""
    return [block for message in drawing for block in message.blocks]


def tokens(blocks: Iterable[Block]) -> set[str]:
    """Every token that acts: mentions, links, dates."""
    return {token for block in as_json(blocks) for text in _mrkdwn(block) for token in TOKEN.findall(text)}


def _mrkdwn(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["text"]] if node.get("type") == "mrkdwn" else []
        return own + [text for value in node.values() for text in _mrkdwn(value)]
    return [text for item in node for text in _mrkdwn(item)] if isinstance(node, list) else []
