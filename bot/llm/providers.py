"""Which language models can be used, and how their clients are built.

Owns the provider list and which line an operator reads when a package or a key is missing. To add a provider: one
line in PROVIDERS, one extra in pyproject.toml, one test. Must not import anything of langchain before a client is asked
for: it takes seconds.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.domain.kernel.text import OperatorProblem, Text, either

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


class ConfigurationProblem(OperatorProblem):
    """SMACTR_MODEL cannot be used as it is. Its text is one line: what is wrong and what to do."""


TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")
"""Variables by which an environment has everything traced that is asked of a model."""

TIMEOUT, LOCAL_TIMEOUT = 60, 600
"""Seconds for one request where nobody says: a model on a machine of one's own needs minutes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one request to a model may take, in seconds (0: by its provider), how often its client tries again (429,
    5xx, lost), and how many tokens one summary may cost, read and written together; 0: as many as it takes.

    `tracing`: whether what the operator's environment traces may see these requests.
    """

    timeout: int = 0
    retries: int = 3
    tokens: int = 0
    tracing: bool = False

    def seconds(self, choice: Choice) -> int:
        """How long one request to this model may take."""
        return self.timeout or (LOCAL_TIMEOUT if choice.local else TIMEOUT)


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider as `init_chat_model` knows it, and how it is configured from the environment."""

    name: str
    package: str
    extra: str
    keys: tuple[str, ...]
    """Variables that may hold its key; empty: it needs none."""
    addresses: tuple[str, ...] = ()
    """Variables that may hold another address than its own."""
    address_is: str = "base_url"
    """What its client calls that address."""
    needed: tuple[str, ...] = ()
    """Variables it cannot do without, beside its key."""
    own_client: bool = False
    """Its timeout goes to the HTTP client beneath, and it does not try again by itself."""
    settings: tuple[tuple[str, object], ...] = ()
    """What its client is told besides."""
    window: int = 0
    """Tokens it reads at once, where that is a setting of ours; 0: as much as the model can."""


PROVIDERS: tuple[Provider, ...] = (
    Provider("openai", "langchain_openai", "openai", ("OPENAI_API_KEY",), ("OPENAI_BASE_URL", "OPENAI_API_BASE")),
    Provider("anthropic", "langchain_anthropic", "anthropic", ("ANTHROPIC_API_KEY",), ("ANTHROPIC_BASE_URL",)),
    Provider("google_genai", "langchain_google_genai", "google-genai", ("GOOGLE_API_KEY", "GEMINI_API_KEY")),
    Provider("mistralai", "langchain_mistralai", "mistralai", ("MISTRAL_API_KEY",), ("MISTRAL_BASE_URL",)),
    # It cuts off silently what is longer than its window, and its own default is a small one.
    Provider(
        "ollama",
        "langchain_ollama",
        "ollama",
        (),
        ("OLLAMA_HOST",),
        own_client=True,
        settings=(("num_ctx", 16_384),),
        window=16_384,
    ),
    Provider(
        "azure_openai",
        "langchain_openai",
        "openai",
        ("AZURE_OPENAI_API_KEY",),
        ("AZURE_OPENAI_ENDPOINT",),
        address_is="azure_endpoint",
        needed=("AZURE_OPENAI_ENDPOINT", "OPENAI_API_VERSION"),
    ),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A model that can be used: its provider is known, its package is installed, its key is there."""

    provider: Provider
    model: str
    arguments: Mapping[str, str]

    @property
    def local(self) -> bool:
        """Whether it runs on a machine of one's own, as far as its provider or its address tells."""
        host = urlsplit(self.arguments.get(self.provider.address_is, "")).hostname or ""
        return self.provider.own_client or host == "localhost" or host.endswith(".local") or _private(host)

    def __str__(self) -> str:
        return f"{self.provider.name}:{self.model}"


def choose(model: str, environ: Mapping[str, str], setting: str = "SMACTR_MODEL") -> Choice:
    """Check `provider:model` without importing anything. Raises ConfigurationProblem."""
    name, colon, rest = model.partition(":")
    if not (name and colon and rest):
        raise ConfigurationProblem(Text("model-not-named", setting=setting, model=model))
    provider = next((p for p in PROVIDERS if p.name == name.replace("-", "_").lower()), None)
    if provider is None:
        known = [p.name for p in PROVIDERS]
        raise ConfigurationProblem(Text("model-unknown", setting=setting, model=model, provider=name, known=known))
    if find_spec(provider.package) is None:
        raise ConfigurationProblem(Text("model-not-installed", setting=setting, model=model, extra=provider.extra))
    arguments = {}
    if provider.keys:
        key = _first(environ, provider.keys)
        if not key:
            keys = either(provider.keys)
            raise ConfigurationProblem(Text("model-without-key", setting=setting, model=model, keys=keys))
        arguments["api_key"] = key
    for variable in provider.needed:
        if not environ.get(variable):
            raise ConfigurationProblem(Text("model-needs", setting=setting, model=model, variable=variable))
    if address := _first(environ, provider.addresses):
        arguments[provider.address_is] = address
    return Choice(provider, rest, arguments)


def build(choice: Choice, limits: Limits) -> BaseChatModel:
    """The client of a model. Takes seconds the first time: it imports the provider's package."""
    from langchain.chat_models import init_chat_model

    arguments: dict[str, Any] = {"timeout": limits.seconds(choice), "max_retries": limits.retries}
    if choice.provider.own_client:
        arguments = {"client_kwargs": {"timeout": limits.seconds(choice)}}
    arguments.update(choice.provider.settings)
    arguments.update(choice.arguments)
    client: BaseChatModel = init_chat_model(choice.model, model_provider=choice.provider.name, **arguments)
    return client


def preload(model: str | None, environ: Mapping[str, str], setting: str = "SMACTR_MODEL") -> None:
    """Import what a model needs, so that no request has to wait for it. Raises ConfigurationProblem. None: nothing."""
    if model:
        choice = choose(model, environ, setting)
        importlib.import_module("langchain.chat_models")
        importlib.import_module(choice.provider.package)


def _private(host: str) -> bool:
    try:
        return ip_address(host).is_private
    except ValueError:
        return False


def _first(environ: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((environ[name] for name in names if environ.get(name)), "")
