"""What a framework may say of its decision: what waits before it is posted, what cancels it, and what recurs after it.

Owns that part of the schema. What is checked across it and the rest stands in `bot.domain.kernel.framework`; as there,
every field is part of the record: one that is added has a default at which it is left out of what is frozen.
"""

from __future__ import annotations

from pydantic import Field

from bot.domain.kernel.models import Key, Strict


class Cancelling(Strict):
    """Something that cancels a decision when it comes true."""

    key: Key
    title: str
    stage: Key | None = None
    """The stage it is looked at in again, unless the lead chooses another; None: the first."""
    forms: tuple[int, ...] = Field(default=(), exclude_if=lambda forms: not forms)
    """The release forms that it cancels; empty: every one."""
    report_days: int = Field(default=0, ge=0, exclude_if=lambda days: days == 0)
    """Calendar days after it was reported here by which `report_to` is owed a first report; 0: nothing is owed."""
    report_to: str = Field(default="", exclude_if=lambda to: not to)
    """Whom outside it is to be reported to."""
    report_role: Key | None = Field(default=None, exclude_if=lambda role: role is None)
    """The role whose holder sees to the first report; None: whoever leads."""


class Recurring(Strict):
    """Something that has to be done again and again after a decision to release."""

    key: Key
    title: str
    months: int = Field(ge=1, le=120)
    """Calendar months after the decision, and after each time it was due."""
    role: Key | None = Field(default=None, exclude_if=lambda role: role is None)
    """The role whose holder sees to it; None: whoever leads."""


CANCELLING = (
    Cancelling(key="new-attack", title="A new attack"),
    Cancelling(key="incident", title="An incident"),
    Cancelling(key="fine-tune", title="A fine-tuned version"),
    Cancelling(key="quantisation", title="Quantisation"),
    Cancelling(key="changed-use", title="A changed use"),
    Cancelling(key="broken-attestation", title="A broken attestation"),
)
"""What cancels a decision where a framework does not say so itself."""


class DecisionRules(Strict):
    """What happens between the reveal and the posted decision, and after it."""

    cooling_off_days: int = Field(default=1, ge=0)
    """Working days for which a revealed result is proposed only; 0 posts it at once."""
    hold_days: int = Field(default=5, ge=1)
    """Working days for which a hold stops the posting, at most."""
    verified_by: tuple[Key, ...] = ()
    """The roles that verify conditions and mitigations, never their own; empty: whoever reviews."""
    valid_days: int = Field(default=365, ge=0)
    """Calendar days for which a decision to release holds; 0: it does not expire."""
    begin_days: int = Field(default=0, ge=0, exclude_if=lambda days: days == 0)
    """Calendar days after the decision by which a release must be begun; 0: any day."""
    notice_days: int = Field(default=30, ge=0)
    """Calendar days before its expiry on which a new audit is called for."""
    answer_days: int = Field(default=2, ge=1)
    """Working days in which the lead answers a reported cancelling condition; then the board is asked."""
    cancelled_by: tuple[Cancelling, ...] = CANCELLING
    recurring: tuple[Recurring, ...] = Field(default=(), exclude_if=lambda duties: not duties)
    condition_days: int = Field(default=30, ge=1, exclude_if=lambda days: days == 30)
    """Calendar days after the decision by which a condition for after the release is due where nobody named a date."""
    overdue_days: int = Field(default=5, ge=1, exclude_if=lambda days: days == 5)
    """Working days after its date for which such a condition may stay unverified; then the decision is suspended."""
