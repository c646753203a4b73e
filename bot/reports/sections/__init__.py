"""The contents of the reports, before they have a form: what is said of an audit, part by part.

Owns which facts stand in a report and how they hang together. Must not know Markdown, HTML, nor any word: the templates
in `prompts/reports` say it.
"""
