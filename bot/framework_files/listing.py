"""The documents of a framework as a table: which stage, who, and how it may be given.

Owns that table, as the README shows it of the built-in framework. Must not know how a document is handed in: the table
says what people can do.
"""

from __future__ import annotations

from bot.domain.kernel.framework import ArtifactSpec, Framework

HEAD = "| Document | Stage | Who | How it may be given |\n| --- | --- | --- | --- |\n"


def documents_table(framework: Framework) -> str:
    """Every document, in the order of the stages, as a Markdown table."""
    rows = [
        f"| {spec.title} | {number} {stage.title} | {_who(framework, spec)} | {_how(framework, spec)} |\n"
        for number, stage in enumerate(framework.stages, 1)
        for spec in stage.artifacts
    ]
    return HEAD + "".join(rows)


def _who(framework: Framework, spec: ArtifactSpec) -> str:
    owners = " or ".join(framework.role(role).title for role in spec.owners)
    if spec.required_from is not None:
        return f"{owners}; from form {spec.required_from} up"
    return owners if spec.required else f"{owners}; where a form needs it, or if you have it"


def _how(framework: Framework, spec: ArtifactSpec) -> str:
    if spec.columns:
        how = "row by row in a form, or as a CSV or Markdown table, in a file or typed"
    elif spec.tampering:
        how = "in a form, its arms row by row or as a table; or as a file (Markdown, CSV, JSON)"
    else:
        how = "file or typed text"
    if spec.sections:
        how += f"; {len(spec.sections)} sections are looked for"
    if spec.recorded_for:
        role = framework.role(spec.recorded_for).title
        how += f"; on behalf of somebody without an account ({role}): the signed file, with their name"
    if spec.restricted_to:
        how += ", privately: seen by " + ", ".join(framework.role(role).title for role in spec.restricted_to)
    return how
