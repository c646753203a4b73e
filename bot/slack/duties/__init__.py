"""What waits for people in Slack: its modals, messages and commands."""
