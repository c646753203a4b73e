#!/usr/bin/env bash
# slack_sdk: a bot's token that was just exchanged is thrown away when the user's token beside it cannot be.
#
# Expected: an installation with a bot's and a user's token, both rotating, is brought up to date in one call. If one of
# the two cannot be exchanged (its owner left, or took the permission back), the other one, which Slack has handed out
# already, reaches whoever stores tokens: returned, or with the error.
#
# Instead (seen on 2026-11-30): `perform_token_rotation` exchanges the bot's token first, then the user's. When the second
# exchange is refused it raises SlackTokenRotationError; the new tokens of the bot, access and refresh, are in no variable
# that anybody can reach, and the error has no word of them. What is stored is the refresh token that is used up, which
# the next call sends again. The synchronous and the asynchronous rotator are alike.
#
# Why it matters: a refresh token is good once. One person's account that is switched off takes the bot away from the
# whole workspace, at the next expiry, half a day later, with an error that names a refresh token and not whose. Rotate
# the two by `perform_bot_token_rotation` and `perform_user_token_rotation`, and store after each.
#
# Not found documented.
#
# Versions: slack-sdk 3.47.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check slack-sdk==3.47.0 || exit 2
cd "$work"

cat >look.py <<'EOF'
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from urllib.parse import parse_qs

from slack_sdk import WebClient
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.token_rotation import TokenRotator

sent: list[str] = []
used: set[str] = set()


class Exchange(BaseHTTPRequestHandler):
    """Exchanges a bot's refresh token once; the user's is no good any more."""

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        (token,) = form["refresh_token"]
        sent.append(token)
        answer = {"ok": False, "error": "invalid_refresh_token"}
        if token.startswith("bot-refresh") and token not in used:
            used.add(token)
            number = len(used) + 1
            answer = {"ok": True, "token_type": "bot", "access_token": f"bot-access-{number}", "expires_in": 43200}
            answer["refresh_token"] = f"bot-refresh-{number}"
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Exchange)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = WebClient(base_url=f"http://127.0.0.1:{server.server_port}/")
rotator = TokenRotator(client_id="1.1", client_secret="s", client=client)
soon = int(time.time()) + 60
stored = Installation(
    team_id="T1",
    user_id="U1",
    bot_token="bot-access-1",
    bot_refresh_token="bot-refresh-1",
    bot_token_expires_at=soon,
    user_token="user-access-1",
    user_refresh_token="user-refresh-1",
    user_token_expires_at=soon,
)
print("slack-sdk", version("slack-sdk"))
print("expected: the bot's new tokens are returned, or are in the error; the user's exchange is refused")
told = []
for attempt in (1, 2):
    try:
        told.append(repr(rotator.perform_token_rotation(installation=stored, minutes_before_expiration=120)))
    except SlackTokenRotationError as error:
        told.append(f"{error} {vars(error)}")
    print(f"seen, call {attempt}: sent so far: {sent}; the new bot's token in what came back: {'bot-access-2' in told[-1]}")
print("stored afterwards:", stored.bot_token, stored.bot_refresh_token)
as_described = sent == ["bot-refresh-1", "user-refresh-1", "bot-refresh-1"] and not any("bot-access-2" in t for t in told)
as_described &= stored.bot_refresh_token == "bot-refresh-1"
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
