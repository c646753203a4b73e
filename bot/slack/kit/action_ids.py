"""The action ids of every button and menu, and what a button's value carries.

Owns these ids: they stand in messages that were posted years ago and keep their meaning. Must not know what a press
does.
"""

from __future__ import annotations

from enum import StrEnum

from bot.domain.kernel.audit import Audit
from bot.slack.kit.compact_fields import CompactFields


class ActionId(StrEnum):
    """Every action id. What each does, `bot.slack.inbound.buttons` says."""

    # open a modal
    PEOPLE = "people"
    DETAILS = "details"
    SUBMIT = "submit"
    TEMPLATE = "template"
    REVIEW = "review"
    CHANGES = "changes"
    STILL_NOT = "still-not"
    SIGN = "sign"
    WITHDRAW = "withdraw"
    RESPOND = "respond"
    DECLINE_ROLE = "decline-role"
    DELEGATE = "delegate"
    WAIVE = "waive"
    DOCUMENT = "document"
    DOCUMENTS = "documents"
    DIFFERENCE = "difference"
    SINCE_SIGNED = "since-signed"
    OBJECT_NO_EFFECT = "object-no-effect"
    OFFER_OTHER = "offer-other"
    CONTRADICTION = "contradiction"
    FINDING = "finding"
    DISPOSE = "dispose"
    ANSWER_FINDING = "answer-finding"
    REOPEN = "reopen"
    PAUSE = "pause"
    END = "end"
    PUBLISH = "publish"
    WORDING = "wording"
    DISPUTE = "dispute"
    REMOVED = "removed"
    VOTE = "vote"
    RECOMMEND = "recommend"
    MATRIX = "matrix"
    FORM_0_BALLOT = "form-0-ballot"
    HOLD = "hold"
    FOLLOWED = "followed"
    HAPPENED = "happened"
    ANSWER_REPORT = "answer-report"
    STAGE_RELEASE = "stage-release"
    OUTSIDE = "outside"
    NAME_OWNER = "name-owner"
    CLAIM = "claim"
    VERIFY = "verify"
    DROP = "drop"
    MOVE_DATE = "move-date"
    UPKEEP = "upkeep"
    HAND_ON = "hand-on"
    EXTEND = "extend"
    ASK_EXTENSION = "ask-extension"
    REFUSE_EXTENSION = "refuse-extension"
    MOVE_DUE = "move-due"
    DUE_DATES = "due-dates"
    LIST_FILTER = "list-filter"
    PROCEED = "proceed"
    REPLACE = "replace"
    AWAY = "away"
    OWN_DAYS = "own-days"
    COPY = "copy"
    RISK = "risk"
    THRESHOLD = "threshold"
    PLACE_RESULT = "place-result"
    CARRY_RESULT = "carry-result"
    MANIFEST = "manifest"
    SERVED_MODEL = "served-model"
    ENCRYPTED_MANIFEST = "encrypted-manifest"
    TIE_MANIFEST = "tie-manifest"
    NEW_FRAMEWORK = "new-framework"
    ANSWER_FRAMEWORK = "answer-framework"
    FEWER_PEOPLE = "fewer-people"
    NOT_FEWER_PEOPLE = "not-fewer-people"
    METRIC_NAMES = "metric-names"
    CORRECT_THRESHOLD = "correct-threshold"
    ANSWER_EXPECTATION = "answer-expectation"
    RISK_KINDS = "risk-kinds"
    ONE_METRIC = "one-metric"
    TWO_METRICS = "two-metrics"
    GUARDED = "guarded"
    NOT_GUARDED = "not-guarded"
    AGREE_CORRECTION = "agree-correction"
    REFUSE_CORRECTION = "refuse-correction"
    NEW_MODEL = "new-model"
    ADD_ROW = "add-row"
    SCORE = "score"
    SCORES = "scores"
    CHOOSE_ENCODING = "choose-encoding"
    SHOW_ROWS = "show-rows"
    EDIT_ROW = "edit-row"
    STATUS = "status"
    ACCEPT_READ = "accept-read"
    EARLIER_DOCUMENTS = "earlier-documents"
    START = "start"
    SEE_REMOVAL = "see-removal"
    # execute a command
    ACCEPT_ROLE = "accept-role"
    USE_OFFER = "use-offer"
    JUST_TALK = "just-talk"
    REMOVE_ROW = "remove-row"
    REVEAL_SCORES = "reveal-scores"
    DROP_DRAFT = "drop-draft"
    LOG_MISSING = "log-missing"
    RESOLVED = "resolved"
    RESOLVED_ACCEPT = "resolved-accept"
    NO_EFFECT = "no-effect"
    STILL_APPROVE = "still-approve"
    CLOSE_CONDITION = "close-condition"
    CARRY_CONDITION = "carry-condition"
    CLOSE_STAGE = "close-stage"
    TAKE_BACK = "take-back"
    UNDO_CLOSING = "undo-closing"
    TAKE_IN = "take-in"
    STANDS = "stands"
    REOPEN_TOO = "reopen-too"
    RESUME = "resume"
    CONFIRM_END = "confirm-end"
    REFUSE_END = "refuse-end"
    APPROVE_VARIANT = "approve-variant"
    REFUSE_VARIANT = "refuse-variant"
    UPGRADE = "upgrade"
    SECOND_WAIVER = "second-waiver"
    STATE_TIES = "state-ties"
    SECOND_ROLE_CHANGE = "second-role-change"
    REFUSE_ROLE_CHANGE = "refuse-role-change"
    SUMMARIZE = "summarize"
    STOP_SUMMARY = "stop-summary"
    ACCURATE = "accurate"
    AGAINST = "against"
    IN_FAVOUR = "in-favour"
    ONLY_IF = "only-if"
    RECUSE = "recuse"
    OPEN_BALLOT = "open-ballot"
    LIFT_HOLD = "lift-hold"
    SECOND_OUTSIDE = "second-outside"
    REFUSE_OUTSIDE = "refuse-outside"
    POST_DECISION = "post-decision"
    CO_SIGN = "co-sign"
    MAKE_MOTION = "make-motion"
    AGREE_MOTION = "agree-motion"
    REFUSE_MOTION = "refuse-motion"
    TOMORROW = "tomorrow"
    SECOND_DISPOSITION = "second-disposition"
    REFUSE_DISPOSITION = "refuse-disposition"
    DECLARE_VERSION = "declare-version"
    REFUSE_VERSION = "refuse-version"
    CONFIRM_MANIFEST = "confirm-manifest"
    DROP_MANIFEST = "drop-manifest"
    CONFIRM_REDACTION = "confirm-redaction"
    INVITE_MISSING = "invite-missing"
    DISMISS_RESULT = "dismiss-result"
    RERUN_RESULT = "rerun-result"
    RESUME_DELIVERY = "resume-delivery"
    NEW_CHANNEL = "new-channel"
    REPORT = "report"
    PICK = "pick"
    """One of several audits was picked for the sub-command in `key`."""
    # the overflow menu of a card: its chosen option is a button too (`read_choice`)
    MORE = "more"
    # links and inert elements
    LINK = "link"


