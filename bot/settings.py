"""What an operator can set: environment variables or a `.env` file, read once, checked, then handed down.

Owns the names, meanings, defaults and checks of the settings, and which text says what is wrong with one. Must
not know what the values are used for: `bot.wiring` builds the house from them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.kernel.models import Misfit
from bot.domain.kernel.text import Text

SLACK_API = "https://slack.com/api/"

ATTACK_SECONDS = 600
"""How long the rules are attacked where nobody says anything else."""


class CannotRun(Exception):
    """Something an operator must mend first. The message says what, in words that need no traceback beside them."""


class SettingsProblem(CannotRun):
    """Settings are missing or wrong. `problems`: one text a setting, which says why and gives an example."""

    def __init__(self, problems: tuple[Text, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class SlackAccess:
    """How Slack is reached: `socket` with an app-level token, `http` with a signing secret."""

    delivery: Literal["socket", "http"]
    bot_token: SecretStr
    app_token: SecretStr
    signing_secret: SecretStr
    api_url: str


class Settings(BaseSettings):
    """All settings, checked. Empty variables count as not set.

    A field tells everything about its setting: the table of the README, `smactr settings` and the error messages are
    made of it. `description` is the id of the text that says what it means, `unset` of that which says what holds
    without it, where that is not the default as it stands.
    """

    model_config = SettingsConfigDict(
        frozen=True,
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        validate_default=False,
        hide_input_in_errors=True,
    )

    bot_token: SecretStr = Field(
        SecretStr(""),
        validation_alias="SLACK_BOT_TOKEN",
        description="setting-means-slack-bot-token",
        examples=["xoxb-1234-5678-abc"],
        json_schema_extra={"unset": "setting-unset-slack-bot-token"},
    )
    app_token: SecretStr = Field(
        SecretStr(""),
        validation_alias="SLACK_APP_TOKEN",
        description="setting-means-slack-app-token",
        examples=["xapp-1-A123-456-abc"],
        json_schema_extra={"unset": "setting-unset-none"},
    )
    signing_secret: SecretStr = Field(
        SecretStr(""),
        validation_alias="SLACK_SIGNING_SECRET",
        description="setting-means-slack-signing-secret",
        examples=["0123456789abcdef0123456789abcdef"],
        json_schema_extra={"unset": "setting-unset-none"},
    )
    api_url: str = Field(
        SLACK_API,
        validation_alias="SLACK_API_URL",
        description="setting-means-slack-api-url",
        examples=[SLACK_API],
    )
    database: SecretStr = Field(
        SecretStr(""),
        validation_alias="SMACTR_DATABASE_URL",
        description="setting-means-smactr-database-url",
        examples=["postgresql://smactr:secret@localhost/smactr"],
        json_schema_extra={"unset": "setting-unset-smactr-database-url"},
    )
    data_dir: Path = Field(
        Path("data"),
        validation_alias="SMACTR_DATA_DIR",
        description="setting-means-smactr-data-dir",
        examples=["/var/lib/smactr"],
    )
    blobs: str = Field(
        "",
        validation_alias="SMACTR_BLOBS",
        description="setting-means-smactr-blobs",
        examples=["s3://my-bucket/smactr"],
        json_schema_extra={"unset": "setting-unset-smactr-blobs"},
    )
    seal_keys: SecretStr = Field(
        SecretStr(""),
        validation_alias="SMACTR_SEAL_KEY",
        description="setting-means-smactr-seal-key",
        examples=["A" * 43 + "="],
        json_schema_extra={"unset": "setting-unset-smactr-seal-key"},
    )
    signer: str = Field(
        "",
        validation_alias="SMACTR_SIGNER",
        description="setting-means-smactr-signer",
        examples=["exec:openssl dgst -sha256 -sign /run/secrets/key.pem"],
        json_schema_extra={"unset": "setting-unset-smactr-signer"},
    )
    signer_public_key: Path | None = Field(
        None,
        validation_alias="SMACTR_SIGNER_PUBLIC_KEY",
        description="setting-means-smactr-signer-public-key",
        examples=["/etc/smactr/signer.pem"],
        json_schema_extra={"unset": "setting-unset-smactr-signer-public-key"},
    )
    signer_pin: SecretStr = Field(
        SecretStr(""),
        validation_alias="SMACTR_SIGNER_PIN",
        description="setting-means-smactr-signer-pin",
        examples=["123456"],
        json_schema_extra={"unset": "setting-unset-none"},
    )
    allowed_signers: Path | None = Field(
        None,
        validation_alias="SMACTR_ALLOWED_SIGNERS",
        description="setting-means-smactr-allowed-signers",
        examples=["/etc/smactr/allowed_signers"],
        json_schema_extra={"unset": "setting-unset-smactr-allowed-signers"},
    )
    model: str = Field(
        "",
        validation_alias="SMACTR_MODEL",
        description="setting-means-smactr-model",
        examples=["openai:gpt-5-mini"],
        json_schema_extra={"unset": "setting-unset-none"},
    )
    fallback: str = Field(
        "",
        validation_alias="SMACTR_MODEL_FALLBACK",
        description="setting-means-smactr-model-fallback",
        examples=["anthropic:claude-sonnet-4-5"],
        json_schema_extra={"unset": "setting-unset-none"},
    )
    model_timeout: int = Field(
        0,
        validation_alias="SMACTR_MODEL_TIMEOUT",
        ge=0,
        le=3_600,
        description="setting-means-smactr-model-timeout",
        examples=["900"],
        json_schema_extra={"unset": "setting-unset-smactr-model-timeout"},
    )
    tracing: bool = Field(
        False,
        validation_alias="SMACTR_TRACING",
        description="setting-means-smactr-tracing",
        examples=["1"],
        json_schema_extra={"unset": "setting-unset-smactr-tracing"},
    )
    model_tokens: int = Field(
        0,
        validation_alias="SMACTR_MODEL_MAX_TOKENS",
        ge=0,
        description="setting-means-smactr-model-max-tokens",
        examples=["500000"],
        json_schema_extra={"unset": "setting-unset-smactr-model-max-tokens"},
    )
    model_price: str = Field(
        "",
        validation_alias="SMACTR_MODEL_PRICE",
        description="setting-means-smactr-model-price",
        examples=["0.25/2"],
        json_schema_extra={"unset": "setting-unset-smactr-model-price"},
    )
    framework: Path | None = Field(
        None,
        validation_alias="SMACTR_FRAMEWORK",
        description="setting-means-smactr-framework",
        examples=["/etc/smactr/framework"],
        json_schema_extra={"unset": "setting-unset-smactr-framework"},
    )
    obligations: Path | None = Field(
        None,
        validation_alias="SMACTR_OBLIGATIONS",
        description="setting-means-smactr-obligations",
        examples=["/etc/smactr/obligations"],
        json_schema_extra={"unset": "setting-unset-none"},
    )
    organisation: str = Field(
        "",
        validation_alias="SMACTR_ORGANISATION",
        description="setting-means-smactr-organisation",
        examples=["Example Ltd"],
        json_schema_extra={"unset": "setting-unset-smactr-organisation"},
    )
    starters: str = Field(
        "",
        validation_alias="SMACTR_STARTERS",
        description="setting-means-smactr-starters",
        examples=["S0123ABCD"],
        json_schema_extra={"unset": "setting-unset-smactr-starters"},
    )
    contradictions: Literal["en", "off"] = Field(
        "en",
        validation_alias="SMACTR_CONTRADICTIONS",
        description="setting-means-smactr-contradictions",
        examples=["off"],
    )
    attack_seconds: int | None = Field(
        None,
        validation_alias="SMACTR_ATTACK_SECONDS",
        ge=0,
        description="setting-means-smactr-attack-seconds",
        examples=["600"],
        json_schema_extra={"unset": "setting-unset-smactr-attack-seconds"},
    )
    host: str = Field(
        "127.0.0.1",
        validation_alias="SMACTR_HOST",
        description="setting-means-smactr-host",
        examples=["0.0.0.0"],
    )
    port: int = Field(
        3000,
        validation_alias="SMACTR_PORT",
        ge=1,
        le=65535,
        description="setting-means-smactr-port",
        examples=["3000"],
    )
    max_file_mb: int = Field(
        25,
        validation_alias="SMACTR_MAX_FILE_MB",
        ge=1,
        le=1000,
        description="setting-means-smactr-max-file-mb",
        examples=["25"],
    )

    @property
    def attack_time(self) -> int:
        """Seconds that an attack on the rules takes; 0 where none is made, as in a sandbox that asks for none."""
        if self.attack_seconds is None:
            return ATTACK_SECONDS if self.api_url == SLACK_API else 0
        return self.attack_seconds

    @property
    def max_file_bytes(self) -> int:
        """The largest file that is taken on record, in bytes."""
        return self.max_file_mb * 1024 * 1024

    def slack(self) -> SlackAccess:
        """How Slack is reached. Raises SettingsProblem where the tokens for it are missing."""
        if not self.bot_token.get_secret_value():
            raise SettingsProblem((_problem("SLACK_BOT_TOKEN", Text("setting-no-bot-token")),))
        if self.app_token.get_secret_value():
            delivery: Literal["socket", "http"] = "socket"
        elif self.signing_secret.get_secret_value():
            delivery = "http"
        else:
            raise SettingsProblem((_problem("SLACK_APP_TOKEN", Text("setting-no-way-to-hear")),))
        return SlackAccess(delivery, self.bot_token, self.app_token, self.signing_secret, self.api_url)

    @field_validator("bot_token")
    @classmethod
    def _a_bot_token(cls, value: SecretStr) -> SecretStr:
        return _starts(value, "xoxb-", Text("setting-not-bot-token"))

    @field_validator("app_token")
    @classmethod
    def _an_app_token(cls, value: SecretStr) -> SecretStr:
        return _starts(value, "xapp-", Text("setting-not-app-token"))

    @field_validator("api_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        _must(parts.scheme in ("http", "https") and parts.hostname, Text("setting-not-http"))
        return value.rstrip("/") + "/"

    @field_validator("database")
    @classmethod
    def _a_database(cls, value: SecretStr) -> SecretStr:
        driver = value.get_secret_value().partition("://")[0]
        known = ("sqlite", "sqlite+aiosqlite", "postgresql", "postgres", "postgresql+asyncpg")
        _must(driver in known, Text("setting-not-database"))
        return value

    @field_validator("seal_keys")
    @classmethod
    def _keys(cls, value: SecretStr) -> SecretStr:
        keys = [key.strip() for key in value.get_secret_value().split(",")]
        good = all(re.fullmatch(r"[A-Za-z0-9_-]{43}=", key) for key in keys)
        _must(good, Text("setting-not-key"))
        return value

    @field_validator("signer")
    @classmethod
    def _a_signer(cls, value: str) -> str:
        _must(re.match(r"[a-z0-9]+:\S", value), Text("setting-not-signer"))
        return value

    @field_validator("model_price")
    @classmethod
    def _a_price(cls, value: str) -> str:
        _must(re.fullmatch(r"\d+(\.\d+)?/\d+(\.\d+)?", value), Text("setting-not-prices"))
        return value

    @field_validator("model", "fallback")
    @classmethod
    def _a_model(cls, value: str) -> str:
        _must(re.fullmatch(r"[\w-]+:\S+", value), Text("setting-not-model"))
        return value

    @field_validator("starters")
    @classmethod
    def _a_group(cls, value: str) -> str:
        _must(re.fullmatch(r"S[A-Z0-9]+", value), Text("setting-not-user-group"))
        return value

    @field_validator("framework", "obligations")
    @classmethod
    def _a_folder(cls, value: Path | None) -> Path | None:
        _must(value is None or value.is_dir(), Text("setting-not-folder"))
        return value

    @field_validator(
        "bot_token",
        "app_token",
        "database",
        "seal_keys",
        "signer",
        "signer_public_key",
        "allowed_signers",
        "model",
        "fallback",
        "model_price",
        "starters",
        mode="wrap",
    )
    @classmethod
    def _empty_is_unset(cls, value: Any, check: ValidatorFunctionWrapHandler, field: ValidationInfo) -> Any:
        """An empty value handed in means "not set", whatever the environment says. Last: it goes before the others."""
        return cls.model_fields[str(field.field_name)].default if value == "" else check(value)


def read_settings(env_file: Path | None = Path(".env"), **given: Any) -> Settings:
    """Read and check the settings; `given` (by variable name) goes before environment and file.

    Raises SettingsProblem with one text per setting that is wrong.
    """
    try:
        return Settings(_env_file=env_file, **given)
    except ValidationError as wrong:
        problems = [_problem(str(e["loc"][0]), _why(e)) for e in wrong.errors(include_input=False)]
        raise SettingsProblem(tuple(dict.fromkeys(problems))) from None


def environment(env_file: Path = Path(".env")) -> dict[str, str]:
    """The environment with what `.env` adds to it: where a model's own key and address are looked up."""
    from_file = {name: value for name, value in dotenv_values(env_file).items() if value}
    return {**from_file, **os.environ}


