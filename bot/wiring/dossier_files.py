"""`smactr dossier`: gathers what a dossier is made of, from the record alone, and writes its folder.

Owns which texts of the record go into it for whom. What is signed is `bot.governance.attestation.dossier`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import closing
from itertools import accumulate
from pathlib import Path

from bot.confinement.processes import ConfinedProcesses
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.text import Text
from bot.evaluations.confined_readers import MODULES
from bot.gate.statement import StatementProblem, bounded
from bot.governance.attestation.dossier import (
    Dossier,
    Gap,
    ShownContent,
    document_files,
    dossier_files,
    of_everybody,
    restricted_contents,
)
from bot.governance.attestation.heads import heads_file, heads_until
from bot.reports import report
from bot.reports.report_data import Material, gather
from bot.settings import CannotRun, Settings
from bot.wiring.decision_files import DecisionSigning
from bot.wiring.open_record import Surroundings, reading
from bot.wiring.report_files import save_files, sources_of, told_event, workspace_of
from bot.wiring.texts import read_texts, words
from storage import Storage
from storage.chain import EMPTY, link
from storage.contents import content_digests
from storage.copies import Copy


async def written_dossier(
    settings: Settings,
    audit: str,
    workspace: str,
    as_of: int | None,
    reader: str,
    folder: Path,
    signatures: Path | None = None,
) -> Path:
    """Write the dossier of an audit into a folder that is not there yet or empty; the folder. Raises CannotRun.

    `as_of`: the number of the event it tells of; None for the last. `reader`: the role it is for; empty: everybody who
    may see the audit. `signatures`: a folder with what seats signed beside the bot, as files of `ssh-keygen`.
    """
    around = Surroundings()
    if await asyncio.to_thread(_is_taken, folder):
        raise CannotRun(words(Text("dossier-folder-taken", folder=str(folder))))
    with closing(ConfinedProcesses(MODULES)) as confinement:
        async with reading(settings, around) as storage:
            where = await workspace_of(storage, audit, workspace)
            loaded = await storage.store.load(where, audit)
            await told_event(storage.store, loaded, as_of)
            if reader and reader not in {role.key for role in loaded.framework.roles}:
                raise CannotRun(words(Text("dossier-no-role", role=reader)))
            signing = DecisionSigning.of(storage, around.clock, settings)
            sources = sources_of(storage, around.clock, "", read_texts(), settings, confinement)
            material = await gather(sources, loaded, as_of or loaded.audit.seq)
            signed = await signing.files(material.loaded, as_of=material.at if material.later else None)
            if signatures and signed:
                signed |= await asyncio.to_thread(_of_seats, signatures, audit)
            signer = await signing.signer(where)
            records, shown, gaps = await _contents(storage, material, reader)
            dossier = Dossier(
                audit=material.audit,
                records=records,
                chain=list(accumulate(records, link, initial=EMPTY))[1:],
                shown=shown,
                gaps=gaps,
                reports={file.name: file.data for file in report.draw(material)},
                decision=signed,
                names=material.names,
                reader=reader,
                issued=around.clock.now(),
                heads=await _heads(signing, where, audit, material.audit.seq),
                keys=(await signing.keys(where)).keys,
            )
            made = await asyncio.to_thread(dossier_files, dossier, signer)
    await asyncio.to_thread(save_files, folder, made)
    return folder


async def _heads(signing: DecisionSigning, workspace: str, audit: str, event: int) -> bytes:
    try:
        data = await signing.storage.published.read(workspace, heads_file(audit))
    except KeyError:
        return b""
    return heads_until(data, await signing.keys(workspace), workspace, audit, event)


def _of_seats(folder: Path, audit: str) -> dict[str, bytes]:
    """Signatures of seats, by name of their file; whether they are right tells the verifier. Raises CannotRun."""
    try:
        found = {path.name: bounded(path) for path in sorted(folder.glob(f"{audit}.decision.json*.sig"))}
    except (OSError, StatementProblem):
        found = {}
    if not found:
        raise CannotRun(words(Text("dossier-no-signatures", folder=str(folder), audit=audit)))
    return found


def _is_taken(folder: Path) -> bool:
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))


async def _contents(
    storage: Storage, material: Material, reader: str
) -> tuple[list[str], list[ShownContent], list[Gap]]:
    """The events, and of every content that those up to the dossier's own name the bytes or the gap."""
    audit = material.audit
    records = await storage.copies.records(audit.workspace, audit.key)
    bodies = [json.loads(record)["body"] for record in records]
    named = set(dict.fromkeys(digest for body in bodies[: audit.seq] for digest in content_digests(body)))
    redacted = {body["content"]: seq for seq, body in enumerate(bodies, 1) if body["type"] == "ContentRedacted"}
    last = max([audit.seq, *(seq for digest, seq in redacted.items() if digest in named)])
    restricted = restricted_contents(audit, material.framework, reader)
    readable = (set(material.texts) | of_everybody(audit)) & named - restricted.keys() - redacted.keys()
    copies = await storage.copies.open(audit.workspace, readable)
    sealed = await storage.copies.sealed(audit.workspace, named)
    gaps = [
        Gap(digest, _why(digest, redacted, restricted, sealed), restricted.get(digest, ""))
        for digest in sorted(named - copies.keys())
    ]
    return records[:last], _shown(audit, copies), gaps


def _why(digest: Digest, redacted: Mapping[Digest, int], restricted: Mapping[Digest, str], sealed: set[Digest]) -> str:
    if digest in redacted:
        return "redacted"
    if digest in restricted:
        return "restricted"
    return "sealed" if digest in sealed else "withheld"


def _shown(audit: Audit, copies: Mapping[Digest, Copy]) -> list[ShownContent]:
    documents = document_files(audit, {digest: copy.name for digest, copy in copies.items()})
    return [
        ShownContent(digest, copy.salt, copy.data, documents.get(digest, f"texts/{digest.removeprefix('sha256:')}.txt"))
        for digest, copy in copies.items()
    ]
