"""Files that the bot posted before something was erased: deleted in Slack, and posted anew without it.

Owns which of them may hold it, and which are needed again. How they are drawn is `bot.reports`; how they are deleted,
the Chat port's.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.effects import Rendering
from bot.ports.chat import NotYet, Terminal
from bot.ports.outbox import EffectJob, PostedFiles
from bot.ports.store import Loaded
from bot.worker.dependencies import WorkerDependencies


async def take_back(deps: WorkerDependencies, job: EffectJob, loaded: Loaded, erased: Digest) -> None:
    """Delete what may show an erased content, once what replaces it is queued. Raises NotYet while some is on its way.

    Whatever is queued after the erasure is drawn without it.
    """
    posted = await deps.outbox.posted_files(job.workspace, job.audit, job.id)
    stale = [each for each in posted if may_hold(loaded.audit, each.effect.rendering, erased)]
    if any(each.under_way for each in stale):
        raise NotYet("files-under-way")
    for each in needed_again(loaded.audit, stale):
        await deps.service.tell(job.workspace, job.audit, f"drawn-anew:{job.id}:{each.id}", each.effect)
    refused: list[Terminal] = []
    for each in stale:
        try:
            await deps.chat.delete_files(job.workspace, each.files, each.sent)
        except Terminal as problem:
            # one that Slack keeps is no reason to leave the others standing
            refused.append(problem)
            continue
        await deps.outbox.files_deleted(each)
    if refused:
        raise refused[0]


def may_hold(audit: Audit, rendering: Rendering, erased: Digest) -> bool:
    """Whether what was erased may stand in what was drawn; a signed decision holds digests, and the manifests.

    A file of due dates holds nothing that anybody typed.
    """
    if rendering.kind == "due-dates":
        return False
    if rendering.kind == "signed-decision":
        return any(manifest.content == erased for manifest in audit.manifests)
    return True


def needed_again(audit: Audit, posted: Sequence[PostedFiles]) -> list[PostedFiles]:
    """The newest of each kind in its place; of a round of voting that is over nobody votes by its page any more."""
    newest = {(each.effect.place, each.effect.rendering): each for each in posted}
    return [each for each in newest.values() if _is_used(audit, each.effect.rendering)]


def _is_used(audit: Audit, rendering: Rendering) -> bool:
    if rendering.kind != "ballot-page":
        return True
    return audit.ballot is not None and (audit.ballot.number, audit.ballot.status) == (rendering.number, "open")
