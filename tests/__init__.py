"""The tests, and `python -m tests`, the one command that runs every check.

Owns what "it works" means. Must not be known by anything that ships.
"""
