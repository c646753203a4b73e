"""Opening the modals of documents that consist of rows, and what is seen after a row was kept or taken out.

Owns these openers. Must not write anything but by `bot.service`.
"""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.domain.documents.commands import DropDraft, RemoveRow
from bot.domain.documents.rows import owns
from bot.domain.documents.rules import may_open
from bot.domain.evaluations.tamper_record import with_arms
from bot.domain.kernel.errors import Invalid, NotAllowed
from bot.domain.kernel.framework import ArtifactSpec
from bot.ports import Loaded
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.contents import drafted
from bot.slack.kit.opening import click, document, remember
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Redraw, Response
from bot.slack.views.modals.rows import HERE, row_modal, rows_modal


async def open_rows(visit: RequestContext, value: ButtonValue) -> Response:
    """All rows: of the draft, or of the newest version. `number` is the page where the modal is open already."""
    loaded, spec = await _readable(visit, value)
    here = value.key == HERE
    view = await _list(visit, loaded, spec, page=value.number if here else 0)
    return Redraw(view) if here else Open(view)


async def open_add(visit: RequestContext, value: ButtonValue) -> Response:
    """The form of a new row."""
    loaded, spec = await _readable(visit, value)
    base, _ = await drafted(visit, loaded, spec.key)
    view = row_modal(visit.bare_scene(loaded), remember(visit, value, number=base, key=""), spec, {})
    return Redraw(view) if value.key == HERE else Open(view)


async def open_edit(visit: RequestContext, value: ButtonValue) -> Response:
    """The form of a row that is there."""
    loaded, spec = await _readable(visit, value)
    base, rows = await drafted(visit, loaded, spec.key)
    cells = dict(rows).get(value.key)
    if cells is None:
        return Redraw(await _list(visit, loaded, spec))
    return Redraw(row_modal(visit.bare_scene(loaded), remember(visit, value, number=base), spec, cells))


async def remove(visit: RequestContext, pressed: Press) -> Response:
    """Take a row out of the draft, and show the others."""
    loaded, spec = await _readable(visit, pressed.value)
    common = (await visit.author()).common(loaded.audit.key, click(pressed, loaded.audit))
    command = RemoveRow(**common, artifact=spec.key, row=pressed.value.key, base=pressed.value.number)
    return await _done(visit, loaded, spec, command)


async def drop(visit: RequestContext, pressed: Press) -> Response:
    """Forget the draft, and show what the newest version says."""
    loaded, spec = await _readable(visit, pressed.value)
    common = (await visit.author()).common(loaded.audit.key, click(pressed, loaded.audit))
    return await _done(visit, loaded, spec, DropDraft(**common, artifact=spec.key))


async def _done(visit: RequestContext, loaded: Loaded, spec: ArtifactSpec, command: RemoveRow | DropDraft) -> Response:
    done = await visit.deps.service.execute(command, known=loaded)
    visit.deps.wake()
    return Redraw(await _list(visit, Loaded(done.audit, done.framework, loaded.head), spec))


async def after_row(visit: RequestContext, submission: Submission, loaded: Loaded) -> Response:
    """A row was kept: all of them, with the way to hand them in."""
    return Redraw(await _list(visit, loaded, with_arms(document(loaded, submission.meta.artifact))))


async def _list(visit: RequestContext, loaded: Loaded, spec: ArtifactSpec, page: int = 0) -> View:
    base, rows = await drafted(visit, loaded, spec.key)
    meta = remember(visit, ButtonValue(audit=loaded.audit.key, artifact=spec.key, number=base))
    may_edit = owns(loaded.audit, spec, visit.who, visit.now) and not loaded.audit.over
    return rows_modal(visit.bare_scene(loaded), meta, spec, rows, owns=may_edit, page=page)


async def _readable(visit: RequestContext, value: ButtonValue) -> tuple[Loaded, ArtifactSpec]:
    """The audit and a document of rows that this person may read: its readers, and those who put it together."""
    loaded = await visit.audit(value.audit)
    spec = with_arms(document(loaded, value.artifact))
    if not spec.columns:
        raise Invalid("document-without-rows")
    may = may_open(loaded.audit, loaded.framework, spec.key, visit.who, visit.today)
    if not may and not owns(loaded.audit, spec, visit.who, visit.now):
        raise NotAllowed("document-restricted", roles=[loaded.framework.role(r).title for r in spec.restricted_to])
    return loaded, spec
