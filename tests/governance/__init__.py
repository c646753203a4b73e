"""What looks at the rules from outside.

Owns tests of `bot.governance`. Must not test the rules an audit follows.
"""
