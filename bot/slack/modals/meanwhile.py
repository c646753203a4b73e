"""Two people with the same thing in front of them: whoever submits second sees what changed, and loses nothing typed.

Owns which modals look once more before they are carried out, what they compare, and how they are drawn again. What one
of the two left as it was is taken from the other without a word. Must not write anything.
"""

from __future__ import annotations

from bot.ports import Loaded
from bot.slack.documents.review_forms import changed_review
from bot.slack.kit.concurrent_edits import Look
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Redraw
from bot.slack.lifecycle.start_forms import changed_details
from bot.slack.roster.forms import changed_people
from bot.slack.sign_offs.forms import changed_evidence


async def changed_meanwhile(visit: RequestContext, submission: Submission, loaded: Loaded) -> Redraw | None:
    """The modal drawn again with what somebody else did to it; None where nothing stands against carrying it out."""
    look = _LOOKS.get(submission.callback)
    found = await look(visit, submission, loaded) if look else None
    if found and await visit.deps.store.seen(visit.workspace, submission.meta.request):
        # sent twice: what changed is what the first of the two did
        return None
    return found


_LOOKS: dict[str, Look] = {
    "people": changed_people,
    "details": changed_details,
    "review": changed_review,
    "sign": changed_evidence,
}
"""By callback id. Every other modal adds something of its own, which nobody else can have changed."""
