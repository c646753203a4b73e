"""Opening the modals of blind scoring, and revealing what was sealed.

Owns these openers. Must not write anything but by `bot.service`.
"""

from __future__ import annotations

from bot.domain.documents.commands import RevealScores
from bot.domain.documents.scoring import scoring_of
from bot.domain.kernel.errors import NotNow
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.contents import newest_with_rows, rows
from bot.slack.kit.opening import check_reader, click, document, remember
from bot.slack.kit.payloads import Press
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Redraw, Reply, Response
from bot.slack.views.modals.rows import HERE
from bot.slack.views.modals.scoring import score_modal, scores_modal


async def open_score(visit: RequestContext, value: ButtonValue) -> Response:
    """A paper of their own, for the newest rows of a document."""
    loaded = await visit.audit(value.audit)
    spec = document(loaded, value.artifact)
    check_reader(visit, loaded, spec)
    number = newest_with_rows(loaded, spec.key)
    found = await rows(visit, loaded, spec.key, number)
    if not found:
        raise NotNow("score-no-rows")
    view = score_modal(visit.bare_scene(loaded), remember(visit, value, number=number, key=""), spec, found)
    return Redraw(view) if value.key == HERE else Open(view)


async def open_scores(visit: RequestContext, value: ButtonValue) -> Response:
    """Everybody's scores, after the reveal."""
    loaded = await visit.audit(value.audit)
    spec = document(loaded, value.artifact)
    check_reader(visit, loaded, spec)
    scoring = scoring_of(loaded.audit, spec.key, value.number)
    if scoring is None or scoring.status != "revealed":
        raise NotNow("score-sealed")
    found = await rows(visit, loaded, spec.key, value.number)
    view = scores_modal(visit.bare_scene(loaded), remember(visit, value), spec, found, scoring)
    return Redraw(view) if value.key == HERE else Open(view)


async def reveal(visit: RequestContext, pressed: Press) -> Response:
    """Open all scores together; they are there as soon as the papers were unsealed."""
    loaded = await visit.audit(pressed.value.audit)
    common = (await visit.author()).common(loaded.audit.key, click(pressed, loaded.audit))
    command = RevealScores(**common, artifact=pressed.value.artifact, version=pressed.value.number)
    await visit.deps.service.execute(command, known=loaded)
    visit.deps.wake()
    return Reply(visit.say("score-revealing"))
