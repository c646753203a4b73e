"""Tests of the worker, against ports in memory.

Owns what becomes of effects, cards, alarms and reminders. Must not test rows, Slack or rules: they have their own.
"""
