"""An audit's course in Slack: its modals, messages and commands."""
