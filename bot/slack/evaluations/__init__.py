"""Risks and results in Slack: its modals, messages and commands."""
