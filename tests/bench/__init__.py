"""Measurements: `python -m tests.bench ack | reminders`.

Owns what is measured and beside what. Every comparison is made within one run, because machines are noisy.
"""
