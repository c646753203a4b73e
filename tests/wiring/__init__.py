"""Tests of the bot put together: sign-in, both ways of delivery, start and stop.

Owns that the parts meet. Must not test what a part does, nor a whole audit: others have that.
"""
