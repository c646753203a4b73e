"""Days off by country: the adapter behind the port `bot.ports.calendars`.

Owns asking the library that knows them. Must not know any rule.
"""
