"""What an operator can set: environment variables or a `.env` file, read once, checked, then handed down.

Owns the names, meanings, defaults and checks of the settings, and the one line that says what is wrong with one. Must
not know what the values are used for: `bot.wiring` builds the house from them.
"""

from __future__ import annotations

import os
import re
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
from pydantic_settings import BaseSettings, SettingsConfigDict

SLACK_API = "https://slack.com/api/"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as the README's table and the error messages show it."""

    name: str
    meaning: str
    default: str
    example: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "SLACK_BOT_TOKEN",
        "The bot's token, from *OAuth & Permissions* of your Slack app",
        "needed to serve",
        "SLACK_BOT_TOKEN=xoxb-1234-5678-abc",
    ),
    Setting(
        "SLACK_APP_TOKEN",
        "App-level token with `connections:write`. Set: Slack is reached by Socket Mode, no public address needed",
        "none",
        "SLACK_APP_TOKEN=xapp-1-A123-456-abc",
    ),
    Setting(
        "SLACK_SIGNING_SECRET",
        "From *Basic Information*. Set without an app token: Slack reaches the bot at `/slack/events` over HTTP",
        "none",
        "SLACK_SIGNING_SECRET=0123456789abcdef0123456789abcdef",
    ),
    Setting(
        "SLACK_API_URL",
        "Slack's Web API, or that of the sandbox or another emulator",
        SLACK_API,
        f"SLACK_API_URL={SLACK_API}",
    ),
    Setting(
        "SMACTR_DATABASE_URL",
        "Where the record is: SQLite for one process, PostgreSQL for several",
        "`smactr.db` in the data folder",
        "SMACTR_DATABASE_URL=postgresql://smactr:secret@localhost/smactr",
    ),
    Setting("SMACTR_DATA_DIR", "The data folder", "`data`", "SMACTR_DATA_DIR=/var/lib/smactr"),
    Setting(
        "SMACTR_BLOBS",
        "Where files are kept: a folder or any URL that obstore knows",
        "`blobs` in the data folder",
        "SMACTR_BLOBS=s3://my-bucket/smactr",
    ),
    Setting(
        "SMACTR_SEAL_KEY",
        "The key sealed ballots are encrypted with: 32 bytes in URL-safe base64, the same for every process. "
        "Several, with commas between: the first one seals, all of them open",
        "made once, kept as `seal.key` in the data folder",
        "SMACTR_SEAL_KEY=" + "A" * 43 + "=",
    ),
    Setting(
        "SMACTR_MODEL",
        "The language model that drafts summaries, as `provider:model`. None: the summary is made of excerpts",
        "none",
        "SMACTR_MODEL=openai:gpt-5-mini",
    ),
    Setting(
        "SMACTR_MODEL_FALLBACK",
        "A second language model, asked when the first cannot be reached, refuses or answers nothing that can be used",
        "none",
        "SMACTR_MODEL_FALLBACK=anthropic:claude-sonnet-4-5",
    ),
    Setting(
        "SMACTR_MODEL_MAX_TOKENS",
        "Tokens one summary may cost, read and written together; a discussion it cannot last for is not begun",
        "as many as it takes",
        "SMACTR_MODEL_MAX_TOKENS=500000",
    ),
    Setting(
        "SMACTR_MODEL_PRICE",
        "US dollars for a million tokens read and written, so that the record can say what a summary cost",
        "not known",
        "SMACTR_MODEL_PRICE=0.25/2",
    ),
    Setting(
        "SMACTR_FRAMEWORK",
        "A folder with an audit framework of your own",
        "the one that comes with the bot",
        "SMACTR_FRAMEWORK=/etc/smactr/framework",
    ),
    Setting(
        "SMACTR_STARTERS",
        "The id of the user group whose members may start audits; needs the scope `usergroups:read`",
        "every full member",
        "SMACTR_STARTERS=S0123ABCD",
    ),
    Setting("SMACTR_HOST", "The address to listen on, over HTTP", "127.0.0.1", "SMACTR_HOST=0.0.0.0"),
    Setting("SMACTR_PORT", "The port to listen on, over HTTP", "3000", "SMACTR_PORT=3000"),
    Setting(
        "SMACTR_MAX_FILE_MB",
        "The largest file that is taken on record, in megabytes",
        "25",
        "SMACTR_MAX_FILE_MB=25",
    ),
)
"""Every setting there is, in the order of the README."""


