"""What is offered with a refusal: the button by which the person gets on.

Owns this table: a literal line for each refusal that has one. Why the others have none stands beside the tests. Must
not know rules; a button opens a modal for whoever may see the audit, or is of those who can have read the refusal.
"""

from __future__ import annotations

from typing import Final

from slack_sdk.models.blocks import Block

from bot.domain.kernel.errors import Refusal
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section
from bot.slack.kit.dependencies import Dependencies
from bot.slack.kit.localization import Texts
from bot.slack.kit.payloads import Event, Press, Shortcut, Slash, Submission
from bot.slack.kit.slash_words import read_words

OFFERS: Final[dict[str, ActionId]] = {
    # a new question is a new audit
    "audit-decided": ActionId.START,
    "audit-ended": ActionId.START,
    "audit-none": ActionId.START,
    "upgrade-framework-lost": ActionId.START,
    "adoption-lost": ActionId.START,
    "adoption-other-stages": ActionId.START,
    "upgrade-practice": ActionId.START,
    "version-of-a-decision": ActionId.START,
    # what stands in the way, and who is awaited
    "audit-paused": ActionId.STATUS,
    "ballot-document-outdated": ActionId.STATUS,
    "ballot-plan-erased": ActionId.STATUS,
    "ballot-result-held": ActionId.STATUS,
    "end-form-0-proposed": ActionId.STATUS,
    "finding-while-deciding": ActionId.STATUS,
    "redact-plan-unread": ActionId.STATUS,
    "reopen-board-deciding": ActionId.STATUS,
    "ballot-evidence-moved": ActionId.STATUS,
    "ballot-result-outdated": ActionId.STATUS,
    "ballot-risk-untested": ActionId.STATUS,
    "ballot-stage-not-closed": ActionId.STATUS,
    "ballot-stage-questioned": ActionId.STATUS,
    "finding-risk-fails": ActionId.STATUS,
    "adoption-board-deciding": ActionId.STATUS,
    "adoption-settled": ActionId.STATUS,
    "motion-over": ActionId.STATUS,
    "offer-answered": ActionId.STATUS,
    "recommendation-stage-not-open": ActionId.STATUS,
    "result-of-earlier-model": ActionId.STATUS,
    "sign-documents-open": ActionId.STATUS,
    "audience-settled": ActionId.STATUS,
    "expectation-none": ActionId.STATUS,
    "expectation-rows-changed": ActionId.STATUS,
    "stands-expectation-unanswered": ActionId.STATUS,
    "guard-first-gone": ActionId.STATUS,
    "guard-settled": ActionId.STATUS,
    "threshold-correction-beside": ActionId.STATUS,
    "threshold-correction-setter": ActionId.STATUS,
    "threshold-correction-settled": ActionId.STATUS,
    "threshold-correction-sealed": ActionId.STATUS,
    "metric-names-first-gone": ActionId.STATUS,
    "metric-names-settled": ActionId.STATUS,
    "stage-close-obstacles": ActionId.STATUS,
    "stage-closed": ActionId.STATUS,
    "stance-summed-up": ActionId.STATUS,
    "summary-not-under-way": ActionId.STATUS,
    "stage-not-begun": ActionId.STATUS,
    "stage-not-closed": ActionId.STATUS,
    "stage-unknown": ActionId.STATUS,
    "threshold-result-waiting": ActionId.STATUS,
    "tie-shown-others": ActionId.STATUS,
    "version-manifest-missing": ActionId.STATUS,
    "version-shown-earlier": ActionId.STATUS,
    "vote-ballot-void": ActionId.STATUS,
    # what there is by now
    "accept-changes-requested": ActionId.DOCUMENTS,
    "accept-newer-version": ActionId.DOCUMENTS,
    "accept-read-nothing-there": ActionId.DOCUMENTS,
    "changes-newer-version": ActionId.DOCUMENTS,
    "changes-no-new-version": ActionId.DOCUMENTS,
    "changes-settled": ActionId.DOCUMENTS,
    "changes-stage-closed": ActionId.DOCUMENTS,
    "document-gone": ActionId.DOCUMENTS,
    "document-of-earlier-version": ActionId.DOCUMENTS,
    "earlier-documents-nothing-there": ActionId.DOCUMENTS,
    "document-never-arrived": ActionId.DOCUMENTS,
    "document-not-there": ActionId.DOCUMENTS,
    "draft-gone": ActionId.DOCUMENTS,
    "encoding-settled": ActionId.DOCUMENTS,
    "finding-report-unanswered": ActionId.DOCUMENTS,
    "mention-no-document": ActionId.DOCUMENTS,
    "no-effect-accepted-only": ActionId.DOCUMENTS,
    "no-effect-not-said": ActionId.DOCUMENTS,
    "no-effect-objected": ActionId.DOCUMENTS,
    "request-gone": ActionId.DOCUMENTS,
    "row-gone": ActionId.DOCUMENTS,
    "rows-base-without-rows": ActionId.DOCUMENTS,
    "rows-draft-moved-on": ActionId.DOCUMENTS,
    "version-gone": ActionId.DOCUMENTS,
    "version-not-there": ActionId.DOCUMENTS,
    "take-back-reviewed": ActionId.DOCUMENTS,
    "sign-evidence-changed": ActionId.SIGN,
    "ties-unstated": ActionId.STATE_TIES,
    # what the lead does first
    "ballot-seats-too-few": ActionId.PEOPLE,
    "outside-no-board": ActionId.PEOPLE,
    "proceed-impossible": ActionId.PEOPLE,
    "proceed-last-approval": ActionId.PEOPLE,
    "proceed-without-seat": ActionId.PEOPLE,
    "audience-older-rules": ActionId.DETAILS,
    "adoption-people-apart": ActionId.PEOPLE,
    "light-elsewhere-less": ActionId.DETAILS,
    "expectation-risks-chosen": ActionId.REOPEN,
    "kinds-stage-closed": ActionId.REOPEN,
    "metric-names-results-closed": ActionId.REOPEN,
    "undo-something-followed": ActionId.REOPEN,
    "ballot-has-result": ActionId.HOLD,
    "ballot-result-stands": ActionId.HOLD,
    "pause-cooling-off": ActionId.HOLD,
    "encrypted-before-audited": ActionId.MANIFEST,
    "threshold-correction-first-gone": ActionId.CORRECT_THRESHOLD,
    "threshold-correction-overtaken": ActionId.CORRECT_THRESHOLD,
    # under a decision
    "condition-dropped-by-seats": ActionId.FOLLOWED,
    "followed-done": ActionId.FOLLOWED,
    "followed-unknown": ActionId.FOLLOWED,
    "verify-not-claimed": ActionId.FOLLOWED,
    "decision-posted-already": ActionId.HAPPENED,
    "no-effect-posted": ActionId.HAPPENED,
}
"""The act of the button that is shown beneath each of these refusals."""

