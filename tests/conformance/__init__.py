"""What others say of our data: their type checkers, their schemas, their documented lengths.

Owns these comparisons. What a reader of result files makes of a tool is `tests/evaluations/conformance`.
"""
