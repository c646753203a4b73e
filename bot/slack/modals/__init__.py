"""Modals: which button opens which, which are drawn again in place, and what a person sees after submitting.

Owns these tables. Must not write anything: what a modal asks for is worded by `bot.slack.parse`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.ports import Loaded
from bot.slack.ballot import forms as ballot_forms
from bot.slack.decision import condition_forms
from bot.slack.decision import forms as decision_forms
from bot.slack.documents import difference_forms, review_forms, row_forms, scoring_forms
from bot.slack.documents import forms as documents_forms
from bot.slack.duties import forms as duties_forms
from bot.slack.evaluations import forms as evaluations_forms
from bot.slack.evaluations import risk_forms
from bot.slack.findings import forms as findings_forms
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.opening import Opener
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Response
from bot.slack.lifecycle import forms as lifecycle_forms
from bot.slack.lifecycle import start_forms
from bot.slack.reflection import forms as reflection_forms
from bot.slack.reflection import wording_form
from bot.slack.roster import forms as roster_forms
from bot.slack.sign_offs import forms as sign_offs_forms

Redrawer = Callable[[RequestContext, Press], Awaitable[Response]]

After = Callable[[RequestContext, Submission, Loaded], Awaitable[Response]]

OPENERS: dict[ActionId, Opener] = {
    ActionId.START: start_forms.open_start,
    ActionId.DETAILS: start_forms.open_details,
    ActionId.PEOPLE: roster_forms.open_people,
    ActionId.DECLINE_ROLE: roster_forms.open_decline,
    ActionId.DELEGATE: roster_forms.open_delegate,
    ActionId.REPLACE: roster_forms.open_replace,
    ActionId.WAIVE: roster_forms.open_waive,
    ActionId.AWAY: roster_forms.open_away,
    ActionId.SUBMIT: documents_forms.open_submit,
    ActionId.OFFER_OTHER: documents_forms.open_offer,
    ActionId.TEMPLATE: documents_forms.open_template,
    ActionId.DOCUMENTS: review_forms.open_documents,
    ActionId.DOCUMENT: review_forms.open_document,
    ActionId.DIFFERENCE: difference_forms.open_difference,
    ActionId.SINCE_SIGNED: difference_forms.open_since_signed,
    ActionId.REVIEW: review_forms.open_review,
    ActionId.CHANGES: review_forms.open_changes,
    ActionId.STILL_NOT: review_forms.open_still_not,
    ActionId.FINDING: findings_forms.open_finding,
    ActionId.DISPOSE: findings_forms.open_dispose,
    ActionId.ANSWER_FINDING: findings_forms.open_answer_finding,
    ActionId.SHOW_ROWS: row_forms.open_rows,
    ActionId.ADD_ROW: row_forms.open_add,
    ActionId.EDIT_ROW: row_forms.open_edit,
    ActionId.SCORE: scoring_forms.open_score,
    ActionId.SCORES: scoring_forms.open_scores,
    ActionId.SIGN: sign_offs_forms.open_sign,
    ActionId.WITHDRAW: sign_offs_forms.open_withdraw,
    ActionId.RESPOND: sign_offs_forms.open_respond,
    ActionId.REOPEN: lifecycle_forms.open_reopen,
    ActionId.PAUSE: lifecycle_forms.open_pause,
    ActionId.END: lifecycle_forms.open_end,
    ActionId.EXTEND: duties_forms.open_extend,
    ActionId.PROCEED: duties_forms.open_proceed,
    ActionId.STATUS: lifecycle_forms.open_status,
    ActionId.PUBLISH: reflection_forms.open_publish,
    ActionId.WORDING: wording_form.open_wording,
    ActionId.DISPUTE: reflection_forms.open_dispute,
    ActionId.REMOVED: reflection_forms.open_removed,
    ActionId.VOTE: ballot_forms.open_vote,
    ActionId.RECOMMEND: ballot_forms.open_recommend,
    ActionId.MATRIX: ballot_forms.open_matrix,
    ActionId.HOLD: decision_forms.open_hold,
    ActionId.RISK: risk_forms.open_risk,
    ActionId.THRESHOLD: risk_forms.open_threshold,
    ActionId.PLACE_RESULT: evaluations_forms.open_place,
    ActionId.CARRY_RESULT: evaluations_forms.open_carry,
    ActionId.NEW_MODEL: evaluations_forms.open_model,
    ActionId.HAPPENED: decision_forms.open_report,
    ActionId.ANSWER_REPORT: decision_forms.open_answer_report,
    ActionId.STAGE_RELEASE: decision_forms.open_stage_release,
    ActionId.OUTSIDE: decision_forms.open_outside,
    ActionId.FOLLOWED: condition_forms.open_followed,
    ActionId.NAME_OWNER: condition_forms.open_name_owner,
    ActionId.CLAIM: condition_forms.open_claim,
    ActionId.VERIFY: condition_forms.open_verify,
    ActionId.DROP: condition_forms.open_drop,
}

REDRAWS: dict[str, Redrawer] = {"sign": sign_offs_forms.redraw_sign}
"""By callback id of the modal in which something was chosen."""

AFTER: dict[str, After] = {
    "sign": sign_offs_forms.after_sign,
    "row": row_forms.after_row,
    "wording": wording_form.after_wording,
}
"""By callback id; every other modal simply closes."""