Say = Callable[..., str]
"""The words of a text by its id and arguments."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as the README's table, `smactr settings` and the error messages show it, its texts in Markdown."""

    name: str
    meaning: str
    """The id of the text that says it."""
    unset: str
    """The id of the text that says what happens where nothing is set; empty: it has this value then."""
    value: str
    example: str
    """A line of a `.env` file."""

    def default(self, say: Say) -> str:
        """Its value where nothing is set, or what happens then."""
        return say(self.unset) if self.unset else say("setting-default", value=self.value)


def described() -> tuple[Setting, ...]:
    """Every setting there is, in the order of the README, as its field tells it."""
    return tuple(_described(field) for field in Settings.model_fields.values())


def _described(field: FieldInfo) -> Setting:
    name, extra = str(field.validation_alias), field.json_schema_extra
    unset = extra.get("unset") if isinstance(extra, dict) else None
    [example] = field.examples or [""]
    return Setting(name, field.description or "", str(unset or ""), str(field.default), f"{name}={example}")


def settings_table(say: Say) -> str:
    """The README's table of settings."""
    rows = [f"| `{s.name}` | {say(s.meaning)} | {s.default(say)} |" for s in described()]
    return "\n".join(["| Setting | Meaning | Default |", "| --- | --- | --- |", *rows]) + "\n"


def _starts(value: SecretStr, prefix: str, otherwise: Text) -> SecretStr:
    _must(value.get_secret_value().startswith(prefix), otherwise)
    return value


def _must(good: object, otherwise: Text) -> None:
    if not good:
        raise Misfit((otherwise,))


def _problem(name: str, why: Text) -> Text:
    """`why`: the rest of a sentence that starts with the setting's name."""
    example = next(s.example for s in described() if s.name == name)
    return Text("setting-problem", name=name, why=why, example=example)


def _why(error: ErrorDetails) -> Text:
    cause, message = error.get("ctx", {}).get("error"), error["msg"]
    if isinstance(cause, Misfit):
        return cause.problems[0]
    return Text("setting-wrong", reason=f"{message[0].lower()}{message[1:]}")
