"""Decisions whose key signs no more: signed and posted anew with the one that does, each once.

Owns when that is. How a decision is signed, `decision_files` says; how it is posted, the outbox.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from bot.domain.decision.effects import signed_files
from bot.gate.statement import envelope_of
from bot.wiring.decision_files import DecisionSigning

Tell = Callable[..., Awaitable[None]]
"""Queues effects of an audit, once per request: `Service.tell`."""


async def publish_decisions(signing: DecisionSigning, tell: Tell, workspace: str) -> None:
    """Publish the list of decisions, and have each of an earlier key signed anew.

    Raises OperatorProblem where this process has not the key that signs, Unavailable.
    """
    await signing.publish(workspace)
    ring = await signing.keys(workspace)
    if len(ring.keys) < 2:
        return
    store = signing.storage.store
    for line in await store.audits(workspace):
        loaded = await store.load(workspace, line.key)
        if loaded.audit.decision and await _key_of(signing, workspace, line.key) not in ("", ring.current.id):
            effects = signed_files(loaded.audit, loaded.framework)
            await tell(workspace, line.key, f"signed-anew:{line.key}:{ring.current.id}", *effects)


async def _key_of(signing: DecisionSigning, workspace: str, audit: str) -> str:
    """Which key signed the files of a decision that are published; empty where none are yet."""
    try:
        bundle = await signing.storage.published.read(workspace, f"{audit}/{audit}.sigstore.json")
    except KeyError:
        return ""
    return str(envelope_of(json.loads(bundle))["signatures"][0]["keyid"])
