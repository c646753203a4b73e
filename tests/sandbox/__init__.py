"""The sandbox, tried with the real slack_sdk and the real Bolt.

Owns these tests. Must not use anything of the bot beside the sandbox.
"""
