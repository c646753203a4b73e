"""What the demo tells: read out of a play's record and report (told), and held against itself (rules).

Owns the reading and the rules; `before/` is what it told when nobody had held it against itself.
"""
