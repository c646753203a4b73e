#!/usr/bin/env bash
# Bolt for Python takes the deletion of a bot's message, by whomever, for an event of the bot itself, and drops it.
#
# Expected: `ignoring_self_events_enabled` (on by default) keeps a bot from hearing what it said itself. When somebody
# else, an admin say, deletes one of its messages, that is news the bot has from nowhere else, and its listener for
# `message_deleted` is called.
#
# Instead (seen on 2026-11-29): the author is looked for in `previous_message` too, so the deletion counts as the bot's
# own event: it is acknowledged with 200 and no listener is called. The deletion of a person's message arrives. That of a
# message with replies arrives as well, since Slack tells it as a change into a tombstone of another user.
#
# Why it matters: a bot that keeps state in messages (cards with buttons, an ask for a signature, a decision in a channel)
# never learns that one is gone. It works in a test whose message has replies. Switch the middleware off and leave out
# your own speech where events are handled.
#
# Versions: slack-bolt 1.30.0, slack-sdk 3.47.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check slack-bolt==1.30.0 slack-sdk==3.47.0 aiohttp || exit 2
cd "$work"

cat >look.py <<'EOF'
import asyncio
import sys
from importlib.metadata import version

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

BOT, PERSON = "UBOT", "UPERSON"


async def authorize(enterprise_id, team_id, user_id):
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id=BOT, bot_id="B1", bot_token="xoxb-1")


async def heard(author: str, **options: bool) -> tuple[int, bool]:
    app = AsyncApp(authorize=authorize, request_verification_enabled=False, process_before_response=True, **options)
    told = []

    @app.event("message")
    async def message(body):
        told.append(body["event"]["subtype"])

    deletion = {
        "type": "message",
        "subtype": "message_deleted",
        "channel": "C1",
        "deleted_ts": "1.1",
        "previous_message": {"type": "message", "user": author, "ts": "1.1", "text": "approve?"},
        "ts": "2.2",
    }
    body = {"type": "event_callback", "team_id": "T1", "api_app_id": "A1", "event_id": "E1", "event": deletion}
    answer = await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
    return answer.status, bool(told)


async def main() -> None:
    print("slack-bolt", version("slack-bolt"), "slack-sdk", version("slack-sdk"))
    print("expected: the listener hears of each deletion")
    seen = {
        "of a person's message": await heard(PERSON),
        "of the bot's message": await heard(BOT),
        "of the bot's message, ignoring_self_events_enabled=False": await heard(BOT, ignoring_self_events_enabled=False),
    }
    for what, (status, told) in seen.items():
        print(f"seen: {what}: {status}, {'heard' if told else 'not heard'}")
    as_described = [told for _, told in seen.values()] == [True, False, True]
    print("as described" if as_described else "CHANGED")
    sys.exit(0 if as_described else 1)


asyncio.run(main())
EOF
venv/bin/python look.py
