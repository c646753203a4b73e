"""The course of an audit: rules, and how people meet them in Slack. One sentence a test."""
