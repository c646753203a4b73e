"""From Slack: payloads become commands, and answers."""
