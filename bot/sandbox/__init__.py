"""A Slack-compatible workspace on loopback: Web API, Socket Mode, signed HTTP events, and people to act in it.

Owns a stand-in for Slack that the bot cannot tell from it (`SLACK_API_URL=http://127.0.0.1:PORT/api/`), for tests
and the demo. Knows nothing of audits and imports nothing of ours.

    from bot.sandbox import Sandbox, WorkspaceSpec

    async with Sandbox(WorkspaceSpec.of("lead", "auditor")) as sandbox:
        # start the bot with sandbox.api_url, sandbox.bot_token, sandbox.app_token (or sandbox.signing_secret)
        await sandbox.connected()                      # until it holds a socket
        lead = sandbox.driver("lead")

        shown = await lead.command("/audit", "start")  # shown.text, shown.failed
        modal = await lead.modal()                     # waits until one is open; modal.readable, modal.blocks
        await lead.fill({"model": "Foo-7B", "kind": "Open weights", "people": ["auditor"]})
        result = await lead.submit()                   # result.status, result.errors, result.view

        card = await lead.reads("8 roles, 2 filled", channel="general")   # waits for a message
        await lead.click(card, "assign")               # or label="Assign people"; value=, choose=, confirm=
        home = await lead.open_home()
        await sandbox.workspace.until(lambda: "Waits for me" in lead.home().readable)

        sandbox.faults.on_call("chat.postMessage", "lost_reply", times=2)
        sandbox.faults.on_delivery("message", "duplicate")
        sandbox.admin.kick_bot("general")
        [call.request for call in sandbox.traffic.calls("chat.postMessage")]

Over HTTP: `Sandbox(spec, delivery="http", bot_url="http://127.0.0.1:3000/slack/events")`. Scopes, events and commands
as a manifest has them: `Sandbox(spec, app=AppSpec.from_manifest(parsed))`. A clock and an id generator can be handed
in (`CountingIds` repeats itself). Rate limits are off until `limits=Limits()`. People open `sandbox.page_url` in a
browser and act as anybody there; `panels=` stand at the page's side. `keep_in=` is a folder the workspace is kept in.
"""

from bot.sandbox.clock import CountingIds, RandomIds, RealClock
from bot.sandbox.driver import Driver
from bot.sandbox.errors import CannotDo, NeverHappened, SandboxError, SlackError, SnapshotProblem
from bot.sandbox.limits import Limits
from bot.sandbox.manifest import AppSpec, CommandSpec, ShortcutSpec
from bot.sandbox.observation import SeenMessage, SeenView
from bot.sandbox.results import Commanded, Pressed, Submitted
from bot.sandbox.server import Sandbox
from bot.sandbox.side_panels import Panel
from bot.sandbox.spec import ChannelSpec, GroupSpec, PersonSpec, WorkspaceSpec
from bot.sandbox.text import readable

__all__ = [
    "AppSpec",
    "CannotDo",
    "ChannelSpec",
    "CommandSpec",
    "Commanded",
    "CountingIds",
    "Driver",
    "GroupSpec",
    "Limits",
    "NeverHappened",
    "Panel",
    "PersonSpec",
    "Pressed",
    "RandomIds",
    "RealClock",
    "Sandbox",
    "SandboxError",
    "SeenMessage",
    "SeenView",
    "ShortcutSpec",
    "SlackError",
    "SnapshotProblem",
    "Submitted",
    "WorkspaceSpec",
    "readable",
]
