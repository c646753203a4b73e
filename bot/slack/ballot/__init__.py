"""The board's vote in Slack: its modals, messages and commands."""
