"""Modals: which button opens which, which are drawn again in place, and what a person sees after submitting.

Owns these tables. Must not write anything: what a modal asks for is worded by `bot.slack.parse`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.ports import Loaded
from bot.slack.answers import Answer
from bot.slack.buttons import Act
from bot.slack.incoming import Press, Submission
from bot.slack.modals import (
    afterwards,
    course,
    deciding,
    differences,
    ending,
    papers,
    people,
    reflecting,
    rows,
    scoring,
    signing,
    starting,
    testing,
)
from bot.slack.modals.opening import Opener
from bot.slack.visit import Visit

Redrawer = Callable[[Visit, Press], Awaitable[Answer]]
After = Callable[[Visit, Submission, Loaded], Awaitable[Answer]]

OPENERS: dict[Act, Opener] = {
    Act.START: starting.open_start,
    Act.DETAILS: starting.open_details,
    Act.PEOPLE: people.open_people,
    Act.DECLINE_ROLE: people.open_decline,
    Act.DELEGATE: people.open_delegate,
    Act.REPLACE: people.open_replace,
    Act.WAIVE: people.open_waive,
    Act.AWAY: people.open_away,
    Act.SUBMIT: papers.open_submit,
    Act.OFFER_OTHER: papers.open_offer,
    Act.TEMPLATE: papers.open_template,
    Act.DOCUMENTS: papers.open_documents,
    Act.DOCUMENT: papers.open_document,
    Act.DIFFERENCE: differences.open_difference,
    Act.SINCE_SIGNED: differences.open_since_signed,
    Act.REVIEW: papers.open_review,
    Act.CHANGES: papers.open_changes,
    Act.STILL_NOT: papers.open_still_not,
    Act.FINDING: papers.open_finding,
    Act.DISPOSE: papers.open_dispose,
    Act.ANSWER_FINDING: papers.open_answer_finding,
    Act.SHOW_ROWS: rows.open_rows,
    Act.ADD_ROW: rows.open_add,
    Act.EDIT_ROW: rows.open_edit,
    Act.SCORE: scoring.open_score,
    Act.SCORES: scoring.open_scores,
    Act.SIGN: signing.open_sign,
    Act.WITHDRAW: signing.open_withdraw,
    Act.RESPOND: signing.open_respond,
    Act.REOPEN: course.open_reopen,
    Act.PAUSE: course.open_pause,
    Act.END: course.open_end,
    Act.EXTEND: course.open_extend,
    Act.PROCEED: course.open_proceed,
    Act.STATUS: course.open_status,
    Act.PUBLISH: reflecting.open_publish,
    Act.WORDING: reflecting.open_wording,
    Act.DISPUTE: reflecting.open_dispute,
    Act.REMOVED: reflecting.open_removed,
    Act.VOTE: deciding.open_vote,
    Act.RECOMMEND: deciding.open_recommend,
    Act.MATRIX: deciding.open_matrix,
    Act.HOLD: afterwards.open_hold,
    Act.RISK: testing.open_risk,
    Act.THRESHOLD: testing.open_threshold,
    Act.PLACE_RESULT: testing.open_place,
    Act.CARRY_RESULT: testing.open_carry,
    Act.NEW_MODEL: testing.open_model,
    Act.HAPPENED: ending.open_report,
    Act.ANSWER_REPORT: ending.open_answer_report,
    Act.STAGE_RELEASE: ending.open_stage_release,
    Act.OUTSIDE: ending.open_outside,
    Act.FOLLOWED: afterwards.open_followed,
    Act.NAME_OWNER: afterwards.open_name_owner,
    Act.CLAIM: afterwards.open_claim,
    Act.VERIFY: afterwards.open_verify,
    Act.DROP: afterwards.open_drop,
}

REDRAWS: dict[str, Redrawer] = {"sign": signing.redraw_sign}
"""By callback id of the modal in which something was chosen."""

AFTER: dict[str, After] = {
    "sign": signing.after_sign,
    "row": rows.after_row,
    "wording": reflecting.after_wording,
}
"""By callback id; every other modal simply closes."""
