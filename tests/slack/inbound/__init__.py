"""Slack in: the guard, parsing, and the listeners against the sandbox, over its real protocols."""
