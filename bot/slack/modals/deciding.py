"""Opening what is read and filled in for the decision: the matrix, a recommendation, the ballot paper."""

from __future__ import annotations

from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.ports import Loaded
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.modal import text_modal
from bot.slack.kit.opening import remember
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.views.modals.matrix import matrix_blocks
from bot.slack.views.modals.recommend import recommend_modal
from bot.slack.views.modals.vote import vote_modal


async def open_vote(visit: RequestContext, value: ButtonValue) -> Response:
    """For a seat of the round that is open; a ballot that was cast can be replaced."""
    loaded = await visit.audit(value.audit)
    scene = await visit.scene(loaded, _stages(loaded))
    found = loaded.audit.ballot
    if found is None or found.status != "open":
        raise NotNow("vote-not-open")
    if visit.who not in found.seats:
        raise NotAllowed("vote-no-seat")
    meta = remember(visit, value, number=found.number)
    return Open(vote_modal(scene, meta, found, replaces=visit.who in found.sealed))


async def open_recommend(visit: RequestContext, value: ButtonValue) -> Response:
    """The form an auditor recommends."""
    loaded = await visit.audit(value.audit)
    return Open(recommend_modal(await visit.scene(loaded, _stages(loaded)), remember(visit, value)))


async def open_matrix(visit: RequestContext, value: ButtonValue) -> Response:
    """What each form needs and how that stands, with the way to every document."""
    loaded = await visit.audit(value.audit)
    return Open(text_modal(visit.say, matrix_blocks(await visit.scene(loaded, _stages(loaded))), loaded.audit.key))


def _stages(loaded: Loaded) -> list[str]:
    return [f"stage:{key}" for key in loaded.audit.stages]
