"""What every subject in Slack is made with: payloads, context, blocks, modals, words. Knows no subject."""
