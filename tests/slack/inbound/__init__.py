"""Slack in: the checks of a request, parsing, and the listeners against the sandbox, over its real protocols."""
