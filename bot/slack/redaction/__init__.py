"""Redaction in Slack: its modals, messages and commands."""
