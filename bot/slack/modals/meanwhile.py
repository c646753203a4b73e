"""Two people with the same thing in front of them: whoever submits second sees what changed, and loses nothing typed.

Owns which modals look once more before they are carried out, what they compare, and how they are drawn again. What one
of the two left as it was is taken from the other without a word. Must not write anything.
"""

from __future__ import annotations

from bot.ports import Loaded
from bot.slack.documents.review_forms import changed_review
from bot.slack.kit.concurrent_edits import Look, change_line, clashing, looked_again, redrawn_with_changes, renewed
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Redraw
from bot.slack.kit.view_context import ViewContext
from bot.slack.roster.forms import changed_people
from bot.slack.sign_offs.forms import changed_evidence
from bot.slack.views.modals.details import details_modal


async def changed_meanwhile(visit: RequestContext, submission: Submission, loaded: Loaded) -> Redraw | None:
    """The modal drawn again with what somebody else did to it; None where nothing stands against carrying it out."""
    look = _LOOKS.get(submission.callback)
    found = await look(visit, submission, loaded) if look else None
    if found and await visit.deps.store.seen(visit.workspace, submission.meta.request):
        # sent twice: what changed is what the first of the two did
        return None
    return found


def details(scene: ViewContext, stage: str) -> dict[str, str]:
    """What the modal of details shows, by its inputs."""
    audit = scene.audit
    due = audit.stages[stage].due if stage else None
    return {
        "description": (scene.raw(audit.description) or "").strip(),
        "asked_form": str(audit.asked_form),
        "decision_channel": audit.decision_channel,
        **({"due": due.isoformat() if due else ""} if stage else {}),
    }


async def _details(visit: RequestContext, submission: Submission, loaded: Loaded) -> Redraw | None:
    form, meta = submission.form, submission.meta
    scene = await visit.scene(loaded)
    now = details(scene, meta.stage)
    due = form.day("due")
    sent = {
        "description": form.text("description"),
        "asked_form": form.choice("asked_form"),
        "decision_channel": form.channel("decision_channel"),
        **({"due": due.isoformat() if due else ""} if meta.stage else {}),
    }
    clash = clashing(meta.seen, sent, now)
    if not clash:
        return None
    words = {
        "description": "\n" + scene.quoted(loaded.audit.description),
        "asked_form": scene.form_title(loaded.audit.asked_form),
        "decision_channel": f"<#{now['decision_channel']}>" if now["decision_channel"] else "",
        "due": now.get("due", ""),
    }
    lines = [change_line(scene, visit.say(f"input-details-{field}"), words[field]) for field in clash]
    meta = meta.model_copy(update={"seen": looked_again(meta.seen, clash, now)})
    return redrawn_with_changes(visit, details_modal(scene, renewed(visit, meta)), lines)


_LOOKS: dict[str, Look] = {
    "people": changed_people,
    "details": _details,
    "review": changed_review,
    "sign": changed_evidence,
}
"""By callback id. Every other modal adds something of its own, which nobody else can have changed."""
