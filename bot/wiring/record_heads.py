"""Signed heads: written when a stage closes and when it is decided, and what `smactr verify` makes of them.

Owns the file of an audit's heads and their comparison with the record. What a head is, `storage.chain` says; what is
signed of it, `bot.governance.attestation.heads`.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial

from bot.domain.kernel.text import OperatorProblem, Text
from bot.governance.attestation.heads import SignedHead, head_statement, heads_file, signed_heads
from bot.governance.attestation.keys import key_ring
from bot.ports.progress import Watch, unwatched
from bot.settings import Settings
from bot.wiring.decision_files import DecisionSigning
from bot.wiring.open_record import reading
from bot.wiring.replay_processes import replay
from storage import Problem, Report, Storage, Verified


@dataclass(frozen=True, slots=True)
class CheckedHeads:
    """Of one audit: how many of its heads are signed, and the last of them."""

    audit: str
    count: int
    last: SignedHead


async def sign_head(signing: DecisionSigning, workspace: str, audit: str, event: int) -> None:
    """Sign the head at an event and keep it beside the others; once."""
    published, name = signing.storage.published, heads_file(audit)
    try:
        there = await published.read(workspace, name)
    except KeyError:
        there = b""
    ring = await signing.keys(workspace)
    if any(each and each.event == event for each in signed_heads(there, ring, workspace, audit)):
        return
    head = await signing.storage.store.head_at(workspace, audit, event)
    signer = await signing.signer(workspace)
    statement = head_statement(workspace, audit, SignedHead(event, head), signing.clock.now())
    signed = await asyncio.to_thread(signer.sign, statement)
    await published.write(workspace, name, there + signed.envelope + b"\n")


async def verified(
    settings: Settings,
    audit: str | None,
    head: str | None,
    *,
    chain_only: bool = False,
    watch: Watch = unwatched,
) -> tuple[Report, list[CheckedHeads]]:
    """Replay what is stored, and hold it against the heads that were signed. Raises CannotRun.

    `chain_only`: the chains alone, for a quick answer.
    """
    async with reading(settings) as storage:
        if chain_only:
            report = await storage.verify_chains(None, audit, head, watch)
        else:
            report = await storage.verify(None, audit, head, partial(replay, settings, storage, watch))
        checked = [await check_heads(storage, each, report.problems) for each in report.audits]
    return report, [each for each in checked if each]


async def check_heads(storage: Storage, audit: Verified, problems: list[Problem]) -> CheckedHeads | None:
    """The signed heads of an audit, what is wrong with them among the problems; None where none was signed."""
    try:
        data = await storage.published.read(audit.workspace, heads_file(audit.audit))
        ring = await key_ring(storage.published, audit.workspace)
    except KeyError:
        return None
    except OperatorProblem as problem:
        problems.append(Problem("signed-head", audit.workspace, audit.audit, problem.text))
        return None
    right = list[SignedHead]()
    for found in signed_heads(data, ring, audit.workspace, audit.audit):
        wrong = await _wrong(storage, audit, found)
        if wrong:
            problems.append(Problem("signed-head", audit.workspace, audit.audit, wrong))
        elif found:
            right.append(found)
    return CheckedHeads(audit.audit, len(right), right[-1]) if right else None


async def _wrong(storage: Storage, audit: Verified, found: SignedHead | None) -> Text | None:
    if found is None:
        return Text("verify-signed-head-unsigned")
    if found.event > audit.events:
        return Text("verify-signed-head-cut", event=found.event, events=audit.events)
    head = await storage.store.head_at(audit.workspace, audit.audit, found.event)
    return None if head == found.head else Text("verify-signed-head-differs", event=found.event, head=found.head)
