"""The reflection in Slack: its modals, messages and commands."""
