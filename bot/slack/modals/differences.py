"""Opening the modal of what changed: between two versions of a document, or since somebody signed.

Owns which versions are compared, and that nobody reads in a difference what they may not open.
"""

from __future__ import annotations

import asyncio

from bot.domain.documents.differences import row_changes, text_changes
from bot.domain.documents.rules import may_open
from bot.domain.documents.state import Version
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.framework import ArtifactSpec
from bot.ports import Loaded
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.contents import rows, words
from bot.slack.kit.opening import check_reader, document, known_stage, remember, seen
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.views.modals.difference import Changes, Compared, difference_modal


async def open_difference(visit: RequestContext, value: ButtonValue) -> Response:
    """What changed from one version of a document (`key`) to another (`number`), for its readers alone."""
    loaded, scene = await seen(visit, value)
    spec = document(loaded, value.artifact)
    check_reader(visit, loaded, spec)
    before = scene.version(spec.key, int(value.key) if value.key.isdecimal() else 0)
    after = scene.version(spec.key, value.number)
    if before is None or after is None:
        raise NotNow("document-not-there")
    compared = Compared(spec, before.number, after, await _changes(visit, loaded, spec, before, after))
    return Open(difference_modal(scene, remember(visit, value), [compared]))


async def open_since_signed(visit: RequestContext, value: ButtonValue) -> Response:
    """What changed in the documents of a stage since this person signed it."""
    loaded, scene = await seen(visit, value)
    stage = known_stage(loaded, value.stage)
    given = [s for s in scene.stage_state(stage).signatures if (s.person, s.role) == (visit.who, value.role)]
    signed = given[-1].versions if given else {}
    compared = []
    for spec in loaded.framework.stage(stage).artifacts:
        before = scene.version(spec.key, signed.get(spec.key, 0))
        after = loaded.audit.accepted(spec.key)
        if before and after and before.number != after.number:
            may = may_open(loaded.audit, loaded.framework, spec.key, visit.who, visit.today)
            changes: Changes = await _changes(visit, loaded, spec, before, after) if may else "closed"
            compared.append(Compared(spec, before.number, after, changes))
    return Open(difference_modal(scene, remember(visit, value), compared))


async def _changes(
    visit: RequestContext, loaded: Loaded, spec: ArtifactSpec, before: Version, after: Version
) -> Changes:
    """The rows that changed, else the lines."""
    if before.rows and after.rows:
        old, new = [await rows(visit, loaded, spec.key, v.number) for v in (before, after)]
        return await asyncio.to_thread(row_changes, spec.columns, old, new)
    said, says = await words(visit, before), await words(visit, after)
    return await asyncio.to_thread(text_changes, said, says) if said and says else "unlike"
