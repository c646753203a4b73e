"""The doctor's look at what belongs to the record: database, files, seal key, framework, model.

Owns these checks. Must not migrate or create anything: looking leaves no trace.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from bot.domain.kernel.text import OperatorProblem
from bot.framework_files import FrameworkProblem, load_framework
from bot.llm.providers import TRACING, ConfigurationProblem, Limits, choose
from bot.operations.doctor.finding import Finding
from bot.ports.store import Unavailable
from bot.settings import CannotRun, Settings, environment
from bot.slack.kit.localization import Texts, plain_words
from bot.wiring.demo_mark import is_of_demo
from bot.wiring.open_record import DATABASE_FILE, Surroundings, opened
from bot.wiring.seal_key import closed_for_good
from storage import Storage
from storage.file_modes import is_open_to_others
from storage.migrations import newest, revision
from storage.sealing import KEY_FILE

KEY_PROBLEMS: Final = ("seal-key-lost", "seal-key-other")
"""Why a record cannot be opened that is there and whole: its texts by their ids."""


def check_framework(say: Texts, settings: Settings) -> list[Finding]:
    """Whether the framework for new audits can be read."""
    try:
        framework = load_framework(settings.framework)
    except FrameworkProblem as wrong:
        return [
            Finding.of(say, "problem", "doctor-framework-wrong", problem=plain_words(each, say))
            for each in wrong.problems
        ]
    return [Finding.of(say, "ok", "doctor-framework-ok", title=framework.key, version=framework.version)]


def check_model(say: Texts, settings: Settings) -> list[Finding]:
    """Whether the language model, if one is wanted, is known, installed and has its key."""
    if not settings.model:
        return [Finding.of(say, "note", "doctor-model-none")]
    try:
        chosen = choose(settings.model, environment())
        if settings.fallback:
            choose(settings.fallback, environment(), "SMACTR_MODEL_FALLBACK")
    except ConfigurationProblem as wrong:
        return [Finding.of(say, "problem", "doctor-model-wrong", problem=plain_words(wrong.text, say))]
    found = [
        Finding.of(say, "ok", "doctor-model-ok", model=str(chosen)),
        Finding.of(say, "ok", "doctor-model-patience-ok", seconds=Limits(settings.model_timeout).seconds(chosen)),
    ]
    if names := [name for name in TRACING if environment().get(name, "").lower() in ("1", "true")]:
        listed = ", ".join(names)
        traced = Finding.of(say, "note", "doctor-model-traced", names=listed)
        found.append(traced if settings.tracing else Finding.of(say, "ok", "doctor-model-not-traced-ok", names=listed))
    return found


def check_key(say: Texts, settings: Settings) -> list[Finding]:
    """Whether sealed ballots can be opened, here and by every other process."""
    if settings.seal_keys.get_secret_value():
        return [Finding.of(say, "ok", "doctor-key-ok")]
    if not (settings.data_dir / KEY_FILE).exists():
        return [Finding.of(say, "note", "doctor-key-none")]
    if settings.database.get_secret_value().startswith("postgres"):
        return [Finding.of(say, "note", "doctor-key-folder")]
    return [Finding.of(say, "ok", "doctor-key-ok")]


def check_folder(say: Texts, settings: Settings) -> list[Finding]:
    """Whether real audits may be kept in the data folder."""
    if not is_of_demo(settings.data_dir):
        return []
    return [Finding.of(say, "problem", "doctor-folder-of-demo", folder=str(settings.data_dir))]


def check_modes(say: Texts, settings: Settings) -> list[Finding]:
    """Whether anybody else on the machine may read the record and its keys."""
    folder = settings.data_dir
    if not folder.exists() or not is_open_to_others(folder):
        return []
    names = (DATABASE_FILE, f"{DATABASE_FILE}-wal", KEY_FILE, "signing.key", "blobs")
    open_to_others = [name for name in names if (folder / name).exists() and is_open_to_others(folder / name)]
    if not open_to_others:
        return []
    where = {"files": ", ".join(open_to_others), "folder": str(folder)}
    return [Finding.of(say, "problem", "doctor-folder-open", **where)]


async def check_sealed(say: Texts, storage: Storage) -> list[Finding]:
    """Whether what waits to be opened can be."""
    lost = await closed_for_good(storage, say)
    return [Finding.of(say, "problem", "doctor-sealed-lost", lost=line) for _, line in lost]


async def check_files(say: Texts, storage: Storage) -> list[Finding]:
    """Whether documents can be kept and read."""
    try:
        await storage.blobs.check()
    except Unavailable as problem:
        return [Finding.of(say, "problem", "doctor-files-gone", problem=plain_words(problem.text, say))]
    return [Finding.of(say, "ok", "doctor-files-ok")]


@asynccontextmanager
async def try_to_open(
    say: Texts, settings: Settings, around: Surroundings, *, writes: bool
) -> AsyncIterator[tuple[Storage | None, list[Finding]]]:
    """The record, if it can be read and fits this release, and what was found of it."""
    if _nothing_yet(settings):
        yield None, [Finding.of(say, "note", "doctor-database-empty")]
        return
    async with AsyncExitStack() as stack:
        try:
            storage = await stack.enter_async_context(opened(settings, around, upgrade=False, reader=not writes))
            found = await revision(storage.database)
        except Unavailable as problem:
            yield None, [Finding.of(say, "problem", "doctor-database-gone", problem=plain_words(problem.text, say))]
            return
        except CannotRun as problem:
            cause = problem.__cause__
            if isinstance(cause, Unavailable):
                yield None, [Finding.of(say, "problem", "doctor-database-gone", problem=plain_words(cause.text, say))]
            elif isinstance(cause, OperatorProblem) and cause.text.id in KEY_PROBLEMS:
                wrong = Finding.of(say, "problem", "doctor-key-wrong", problem=str(problem))
                yield None, [wrong, *await _closed_without_key(say, settings, around)]
            else:
                yield None, [Finding.of(say, "problem", "doctor-database-closed", problem=str(problem))]
            return
        if found == newest():
            yield storage, [Finding.of(say, "ok", "doctor-database-ok")]
        elif found is None:
            yield None, [Finding.of(say, "note", "doctor-database-empty")]
        else:
            # revisions are numbered
            key = "doctor-database-newer" if found > newest() else "doctor-database-old"
            yield None, [Finding.of(say, "problem", key)]


async def _closed_without_key(say: Texts, settings: Settings, around: Surroundings) -> list[Finding]:
    """What waits to be opened and could not be, if the key of the record is not found again."""
    async with opened(settings, around, upgrade=False, reader=True, key_lost=True) as storage:
        return await check_sealed(say, storage) if await revision(storage.database) == newest() else []


def _nothing_yet(settings: Settings) -> bool:
    """Opening an SQLite database would create it."""
    url = settings.database.get_secret_value()
    return not url and not (settings.data_dir / DATABASE_FILE).exists()
