"""Redaction: what is erased, why, and who agreed."""
