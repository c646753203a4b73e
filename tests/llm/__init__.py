"""Drafting summaries: excerpts, prompts, quotes, and models reached through the real client on this machine.

Owns tests of `bot.llm`. Must not reach any network beyond the loopback.
"""
