"""Discussions in eleven languages: what a wording may say of a quote, and whose objection must be there.

Owns statements against quotes and threads, written as people write. `first` was at hand while the patterns were made,
`second` was written before them and only counted.
"""
