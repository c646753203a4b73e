"""Looks at the rules from outside: what an organisation wants to know of a governance before it adopts it.

Owns nothing of an audit, and decides nothing in one.
"""
