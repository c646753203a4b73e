"""Pictures of an audit's figures, as PNG files with a description for those who cannot see them.

Owns how a picture looks. Draws with matplotlib, without a screen, in the renderers' own process. Must not judge:
verdicts come from the rules.
"""
