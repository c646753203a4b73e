"""To Slack: messages, cards, files and channels, as the worker asks for them."""
