#!/usr/bin/env bash
# APScheduler's AsyncIOScheduler.shutdown(wait=True), which says it waits for running jobs, cancels a running coroutine.
#
# Expected: what the parameter's description says, "True to wait until all currently executing jobs have finished"; it is
# the default. A job that writes to a database ends before `shutdown` returns, or at least goes on to its end.
#
# Instead (seen on 2026-11-29): of two jobs that were running, the one in a thread is let come to its end, the coroutine
# is cancelled where it stands, with wait=True as with wait=False. Nobody could wait for it inside a function that is no
# coroutine itself; but it is neither refused nor left running, and the parameter's description says the opposite.
#
# Why it matters: a service that carries reminders and deliveries stops with every deployment. A coroutine cancelled in
# the middle of a query leaves its connection in a state that the driver has to give up, and work that was half done is
# not noticed. Pause the scheduler, wait for the jobs under way by means of your own, then shut it down.
#
# Versions: APScheduler 3.11.3.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check APScheduler==3.11.3 || exit 2
cd "$work"

cat >look.py <<'EOF'
import asyncio
import logging
import sys
import threading
from importlib.metadata import version

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler

logging.disable(logging.ERROR)


async def stopped_while_running(wait: bool) -> dict[str, str]:
    ended = {"coroutine": "never ended", "thread": "never ended"}
    begun, may_end = asyncio.Event(), asyncio.Event()
    thread_begun, thread_ended = threading.Event(), threading.Event()

    async def coroutine() -> None:
        begun.set()
        try:
            await may_end.wait()
            ended["coroutine"] = "came to its end"
        except asyncio.CancelledError:
            ended["coroutine"] = "cancelled"
            raise

    def thread() -> None:
        thread_begun.set()
        thread_ended.wait(0.2)
        ended["thread"] = "came to its end"

    scheduler = AsyncIOScheduler(executors={"threads": ThreadPoolExecutor(1)})
    scheduler.add_job(coroutine, id="coroutine")
    scheduler.add_job(thread, id="thread", executor="threads")
    scheduler.start()
    await begun.wait()
    await asyncio.to_thread(thread_begun.wait)
    scheduler.shutdown(wait=wait)
    await asyncio.sleep(0)
    may_end.set()
    await asyncio.sleep(0.5)
    return ended


print("APScheduler", version("APScheduler"))
print("expected: with wait=True both jobs come to their end")
seen = {wait: asyncio.run(stopped_while_running(wait)) for wait in (True, False)}
for wait, ended in seen.items():
    print(f"seen: wait={wait}: {ended}")
as_described = all(ended["coroutine"] == "cancelled" for ended in seen.values())
as_described &= seen[True]["thread"] == "came to its end"
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
