#!/usr/bin/env bash
# Bolt for Python does not hear a slash command in which somebody writes the word "payload".
#
# Expected: Slack sends a slash command as a form with `command`, `text` and so on, and what a person types into `text` is
# text. `/note the payload is too large` reaches the listener of `/note` as every other note does.
#
# Instead (seen on 2026-11-30): Bolt tells commands from clicks, which are a form with a field `payload`, by looking whether
# the seven letters stand anywhere in the raw body. Where they do and there is no such field, the whole request is read
# as empty: no listener, no team, no user. The app answers 404 ("Unhandled request"), and Slack tells the person that the
# command failed. "pay load" arrives. In socket mode, where the body comes as JSON, both arrive.
#
# Why it matters: a command that takes free text (a note, a reason, the name of a problem) works until somebody writes
# about an injection's payload, which in an evaluation of a model is soon. Parse the form yourself and hand Bolt the
# result as in socket mode, or take free text by a modal.
#
# Not found documented.
#
# Versions: slack-bolt 1.30.0, slack-sdk 3.47.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check slack-bolt==1.30.0 slack-sdk==3.47.0 || exit 2
cd "$work"

cat >look.py <<'EOF'
import logging
import sys
from importlib.metadata import version
from urllib.parse import urlencode

from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult

logging.disable(logging.WARNING)
heard = []


def authorize(enterprise_id, team_id, user_id):
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="U0", bot_id="B0", bot_token="xoxb-1")


app = App(authorize=authorize, request_verification_enabled=False, process_before_response=True)


@app.command("/note")
def note(ack, command):
    heard.append(command["text"])
    ack()


def sent(text, mode):
    form = {"command": "/note", "text": text, "team_id": "T1", "user_id": "U1", "channel_id": "C1", "trigger_id": "1.1"}
    headers = {"content-type": "application/x-www-form-urlencoded"}
    body = urlencode(form) if mode == "http" else form
    heard.clear()
    answer = app.dispatch(BoltRequest(mode=mode, body=body, headers=headers))
    return answer.status, heard == [text]


print("slack-bolt", version("slack-bolt"), "slack-sdk", version("slack-sdk"))
print("expected, of each note: (200, True)")
seen = {}
for text in ("the request is too large", "the payload is too large", "the pay load is too large"):
    for mode in ("http", "socket_mode"):
        seen[text, mode] = sent(text, mode)
        print(f"seen, {mode}, {text!r} (status, heard): {seen[text, mode]}")
silent = [key for key, answer in seen.items() if answer != (200, True)]
as_described = silent == [("the payload is too large", "http")] and seen[silent[0]] == (404, False)
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
