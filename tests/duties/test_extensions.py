"""More time: whoever owes something asks, the lead answers, or moves a date by themselves.

Owns these rules. What becomes of what nobody did stands in `test_overdue`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from bot.domain.ballot.commands import OpenBallot
from bot.domain.duties.commands import AskExtension, ExtendDuty, RefuseExtension
from bot.domain.duties.rules import duties_of
from bot.domain.engine.timers import next_alarm
from bot.domain.kernel.conversation import dm
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.effects import PostNotice
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.notices import ExtensionRefusedNotice
from bot.domain.lifecycle.commands import PauseAudit
from bot.slack.duties.home import home
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.message_limits import as_json
from bot.slack.outbound.notices import notice_message
from tests.builders import BOARD, DEPUTY, LEAD, LEGAL, SAFETY, first_edition, refused_with
from tests.engine.played_audits import Branch, audit_at, audit_ready
from tests.engine.test_commit_plan import after
from tests.slack.outbound.view_contexts import blocks_of, context_of, say, shown_home, tokens

SIGN = "sign:mapping:safety"


def owed(play: Branch, kind: str) -> list[Duty]:
    return [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == kind]


def asking(play: Branch, days: int = 60, *, who: str = SAFETY, duty: str = SIGN, why: str = "Ill.") -> None:
    play.do(AskExtension, who, duty=duty, until=play.today + timedelta(days=days), reason=play.text(why))


def test_the_lead_is_asked_and_gives_it() -> None:
    play = audit_ready("mapping")
    asking(play)
    [answer] = owed(play, "answer-extension")
    assert (answer.person, answer.about, answer.of) == (LEAD, SAFETY, f"{SIGN}@{SAFETY}")
    until = play.today + timedelta(days=60)
    play.do(ExtendDuty, LEAD, duty=SIGN, until=until, reason=play.text("Ill."))
    assert [d.due for d in owed(play, "sign") if d.person == SAFETY] == [until]
    assert owed(play, "answer-extension") == []


def test_a_lead_who_is_asked_for_more_time_has_a_home_that_slack_takes() -> None:
    """It refuses a row in which an action stands twice: the lead's own more time, beside the one they are asked for."""
    play = audit_ready("mapping")
    asking(play)
    blocks = home(say(), LEAD, [context_of(play)])
    assert shown_home(blocks)
    [asked] = [block for block in as_json(blocks) if ActionId.REFUSE_EXTENSION in acts(block)]
    assert acts(asked) == [ActionId.EXTEND, ActionId.REFUSE_EXTENSION]


def acts(block: Mapping[str, Any]) -> list[str]:
    return [element["action_id"] for element in block.get("elements", ()) if "action_id" in element]


def test_the_lead_leaves_the_date_as_it_is() -> None:
    play = audit_ready("mapping")
    due = [d.due for d in owed(play, "sign")]
    asking(play)
    play.do(RefuseExtension, LEAD, duty=f"{SIGN}@{SAFETY}")
    assert owed(play, "answer-extension") == []
    assert [d.due for d in owed(play, "sign")] == due
    assert play.do(RefuseExtension, LEAD, duty=f"{SIGN}@{SAFETY}") == []


def test_whoever_asked_for_more_time_hears_that_the_date_stays_in_their_direct_messages() -> None:
    play = audit_ready("mapping")
    asking(play)
    told = after(play, lambda p: p.do(RefuseExtension, LEAD, duty=f"{SIGN}@{SAFETY}"))
    notice = ExtensionRefusedNotice(person=LEAD, duty=f"{SIGN}@{SAFETY}")
    assert PostNotice(place=dm(SAFETY), notice=notice) in told.effects
    drawn = notice_message(context_of(play), notice)
    assert tokens(blocks_of(drawn)) == {"@ULEAD"}


def test_what_is_done_meanwhile_needs_no_more_time() -> None:
    play = audit_ready("mapping")
    asking(play)
    play.approve("mapping", "safety", SAFETY)
    assert owed(play, "answer-extension") == []


def test_a_wish_for_a_day_that_has_come_asks_nobody_any_more() -> None:
    play = audit_ready("mapping")
    asking(play, days=20)
    over = datetime.combine(play.today + timedelta(days=20), time(), UTC)
    play.clock.set(over - timedelta(seconds=1))
    assert owed(play, "answer-extension")
    assert next_alarm(play.audit, play.framework, play.now) == over
    play.clock.set(over)
    assert owed(play, "answer-extension") == []


def test_what_the_lead_asks_for_the_deputy_answers() -> None:
    play = audit_ready("mapping")
    play.signatures("mapping")
    asking(play, days=60, who=LEAD, duty="close-stage:mapping")
    assert [d.person for d in owed(play, "answer-extension")] == [DEPUTY]


def test_only_who_owes_it_asks_with_a_reason_for_a_later_day() -> None:
    play = audit_ready("mapping")
    with refused_with("extension-not-yours", NotAllowed):
        asking(play, who=LEGAL)
    with refused_with("extension-reason-missing", Invalid):
        asking(play, why=" ")
    with refused_with("extension-not-later", Invalid):
        asking(play, days=0)
    with refused_with("duty-done-already", NotNow):
        asking(play, duty="sign:testing:safety")
    play.do(PauseAudit, LEAD, reason=play.text("Holidays."))
    with refused_with("audit-paused", NotNow):
        asking(play)


def test_nobody_asks_for_another_deadline_of_a_ballot() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    with refused_with("extension-fixed", NotNow):
        asking(play, who=BOARD[0], duty="vote:1")


def test_a_date_is_not_moved_without_a_reason() -> None:
    play = audit_ready("mapping")
    with refused_with("extend-reason-missing", Invalid):
        play.do(ExtendDuty, LEAD, duty=SIGN, until=play.today + timedelta(days=60))


def test_by_the_rules_of_before_no_reason_was_asked() -> None:
    play = audit_ready("mapping", framework=first_edition())
    assert play.do(ExtendDuty, LEAD, duty=SIGN, until=play.today + timedelta(days=60))
