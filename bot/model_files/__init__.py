"""The files of a model: which they are, what they are by their content, and the manifest that binds them.

Owns formats, manifests and signatures of other tools over the same files. Must not know audits, Slack or storage.
"""
