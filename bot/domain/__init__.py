"""The rules of an audit, as pure functions over frozen values.

Owns what may happen and what follows from it. Must not know Slack, a database, a model, the clock or any I/O:
it imports the standard library, pydantic and itself, and nothing else.
"""
