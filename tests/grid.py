"""A workspace of an Enterprise Grid: people whose home is another workspace of the same organization.

Owns which home they have. What Slack then sends is the sandbox's to know.
"""

from __future__ import annotations

from bot.sandbox import WorkspaceSpec

ORGANIZATION = "E0ORG"

HOMES = ("", "T0RESEARCH", ORGANIZATION)
"""This workspace itself, another one, and none but the organization."""


def on_a_grid(spec: WorkspaceSpec) -> WorkspaceSpec:
    """The same workspace and people, whose homes take turns."""
    homed = [each.model_copy(update={"home": HOMES[n % len(HOMES)]}) for n, each in enumerate(spec.people, start=1)]
    return spec.model_copy(update={"enterprise": ORGANIZATION, "people": tuple(homed)})
