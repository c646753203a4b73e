"""People and roles in Slack: its modals, messages and commands."""
