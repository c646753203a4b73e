"""Result files: their numbers, what does not fit, and files that are damaged or mean harm.

Owns files of our own in every format (`files`), and where the shared samples lie. Must not know Slack or the store.
"""
