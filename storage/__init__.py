"""The Store port over SQL: tables, history, outbox, inbox and migrations.

Owns every row; none of them leaves this package. Must not know the rules of an audit nor anything about
Slack.
"""
