"""One process under measurement: `python -m tests.bench.server KIND URL FOLDER PORT`.

Owns how each kind is served: uvicorn with uvloop and httptools, one process. Ours runs without its worker, for what is
measured is the click, and deliveries go at Slack's pace.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

from bot.wiring.system import SystemClock
from tests.bench import peers, seed
from tests.bench.load import SECRET


async def serve(app: Any, port: int) -> None:
    """Serve until killed."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_level="warning", loop="uvloop", http="httptools", access_log=False
    )
    await uvicorn.Server(config).serve()


async def ours(url: str, folder: Path, port: int) -> None:
    """Our listeners over the record, as `smactr serve` runs them."""
    from bot.wiring.serving import make_ready_for_requests
    from tests.bench.ours import application

    async with seed.record(url, folder, SystemClock()) as storage:
        app = application(storage, SECRET)
        make_ready_for_requests()
        await serve(app, port)


def main(kind: str, url: str, folder: str, port: str) -> None:
    """Serve one kind."""
    served: dict[str, Callable[[], Starlette]] = {
        "bare": peers.bare,
        "durable": lambda: peers.durable(url),
        "durable-sqlite": lambda: peers.durable_sqlite(Path(folder) / "peer.db"),
    }
    peer = served.get(kind)
    if peer is not None:
        uvicorn.run(
            peer(),
            host="127.0.0.1",
            port=int(port),
            log_level="warning",
            loop="uvloop",
            http="httptools",
            access_log=False,
        )
    else:
        import uvloop

        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(ours("" if url == "-" else url, Path(folder), int(port)))


if __name__ == "__main__":
    main(*sys.argv[1:5])
