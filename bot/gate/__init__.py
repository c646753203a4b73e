"""The gate: whether the files in a folder are what a signed decision allows to be released in one form.

A stranger to the bot, as the sandbox is: it imports nothing of ours, and of others only the standard library and
`cryptography`, so that it runs in a pipeline as one file (`smactr gate --write`), without a configuration. It is
offline but where the address of the list of decisions is given. What it knows of formats, folders and fingerprints
stands here once, and `bot.model_files` takes it from here.

Owns the judgement. Must not know audits, databases or words of the catalogue: it has its own.
"""
