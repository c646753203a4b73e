"""People and user groups, and how Slack shows them to an app.

Owns what is known of a person. Must not know channels: who is where is kept there.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo


@dataclass
class Person:
    """A member, a guest, somebody from another workspace, or the bot's own user."""

    id: str
    name: str
    team_id: str
    home: str = ""
    """Another workspace of the same organization, which clicks name instead of this one."""
    real_name: str = ""
    title: str = ""
    tz: str = "UTC"
    is_admin: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    deleted: bool = False
    bot_id: str = ""
    app_id: str = ""
    updated: int = 0

    @property
    def is_guest(self) -> bool:
        """Whether the person only sees the channels they were invited to."""
        return self.is_restricted or self.is_ultra_restricted

    def to_json(self, now: datetime, *, is_stranger: bool = False, enterprise: str = "") -> dict[str, Any]:
        """The `user` object of users.info. A stranger shares no channel with the app.

        On Enterprise Grid (`enterprise`) it tells the workspaces of the organization that somebody is in, and of
        people whose home is another one no `team_id` (lookerbot#184).
        """
        zone = now.astimezone(ZoneInfo(self.tz))
        shown: dict[str, Any] = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": self.deleted,
            "real_name": self.real_name or self.name,
            "profile": self._profile(),
            "is_bot": self.is_bot,
            "is_app_user": False,
            "is_stranger": is_stranger,
            "updated": self.updated,
        }
        if enterprise and not self.is_bot:
            teams = [*([self.home] if self.home.startswith("T") else []), self.team_id]
            shown["enterprise_user"] = {
                "id": self.id,
                "enterprise_id": enterprise,
                "enterprise_name": "Example Organization",
                "is_admin": False,
                "is_owner": False,
                "teams": teams,
            }
            if self.home:
                del shown["team_id"]
        if self.deleted:
            return shown  # Slack leaves these out for deactivated members
        offset = zone.utcoffset()
        shown |= {
            "tz": self.tz,
            "tz_label": zone.tzname() or self.tz,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_email_confirmed": True,
            "locale": "en-US",
        }
        return shown

    def _profile(self) -> dict[str, Any]:
        profile: dict[str, Any] = {
            "title": self.title,
            "real_name": self.real_name or self.name,
            "real_name_normalized": self.real_name or self.name,
            "display_name": self.name,
            "display_name_normalized": self.name,
            "status_text": "",
            "status_emoji": "",
            "avatar_hash": "",
            "team": self.team_id,
        }
        if self.is_bot:
            profile |= {"bot_id": self.bot_id, "api_app_id": self.app_id, "always_active": True}
        return profile


@dataclass
class UserGroup:
    """A group that can be mentioned as one, such as @safety."""

    id: str
    handle: str
    name: str
    team_id: str
    members: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The `usergroup` object of usergroups.list."""
        return {
            "id": self.id,
            "team_id": self.team_id,
            "is_usergroup": True,
            "name": self.name,
            "handle": self.handle,
            "description": "",
            "date_delete": 0,
            "user_count": len(self.members),
            "users": list(self.members),
        }
