#!/usr/bin/env bash
# slack_sdk: of the asynchronous clients for webhooks, audit logs and SCIM, none asks its retry handlers about a 500.
#
# Expected: a client takes `retry_handlers`, and each handler decides. A server error is tried again by
# `AsyncServerErrorRetryHandler` in an `AsyncWebhookClient` as it is by `ServerErrorRetryHandler` in a `WebhookClient`.
#
# Instead (seen on 2026-11-30): the asynchronous client for webhooks asks its handlers after a 429 and after a broken
# connection only. After a 500 or a 503 it returns the answer at once; the handler, the built-in one or one's own, is
# accepted and never called. The synchronous twin asks, and so does `AsyncWebClient`. The asynchronous clients for audit
# logs and SCIM are the same in this.
#
# Why it matters: a bot answers a click by its response_url, which is a webhook, and that answer is lost with the first
# 503, though somebody had switched retries on and tested them with the synchronous client or with the Web API. Look at
# `status_code` and try again yourself.
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

from slack_sdk.audit_logs import AuditLogsClient
from slack_sdk.audit_logs.async_client import AsyncAuditLogsClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import FixedValueRetryIntervalCalculator
from slack_sdk.http_retry.builtin_async_handlers import AsyncServerErrorRetryHandler
from slack_sdk.http_retry.builtin_handlers import ServerErrorRetryHandler
from slack_sdk.scim import SCIMClient
from slack_sdk.scim.async_client import AsyncSCIMClient
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

asked = 0


class Unavailable(BaseHTTPRequestHandler):
    """A server that says 503 for ever and counts how often it was asked."""

    def do_POST(self):
        global asked
        asked += 1
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b'{"ok": false, "error": "unavailable", "entries": []}'
        self.send_response(503)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST

    def log_message(self, *args):
        pass


def times(call):
    global asked
    asked = 0
    try:
        result = call()
        if asyncio.iscoroutine(result):
            asyncio.run(result)
    except SlackApiError:
        pass
    return asked


server = ThreadingHTTPServer(("127.0.0.1", 0), Unavailable)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/"
at_once = FixedValueRetryIntervalCalculator(fixed_internal=0)
twice = {"retry_handlers": [ServerErrorRetryHandler(max_retry_count=2, interval_calculator=at_once)]}
twice_async = {"retry_handlers": [AsyncServerErrorRetryHandler(max_retry_count=2, interval_calculator=at_once)]}

seen = {
    "WebhookClient": times(lambda: WebhookClient(url, **twice).send(text="saved")),
    "AsyncWebhookClient": times(lambda: AsyncWebhookClient(url, **twice_async).send(text="saved")),
    "AsyncWebClient": times(lambda: AsyncWebClient("xoxb-1", base_url=url, **twice_async).auth_test()),
    "AuditLogsClient": times(lambda: AuditLogsClient("xoxp-1", base_url=url, **twice).logs()),
    "AsyncAuditLogsClient": times(lambda: AsyncAuditLogsClient("xoxp-1", base_url=url, **twice_async).logs()),
    "SCIMClient": times(lambda: SCIMClient("xoxp-1", base_url=url, **twice).read_user("U1")),
    "AsyncSCIMClient": times(lambda: AsyncSCIMClient("xoxp-1", base_url=url, **twice_async).read_user("U1")),
}
print("slack-sdk", version("slack-sdk"), "aiohttp", version("aiohttp"))
print("expected: each asks three times, once and by its handler twice again")
for client, count in seen.items():
    print(f"seen: {client}: {count}")
as_described = [seen[name] for name in ("WebhookClient", "AsyncWebClient", "AuditLogsClient", "SCIMClient")] == [3, 3, 3, 3]
as_described &= [seen[name] for name in ("AsyncWebhookClient", "AsyncAuditLogsClient", "AsyncSCIMClient")] == [1, 1, 1]
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
