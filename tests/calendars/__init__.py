"""Days off of countries: what the library says, and what audits make of it.

Owns the adapter and what is reckoned with real days off. The arithmetic stands in `tests/kernel`.
"""
