"""What the bot makes itself, as files: reports and charts, from the audit as it stands.

Owns their renderers: one file per kind, listed in `bot.reports.formats.FORMATS`. Must not know Slack, nor when a file
is made or where it goes.
"""
