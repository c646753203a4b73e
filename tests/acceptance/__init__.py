"""Whole audits through the sandbox: real Bolt, the real protocol, people at Slack's client.

Owns that the parts fit together. Must not test what one part does alone.
"""