_LABELS: Final[dict[ActionId, str]] = {
    ActionId.START: "button-start",
    ActionId.STATUS: "button-status",
    ActionId.DOCUMENTS: "button-documents",
    ActionId.SIGN: "button-sign",
    ActionId.STATE_TIES: "button-state-ties",
    ActionId.PEOPLE: "button-people",
    ActionId.DETAILS: "button-details",
    ActionId.REOPEN: "button-reopen",
    ActionId.HOLD: "button-hold",
    ActionId.MANIFEST: "button-manifest",
    ActionId.CORRECT_THRESHOLD: "button-correct-threshold",
    ActionId.FOLLOWED: "button-followed",
    ActionId.HAPPENED: "button-happened",
}


def offer(say: Texts, problem: Exception, about: ButtonValue) -> list[Block]:
    """The button offered with a refusal; nothing where there is none, or it is not known which audit is meant.

    `about`: what the person was about, as a button's value has it.
    """
    act = OFFERS.get(problem.id) if isinstance(problem, Refusal) else None
    if act is ActionId.START:
        about = ButtonValue()
    elif not about.audit:
        return []
    return actions(button(say(_LABELS[act]), act, about, "primary")) if act else []


def with_offer(words: str, offered: list[Block]) -> tuple[Block, ...]:
    """A refusal's words (mrkdwn) with the button beneath."""
    return (*section(words), *offered) if offered else ()


async def about_what(deps: Dependencies, payload: Press | Submission | Shortcut | Slash | Event) -> ButtonValue:
    """The audit, stage and role that somebody was about; of a command without a key, the one audit of its channel."""
    match payload:
        case Press(value=about) | Submission(meta=about):
            return ButtonValue(audit=about.audit, stage=about.stage, role=about.role)
        case Slash(origin=origin, text=text):
            typed = read_words(text).audit
            there = [] if typed else await deps.store.audits_in(origin.workspace, origin.channel)
            return ButtonValue(audit=typed or (there[0] if len(there) == 1 else ""))
    return ButtonValue()
