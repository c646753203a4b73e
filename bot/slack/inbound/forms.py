"""Which modal a button opens, and which commands a button or a submitted modal stands for.

Owns these tables: a literal line each. Must not know what a modal shows, nor whether a wish is granted.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Command
from bot.ports.store import Loaded
from bot.slack.ballot import forms as ballot_forms
from bot.slack.decision import condition_forms
from bot.slack.decision import forms as decision_forms
from bot.slack.documents import difference_forms, review_forms, row_forms, scoring_forms
from bot.slack.documents import forms as documents_forms
from bot.slack.duties import forms as duties_forms
from bot.slack.evaluations import forms as evaluations_forms
from bot.slack.evaluations import risk_forms, tamper_forms
from bot.slack.findings import forms as findings_forms
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.modal_opening import Opener
from bot.slack.kit.modal_state import ParseProblem
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Response
from bot.slack.lifecycle import forms as lifecycle_forms
from bot.slack.lifecycle import start_forms
from bot.slack.redaction import forms as redaction_forms
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

Click = Callable[[Press, Author, Audit], Command]

Filled = Callable[[Submission, Author, Audit], tuple[Command, ...]]

CLICKS: dict[ActionId, Click] = {
    ActionId.ACCEPT_ROLE: roster_forms.accept_role,
    ActionId.SECOND_WAIVER: roster_forms.second_waiver,
    ActionId.APPROVE_VARIANT: start_forms.approve_variant,
    ActionId.USE_OFFER: documents_forms.use_offer,
    ActionId.JUST_TALK: documents_forms.just_talk,
    ActionId.RESOLVED: review_forms.resolved,
    ActionId.NO_EFFECT: documents_forms.no_effect,
    ActionId.STILL_APPROVE: sign_offs_forms.still_approve,
    ActionId.CLOSE_CONDITION: sign_offs_forms.close_condition,
    ActionId.CARRY_CONDITION: sign_offs_forms.carry_condition,
    ActionId.CLOSE_STAGE: lifecycle_forms.close_stage,
    ActionId.STANDS: lifecycle_forms.stands,
    ActionId.REOPEN_TOO: lifecycle_forms.reopen_too,
    ActionId.RESUME: lifecycle_forms.resume,
    ActionId.CONFIRM_END: lifecycle_forms.confirm_end,
    ActionId.REFUSE_END: lifecycle_forms.refuse_end,
    ActionId.CONFIRM_REDACTION: redaction_forms.confirm_redaction,
    ActionId.SUMMARIZE: reflection_forms.summarize,
    ActionId.ACCURATE: reflection_forms.accurate,
    ActionId.RECUSE: ballot_forms.recuse,
    ActionId.OPEN_BALLOT: ballot_forms.open_ballot,
    ActionId.SECOND_OUTSIDE: decision_forms.second_outside,
    ActionId.REFUSE_OUTSIDE: decision_forms.refuse_outside,
    ActionId.LIFT_HOLD: decision_forms.lift_hold,
    ActionId.POST_DECISION: decision_forms.post_decision,
    ActionId.DISMISS_RESULT: evaluations_forms.dismiss,
    ActionId.RERUN_RESULT: evaluations_forms.rerun,
}

SUBMISSIONS: dict[str, Filled] = {
    "details": start_forms.change_details,
    "people": roster_forms.assign,
    "decline-role": roster_forms.decline_role,
    "delegate": roster_forms.delegate,
    "waive": roster_forms.waive,
    "replace": roster_forms.replace,
    "submit": documents_forms.submit,
    "use-as": documents_forms.use_as,
    "review": review_forms.review,
    "still-not": review_forms.still_not,
    "row": row_forms.row,
    "rows": row_forms.rows,
    "score": scoring_forms.score,
    "finding": findings_forms.finding,
    "dispose": findings_forms.dispose,
    "answer-finding": findings_forms.answer_finding,
    "sign": sign_offs_forms.sign,
    "withdraw": sign_offs_forms.withdraw,
    "respond": sign_offs_forms.respond,
    "reopen": lifecycle_forms.reopen,
    "pause": lifecycle_forms.pause,
    "end": lifecycle_forms.end,
    "extend": duties_forms.extend,
    "proceed": duties_forms.proceed,
    "redact": redaction_forms.redact,
    "publish": reflection_forms.publish,
    "wording": wording_form.wording,
    "dispute": reflection_forms.dispute,
    "recommend": ballot_forms.recommend,
    "vote": ballot_forms.vote,
    "hold": decision_forms.hold,
    "happened": decision_forms.report,
    "answer-report": decision_forms.answer,
    "stage-release": decision_forms.stage_release,
    "outside": decision_forms.outside,
    "risk": risk_forms.risk,
    "threshold": risk_forms.threshold,
    "place-result": evaluations_forms.place,
    "carry-result": evaluations_forms.carry,
    "new-model": evaluations_forms.new_model,
    "name-owner": condition_forms.name_owner,
    "claim": condition_forms.claim,
    "verify": condition_forms.verify,
    "drop": condition_forms.drop,
    "tamper": tamper_forms.tamper,
}
"""By callback id. "start" and "away" belong to no single audit: `start_forms.start`, `roster_forms.away`."""


def command_of_press(press: Press, author: Author, audit: Audit) -> Command:
    """The command a button stands for. Raises ParseProblem for a button that stands for none."""
    try:
        word = CLICKS[ActionId(press.act)]
    except (KeyError, ValueError) as problem:
        raise ParseProblem(f"no command behind the button {press.act!r}") from problem
    return word(press, author, audit)


def commands_of_submission(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """The commands a submitted modal stands for. Raises ParseProblem, and Invalid for what was left out."""
    try:
        word = SUBMISSIONS[submission.callback]
    except KeyError as problem:
        raise ParseProblem(f"no command behind the modal {submission.callback!r}") from problem
    return word(submission, author, audit)
