"""Who plays: a workspace of people named after their roles, in several time zones, and its channels.

Owns the cast as data. Must not know what they do.
"""

from __future__ import annotations

from bot.sandbox import ChannelSpec, PersonSpec, WorkspaceSpec

GENERAL = "general"
DECISIONS = "release-decisions"

LEAD, DEPUTY = "audit-lead", "deputy-lead"
AUDITOR_1, AUDITOR_2 = "auditor-1", "auditor-2"
ENGINEERING, PRODUCT = "engineering", "product"
SAFETY, LEGAL, EXTERNAL = "safety", "legal-policy", "external-reviewer"
BOARD_1, BOARD_2, BOARD_3 = "board-1", "board-2", "board-3"

PEOPLE = (
    PersonSpec(name=LEAD, real_name="Audit lead", tz="Europe/Paris", admin=True),
    PersonSpec(name=DEPUTY, real_name="Deputy lead", tz="Europe/Lisbon"),
    PersonSpec(name=AUDITOR_1, real_name="Auditor 1", tz="Europe/Berlin"),
    PersonSpec(name=AUDITOR_2, real_name="Auditor 2", tz="America/New_York"),
    PersonSpec(name=ENGINEERING, real_name="Engineering", tz="America/Los_Angeles"),
    PersonSpec(name=PRODUCT, real_name="Product", tz="Europe/London"),
    PersonSpec(name=SAFETY, real_name="Safety", tz="Asia/Singapore"),
    PersonSpec(name=LEGAL, real_name="Legal & policy", tz="Europe/Brussels"),
    PersonSpec(name=EXTERNAL, real_name="External reviewer", tz="Australia/Sydney"),
    PersonSpec(name=BOARD_1, real_name="Board 1", tz="Europe/Zurich"),
    PersonSpec(name=BOARD_2, real_name="Board 2", tz="America/Toronto"),
    PersonSpec(name=BOARD_3, real_name="Board 3", tz="Asia/Tokyo"),
)
"""The first is an admin: somebody who invites the app, renames channels, lets people go."""

ROLES: dict[str, list[str]] = {
    "auditor": [AUDITOR_1, AUDITOR_2],
    "engineering": [ENGINEERING],
    "product": [PRODUCT],
    "safety": [SAFETY],
    "legal": [LEGAL],
    "external": [EXTERNAL],
    "board": [BOARD_1, BOARD_2, BOARD_3],
}
"""Whom the lead assigns, by the role's key in the framework."""

INVITED = (SAFETY, AUDITOR_1, DEPUTY, AUDITOR_2, ENGINEERING, PRODUCT, LEGAL, EXTERNAL, BOARD_1, BOARD_2, BOARD_3)
"""Who is asked to accept a role."""

ORGANISATION = "Foo Ltd"
"""Whose audits they are."""

WORKSPACE = WorkspaceSpec(
    name="Demo",
    domain="demo",
    people=PEOPLE,
    channels=(
        ChannelSpec(name=GENERAL, topic="Everybody"),
        ChannelSpec(name=DECISIONS, topic="Which models may be released, and in which form"),
        ChannelSpec(name="foo-7b", topic="The people who build Foo-7B"),
    ),
)