AFTER_DECISION = "written-afterwards"
"""block_id of the checkbox beside an offer (action id LINK): ticked, the document was written after the fact."""


class ButtonValue(CompactFields):
    """What a button's value carries. At most 2,000 characters."""

    letters = {"audit": "a", "stage": "s", "role": "r", "artifact": "d", "number": "n", "key": "k", "seen": "e"}

    audit: str = ""
    stage: str = ""
    role: str = ""
    artifact: str = ""
    number: int = 0
    """A version, request, condition, finding, summary, result or ballot round."""
    key: str = ""
    """An offer, a duty, a statement, a section of a summary, a risk or a digest."""
    seen: str = ""
    """What the person was shown: the evidence's digest, or the number of a version; in a picker, what they typed."""


def shown_version(audit: Audit) -> str:
    """Which version of the model a person is shown, as a button or a modal keeps it."""
    return str(audit.model_number)


def version_in(seen: str) -> int | None:
    """The version, of the model or a document, that a person was shown; None where a button of before keeps none."""
    return int(seen) if seen.isdecimal() else None


def choice_of(act: ActionId, audit: str) -> str:
    """The value of an option in the MORE menu: an act on a whole audit. At most 150 characters."""
    return ButtonValue(audit=audit, key=act.value).written()


def read_choice(raw: str) -> tuple[ActionId, ButtonValue]:
    """What was chosen in a MORE menu. Raises ValueError for anything this bot did not write."""
    chosen = ButtonValue.read(raw)
    return ActionId(chosen.key), ButtonValue(audit=chosen.audit)
