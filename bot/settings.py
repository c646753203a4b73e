"""What an operator can set: environment variables or a `.env` file, read once, checked, then handed down.

Owns the names, meanings, defaults and checks of the settings, and which text says what is wrong with one. Must
not know what the values are used for: `bot.wiring` builds the house from them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
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

PREFIX = "SMACTR_"
STATUS_TOKEN = "SMACTR_STATUS_TOKEN"
"""Read by `smactr gate` alone, which knows nothing of the bot's settings."""

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
    made of it. `description` says in Markdown what it means, `unset` what holds without it, where that is neither the
    default as it stands nor nothing.
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
        description="The bot's token, from *OAuth & Permissions* of your Slack app",
        examples=["xoxb-1234-5678-abc"],
        json_schema_extra={"unset": "needed to serve"},
    )
    app_token: SecretStr = Field(
        SecretStr(""),
        validation_alias="SLACK_APP_TOKEN",
        description=(
            "App-level token with `connections:write`. Set: Slack is reached by Socket Mode, no public address needed"
        ),
        examples=["xapp-1-A123-456-abc"],
    )
    signing_secret: SecretStr = Field(
        SecretStr(""),
        validation_alias="SLACK_SIGNING_SECRET",
        description=(
            "From *Basic Information*. Set without an app token: Slack reaches the bot at `/slack/events` over HTTP"
        ),
        examples=["0123456789abcdef0123456789abcdef"],
    )
    api_url: str = Field(
        SLACK_API,
        validation_alias="SLACK_API_URL",
        description="Slack's Web API, or that of the sandbox or another emulator",
        examples=[SLACK_API],
    )
    database: SecretStr = Field(
        SecretStr(""),
        validation_alias="SMACTR_DATABASE_URL",
        description="Where the record is: SQLite for one process, PostgreSQL for several",
        examples=["postgresql://smactr:secret@localhost/smactr"],
        json_schema_extra={"unset": "`smactr.db` in the data folder"},
    )
    data_dir: Path = Field(
        Path("data"),
        validation_alias="SMACTR_DATA_DIR",
        description="The data folder, of `smactr demo` too where no `--data-dir` is given",
        examples=["/var/lib/smactr"],
    )
    blobs: str = Field(
        "",
        validation_alias="SMACTR_BLOBS",
        description="Where files are kept: a folder or any URL that obstore knows",
        examples=["s3://my-bucket/smactr"],
        json_schema_extra={"unset": "`blobs` in the data folder"},
    )
    seal_keys: SecretStr = Field(
        SecretStr(""),
        validation_alias="SMACTR_SEAL_KEY",
        description=(
            "The key sealed ballots are encrypted with: 32 bytes in URL-safe base64, the same for every process. "
            "Several, with commas between: the first one seals, all of them open"
        ),
        examples=["A" * 43 + "="],
        json_schema_extra={"unset": "made once, kept as `seal.key` in the data folder"},
    )
    signer: str = Field(
        "",
        validation_alias="SMACTR_SIGNER",
        description=(
            "What signs decisions, with a key that the bot need not have: `exec:COMMAND` reads what is to be signed "
            "and writes an ECDSA P-256 signature in DER, `hsm:` is a key of a PKCS #11 token (with the extra "
            "`smactr[hsm]`), `awskms:` one of AWS KMS (with `smactr[awskms]`); see the runbook. Other key URIs of "
            "securesystemslib are handed to it and were not tried"
        ),
        examples=["exec:openssl dgst -sha256 -sign /run/secrets/key.pem"],
        json_schema_extra={"unset": "a key made once, kept as `signing.key` in the data folder"},
    )
    signer_public_key: Path | None = Field(
        None,
        validation_alias="SMACTR_SIGNER_PUBLIC_KEY",
        description="The public key of `SMACTR_SIGNER`, an ECDSA P-256 key in PEM",
        examples=["/etc/smactr/signer.pem"],
        json_schema_extra={"unset": "needed with `SMACTR_SIGNER`"},
    )
    signer_pin: SecretStr = Field(
        SecretStr(""),
        validation_alias="SMACTR_SIGNER_PIN",
        description="The PIN of the PKCS #11 token that `SMACTR_SIGNER` names",
        examples=["123456"],
    )
    allowed_signers: Path | None = Field(
        None,
        validation_alias="SMACTR_ALLOWED_SIGNERS",
        description=(
            "The SSH keys with which seats of a board sign decisions beside the bot, a line each as `ssh-keygen` "
            "takes them (*allowed signers*)"
        ),
        examples=["/etc/smactr/allowed_signers"],
        json_schema_extra={"unset": "no seat can sign beside the bot in Slack"},
    )
    model: str = Field(
        "",
        validation_alias="SMACTR_MODEL",
        description=(
            "The language model that drafts summaries, as `provider:model`. None: the summary is made of excerpts"
        ),
        examples=["openai:gpt-5-mini"],
    )
    fallback: str = Field(
        "",
        validation_alias="SMACTR_MODEL_FALLBACK",
        description=(
            "A second language model, asked when the first cannot be reached, refuses or answers nothing that can be "
            "used"
        ),
        examples=["anthropic:claude-sonnet-4-5"],
    )
    model_timeout: int = Field(
        0,
        validation_alias="SMACTR_MODEL_TIMEOUT",
        ge=0,
        le=3_600,
        description="Seconds one request to the language model may take",
        examples=["900"],
        json_schema_extra={
            "unset": "60, and 600 for a model on a machine of one's own (`ollama:`, or an address of a private network)"
        },
    )
    tracing: bool = Field(
        False,
        validation_alias="SMACTR_TRACING",
        description=(
            "Whether tracing of the environment (LANGSMITH_TRACING …) may see what people write to be summarised"
        ),
        examples=["1"],
        json_schema_extra={"unset": "no"},
    )
    model_tokens: int = Field(
        0,
        validation_alias="SMACTR_MODEL_MAX_TOKENS",
        ge=0,
        description=(
            "Tokens one summary may cost, read and written together; a discussion it cannot last for is not begun"
        ),
        examples=["500000"],
        json_schema_extra={"unset": "as many as it takes"},
    )
    model_price: str = Field(
        "",
        validation_alias="SMACTR_MODEL_PRICE",
        description="US dollars for a million tokens read and written, so that the record can say what a summary cost",
        examples=["0.25/2"],
        json_schema_extra={"unset": "not known"},
    )
    framework: Path | None = Field(
        None,
        validation_alias="SMACTR_FRAMEWORK",
        description="A folder with an audit framework of your own",
        examples=["/etc/smactr/framework"],
        json_schema_extra={"unset": "the one that comes with the bot"},
    )
    obligations: Path | None = Field(
        None,
        validation_alias="SMACTR_OBLIGATIONS",
        description=(
            "A folder with what your regulators ask of a record, one TOML file each, beside those in "
            "`prompts/obligations`"
        ),
        examples=["/etc/smactr/obligations"],
    )
    organisation: str = Field(
        "",
        validation_alias="SMACTR_ORGANISATION",
        description="The organisation whose audits these are, as reports name it",
        examples=["Example Ltd"],
        json_schema_extra={"unset": "reports say that it is not on record"},
    )
    starters: str = Field(
        "",
        validation_alias="SMACTR_STARTERS",
        description="The id of the user group whose members may start audits; needs the scope `usergroups:read`",
        examples=["S0123ABCD"],
        json_schema_extra={"unset": "every full member"},
    )
    contradictions: Literal["en", "off"] = Field(
        "en",
        validation_alias="SMACTR_CONTRADICTIONS",
        description=(
            "The language of documents, whose numbers are held against each other; `off` where they are in another one"
        ),
        examples=["off"],
    )
    attack_seconds: int | None = Field(
        None,
        validation_alias="SMACTR_ATTACK_SECONDS",
        ge=0,
        description=(
            "How long the rules of each framework are attacked, once for every size of board, in a process of its own "
            "at low priority: who would have to collude is printed with decisions. `0`: never"
        ),
        examples=["600"],
        json_schema_extra={"unset": "`600`; never in a sandbox"},
    )
    host: str = Field(
        "127.0.0.1",
        validation_alias="SMACTR_HOST",
        description="The address to listen on, over HTTP",
        examples=["0.0.0.0"],
    )
    port: int = Field(
        3000,
        validation_alias="SMACTR_PORT",
        ge=1,
        le=65535,
        description="The port to listen on, over HTTP",
        examples=["3000"],
    )
    max_file_mb: int = Field(
        25,
        validation_alias="SMACTR_MAX_FILE_MB",
        ge=1,
        le=1000,
        description="The largest file that is taken on record, in megabytes",
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


def misnamed(names: Iterable[str]) -> dict[str, str]:
    """Of variables, those that begin as a setting of smactr and are none; each with the setting that comes closest in
    spelling, or an empty string. They are heeded by nobody.
    """
    known = {s.name.removeprefix(PREFIX): s.name for s in described()}
    ours = {*known.values(), STATUS_TOKEN}
    unknown = sorted(name for name in names if name.startswith(PREFIX) and name not in ours)
    closest = {name: get_close_matches(name.removeprefix(PREFIX), known, 1) for name in unknown}
    return {name: known[found[0]] if found else "" for name, found in closest.items()}


def environment(env_file: Path = Path(".env")) -> dict[str, str]:
    """The environment with what `.env` adds to it: where a model's own key and address are looked up."""
    from_file = {name: value for name, value in dotenv_values(env_file).items() if value}
    return {**from_file, **os.environ}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as the README's table, `smactr settings` and the error messages show it, in Markdown."""

    name: str
    meaning: str
    default: str
    """Its value where nothing is set, or what happens then."""
    example: str
    """A line of a `.env` file."""


def described() -> tuple[Setting, ...]:
    """Every setting there is, in the order of the README, as its field tells it."""
    return tuple(_described(field) for field in Settings.model_fields.values())


def _described(field: FieldInfo) -> Setting:
    name, extra = str(field.validation_alias), field.json_schema_extra
    told = extra.get("unset") if isinstance(extra, dict) else None
    default = str(told or (f"`{field.default}`" if field.default else "none"))
    [example] = field.examples or [""]
    return Setting(name, field.description or "", default, f"{name}={example}")


def settings_table() -> str:
    """The README's table of settings."""
    rows = [f"| `{s.name}` | {s.meaning} | {s.default} |" for s in described()]
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
