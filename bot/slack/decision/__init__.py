"""The decision in Slack: its modals, messages and commands."""
