"""Tests that hold the house true: sizes, names, imports, commands.

Owns what every file must keep to, whatever it is about. Must not know what the bot does.
"""
