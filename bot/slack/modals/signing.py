"""Opening the modals of verdicts: sign, withdraw, respond; and what a signer sees afterwards."""

from __future__ import annotations

from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.evidence import evidence_of
from bot.domain.roster.roles import roles_of
from bot.ports import Loaded
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.modal import reason_modal, signed_modal
from bot.slack.kit.opening import known_stage, remember, seen
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import DONE, Open, Redraw, Response
from bot.slack.views.modals.respond import respond_modal
from bot.slack.views.modals.sign import VERDICTS, sign_modal


async def open_sign(visit: RequestContext, value: ButtonValue) -> Response:
    """The verdict of one role on a stage, bound to its evidence as it stands now."""
    loaded, scene = await seen(visit, value)
    stage = known_stage(loaded, value.stage)
    role = _signing_role(visit, loaded, stage, value.role)
    evidence = evidence_of(loaded.audit, loaded.framework, stage)
    return Open(sign_modal(scene, remember(visit, value, role=role, seen=evidence)))


def _signing_role(visit: RequestContext, loaded: Loaded, stage: str, wanted: str) -> str:
    """The role in which a person signs: the button's, or the first of theirs that may. Refuses who has none."""
    held = roles_of(loaded.audit, visit.who, visit.today)
    able = [rule.role for rule in loaded.framework.stage(stage).sign_offs if rule.role in held]
    if not able:
        raise NotAllowed("sign-no-role", person=loaded.audit.lead or "")
    return wanted if wanted in able else able[0]


async def redraw_sign(visit: RequestContext, press: Press) -> Response:
    """A verdict was chosen: its input appears. The memory stays, and with it the evidence that was shown."""
    if press.meta is None:
        return DONE
    _, scene = await seen(visit, ButtonValue(audit=press.meta.audit))
    chosen = press.form.choice("verdict")
    return Redraw(sign_modal(scene, press.meta, chosen if chosen in VERDICTS else ""))


async def after_sign(visit: RequestContext, submission: Submission, loaded: Loaded) -> Response:
    """Recorded, with the way to take it back; a request for changes needs none."""
    if submission.form.choice("verdict") == "request-changes":
        return DONE
    scene = visit.bare_scene(loaded)
    return Redraw(signed_modal(scene, submission.meta.model_copy(update={"request": visit.deps.ids.id()})))


async def open_withdraw(visit: RequestContext, value: ButtonValue) -> Response:
    """Take back an approval."""
    _, scene = await seen(visit, value)
    said = scene.say("withdraw-what", stage=scene.stage_title(value.stage), role=scene.role_title(value.role))
    return Open(reason_modal(scene, "withdraw", remember(visit, value), said))


async def open_respond(visit: RequestContext, value: ButtonValue) -> Response:
    """Builders answer the facts of a stage."""
    loaded, scene = await seen(visit, value)
    known_stage(loaded, value.stage)
    return Open(respond_modal(scene, remember(visit, value)))
