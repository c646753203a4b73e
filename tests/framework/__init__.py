"""The framework as data: the built-in one, and what authors of their own are told.

Owns tests of `bot.framework_files` and `prompts/framework`. Must not test the rules an audit follows.
"""
