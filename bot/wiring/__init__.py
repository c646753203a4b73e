"""The only place where adapters meet: from settings to a running bot.

Owns how the parts are put together, and the real clock and chance. Must not hold rules of any kind: whatever decides
something belongs to the part that decides it.

    async with build(settings) as bot:          # assembly.py: everything but the connection to Slack
        async with listening(bot):              # serving.py: Socket Mode or HTTP, and the worker
            ...
    async with opened(settings) as storage:     # open_record.py: the record alone
"""
