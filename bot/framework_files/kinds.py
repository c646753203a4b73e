"""Smaller audits of a framework's folder: `variants/KEY.toml`, in terms of the full one.

Owns what such a file may say and how a framework of its own is made of it: documents, questions and roles are those of
the full audit. Must not know what a kind means for an audit: `bot.domain.lifecycle.variants` does.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from bot.domain.kernel.framework import Framework, SignOffRule, StageSpec, Variant
from bot.domain.kernel.models import Key, Misfit, Strict
from bot.domain.kernel.text import Text
from bot.framework_files.folder import Folder, FrameworkProblem, place_of, said_of

FOLDER = "variants"


class KindStage(Strict):
    """One step. Its key is that of a stage of the full audit: when the audit becomes one, it goes on there."""

    key: Key
    title: str
    goal: str
    days: int = Field(ge=1, le=250)
    artifacts: tuple[Key, ...] = ()
    questions: tuple[Key, ...] = ()
    sign_offs: tuple[SignOffRule, ...] = ()
    responses: tuple[Key, ...] = ()
    recommended_by: Key | None = None
    risks: bool = False
    results: bool = False
    ballot: bool = False


class Kind(Strict):
    """A file of a smaller audit."""

    title: str
    means: str
    practice: bool = False
    approved_by: tuple[Key, ...] = ()
    most_open: int | None = Field(default=None, ge=0)
    minimum: dict[Key, int] = {}
    stages: tuple[KindStage, ...] = ()
    """Empty: those of the full audit."""


TABLES: dict[str, type[BaseModel]] = {"": Kind, "stages": KindStage, "sign_offs": SignOffRule}
"""Which keys a table of that name may have, to suggest the one that was meant."""


def read_kinds(folder: Folder, full: Framework) -> dict[str, Framework]:
    """The framework of each smaller audit, by key. Raises FrameworkProblem with all that is wrong."""
    if not (folder.root / FOLDER).is_dir():
        return {}
    found: dict[str, Framework] = {}
    for name in folder.listing(FOLDER, ".toml"):
        key = name.removeprefix(f"{FOLDER}/").removesuffix(".toml")
        kind = _kind(folder, name)
        if kind is not None and (made := _made(folder, name, key, kind, full)):
            found[key] = made
    if folder.problems:
        raise FrameworkProblem(tuple(folder.problems))
    return found


def _kind(folder: Folder, name: str) -> Kind | None:
    table = folder.table(name)
    if table is None:
        return None
    try:
        return Kind.model_validate_json(json.dumps(table, default=str), strict=True)
    except ValidationError as error:
        for detail in error.errors():
            inside = next((str(p) for p in reversed(detail["loc"][:-1]) if isinstance(p, str)), "")
            model = TABLES.get(inside)
            folder.note(name, place_of(detail["loc"]), said_of(detail, model))
        return None


def _made(folder: Folder, name: str, key: str, kind: Kind, full: Framework) -> Framework | None:
    strays = _strays(kind, full)
    for place, stray in strays:
        folder.note(name, place, stray)
    if strays:
        return None
    raw = full.model_dump()
    raw["variant"] = Variant(
        key=key, title=kind.title, means=kind.means, practice=kind.practice, approved_by=kind.approved_by
    ).model_dump()
    for role in raw["roles"]:
        role["minimum"] = kind.minimum.get(role["key"], role["minimum"])
    if kind.most_open is not None:
        raw["options"] = [option for option in raw["options"] if option["number"] <= kind.most_open]
    if kind.stages:
        raw["stages"] = [_stage(stage, full) for stage in kind.stages]
    try:
        return Framework.model_validate(raw)
    except ValidationError as error:
        for detail in error.errors():
            cause = detail.get("ctx", {}).get("error")
            if isinstance(cause, Misfit):
                for problem in cause.problems:
                    folder.note(name, problem)
            else:
                folder.note(name, place_of(detail["loc"]), said_of(detail, None))
        return None


def _stage(stage: KindStage, full: Framework) -> dict[str, Any]:
    questions = {q.key: q.model_dump() for spec in full.stages for q in spec.questions}
    said = stage.model_dump() | {
        "risk_kinds": [kind.model_dump() for kind in full.risk_kinds] if stage.risks else [],
        "artifacts": [full.artifact(key).model_dump() for key in stage.artifacts],
        "questions": [questions[key] for key in stage.questions],
    }
    return StageSpec.model_validate(said).model_dump()


def _strays(kind: Kind, full: Framework) -> list[tuple[str, Text]]:
    """(place, what is wrong) of what the file names and the full audit does not have."""
    questions = {q.key for spec in full.stages for q in spec.questions}
    roles, stages = {r.key for r in full.roles}, {s.key for s in full.stages}
    documents = {a.key for a in full.artifacts()}
    found = [(f"minimum.{key}", Text("framework-kind-role", role=key)) for key in kind.minimum if key not in roles]
    for n, stage in enumerate(kind.stages):
        if stage.key not in stages:
            found.append((f"stages[{n}].key", Text("framework-kind-stage", stage=stage.key)))
        lost = [key for key in stage.artifacts if key not in documents]
        found += [(f"stages[{n}].artifacts", Text("framework-kind-document", document=key)) for key in lost]
        lost = [key for key in stage.questions if key not in questions]
        found += [(f"stages[{n}].questions", Text("framework-kind-question", question=key)) for key in lost]
    if kind.most_open is not None and kind.most_open >= len(full.options):
        found.append(("most_open", Text("framework-kind-most-open", most=len(full.options) - 1)))
    return found
