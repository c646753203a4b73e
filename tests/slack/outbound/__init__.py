"""What goes out to Slack: words, drawings, delivery."""
