"""Packages of Node's that tests let judge what we make: a foreign verifier, Slack's own types, a type checker.

Owns their names and versions (`package-lock.json`), and that one run installs them once. Must not know who uses them.
"""
