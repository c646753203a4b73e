"""Slack's markup: how a text, a person, a channel and a moment are written so that only our own markup acts.

Owns escaping: whatever a person typed goes through `escape` (or a function here that calls it) before it is shown. Must
not know words (they are in `bot.slack.kit.localization`) nor blocks.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from babel.dates import format_date

from bot.domain.kernel.people import SYSTEM, Person, user_of

_CALL = re.compile(r"<[@!#][^<>]*>")

_LINK = re.compile(r"<(?:https?|mailto|slack|ftp)[^|<>]*(?:\|([^<>]*))?>")

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that make what follows read from the other side, beyond the text they stand in."""

_ADDRESS = re.compile(r"(?:https?|ftp)://\S+|\bwww\.\S+", re.IGNORECASE)


def escape(text: str) -> str:
    """A typed text as mrkdwn in which nothing rings, links, mentions or turns the words beside it."""
    return _TURNS.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The plain words of an escaped text."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mention(who: Person) -> str:
    """A person, by their user id; the bot itself by its name."""
    return SYSTEM if who == SYSTEM else f"<@{user_of(who)}>"


def channel(channel_id: str) -> str:
    """A channel, by its id."""
    return f"<#{channel_id}>"


def link(url: str, label: str) -> str:
    """A link of our own; `label` is escaped mrkdwn."""
    return f"<{url}|{label.replace('|', '¦')}>" if url else label


def day(when: date, locale: str) -> str:
    """A calendar day. No date token: a day has no zone, and a token would show its neighbour to half the world."""
    return format_date(when, "d MMM y", locale=locale)


def day_and_month(when: date, locale: str) -> str:
    """A calendar day that is near enough to be known without its year."""
    return format_date(when, "d MMM", locale=locale)


def date_token(when: datetime, locale: str) -> str:
    """A moment (aware), which each reader sees in their own zone."""
    fallback = f"{day(when.date(), locale)}, {when:%H:%M} UTC"
    return f"<!date^{int(when.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def quote(text: str) -> str:
    """A typed text as a quotation, line by line."""
    return "\n".join(f"> {line}" for line in escape(text).splitlines() or [""])


def from_slack(text: str) -> str:
    """What somebody wrote in Slack, from Slack's own markup to mrkdwn that cannot act: no links, no mentions."""
    plain = _LINK.sub(lambda found: found[1] or "(link)", _CALL.sub("@…", text))
    return escape(_ADDRESS.sub("(link)", unescape(plain)))


def quote_from_slack(text: str) -> str:
    """The same as a quotation, line by line."""
    return "\n".join(f"> {line}" for line in from_slack(text).splitlines() or [""])


def code(text: str) -> str:
    """A short typed or technical text in code type; backticks, which would end it, become quotes."""
    return f"`{escape(text).replace('`', 'ʼ')}`" if text else ""


def bold(text: str) -> str:
    """Escaped mrkdwn in bold; an asterisk, which would end it, becomes a look-alike, and lines are joined."""
    joined = " ".join(text.split())
    return f"*{joined.replace('*', '∗')}*" if joined else ""


def fingerprint(digest: str) -> str:
    """A digest as people compare it: its first twelve hexadecimal digits."""
    return code(digest.removeprefix("sha256:")[:12])
