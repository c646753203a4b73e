"""Smaller audits of a framework's folder: `variants/KEY.toml`, in terms of the full one.

Owns what such a file may say and how a framework of its own is made of it: documents, questions and roles are those of
the full audit. Must not know what a kind means for an audit: `bot.domain.lifecycle.variants` does.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from bot.domain.kernel.framework import Framework, Misfit, SignOffRule, StageSpec, Variant
from bot.domain.kernel.models import Key, Strict
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
            folder.problems.append(f"{name}: {place_of(detail['loc'])}: {said_of(detail, model)}")
        return None


def _made(folder: Folder, name: str, key: str, kind: Kind, full: Framework) -> Framework | None:
    problems = [f"{name}: {problem}" for problem in _strays(kind, full)]
    folder.problems += problems
    if problems:
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
        causes = [detail.get("ctx", {}).get("error") for detail in error.errors()]
        said = [p for c in causes for p in (c.problems if isinstance(c, Misfit) else (str(c),))]
        folder.problems += [f"{name}: {problem}" for problem in said]
        return None


def _stage(stage: KindStage, full: Framework) -> dict[str, Any]:
    questions = {q.key: q.model_dump() for spec in full.stages for q in spec.questions}
    said = stage.model_dump() | {
        "artifacts": [full.artifact(key).model_dump() for key in stage.artifacts],
        "questions": [questions[key] for key in stage.questions],
    }
    return StageSpec.model_validate(said).model_dump()


def _strays(kind: Kind, full: Framework) -> list[str]:
    """What the file names and the full audit does not have."""
    questions = {q.key for spec in full.stages for q in spec.questions}
    known = {
        "role": {r.key for r in full.roles},
        "stage": {s.key for s in full.stages},
        "document": {a.key for a in full.artifacts()},
        "question": questions,
    }
    named = [("role", f"minimum.{key}", key) for key in kind.minimum]
    for n, stage in enumerate(kind.stages):
        named.append(("stage", f"stages[{n}].key", stage.key))
        named += [("document", f"stages[{n}].artifacts", key) for key in stage.artifacts]
        named += [("question", f"stages[{n}].questions", key) for key in stage.questions]
    found = [f"{place}: the full audit has no {what} '{key}'" for what, place, key in named if key not in known[what]]
    if kind.most_open is not None and kind.most_open >= len(full.options):
        found.append(f"most_open: the full audit's most open form is {len(full.options) - 1}")
    return found
