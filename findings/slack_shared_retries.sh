#!/usr/bin/env bash
# slack_sdk: retry handlers share one count, so a handler whose turn comes late has no retries left.
#
# Expected: `max_retry_count` is "the maximum times to do retries" of the handler that it is given to. Three kinds of
# trouble, three handlers: a dropped connection does not use up what was meant for the rate limit.
#
# Instead (seen on 2026-11-30): the attempts of a request are counted in one place, and each handler compares its own
# limit with that sum. With the three built-in handlers at their default of one, a request that is answered 503 and then
# 429 fails with `ratelimited`, though no rate limit was ever waited for, and one that is answered 429, 503 fails with
# the 503. A handler that may try once is out of it as soon as any other has tried.
#
# Why it matters: trouble comes together: a service that recovers from an outage answers 503, then limits everybody's
# rate. A message that the handlers were set up to deliver is given up after one second. Give the handlers limits that
# count everything, or one handler for all.
#
# Not found documented.
#
# Versions: slack-sdk 3.47.0 with aiohttp 3.14.5.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check slack-sdk==3.47.0 aiohttp==3.14.5 || exit 2
cd "$work"

cat >look.py <<'EOF'
import asyncio
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

answers: list[int] = []


class Recovering(BaseHTTPRequestHandler):
    """A server that answers with the statuses prepared, and 200 from then on."""

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status = answers.pop(0) if answers else 200
        error = {503: "unavailable", 429: "ratelimited"}.get(status)
        body = b'{"ok": true}' if error is None else f'{{"ok": false, "error": "{error}"}}'.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Retry-After", "0")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Recovering)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/"
sync = WebClient(
    "xoxb-1",
    base_url=url,
    retry_handlers=[ConnectionErrorRetryHandler(), RateLimitErrorRetryHandler(), ServerErrorRetryHandler()],
)
handlers = [AsyncConnectionErrorRetryHandler(), AsyncRateLimitErrorRetryHandler(), AsyncServerErrorRetryHandler()]


def outcome(statuses, client):
    answers[:] = statuses
    try:
        result = client()
        if asyncio.iscoroutine(result):
            asyncio.run(result)
    except SlackApiError as failed:
        return str(failed.response["error"])
    return "delivered"


clients = {
    "WebClient": sync.auth_test,
    "AsyncWebClient": lambda: AsyncWebClient("xoxb-1", base_url=url, retry_handlers=handlers).auth_test(),
}
print("slack-sdk", version("slack-sdk"), "aiohttp", version("aiohttp"))
print("expected, a handler for each kind of trouble, one retry each: delivered")
seen = {}
for name, client in clients.items():
    for statuses in ((503,), (429,), (503, 429), (429, 503)):
        seen[name, statuses] = outcome(statuses, client)
        print(f"seen: {name}, answered {', '.join(map(str, statuses))} and then 200: {seen[name, statuses]}")
one = {seen[name, statuses] for name in clients for statuses in ((503,), (429,))}
both = {seen[name, statuses] for name in clients for statuses in ((503, 429), (429, 503))}
as_described = one == {"delivered"} and both == {"ratelimited", "unavailable"}
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
