"""Problems that are put on record by one press.

Owns the words they are logged with: a person may log others in the modal. Must not know who may: the domain decides.
"""

from __future__ import annotations

from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.errors import NotNow
from bot.slack.documents.lines import lacking
from bot.slack.kit.mrkdwn import unescape
from bot.slack.kit.opening import click, document
from bot.slack.kit.payloads import Press
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response


async def log_missing(visit: RequestContext, pressed: Press) -> Response:
    """Parts of a document are missing: a problem found, until somebody says what became of it."""
    loaded = await visit.audit(pressed.value.audit)
    spec = document(loaded, pressed.value.artifact)
    versions = loaded.audit.artifacts.get(spec.key, ())
    version = next((v for v in versions if v.number == pressed.value.number), None)
    if version is None or not version.missing:
        raise NotNow("missing-nothing")
    parts = unescape(lacking(spec, version))
    words = visit.say("missing-logged", document=spec.title, number=version.number, parts=parts)
    logged = [f.text for f in loaded.audit.findings if f.artifact == spec.key]
    if words in (await visit.deps.store.texts(visit.workspace, logged)).values():
        return Reply(visit.say("missing-already"))
    author = await visit.author()
    await visit.deps.service.execute(
        LogFinding(
            **author.common(loaded.audit.key, click(pressed, loaded.audit)),
            stage=loaded.framework.stage_of(spec.key).key,
            severity="medium",
            text=author.prose(words),
            artifact=spec.key,
        ),
        known=loaded,
    )
    visit.deps.wake()
    return Reply(visit.say("missing-on-record"))
