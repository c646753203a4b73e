"""Ways in which what binds a release would go with the plan of repairs that lists it: refused by the rules of now.

Owns plays about that one document. Who erases what is tested in `test_redaction`.
"""

from __future__ import annotations

from bot.domain.ballot.commands import OpenBallot
from bot.domain.kernel.content import Digest
from bot.domain.kernel.framework import Framework
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from bot.domain.redaction.events import ContentRedacted
from tests.builders import ADMIN, LEAD, LEGAL, first_edition, refused_with
from tests.engine.played_audits import Branch, audit_at

PLAN = "remediation-plan"


def content(play: Branch) -> Digest:
    plan = play.audit.accepted(PLAN)
    assert plan
    assert plan.content
    return plan.content


def erased(play: Branch) -> Branch:
    """Lead and legal erase the plan together."""
    play.do(ProposeRedaction, LEAD, content=content(play), reason=play.text("A name is in it."))
    play.do(ConfirmRedaction, LEGAL, content=content(play))
    return play


def test_no_board_votes_on_a_plan_of_repairs_that_was_erased() -> None:
    def asked(framework: Framework | None) -> bool:
        return bool(erased(audit_at("post-audit", framework=framework)).do(OpenBallot, LEAD))

    assert asked(first_edition())
    with refused_with("ballot-plan-erased"):
        asked(None)


def test_a_new_version_of_an_erased_plan_is_voted_on() -> None:
    play = erased(audit_at("post-audit"))
    play.bring(PLAN)
    assert play.do(OpenBallot, LEAD)


def test_a_ballot_on_form_0_alone_needs_no_plan() -> None:
    assert erased(audit_at("post-audit")).do(OpenBallot, LEAD, form_0_alone=True)


def voting(framework: Framework | None = None) -> Branch:
    play = audit_at("post-audit", framework=framework)
    play.do(OpenBallot, LEAD)
    return play


def admin_erases(play: Branch) -> list[object]:
    why = play.text("A name is in it.")
    return list(play.do(ProposeRedaction, ADMIN, content=content(play), reason=why, actor_admin=True))


def test_nobody_erases_the_plan_between_the_opening_of_a_ballot_and_its_reading() -> None:
    assert admin_erases(voting(first_edition()))
    with refused_with("redact-plan-unread"):
        admin_erases(voting())
    with refused_with("redact-plan-unread"):
        erased(voting())


def test_once_its_rows_are_on_record_the_plan_may_go() -> None:
    play = voting()
    play.plan(("Train the filter again.", "Engineering", "before"))
    assert any(isinstance(e, ContentRedacted) for e in admin_erases(play))
    assert [m.when for m in play.audit.mitigations] == ["before"]
