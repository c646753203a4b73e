"""The documents of a framework as a table: which stage, who, and how it may be given.

Owns that table, as the README shows it of the built-in framework. Must not know how a document is handed in: the table
says what people can do.
"""

from __future__ import annotations

from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.text import Joined, Text, either

COLUMNS = 4


def documents_table(framework: Framework) -> Joined:
    """Every document, in the order of the stages, as a Markdown table."""
    head = Text("framework-documents-head")
    rows = [
        Joined((spec.title, f"{number} {stage.title}", _who(framework, spec), _how(framework, spec)), " | ")
        for number, stage in enumerate(framework.stages, 1)
        for spec in stage.artifacts
    ]
    rule = f"| {COLUMNS * '--- | '}".strip()
    return Joined((head, rule, *(Joined(("|", row, "|"), " ") for row in rows), ""), "\n")


def _who(framework: Framework, spec: ArtifactSpec) -> Text | str:
    owners = either([framework.role(role).title for role in spec.owners])
    if spec.required_from is not None:
        return Text("framework-who-from-form", owners=owners, form=spec.required_from)
    return owners if spec.required else Text("framework-who-if-needed", owners=owners)


def _how(framework: Framework, spec: ArtifactSpec) -> Text:
    if spec.columns:
        how = Text("framework-how-rows")
    elif spec.tampering:
        how = Text("framework-how-tampering")
    else:
        how = Text("framework-how-file-or-text")
    if spec.sections:
        how = Text("framework-how-sections", how=how, count=len(spec.sections))
    if spec.recorded_for:
        how = Text("framework-how-on-behalf", how=how, role=framework.role(spec.recorded_for).title)
    if spec.restricted_to:
        roles = Joined([framework.role(role).title for role in spec.restricted_to], ", ")
        how = Text("framework-how-privately", how=how, roles=roles)
    return how
