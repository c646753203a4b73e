"""A witness of history: checks every event against the rules, knowing only the events before it and the framework.

Owns a second, plain telling of `bot/domain/RULES.md`: sets, dictionaries and loops, written for reading and not for
speed. Must not use the state or the rules of `bot.domain`; it reads events and the framework's data alone. What breaks
a rule raises AssertionError with the rule.
"""

from __future__ import annotations

from bot.domain.decision.events import (
    BoardAsked,
    CancellingReported,
    ConditionDropped,
    ConditionMoved,
    ConditionOverdue,
    ConditionsMet,
    DecidedOutside,
    DecisionCoSigned,
    DecisionExpired,
    DecisionSuspended,
    DoneClaimed,
    DoneRefused,
    DoneVerified,
    ExpiryNoticed,
    MitigationsListed,
    OutsideHeld,
    OutsideProposed,
    OutsideRecorded,
    OutsideRefused,
    OutsideSeconded,
    OwnerNamed,
    ReleaseResumed,
    ReleaseStaged,
    ReleaseStopped,
    ReportAnswered,
    UpkeepHandedOn,
    UpkeepRecorded,
)
from bot.domain.documents.events import (
    ArtifactAccepted,
    ArtifactFailed,
    ArtifactPartAccepted,
    ArtifactStored,
    ArtifactSubmitted,
    ChangesRequested,
    ChangesResolved,
    DocumentOffered,
    DocumentRead,
    DraftClosed,
    EncodingChosen,
    OfferDismissed,
    RowKept,
    RowRemoved,
    ScoresRevealed,
    SupportSeconded,
)
from bot.domain.duties.events import (
    DutyExtended,
    ExtensionAsked,
    ExtensionRefused,
    MotionCarried,
    MotionMade,
    MotionRefused,
    MotionSeconded,
    RemindersAsked,
    RemindersSent,
)
from bot.domain.evaluations.events import (
    ManifestDropped,
    ManifestFailed,
    ManifestRead,
    ManifestStated,
    ManifestSubmitted,
    ManifestTied,
    ModelChanged,
    ResultAdmitted,
    ResultDismissalProposed,
    ResultDismissed,
    ResultOffered,
    ResultRead,
    ResultUnread,
    RiskRecorded,
    TamperRecorded,
    ThresholdsRevealed,
    VersionDeclared,
    VersionProposed,
    VersionRefused,
)
from bot.domain.findings.events import (
    FindingAnswered,
    FindingDisposed,
    FindingDispositionProposed,
    FindingDispositionRefused,
    FindingLogged,
)
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.events import ChannelBound
from bot.domain.redaction.events import ContentRedacted, RedactionAgreed, RedactionProposed
from bot.domain.roster.events import (
    AlternateNamed,
    DaysOffStated,
    PersonAway,
    PersonGone,
    RoleAccepted,
    RoleAssigned,
    RoleChangeProposed,
    RoleChangeRefused,
    RoleChangeSeconded,
    RoleDeclined,
    RoleDelegated,
    RoleUnassigned,
    TiesStated,
)
from tests.engine.history_checker.decision import DecisionChecks
from tests.engine.history_checker.documents import DocumentChecks
from tests.engine.history_checker.evaluations import EvaluationChecks
from tests.engine.history_checker.lifecycle import LifecycleChecks
from tests.engine.history_checker.roster import RosterChecks

AFTER_THE_DECISION = (
    AlternateNamed,
    TiesStated,
    OwnerNamed,
    DoneClaimed,
    DoneVerified,
    DoneRefused,
    ConditionDropped,
    ConditionMoved,
    ConditionOverdue,
    ConditionsMet,
    ReleaseStopped,
    ReleaseResumed,
    MotionMade,
    MotionSeconded,
    MotionRefused,
    MotionCarried,
    MitigationsListed,
    RoleAssigned,
    RoleUnassigned,
    RoleChangeProposed,
    RoleChangeSeconded,
    RoleChangeRefused,
    RoleAccepted,
    RoleDeclined,
    RoleDelegated,
    PersonAway,
    PersonGone,
    DaysOffStated,
    RemindersAsked,
    RemindersSent,
    DutyExtended,
    ExtensionAsked,
    ExtensionRefused,
    CancellingReported,
    BoardAsked,
    ReportAnswered,
    DecisionSuspended,
    ExpiryNoticed,
    DecisionExpired,
    ReleaseStaged,
    UpkeepRecorded,
    UpkeepHandedOn,
    DecisionCoSigned,
    # while something that has to come before the release is open
    VersionProposed,
    VersionDeclared,
    VersionRefused,
    ModelChanged,
    ManifestSubmitted,
    ManifestRead,
    ManifestFailed,
    ManifestStated,
    ManifestDropped,
    ManifestTied,
    OutsideHeld,
    OutsideProposed,
    OutsideRecorded,
    OutsideRefused,
    OutsideSeconded,
    DecidedOutside,
)
"""What a decided audit goes on with: people, reminders, and what is followed up."""

FOLLOW_UP = (
    DocumentOffered,
    ArtifactSubmitted,
    EncodingChosen,
    ArtifactAccepted,
    ArtifactPartAccepted,
    SupportSeconded,
    ChangesRequested,
    ChangesResolved,
    RowKept,
    RowRemoved,
    DraftClosed,
    TamperRecorded,
    RiskRecorded,
    ThresholdsRevealed,
    ResultOffered,
    ResultRead,
    ResultUnread,
    ResultAdmitted,
    ResultDismissalProposed,
    ResultDismissed,
    FindingLogged,
    FindingAnswered,
    FindingDisposed,
    FindingDispositionProposed,
    FindingDispositionRefused,
)
"""What is handed in and judged after a decision, from the second edition of the rules on."""

AFTER_THE_END = (
    ContentRedacted,
    RedactionProposed,
    RedactionAgreed,
    ArtifactStored,
    ArtifactFailed,
    OfferDismissed,
    ChannelBound,
    DocumentRead,
    ScoresRevealed,
    RemindersSent,
)
"""What may still be recorded of an audit that is over: erasing and what is owed of it, files under way, an offer, a
moved channel."""


class HistoryChecker(RosterChecks, LifecycleChecks, DocumentChecks, EvaluationChecks, DecisionChecks):
    """Sees every event, in order."""

    def sees(self, event: Event, *, admin: bool = False) -> None:
        """Check an event against what happened before, then remember it."""
        if self.over:
            later = FOLLOW_UP if self.framework.rules > 1 else ()
            allowed = (*AFTER_THE_END, *AFTER_THE_DECISION, *later) if self.decided else AFTER_THE_END
            assert isinstance(event, allowed), f"{event.type} after the audit was over"
        if not isinstance(event, RoleAssigned | RoleUnassigned):
            self.assigning, self.agreed, self.coming = "", {}, ("", "")
        if not isinstance(event, ContentRedacted):
            self.erasing = ""
        self.admin = admin
        self.seen += 1
        check = getattr(self, f"_{event.type}", None)
        if check:
            check(event, event.at.date())