class CannotRun(Exception):
    """Something an operator must mend first. The message says what, in words that need no traceback beside them."""


class SettingsProblem(CannotRun):
    """A setting is missing or wrong. The message has one line per setting: which, why, an example."""


@dataclass(frozen=True, slots=True)
class SlackAccess:
    """How Slack is reached: `socket` with an app-level token, `http` with a signing secret."""

    delivery: Literal["socket", "http"]
    bot_token: SecretStr
    app_token: SecretStr
    signing_secret: SecretStr
    api_url: str


class Settings(BaseSettings):
    """All settings, checked. Empty variables count as not set."""

    model_config = SettingsConfigDict(
        frozen=True,
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        validate_default=False,
        hide_input_in_errors=True,
    )

    bot_token: SecretStr = Field(SecretStr(""), validation_alias="SLACK_BOT_TOKEN")
    app_token: SecretStr = Field(SecretStr(""), validation_alias="SLACK_APP_TOKEN")
    signing_secret: SecretStr = Field(SecretStr(""), validation_alias="SLACK_SIGNING_SECRET")
    api_url: str = Field(SLACK_API, validation_alias="SLACK_API_URL")
    database: SecretStr = Field(SecretStr(""), validation_alias="SMACTR_DATABASE_URL")
    data_dir: Path = Field(Path("data"), validation_alias="SMACTR_DATA_DIR")
    blobs: str = Field("", validation_alias="SMACTR_BLOBS")
    seal_keys: SecretStr = Field(SecretStr(""), validation_alias="SMACTR_SEAL_KEY")
    model: str = Field("", validation_alias="SMACTR_MODEL")
    fallback: str = Field("", validation_alias="SMACTR_MODEL_FALLBACK")
    model_tokens: int = Field(0, ge=0, validation_alias="SMACTR_MODEL_MAX_TOKENS")
    model_price: str = Field("", validation_alias="SMACTR_MODEL_PRICE")
    framework: Path | None = Field(None, validation_alias="SMACTR_FRAMEWORK")
    starters: str = Field("", validation_alias="SMACTR_STARTERS")
    host: str = Field("127.0.0.1", validation_alias="SMACTR_HOST")
    port: int = Field(3000, ge=1, le=65535, validation_alias="SMACTR_PORT")
    max_file_mb: int = Field(25, ge=1, le=1000, validation_alias="SMACTR_MAX_FILE_MB")

    @property
    def max_file_bytes(self) -> int:
        """The largest file that is taken on record, in bytes."""
        return self.max_file_mb * 1024 * 1024

    def slack(self) -> SlackAccess:
        """How Slack is reached. Raises SettingsProblem where the tokens for it are missing."""
        if not self.bot_token.get_secret_value():
            raise SettingsProblem(_line("SLACK_BOT_TOKEN", "is not set, so the bot cannot speak in Slack"))
        if self.app_token.get_secret_value():
            delivery: Literal["socket", "http"] = "socket"
        elif self.signing_secret.get_secret_value():
            delivery = "http"
        else:
            why = "is not set, nor is SLACK_SIGNING_SECRET; one of them is needed to hear Slack"
            raise SettingsProblem(_line("SLACK_APP_TOKEN", why))
        return SlackAccess(delivery, self.bot_token, self.app_token, self.signing_secret, self.api_url)

    @field_validator("bot_token")
    @classmethod
    def _a_bot_token(cls, value: SecretStr) -> SecretStr:
        return _starts(value, "xoxb-", "is no bot token: those start with xoxb-")

    @field_validator("app_token")
    @classmethod
    def _an_app_token(cls, value: SecretStr) -> SecretStr:
        return _starts(value, "xapp-", "is no app-level token: those start with xapp-")

    @field_validator("api_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        _must(parts.scheme in ("http", "https") and parts.hostname, "is no http(s) address")
        return value.rstrip("/") + "/"

    @field_validator("database")
    @classmethod
    def _a_database(cls, value: SecretStr) -> SecretStr:
        driver = value.get_secret_value().partition("://")[0]
        known = ("sqlite", "sqlite+aiosqlite", "postgresql", "postgres", "postgresql+asyncpg")
        _must(driver in known, "is no SQLite or PostgreSQL address")
        return value

    @field_validator("seal_keys")
    @classmethod
    def _keys(cls, value: SecretStr) -> SecretStr:
        keys = [key.strip() for key in value.get_secret_value().split(",")]
        good = all(re.fullmatch(r"[A-Za-z0-9_-]{43}=", key) for key in keys)
        _must(good, "is no key: 32 bytes in URL-safe base64 are 43 characters and a =")
        return value

    @field_validator("model_price")
    @classmethod
    def _a_price(cls, value: str) -> str:
        _must(re.fullmatch(r"\d+(\.\d+)?/\d+(\.\d+)?", value), "is not two prices with a / between them")
        return value

    @field_validator("model", "fallback")
    @classmethod
    def _a_model(cls, value: str) -> str:
        _must(re.fullmatch(r"[\w-]+:\S+", value), "is not of the form provider:model")
        return value

    @field_validator("starters")
    @classmethod
    def _a_group(cls, value: str) -> str:
        _must(re.fullmatch(r"S[A-Z0-9]+", value), "is no id of a user group: those start with S")
        return value

    @field_validator("framework")
    @classmethod
    def _a_folder(cls, value: Path | None) -> Path | None:
        _must(value is None or value.is_dir(), "is no folder")
        return value

    @field_validator(
        "bot_token", "app_token", "database", "seal_keys", "model", "fallback", "model_price", "starters", mode="wrap"
    )
    @classmethod
    def _empty_is_unset(cls, value: Any, check: ValidatorFunctionWrapHandler, field: ValidationInfo) -> Any:
        """An empty value handed in means "not set", whatever the environment says. Last: it goes before the others."""
        return cls.model_fields[str(field.field_name)].default if value == "" else check(value)


def read_settings(env_file: Path | None = Path(".env"), **given: Any) -> Settings:
    """Read and check the settings; `given` (by variable name) goes before environment and file.

    Raises SettingsProblem with one line per setting that is wrong.
    """
    try:
        return Settings(_env_file=env_file, **given)
    except ValidationError as wrong:
        lines = [_line(str(e["loc"][0]), _why(e["msg"])) for e in wrong.errors(include_input=False)]
        raise SettingsProblem("\n".join(dict.fromkeys(lines))) from None


def environment(env_file: Path = Path(".env")) -> dict[str, str]:
    """The environment with what `.env` adds to it: where a model's own key and address are looked up."""
    from_file = {name: value for name, value in dotenv_values(env_file).items() if value}
    return {**from_file, **os.environ}


def settings_table() -> str:
    """The README's table of settings, in Markdown."""
    rows = [f"| `{s.name}` | {s.meaning} | {s.default} |" for s in SETTINGS]
    return "\n".join(["| Setting | Meaning | Default |", "| --- | --- | --- |", *rows]) + "\n"


def _starts(value: SecretStr, prefix: str, otherwise: str) -> SecretStr:
    _must(value.get_secret_value().startswith(prefix), otherwise)
    return value


def _must(good: object, otherwise: str) -> None:
    if not good:
        raise ValueError(otherwise)


def _line(name: str, why: str) -> str:
    example = next(s.example for s in SETTINGS if s.name == name)
    return f"{name} {why}. Example: {example}"


def _why(message: str) -> str:
    """pydantic's words as the rest of a sentence that starts with the setting's name."""
    own = message.removeprefix("Value error, ")
    return own if own != message else f"is wrong: {message[0].lower()}{message[1:]}"
