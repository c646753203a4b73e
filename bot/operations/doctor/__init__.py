"""`smactr doctor`: what stands between this installation and a working bot, each with its fix.

Owns the checks and their order. Must not change anything, except to try parked work again when it is asked to.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.operations.doctor.audits import check_audits
from bot.operations.doctor.finding import Finding
from bot.operations.doctor.record import (
    check_files,
    check_folder,
    check_framework,
    check_key,
    check_model,
    check_modes,
    check_sealed,
    try_to_open,
)
from bot.operations.doctor.signing import check_list, check_signer
from bot.operations.doctor.slack import check_slack
from bot.operations.doctor.variables import check_names
from bot.settings import Settings, SettingsProblem
from bot.slack.kit.localization import plain_words
from bot.wiring.open_record import Surroundings
from bot.wiring.texts import read_texts


async def examine(
    settings: Settings, *, resume: bool = False, around: Surroundings | None = None, names: Iterable[str] = ()
) -> list[Finding]:
    """Every finding, in the order an operator would mend them. `names`: of the variables that are set."""
    say, around = read_texts(), around or Surroundings()
    findings = [
        *check_names(say, names),
        *check_framework(say, settings),
        *check_model(say, settings),
        *check_key(say, settings),
    ]
    findings += [*check_folder(say, settings), *check_modes(say, settings)]
    try:
        access = settings.slack()
    except SettingsProblem as wrong:
        problem = "\n".join(plain_words(each, say) for each in wrong.problems)
        findings.append(Finding.of(say, "problem", "doctor-slack-settings", problem=problem))
        access = None
    workspace = ""
    if access:
        workspace, heard = await check_slack(say, access, around.clock)
        findings += heard
    async with try_to_open(say, settings, around, writes=resume) as (storage, opened):
        findings += opened
        if storage:
            findings += await check_files(say, storage)
            findings += await check_sealed(say, storage)
            findings += await check_signer(say, settings, storage, around.clock)
            findings += await check_list(say, settings, storage, around.clock)
            seen = access if workspace else None
            findings += await check_audits(say, storage, seen, workspace, around, resume=resume)
    return findings
