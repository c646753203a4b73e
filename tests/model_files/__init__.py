"""The files of a model: what they are, the manifest over them, `smactr fingerprint`.

Owns tests of `bot.model_files`. Must not test what an audit does with a fingerprint.
"""
