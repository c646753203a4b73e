"""Reading a result file: fetched, stored, handed to the readers; what they say becomes a command.

Owns the way of one file. Must not know formats, nor what a result is good for.
"""

from __future__ import annotations

from typing import Any

import orjson

from bot.domain.evaluations.commands import FailReading, RecordReading
from bot.domain.evaluations.excerpt import say_the_same
from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.effects import ReadResult
from bot.domain.kernel.registry import Command
from bot.ports.confinement import read_stored
from bot.ports.files import FileProblem
from bot.ports.result_reader import UnreadableResult
from bot.ports.store import Loaded
from bot.worker.dependencies import WorkerDependencies


async def read_result(deps: WorkerDependencies, loaded: Loaded, wanted: ReadResult, common: dict[str, Any]) -> Command:
    """Read one file; the command that records what it says, or that it cannot be read."""
    number, workspace = wanted.number, loaded.audit.workspace
    try:
        file = await deps.chat.fetch(workspace, wanted.file)
        content, size = await deps.files.admit(workspace, loaded.audit.key, file)
        _, data = await deps.files.read(workspace, content)
        read = await deps.readers.stored(data)
    except FileProblem as problem:
        return _failed(deps, common, number, problem.problem, {})
    except UnreadableResult as problem:
        return _failed(deps, common, number, problem.problem, problem.params)
    reading = Prose(salt=deps.ids.salt(), text=read.text)
    same = await _said_before(deps, loaded, number, reading.text, data)
    return RecordReading(
        **common, number=number, content=content, size=size, result=read.essence, reading=reading, same_as=same
    )


async def _said_before(deps: WorkerDependencies, loaded: Loaded, number: int, reading: str, data: bytes) -> int:
    """The first result whose file said the same: its values were known, and a threshold could be set by them.

    The same file is the same result, even where an earlier release took other things out of it.
    """
    read = {r.reading: r for r in loaded.audit.results if r.reading and r.number != number}
    texts = await deps.store.texts(loaded.audit.workspace, read)
    for digest, earlier in read.items():
        shorter, longer = sorted((texts.get(digest, ""), reading), key=len)
        if await read_stored(deps.confinement, say_the_same, longer, shorter):
            return earlier.number
        if earlier.content and earlier.size == len(data) and await _are(deps, loaded, earlier.content, data):
            return earlier.number
    return 0


async def _are(deps: WorkerDependencies, loaded: Loaded, content: Digest, data: bytes) -> bool:
    """Whether a stored file has these bytes; one that was erased has none."""
    try:
        _, kept = await deps.files.read(loaded.audit.workspace, content)
    except KeyError:
        return False
    return kept == data


def _failed(
    deps: WorkerDependencies, common: dict[str, Any], number: int, problem: str, params: dict[str, str | int]
) -> Command:
    said = Prose(salt=deps.ids.salt(), text=orjson.dumps(params, option=orjson.OPT_SORT_KEYS).decode())
    return FailReading(**common, number=number, problem=problem, params=said, offer=deps.ids.id())
