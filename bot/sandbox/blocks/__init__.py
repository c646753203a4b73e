"""Block Kit as Slack accepts it: models of every block type, and the check that speaks Slack's error language.

Owns sizes, required keys and what may stand where. Must not know who shows the blocks to whom.
"""
