"""`smactr keys`: the keys that decisions are signed with, listed and changed beside a running bot.

Owns the command's way through the record, and its lines. What a key ring is, `bot.governance.attestation.keys` says.
"""

from __future__ import annotations

from bot.domain.kernel.text import Text
from bot.governance.attestation.keys import SigningKey
from bot.settings import CannotRun, Settings
from bot.slack.kit.localization import Texts
from bot.wiring.decision_files import DecisionSigning
from bot.wiring.open_record import Surroundings, reading
from bot.wiring.texts import read_texts, words
from storage import Storage


async def key_lines(
    settings: Settings, workspace: str = "", *, rotate: bool = False, revoke: str = "", why: str = ""
) -> list[str]:
    """Every key as one line, after what was asked for was done; and how the list of decisions is read.

    Raises CannotRun.
    """
    around, say = Surroundings(), read_texts()
    if revoke and not why.strip():
        raise CannotRun(say("keys-why-missing"))
    async with reading(settings, around) as storage:
        where = await _workspace(storage, workspace)
        signing = DecisionSigning.of(storage, around.clock, settings)
        if revoke:
            await signing.revoke(where, revoke, why.strip())
        if rotate:
            await signing.rotate(where)
        ring = await signing.keys(where)
        lines = [_line(say, key) for key in ring.keys] or [say("keys-none")]
        return [*lines, say("keys-status", token=signing.token(where))]


def _line(say: Texts, key: SigningKey) -> str:
    state = "revoked" if key.revoked else "ended" if key.until else "signs"
    until = f"{key.until:%Y-%m-%d}" if key.until else ""
    return say("keys-line", state=state, key=key.id, since=f"{key.since:%Y-%m-%d}", until=until, why=key.why)


async def _workspace(storage: Storage, named: str) -> str:
    found = sorted({workspace for workspace, _ in await storage.attack_tables.audits()})
    if named or len(found) == 1:
        return named or found[0]
    raise CannotRun(words(Text("keys-workspace-missing", workspaces=found)))
