"""What a decision says, signed: for pipelines and outsiders, in forms that foreign tools verify.

Owns statements, keys and signatures. Must not know Slack or storage, and writes nothing cryptographic by hand.
"""
