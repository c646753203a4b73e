"""What stands in a version of a document: its words, its rows.

Owns the look-up, and what is too long to be shown. Must not decide who may open a document: its callers do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, Final

from bot.domain.documents.rows import draft_rows
from bot.domain.documents.state import Version
from bot.domain.documents.stored import rows_of
from bot.domain.evaluations.tamper_record import with_arms
from bot.domain.kernel.columns import Column, Row
from bot.domain.kernel.encodings import EncodingUnknown
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.tables import TableProblem, to_markdown
from bot.ports.confinement import P, ReadingStopped, T, read_stored
from bot.ports.store import Loaded
from bot.slack.kit.request_context import RequestContext

LONGEST_SHOWN: Final = 200_000
"""Bytes of a file that is shown as text."""


async def words(
    ctx: RequestContext, version: Version, longest: int = LONGEST_SHOWN, columns: tuple[Column, ...] = ()
) -> str | None:
    """The words of a version, empty where they were removed; None for what is no text, too long, or on its way.

    `columns`: of a workbook, the sheet that has them. Refuses where the reading takes too much.
    """
    if version.content is None or version.status == "failed":
        return None
    if version.kind != "file":
        return (await ctx.deps.store.texts(ctx.workspace, [version.content])).get(version.content, "")
    if version.size > longest:
        return None
    try:
        _, data = await ctx.deps.files.read(ctx.workspace, version.content)
    except KeyError:
        return ""
    try:
        return await ctx.deps.readers.text(data, columns, version.reads_as)
    except (EncodingUnknown, TableProblem):
        # it was read when it came, or is no document of rows; an earlier release took it for another encoding
        return None
    except ReadingStopped as stopped:
        raise NotNow("reading-stopped") from stopped


async def confined(ctx: RequestContext, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What a reader of something stored answers. Refuses where the reading takes too much."""
    try:
        return await ctx.deps.confinement.call(function, *args, **kwargs)
    except ReadingStopped as stopped:
        raise NotNow("reading-stopped") from stopped


async def stored(
    ctx: RequestContext, read: Callable[Concatenate[str, P], T], text: str, *args: P.args, **kwargs: P.kwargs
) -> T:
    """What a reader of a stored text answers, however long that is. Refuses where the reading takes too much."""
    try:
        return await read_stored(ctx.deps.confinement, read, text, *args, **kwargs)
    except ReadingStopped as stopped:
        raise NotNow("reading-stopped") from stopped


async def rows(ctx: RequestContext, loaded: Loaded, artifact: str, number: int) -> tuple[Row, ...]:
    """The rows of a version; none where there are none, or they were removed."""
    version = next((v for v in loaded.audit.artifacts.get(artifact, ()) if v.number == number and v.rows), None)
    columns = loaded.framework.artifact(artifact).columns
    text = await words(ctx, version, version.size, columns) if version else None
    return await confined(ctx, rows_of, text, columns, version.rows) if version and text else ()


async def drafted(ctx: RequestContext, loaded: Loaded, artifact: str) -> tuple[int, list[tuple[str, Row]]]:
    """(the version the next one goes on from, (id, row) of its draft, or of that version where there is no draft)."""
    draft = loaded.audit.drafts.get(artifact)
    base = draft.base if draft else newest_with_rows(loaded, artifact)
    texts = await ctx.deps.store.texts(ctx.workspace, draft.rows.values()) if draft and draft.rows else {}
    return base, draft_rows(draft, await rows(ctx, loaded, artifact, base), texts)


async def draft_table(ctx: RequestContext, loaded: Loaded, artifact: str) -> str:
    """The rows of a draft as a Markdown table. Refuses where there is none any more."""
    if artifact not in loaded.audit.drafts:
        raise NotNow("draft-gone")
    _, found = await drafted(ctx, loaded, artifact)
    return to_markdown(with_arms(loaded.framework.artifact(artifact)).columns, [row for _, row in found])


def newest_with_rows(loaded: Loaded, artifact: str) -> int:
    """The number of the newest version whose rows could be read; 0 without one."""
    return next((v.number for v in reversed(loaded.audit.artifacts.get(artifact, ())) if v.rows), 0)
