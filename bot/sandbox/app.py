"""The app that is installed in the workspace: its ids, tokens and what it was granted.

Owns whether a token is good. Must not know what any method needs.
"""

from dataclasses import dataclass
from typing import Literal

from bot.sandbox.clock import Ids
from bot.sandbox.errors import SlackError
from bot.sandbox.manifest import AppSpec

TokenState = Literal["good", "token_revoked", "account_inactive"]


@dataclass
class App:
    """One installed app with one bot user."""

    id: str
    bot_id: str
    user_id: str
    spec: AppSpec
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    token_state: TokenState = "good"

    @classmethod
    def new(cls, spec: AppSpec, ids: Ids, *, bot_token: str = "", app_token: str = "", secret: str = "") -> "App":
        """An installed app; tokens and the signing secret are made up unless they are given."""
        return cls(
            id=ids.new("A"),
            bot_id=ids.new("B"),
            user_id=ids.new("U"),
            spec=spec,
            bot_token=bot_token or f"xoxb-sandbox-{ids.secret()}",
            app_token=app_token or f"xapp-1-sandbox-{ids.secret()}",
            signing_secret=secret or ids.secret(),
            verification_token=ids.secret(),
        )

    def check_bot_token(self, token: str) -> None:
        """Raise what the Web API answers where `token` is not the bot's, or no longer good."""
        if not token:
            raise SlackError("not_authed")
        if token == self.app_token:
            raise SlackError("not_allowed_token_type")
        if token != self.bot_token:
            raise SlackError("invalid_auth")
        if self.token_state != "good":
            raise SlackError(self.token_state)

    def check_app_token(self, token: str) -> None:
        """The same for the app-level token that opens sockets."""
        if not token:
            raise SlackError("not_authed")
        if token == self.bot_token:
            raise SlackError("not_allowed_token_type")
        if token != self.app_token:
            raise SlackError("invalid_auth")

    def need(self, *alternatives: str) -> None:
        """Raise `missing_scope` unless one of these scopes was granted; none given means none is needed."""
        granted = self.spec.scopes
        if alternatives and not granted.intersection(alternatives):
            raise SlackError("missing_scope", needed=alternatives[0], provided=",".join(sorted(granted)))
