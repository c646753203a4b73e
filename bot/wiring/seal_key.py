"""The key that seals, lost: what stays closed for good, and going on with another one.

Owns the operator's way there. What sealing is, `storage.sealing` says; what follows for a round of voting, the rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.evaluations.risks import sealed_thresholds
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.ports.store import CannotOpen
from bot.settings import Settings
from bot.slack.kit.localization import Texts
from bot.wiring.open_record import opened
from bot.wiring.texts import read_texts
from storage import Storage


async def go_on_with_another_key(settings: Settings) -> list[str]:
    """Take the key that is set now, or a new one in the data folder, as the record's; what is lost, a line each.

    Raises CannotRun, also while the bot runs on SQLite.
    """
    say = read_texts()
    async with opened(settings, key_lost=True) as storage:
        lost = [line for _, line in await closed_for_good(storage, say)]
    return [say("seal-key-given-up"), *(lost or [say("seal-key-nothing-lost")])]


async def closed_for_good(storage: Storage, say: Texts) -> list[tuple[str, str]]:
    """(audit, line) of every sealed text that waits to be opened and that no key opens any more."""
    found = []
    for workspace, key in await storage.attack_tables.audits():
        audit = (await storage.store.load(workspace, key)).audit
        for digest, line in _waiting(audit, say):
            try:
                await storage.store.sealed(workspace, [digest])
            except CannotOpen:
                found.append((key, line))
    return found


def _waiting(audit: Audit, say: Texts) -> Iterator[tuple[Digest, str]]:
    """What is sealed and not revealed yet, each with its line."""
    for ballot in audit.ballots:
        if ballot.status in ("open", "closed"):
            for who, digest in ballot.sealed.items():
                yield digest, say("sealed-ballot", audit=audit.key, round=ballot.number, person=who)
    for risk in audit.risks:
        for digest in sealed_thresholds(audit, risk.key).values():
            yield digest, say("sealed-threshold", audit=audit.key, risk=risk.key)
    for scoring in audit.scorings:
        if scoring.status != "revealed":
            for who, digest in scoring.papers.items():
                yield digest, say("sealed-scores", audit=audit.key, document=scoring.artifact, person=who)
