"""Drafts of the reflection's summary: by a language model, or, without one, by excerpts.

Owns the Summarizer port: what a model is told, which of its words are believed (only those with a quote that is found),
and the extractive default. Must not know Slack, the record, or what becomes of a draft; a model never decides anything.
"""
