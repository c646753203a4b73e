"""Roles given to apps, guests, people whom nobody knows and people who left, and admins of other workspaces.

Owns whole plays that the first edition of the rules let pass; each is played by it, too.
"""

from __future__ import annotations

import pytest

from bot.domain.documents.commands import AcceptArtifact
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM, Membership
from bot.domain.lifecycle.commands import StartAudit
from bot.domain.lifecycle.state import Subject
from bot.domain.redaction.commands import ProposeRedaction
from bot.domain.roster.commands import AcceptRole, AssignRoles, DelegateRole, RecordGone, SecondRoleChange
from bot.domain.roster.roles import holders
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    DEPUTY,
    EXTERNAL,
    LEAD,
    LEGAL,
    STRANGER,
    Play,
    an_audit,
    first_edition,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at

BEFORE = first_edition()

REFUSALS: dict[Membership, str] = {
    "bot": "person-unknown",
    "unknown": "person-unknown",
    "gone": "person-deactivated",
    "guest": "guest-outside-only",
}


def named_as(membership: Membership, framework: Framework | None) -> None:
    play = audit_at("scoping", framework=framework)
    roles = {"auditor": (AUDITOR, AUDITOR_2, STRANGER)}
    play.do(AssignRoles, LEAD, roles=roles, named={STRANGER: membership})


@pytest.mark.parametrize("membership", REFUSALS)
def test_only_full_members_are_named_for_a_role(membership: Membership) -> None:
    named_as(membership, BEFORE)
    with refused_with(REFUSALS[membership]):
        named_as(membership, None)


def test_no_app_is_named_for_a_role() -> None:
    with refused_with("person-unknown"):
        named_as("bot", None)


def test_a_guest_may_be_the_external_reviewer() -> None:
    play = audit_at("scoping")
    play.do(AssignRoles, LEAD, roles={"external": (EXTERNAL, STRANGER)}, named={STRANGER: "guest"})
    play.do(SecondRoleChange, AUDITOR, number=2, named={STRANGER: "guest"})
    assert play.do(AcceptRole, STRANGER, role="external", actor_full_member=False)


@pytest.mark.parametrize("membership", ["bot", "unknown", "gone", "guest"])
def test_a_role_is_handed_over_to_full_members_alone(membership: Membership) -> None:
    def delegated(framework: Framework | None) -> None:
        play = audit_at("scoping", framework=framework)
        play.do(DelegateRole, LEGAL, role="legal", to=STRANGER, until=play.today, named={STRANGER: membership})

    delegated(BEFORE)
    with refused_with(REFUSALS[membership]):
        delegated(None)


@pytest.mark.parametrize(("field", "who"), [("lead", LEAD), ("deputy", DEPUTY)])
def test_whoever_leads_is_a_full_member(field: str, who: str) -> None:
    def started(framework: Framework) -> None:
        play = an_audit(framework=framework)
        play.history.clear()
        play.do(
            StartAudit,
            STRANGER,
            subject=Subject(model="Foo-7B", version="1.2"),
            description=play.text("An assistant."),
            asked_form=3,
            framework=play.text(framework.model_dump_json()),
            lead=LEAD,
            deputy=DEPUTY,
            channel=None,
            decision_channel="CDECISIONS",
            named={who: "guest"},
        )

    started(BEFORE)
    with refused_with("guest-outside-only"):
        started(an_audit().framework)


def accepted_as_guest(framework: Framework | None) -> Branch:
    play = audit_at("scoping", framework=framework)
    play.do(AssignRoles, LEAD, roles={"auditor": (AUDITOR, AUDITOR_2, STRANGER)})
    play.do(AcceptRole, STRANGER, role="auditor", actor_full_member=False)
    return play


def test_a_guest_accepts_no_role_but_the_external_reviewers() -> None:
    accepted_as_guest(BEFORE)
    with refused_with("guest-outside-only"):
        accepted_as_guest(None)


def became_a_guest(framework: Framework | None) -> None:
    play = audit_at("scoping", framework=framework)
    play.hand_in("audit-scope", AUDITOR_2)
    play.do(AcceptArtifact, AUDITOR, artifact="audit-scope", version=1, actor_full_member=False)


def test_who_became_a_guest_acts_in_their_role_no_more() -> None:
    became_a_guest(BEFORE)
    with refused_with("power-not-yours"):
        became_a_guest(None)


def admin_from_elsewhere(framework: Framework | None) -> None:
    play = audit_at("scoping", framework=framework)
    why = play.text("It names a customer.")
    play.do(
        ProposeRedaction,
        "T99:UADMIN",
        content=play.audit.description,
        reason=why,
        actor_admin=True,
        actor_full_member=False,
    )


def test_an_admin_of_another_workspace_erases_nothing() -> None:
    admin_from_elsewhere(BEFORE)
    with refused_with("power-not-yours"):
        admin_from_elsewhere(None)


def again(play: Play) -> None:
    play.do(AssignRoles, LEAD, roles={"legal": (STRANGER,)}, named={STRANGER: "member"})


def test_who_comes_back_may_be_given_a_role_again() -> None:
    play = audit_at("scoping")
    play.do(AssignRoles, LEAD, roles={"legal": (LEGAL, STRANGER)})
    play.do(RecordGone, SYSTEM, person=STRANGER)
    with refused_with("person-deactivated"):
        play.do(AssignRoles, LEAD, roles={"legal": (STRANGER,)})
    again(play)
    play.do(AcceptRole, STRANGER, role="legal")
    assert holders(play.audit, "legal", play.today) == [STRANGER]
