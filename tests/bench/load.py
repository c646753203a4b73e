"""A load of signed requests over keep-alive connections, and what it measured.

Owns the client side. Plain sockets, so that the client costs little beside the server it measures.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

SECRET = "bench-signing-secret"

ERRORS = b'"errors"'
"""What stands in the answer to a modal's submission that changed nothing."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Latencies in milliseconds and requests per second of one load."""

    p50: float
    p99: float
    rate: float
    refused: int
    """Answers that were not 200, or that told of errors (a modal's, such as that nothing could be saved)."""


def signed(fields: dict[str, str]) -> bytes:
    """A form post as Slack signs it, as the bytes of a whole HTTP request."""
    body = urlencode(fields).encode()
    stamp = str(int(time.time()))
    base = b"v0:" + stamp.encode() + b":" + body
    signature = "v0=" + hmac.new(SECRET.encode(), base, hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: {signature}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def run(port: int, requests: Iterator[bytes], connections: int, seconds: float) -> Measured:
    """Send requests over so many connections for so long, each waiting for its answer; one at least."""
    taken: list[float] = []
    refused = 0
    ends = time.perf_counter() + seconds

    async def one() -> None:
        nonlocal refused
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            while (request := next(requests, None)) is not None:
                began = time.perf_counter()
                writer.write(request)
                status, body = await _answer(reader)
                taken.append(time.perf_counter() - began)
                refused += status != 200 or ERRORS in body
                if time.perf_counter() >= ends:
                    break
        finally:
            writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(connections)))
    spent = time.perf_counter() - began
    taken.sort()
    return Measured(
        p50=taken[len(taken) // 2] * 1000,
        p99=taken[int(len(taken) * 0.99)] * 1000,
        rate=len(taken) / spent,
        refused=refused,
    )


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Status and body."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    length = next((int(line.split(":")[1]) for line in lines if line.startswith("content-length:")), None)
    status = int(lines[0].split(" ")[1])
    if length is not None:
        return status, await reader.readexactly(length)
    body = b""
    while (size := int((await reader.readline()).strip(), 16)) > 0:
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return status, body
