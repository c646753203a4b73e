"""Reading a manifest: a file is fetched and stored, a text is there; what it says becomes a command.

Owns the way of one manifest. Must not know its form, nor what it is good for.
"""

from __future__ import annotations

from typing import Any

import orjson

from bot.domain.evaluations.commands import FailManifest, RecordManifest
from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.effects import ReadManifest
from bot.domain.kernel.registry import Command
from bot.ports.files import FileProblem
from bot.ports.manifest_reader import UnreadableManifest
from bot.ports.store import Loaded
from bot.worker.dependencies import WorkerDependencies


async def read_manifest(
    deps: WorkerDependencies, loaded: Loaded, wanted: ReadManifest, common: dict[str, Any]
) -> Command:
    """Read one manifest; the command that records what it says, or that it is none."""
    try:
        content, data = await _data(deps, loaded, wanted)
        said = await deps.manifests.read(data)
    except FileProblem as problem:
        return failed(deps, common, wanted.number, f"problem-{problem.problem}", {})
    except UnreadableManifest as problem:
        return failed(deps, common, wanted.number, problem.problem, problem.params)
    return RecordManifest(**common, number=wanted.number, content=content, **said._asdict())


async def _data(deps: WorkerDependencies, loaded: Loaded, wanted: ReadManifest) -> tuple[Digest, bytes]:
    workspace = loaded.audit.workspace
    if wanted.file:
        file = await deps.chat.fetch(workspace, wanted.file)
        content, _ = await deps.files.admit(workspace, loaded.audit.key, file)
        return content, (await deps.files.read(workspace, content))[1]
    pasted = next((m.content for m in loaded.audit.manifests if m.number == wanted.number), None) or ""
    return pasted, (await deps.store.texts(workspace, [pasted])).get(pasted, "").encode()


def failed(
    deps: WorkerDependencies, common: dict[str, Any], number: int, problem: str, params: dict[str, str | int]
) -> FailManifest:
    """The command that says why it is none."""
    said = Prose(salt=deps.ids.salt(), text=orjson.dumps(params, option=orjson.OPT_SORT_KEYS).decode())
    return FailManifest(**common, number=number, problem=problem, params=said)
