"""Readers of test results: one file per format, listed in `bot.evaluations.readers.READERS`.

Owns turning a result file into `bot.domain.evaluations.state.EvaluationResult`, whatever the file holds. Must not
know Slack, the store or what a result is used for.
"""
