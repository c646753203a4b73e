"""Slack, in and out: payloads become commands, the state becomes messages.

Owns everything that speaks Slack's API or markup. Must not know rules (they are in `bot.domain`) nor how anything is
stored.
"""
