"""Fingerprints of a model's files as people and tools spell them: in capitals, with or without `sha256:` before them.

Owns when two are one. Must not know what was fingerprinted.
"""

from __future__ import annotations


def bare(fingerprint: str) -> str:
    """A fingerprint without case, and without the name of the usual kind."""
    return fingerprint.strip().casefold().removeprefix("sha256:")


def same_fingerprint(one: str, other: str) -> bool:
    """Whether both are of the same bytes, however they are spelled."""
    return bare(one) == bare(other)
