"""Everything people may want to reword, as data: the audit framework, artifact templates, model prompts.

Owns texts and files, no behaviour. Must not know any code: the loaders in `bot` read these
files, never the reverse.
"""
