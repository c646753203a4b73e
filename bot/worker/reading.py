"""Reading what was stored: the rows of a document that consists of rows.

Owns that a file is read away from the loop. Must not know how a table is read, nor what follows from a bad row.
"""

from __future__ import annotations

import asyncio

from bot.domain.columns import Column
from bot.domain.content import Digest
from bot.domain.tables import decoded, read_table
from bot.ports import EffectJob, Loaded
from bot.worker.parts import Parts


async def rows_in(parts: Parts, job: EffectJob, loaded: Loaded | None, artifact: str, content: Digest) -> int:
    """How many rows a stored file has; 0 for a document of words, and for a file that is no text (a PDF).

    Raises TableProblem where it is a text, and one of its rows does not fit.
    """
    known = loaded is not None and loaded.framework.has_artifact(artifact)
    columns = loaded.framework.artifact(artifact).columns if loaded and known else ()
    if not columns:
        return 0
    _, data = await parts.files.read(job.workspace, content)
    return await asyncio.to_thread(_rows, data, columns)


def _rows(data: bytes, columns: tuple[Column, ...]) -> int:
    text = decoded(data)
    return 0 if text is None else len(read_table(text, columns))
