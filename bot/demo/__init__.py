"""The demo: a sandbox, the bot, and people who play one whole audit over Slack's own protocol.

Owns who plays (`people`), what they do and say (`story`, `scenarios`, `words.toml`), how it is done with a person's
means alone (`actions`, `actor`), and how it is told (`transcript`); `director` puts it together. Must not reach into
the bot: what happens here could happen in Slack.
"""
