"""The modals: pure functions from the state to a view, one file per modal.

Owns their drawing. Must not know listeners: what a modal asks for is worded by `bot.slack.inbound.forms`.
"""
