"""What the Web API and the people's side share beside the workspace: triggers, response URLs, limits, faults, traffic.

Owns nothing but their togetherness. Must not know any transport.
"""

from collections.abc import Callable

from bot.sandbox.faults import Faults
from bot.sandbox.limits import Limits, RateLimiter
from bot.sandbox.traffic import Traffic
from bot.sandbox.triggers import TRIGGER_SECONDS, ResponseUrls, Triggers
from bot.sandbox.workspace import Workspace


class Platform:
    """One workspace with everything that stands around it."""

    def __init__(
        self, workspace: Workspace, limits: Limits | None = None, trigger_seconds: float = TRIGGER_SECONDS
    ) -> None:
        self.workspace = workspace
        self.triggers = Triggers(workspace.ids, lifetime=trigger_seconds)
        self.response_urls = ResponseUrls(workspace.ids, workspace.clock)
        self.limiter = RateLimiter(limits)
        self.faults = Faults()
        self.traffic = Traffic(workspace.clock)
        self.traffic.subscribe(lambda exchange: workspace.changes.wake())
        workspace.further_accounts.append(self.traffic.account)
        self.new_socket_url: Callable[[], str] = lambda: ""

    def response_url(self, key: str) -> str:
        """The address for a response key."""
        return f"{self.workspace.base_url}/response/{self.workspace.team_id}/{key}"
