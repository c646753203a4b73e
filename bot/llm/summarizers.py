"""Which summarizer a setting means.

Owns that one choice, for the wiring. Must not know how either of them works.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.llm.excerpts import ExcerptSummarizer
from bot.llm.providers import Limits, choose
from bot.ports.summarizer import Summarizer


def summarizer(
    model: str | None,
    environ: Mapping[str, str],
    limits: Limits | None = None,
    *,
    fallback: str | None = None,
    prices: str = "",
) -> Summarizer:
    """The summarizer of SMACTR_MODEL (`provider:model`), or excerpts for none. Raises ConfigurationProblem.

    `environ`: where the provider's key and address are looked up. `fallback`: the model that is asked when the first
    fails. `prices`: US dollars for a million tokens read and written, `0.25/2`.
    """
    if not model:
        return ExcerptSummarizer()
    # prompts and their templates are no burden of a bot without a model
    from bot.llm.langchain_model import ModelSummarizer

    choices = [choose(model, environ)]
    if fallback:
        choices.append(choose(fallback, environ, "SMACTR_MODEL_FALLBACK"))
    return ModelSummarizer(choices, limits, prices)
