"""How long tests wait for what should happen: a busy machine is no fault of the bot.

Owns these limits. What comes too late for Slack or for a person has tests of its own, with limits of their own.
"""

from bot.slack.kit.timeouts import Timeouts

UNHURRIED = Timeouts(save=30, open=30, look_up=30, whisper=30)

SOON_TOLD = Timeouts(save=3, open=3, look_up=3, whisper=3)
"""For tests in which the record is away: people are told before long."""

SLACK_WAITS = 45.0
"""Seconds until the sandbox says that an answer did not come: more than the bot takes to say so itself."""
