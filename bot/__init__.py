"""The bot: everything between a Slack payload and the history of an audit.

Owns the rules, the service that applies them, the adapters and their wiring. Must not know how rows are laid
out (that is `storage`) nor carry wording that people may want to change (that is `prompts`).
"""
