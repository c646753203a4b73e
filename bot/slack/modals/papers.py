"""Opening the modals about documents and problems found."""

from __future__ import annotations

from bot.domain.findings.rules import finding_with
from bot.domain.kernel.errors import NotNow
from bot.slack.evaluations.tamper_forms import tamper_form
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.contents import words
from bot.slack.kit.opening import check_reader, document, remember, seen
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.modals.meanwhile import standing
from bot.slack.parse.papers import offer_with
from bot.slack.views.modals.document import document_modal
from bot.slack.views.modals.documents import documents_modal
from bot.slack.views.modals.finding import answer_finding_modal, dispose_modal, finding_modal
from bot.slack.views.modals.review import review_modal
from bot.slack.views.modals.still_not import still_not_modal
from bot.slack.views.modals.submit import submit_modal
from bot.slack.views.modals.template import template_modal
from bot.slack.views.modals.use_as import use_as_modal


async def open_submit(visit: RequestContext, value: ButtonValue) -> Response:
    """Hand in a document; which one may be chosen already."""
    loaded, scene = await seen(visit, value)
    memory = remember(visit, value, number=0)
    if value.artifact and document(loaded, value.artifact).tampering:
        return Open(await tamper_form(visit, loaded, scene, memory))
    return Open(submit_modal(scene, memory))


async def open_offer(visit: RequestContext, value: ButtonValue) -> Response:
    """[Something else]: the reply is a document, but which?"""
    loaded, scene = await seen(visit, value)
    offer = offer_with(loaded.audit, value.key)
    return Open(use_as_modal(scene, remember(visit, value), scene.raw(offer.name) or ""))


async def open_template(visit: RequestContext, value: ButtonValue) -> Response:
    """The template of a document."""
    loaded, scene = await seen(visit, value)
    return Open(template_modal(scene, remember(visit, value), document(loaded, value.artifact)))


async def open_documents(visit: RequestContext, value: ButtonValue) -> Response:
    """All documents of an audit."""
    _, scene = await seen(visit, value)
    return Open(documents_modal(scene, remember(visit, value)))


async def open_document(visit: RequestContext, value: ButtonValue) -> Response:
    """One version of a document; a restricted one for its readers alone."""
    loaded, scene = await seen(visit, value)
    spec = document(loaded, value.artifact)
    latest = loaded.audit.latest(spec.key)
    version = scene.version(spec.key, value.number) or latest
    if version is None:
        raise NotNow("document-not-there")
    check_reader(visit, loaded, spec)
    source = version.source
    link = scene.linked_message(source, visit.say("document-source")) if source and source.ts else ""
    body = await words(visit, version)
    return Open(document_modal(scene, remember(visit, value, number=version.number), spec, version, body, link))


async def open_review(visit: RequestContext, value: ButtonValue) -> Response:
    """Accept a version, or ask for changes."""
    return await _review(visit, value, "")


async def open_changes(visit: RequestContext, value: ButtonValue) -> Response:
    """Ask for changes."""
    return await _review(visit, value, "changes")


async def _review(visit: RequestContext, value: ButtonValue, verdict: str) -> Response:
    loaded, scene = await seen(visit, value)
    spec = document(loaded, value.artifact)
    version = scene.version(spec.key, value.number) or loaded.audit.latest(spec.key)
    if version is None:
        raise NotNow("document-not-there")
    check_reader(visit, loaded, spec)
    meta = remember(visit, value, number=version.number, seen=standing(version))
    return Open(review_modal(scene, meta, spec, version, verdict))


async def open_still_not(visit: RequestContext, value: ButtonValue) -> Response:
    """Say what a new version still lacks."""
    loaded, scene = await seen(visit, value)
    request = next((r for r in loaded.audit.requests if r.number == value.number), None)
    if request is None:
        raise NotNow("request-gone")
    return Open(still_not_modal(scene, remember(visit, value), request))


async def open_finding(visit: RequestContext, value: ButtonValue) -> Response:
    """Log a problem; with a number, in place of another round of changes."""
    loaded, scene = await seen(visit, value)
    request = next((r for r in loaded.audit.requests if r.number == value.number), None)
    number = request.number if request else 0
    return Open(finding_modal(scene, remember(visit, value, number=number), request))


async def open_answer_finding(visit: RequestContext, value: ButtonValue) -> Response:
    """The owner of a problem says what was done about it."""
    loaded, scene = await seen(visit, value)
    finding = finding_with(loaded.audit, value.number)
    return Open(answer_finding_modal(scene, remember(visit, value), finding, owner=finding.owner == visit.who))


async def open_dispose(visit: RequestContext, value: ButtonValue) -> Response:
    """Say what became of a problem."""
    loaded, scene = await seen(visit, value)
    if not loaded.audit.findings:
        raise NotNow("finding-none")
    return Open(dispose_modal(scene, remember(visit, value)))
