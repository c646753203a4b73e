"""The gate: what may leave in which form.

Owns tests of `bot.gate`. Must not test how a decision is signed, but for those that it reads.
"""
