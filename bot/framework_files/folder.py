"""The full audit of a framework's folder, read strictly.

Owns the layout (`framework.toml`, `stages/*.toml` in the order of their names, `artifacts/KEY.md` for the template of a
document) and what its author is told is wrong, and where. Must not know the built-in one.
"""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.kernel.attacks import Attack, Effort
from bot.domain.kernel.columns import Column, Section
from bot.domain.kernel.decision_rules import Cancelling, DecisionRules, Recurring
from bot.domain.kernel.framework import (
    ArtifactSpec,
    Ballot,
    Framework,
    Question,
    Reminders,
    RoleSpec,
    SignOffRule,
    StageSpec,
    VersionRules,
)
from bot.domain.kernel.models import Misfit
from bot.domain.kernel.release_forms import EvidenceRules, Need, NeededApproval, ReleaseOption
from bot.domain.kernel.text import Joined, Text

MAIN = "framework.toml"

KNOWN_KEYS: dict[str, type[BaseModel]] = {
    "": Framework,
    "roles": RoleSpec,
    "options": ReleaseOption,
    "needs": Need,
    "approved": NeededApproval,
    "ballot": Ballot,
    "decision": DecisionRules,
    "cancelled_by": Cancelling,
    "recurring": Recurring,
    "reminders": Reminders,
    "versions": VersionRules,
    "evidence": EvidenceRules,
    "stages": StageSpec,
    "artifacts": ArtifactSpec,
    "ladder": Attack,
    "least": Effort,
    "sign_offs": SignOffRule,
    "questions": Question,
    "columns": Column,
    "sections": Section,
}
"""Which keys a table of that name may have, to suggest the one that was meant."""

NOT_IN_FILES = {"stages": Text("framework-stages-in-main"), "template": Text("framework-template-in-stage")}
"""Fields that the folder's layout fills; in a file they would say the same thing twice."""


