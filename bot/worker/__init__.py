"""The work outside that events cause, and what time alone brings: effects, cards, alarms, reminders.

Owns when work is claimed, how many things happen at once and what becomes of a failure. Stateless: the database is the
truth, and any number of workers may run. Must not know Slack, models or rows: it reaches them through `bot.ports`.
"""
