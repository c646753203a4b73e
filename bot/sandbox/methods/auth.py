"""auth.*, api.*, team.*, bots.*, apps.*: who and what is there.

Owns these methods. Must not change anything.
"""

from bot.sandbox.calls import Answer, Call
from bot.sandbox.errors import SlackError
from bot.sandbox.message_payloads import bot_profile

EXPIRES_IN = 43_200
"""Seconds a token lives where tokens rotate (docs.slack.dev, Using token rotation)."""


def auth_test(call: Call) -> Answer:
    """auth.test: whose token this is."""
    workspace = call.workspace
    spec = workspace.app.spec
    return {
        "url": f"{workspace.base_url}/",
        "team": workspace.name,
        "user": workspace.bot.name,
        "team_id": workspace.enterprise if spec.org_deploy_enabled else workspace.team_id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.app.bot_id,
        "is_enterprise_install": spec.org_deploy_enabled,
        **({"enterprise_id": workspace.enterprise} if workspace.enterprise else {}),
        **({"expires_in": EXPIRES_IN} if spec.token_rotation_enabled else {}),
    }


def api_test(call: Call) -> Answer:
    """api.test: the arguments, or the error that was asked for."""
    if call.has("error"):
        raise SlackError(call.text("error"), args=call.arguments)
    return {"args": call.arguments}


def team_info(call: Call) -> Answer:
    """team.info: the workspace."""
    workspace = call.workspace
    if call.text("team", workspace.team_id) != workspace.team_id:
        raise SlackError("team_not_found")
    team = {"id": workspace.team_id, "name": workspace.name, "domain": workspace.domain, "email_domain": "", "icon": {}}
    return {"team": team}


def bots_info(call: Call) -> Answer:
    """bots.info: the app's bot."""
    if call.text("bot", call.workspace.app.bot_id) != call.workspace.app.bot_id:
        raise SlackError("bot_not_found")
    return {"bot": {**bot_profile(call.workspace), "user_id": call.bot}}


def connections_open(call: Call) -> Answer:
    """apps.connections.open: the address of a socket, good for one connection."""
    return {"url": call.platform.new_socket_url()}
