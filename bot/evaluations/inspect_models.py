"""Which of the models in an Inspect log is the system under test.

Owns the choice among `model` and the model roles. The role `target` is what an auditing task tests, whatever model the
run was started with; a model that only judges is never under test; `none/none` is how Inspect writes that no model was
given. Must not know scores.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from bot.domain.evaluations.measurement import NOT_STATED, SystemUnderTest
from bot.evaluations.field_values import mapping, text

NO_MODEL: Final = frozenset({"", "none", "none/none"})

TARGET: Final = "target"

JUDGES: Final = frozenset({"auditor", "critic", "evaluator", "grader", "judge", "monitor", "red_teamer", "scorer"})
"""Names of roles, as tasks commonly give them, whose model asks or judges and is not tested."""

DEFAULT_REVISION: Final = "main"


def systems_under_test(
    about: Mapping[str, Any], model_usage: Mapping[str, Any], role_usage: Mapping[str, Any]
) -> tuple[SystemUnderTest, ...]:
    """The systems a log is about, from its `eval` and from which models and roles were called at all.

    Several where the target is a list, or where no model was given and several roles could be meant; none where the log
    names none.
    """
    roles = {text(role): tuple(_of_role(text(role), said)) for role, said in mapping(about.get("model_roles")).items()}
    if roles.get(TARGET):
        return roles[TARGET]
    model = _system(about.get("model"), about.get("model_base_url"), about.get("model_args"))
    tested = {role: systems for role, systems in roles.items() if role.casefold() not in JUDGES}
    called = {role: systems for role, systems in tested.items() if role in role_usage}
    never_called = bool(model_usage) and model.name not in model_usage
    if model.name and not (never_called and called):
        return (model,)
    return tuple(dict.fromkeys(system for systems in (called or tested).values() for system in systems))


def measured_system(systems: tuple[SystemUnderTest, ...]) -> SystemUnderTest:
    """The one every value of the log is of; not stated where there are several."""
    return systems[0] if len(systems) == 1 else NOT_STATED


def _of_role(role: str, said: object) -> Iterator[SystemUnderTest]:
    """A role is one model, or a list of them."""
    for each in said if isinstance(said, list) else [said]:
        config = mapping(each)
        system = _system(config.get("model") or each, config.get("base_url"), config.get("args"), role)
        if system.name:
            yield system


def _system(name: object, base_url: object, args: object, role: str = "") -> SystemUnderTest:
    stated = text(name)
    if stated.casefold() in NO_MODEL:
        return NOT_STATED
    revision = text(mapping(args).get("revision"))
    return SystemUnderTest(
        name=stated,
        revision="" if revision == DEFAULT_REVISION else revision,
        role=role,
        endpoint=_host(text(base_url)),
    )


def _host(url: str) -> str:
    """Host and port of an address, without credentials, path and query."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2]
    except ValueError:
        return ""
