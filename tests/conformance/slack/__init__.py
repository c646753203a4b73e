"""What the bot sends to Slack, held against what Slack has written down: types, lengths, the manifest, refusals."""
