"""What an operator reads when SMACTR_MODEL cannot be used, and that nothing heavy is imported before it is needed.

Owns the choice of a provider. Must not reach one.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.domain.kernel.text import Text
from bot.llm.excerpts import ExcerptSummarizer
from bot.llm.langchain_model import ModelSummarizer
from bot.llm.providers import PROVIDERS, ConfigurationProblem, Limits, build, choose, preload
from bot.llm.summarizers import summarizer

KEY = {"OPENAI_API_KEY": "sk-test"}


def refused(id: str, setting: str = "SMACTR_MODEL", **params: object) -> Text:
    """What an operator reads of a setting."""
    return Text(id, setting=setting, **params)


@pytest.mark.parametrize(
    ("model", "environ", "said"),
    [
        ("gpt-5-mini", KEY, refused("model-not-named", model="gpt-5-mini")),
        ("openai:", KEY, refused("model-not-named", model="openai:")),
        (
            "opnai:gpt-5-mini",
            KEY,
            refused(
                "model-unknown", model="opnai:gpt-5-mini", provider="opnai", known=[each.name for each in PROVIDERS]
            ),
        ),
        ("openai:gpt-5-mini", {}, refused("model-without-key", model="openai:gpt-5-mini", keys="OPENAI_API_KEY")),
        (
            "azure_openai:mine",
            {"AZURE_OPENAI_API_KEY": "a", "AZURE_OPENAI_ENDPOINT": "http://models.test"},
            refused("model-needs", model="azure_openai:mine", variable="OPENAI_API_VERSION"),
        ),
    ],
)
def test_what_is_wrong_names_the_setting_and_what_it_lacks(model: str, environ: dict[str, str], said: Text) -> None:
    with pytest.raises(ConfigurationProblem) as problem:
        summarizer(model, environ)
    assert problem.value.text == said


def test_a_client_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.llm.providers.find_spec", lambda package: None)
    with pytest.raises(ConfigurationProblem) as problem:
        preload("google-genai:gemini", {"GEMINI_API_KEY": "x"})
    assert problem.value.text == refused("model-not-installed", model="google-genai:gemini", extra="google-genai")


def test_a_model_name_may_hold_colons() -> None:
    assert str(choose("openai:ft:gpt-4o:acme", KEY)) == "openai:ft:gpt-4o:acme"


def test_a_setting_means_a_model_and_none_means_excerpts() -> None:
    assert isinstance(summarizer("openai:gpt-5-mini", KEY), ModelSummarizer)
    assert isinstance(summarizer(None, {}), ExcerptSummarizer)


def in_a_new_process(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_choosing_a_summarizer_imports_no_client() -> None:
    code = (
        "import sys\n"
        "from bot.llm.summarizers import summarizer\n"
        f"summarizer('openai:gpt-5-mini', {KEY!r}); summarizer(None, {{}})\n"
        "print([m for m in ('langchain', 'langchain_core', 'langchain_openai', 'openai') if m in sys.modules])"
    )
    assert in_a_new_process(code) == "[]"


def test_preloading_imports_the_client() -> None:
    code = (
        "import sys\n"
        "from bot.llm.providers import preload\n"
        "preload(None, {})\n"
        "before = 'langchain_openai' in sys.modules\n"
        f"preload('openai:gpt-5-mini', {KEY!r})\n"
        "print(before, 'langchain.chat_models' in sys.modules, 'langchain_openai' in sys.modules)"
    )
    assert in_a_new_process(code) == "False True True"


@pytest.mark.parametrize(
    ("model", "environ", "expected"),
    [
        (
            "openai:gpt-5-mini",
            KEY | {"OPENAI_BASE_URL": "http://models.test/v1"},
            {"timeout": 7, "max_retries": 1, "api_key": "sk-test", "base_url": "http://models.test/v1"},
        ),
        (
            "google-genai:gemini",
            {"GOOGLE_API_KEY": "", "GEMINI_API_KEY": "g"},
            {"timeout": 7, "max_retries": 1, "api_key": "g"},
        ),
        (
            "ollama:llama3.2",
            {"OLLAMA_HOST": "http://models.test"},
            {"client_kwargs": {"timeout": 7}, "num_ctx": 16384, "base_url": "http://models.test"},
        ),
        (
            "azure_openai:my-deployment",
            {"AZURE_OPENAI_API_KEY": "a", "AZURE_OPENAI_ENDPOINT": "http://models.test", "OPENAI_API_VERSION": "1"},
            {"timeout": 7, "max_retries": 1, "api_key": "a", "azure_endpoint": "http://models.test"},
        ),
    ],
)
def test_a_client_gets_its_key_address_and_patience(
    model: str, environ: dict[str, str], expected: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, object] = {}
    monkeypatch.setattr("bot.llm.providers.find_spec", lambda package: object())
    monkeypatch.setattr("langchain.chat_models.init_chat_model", lambda name, **arguments: given.update(arguments))
    build(choose(model, environ), Limits(timeout=7, retries=1))
    given.pop("model_provider")
    assert given == expected
