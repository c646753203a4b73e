"""Slack, in and out."""
