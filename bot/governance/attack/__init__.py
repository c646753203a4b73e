"""Attack your own governance: a search, through the real rules, for a decision against the evidence.

Owns the game: who plays, from where, which moves there are, and what counts as a success. Knows no rule: what is
granted, `decide` says, and what happened, the record says. It is a search, not a proof.
"""
