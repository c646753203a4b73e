"""The demo's story under faults: kills, lost replies, late effects, storms of 429, torn sockets, repeated events.

Owns what happens to the bot while its people go on, and the comparison with a run that nothing disturbed. Must not know
the story, nor reach into the bot: it runs as processes of its own, and is judged by what stands in Slack and on record.
"""
