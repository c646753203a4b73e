"""Problems found in Slack: its modals, messages and commands."""
