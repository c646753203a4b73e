"""What the service, the worker and the adapters need of each other, as Protocols.

Owns the shapes that cross the boundaries: what is loaded and committed, what the outbox hands out, what a summary is
made from. Knows no vendor; implementations are in `storage` and in the adapters, and meet in `bot.wiring`.
All times are aware UTC.
"""