class FrameworkProblem(Exception):
    """A framework that cannot be used. `problems`: every one found, each as `file: place: what is wrong`."""

    def __init__(self, problems: tuple[Joined, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class Folder:
    """One reading of one folder, collecting problems on the way."""

    def __init__(self, root: Traversable) -> None:
        self.root = root
        self.problems: list[Joined] = []
        self.stages: list[tuple[str, dict[str, Any]]] = []
        """(file, table) of each stage, in order."""

    def note(self, *parts: Text | str) -> None:
        """Note a problem: file, place in it, what is wrong; as many of them as there are."""
        self.problems.append(Joined(parts, ": "))

    def framework(self) -> Framework:
        """The full audit. Raises FrameworkProblem with all that is wrong."""
        main = self.table(MAIN)
        names = self.listing("stages", ".toml")
        tables = [(name, self.table(name)) for name in names]
        if not names:
            self.note("stages", Text("framework-no-stage"))
        if main is None or not names or any(table is None for _, table in tables):
            raise FrameworkProblem(tuple(self.problems))
        self.stages = [(name, table) for name, table in tables if table is not None]
        self._refuse_said_twice(main)
        self._fill_templates()
        checked = self._check({**main, "stages": [table for _, table in self.stages]})
        if checked is None or self.problems:
            raise FrameworkProblem(tuple(self.problems))
        return checked

    def listing(self, folder: str, ending: str) -> list[str]:
        """The files of a folder within, in order, as `folder/name`; what does not belong there is noted."""
        place = self.root / folder
        if not place.is_dir():
            self.note(folder, Text("framework-no-folder"))
            return []
        names = sorted(entry.name for entry in place.iterdir() if not entry.name.startswith((".", "__")))
        strays = [name for name in names if not name.endswith(ending)]
        for name in strays:
            self.note(f"{folder}/{name}", Text("framework-stray-file", ending=ending))
        return [f"{folder}/{name}" for name in names if name.endswith(ending)]

    def _text(self, file: Traversable, name: str) -> str | None:
        try:
            data = file.read_bytes()
        except FileNotFoundError:
            self.note(name, Text("framework-file-missing"))
            return None
        except OSError as error:
            self.note(name, Text("framework-file-unreadable", reason=error.strerror))
            return None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            self.note(name, Text("framework-file-not-utf-8", line=line))
            return None

    def table(self, name: str) -> dict[str, Any] | None:
        """A file as TOML; None where it is none, which is noted as a problem."""
        text = self._text(self.root.joinpath(*name.split("/")), name)
        if text is None:
            return None
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            self.note(name, Text("framework-file-not-toml", reason=_lower(str(error))))
            return None

    def _refuse_said_twice(self, main: dict[str, Any]) -> None:
        if main.pop("stages", None) is not None:
            self.note(MAIN, "stages", NOT_IN_FILES["stages"])
        for file, number, table in self._artifacts():
            if table.pop("template", None) is not None:
                self.note(file, f"artifacts[{number}].template", NOT_IN_FILES["template"])

    def _artifacts(self) -> Iterator[tuple[str, int, dict[str, Any]]]:
        """(file, position, table) of every document that is at least shaped like one."""
        for file, stage in self.stages:
            tables = stage.get("artifacts")
            for number, table in enumerate(tables if isinstance(tables, list) else ()):
                if isinstance(table, dict):
                    yield file, number, table

    def _fill_templates(self) -> None:
        unused = set(self.listing("artifacts", ".md"))
        for file, number, table in self._artifacts():
            key = table.get("key")
            if not isinstance(key, str) or not re.fullmatch(r"[a-z0-9-]+", key):
                continue
            name = f"artifacts/{key}.md"
            if name not in unused and not (self.root / "artifacts" / f"{key}.md").is_file():
                self.note(file, f"artifacts[{number}]", Text("framework-template-missing", template=name))
                continue
            unused.discard(name)
            text = self._text(self.root / "artifacts" / f"{key}.md", name)
            if text is not None and not text.strip():
                self.note(name, Text("framework-template-empty"))
            table["template"] = text or ""
        for name in sorted(unused):
            self.note(name, Text("framework-template-unused", document=Path(name).stem))

    def _check(self, whole: dict[str, Any]) -> Framework | None:
        try:
            # As JSON, because a strict reading of Python objects would refuse lists where the schema has tuples.
            return Framework.model_validate_json(json.dumps(whole, default=str), strict=True)
        except ValidationError as error:
            for detail in error.errors():
                self._explain(detail)
            return None

    def _explain(self, detail: ErrorDetails) -> None:
        cause = detail.get("ctx", {}).get("error")
        if isinstance(cause, Misfit) and not detail["loc"]:
            for problem in cause.problems:
                self.note(self._home_of(problem), problem)
            return
        file, loc = MAIN, detail["loc"]
        if loc[:1] == ("stages",) and len(loc) > 1 and isinstance(loc[1], int):
            file, loc = self.stages[loc[1]][0], loc[2:]
        table = next((str(part) for part in reversed(loc[:-1]) if isinstance(part, str)), "")
        known = KNOWN_KEYS.get("stages" if file != MAIN and not table else table)
        place = place_of(loc)
        if place:
            self.note(file, place, said_of(detail, known))
        else:
            self.note(file, detail["msg"])

    def _home_of(self, problem: Text) -> str:
        """The files of the stage or document a problem is about; the main file for everything else."""
        about = problem.params
        if "stage" in about:
            homes = [file for file, stage in self.stages if stage.get("key") == about["stage"]]
        else:
            homes = [file for file, _, table in self._artifacts() if table.get("key") == about.get("artifact", "")]
        return " and ".join(dict.fromkeys(homes)) or MAIN


def place_of(loc: tuple[int | str, ...]) -> str:
    """Where in a file: `artifacts[2].owners`."""
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in loc).lstrip(".")


def said_of(detail: ErrorDetails, table: type[BaseModel] | None) -> Text:
    """What is wrong with one field, for somebody who never heard of pydantic."""
    name, given = str(detail["loc"][-1]), detail["input"]
    match detail["type"]:
        case "extra_forbidden":
            known = [key for key in table.model_fields if key not in NOT_IN_FILES] if table else []
            close = difflib.get_close_matches(name, known, n=1)
            if close:
                return Text("framework-key-misspelt", meant=close[0])
            return Text("framework-key-unknown", known=known)
        case "missing":
            return Text("framework-key-missing")
        case "too_short":
            return Text("framework-too-few", least=detail["ctx"]["min_length"])
        case "string_pattern_mismatch":
            return Text("framework-key-malformed", given=str(given))
        case "value_error":
            return _first(detail["ctx"]["error"])
        case _:
            wanted = _lower(detail["msg"].removeprefix("Input "))
            return Text("framework-value-wrong", wanted=wanted, given=json.dumps(given, ensure_ascii=False))


def _first(error: ValueError) -> Text:
    assert isinstance(error, Misfit), "every check of our own says what does not fit"
    return error.problems[0]


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
