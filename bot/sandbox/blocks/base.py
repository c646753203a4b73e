"""The small objects every block is made of: texts, options, confirmation dialogs.

Owns their sizes. Must not know blocks or elements.
"""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


class Part(BaseModel):
    """Any object of Block Kit: an unknown key is an error, as it is for Slack."""

    model_config = ConfigDict(extra="forbid")


class PlainText(Part):
    """Text shown as it is."""

    type: Literal["plain_text"]
    text: Annotated[str, Field(min_length=1)]
    emoji: bool = True


class Mrkdwn(Part):
    """Text with Slack's markup."""

    type: Literal["mrkdwn"]
    text: Annotated[str, Field(min_length=1)]
    verbatim: bool = False


AnyText = Annotated[PlainText | Mrkdwn, Field(discriminator="type")]
Id = Annotated[str, Field(min_length=1, max_length=255)]
Url = Annotated[str, Field(min_length=1, max_length=3000)]


def at_most(characters: int) -> AfterValidator:
    """A text object of at most this many characters."""

    def check(text: Any) -> Any:
        if len(text.text) > characters:
            raise ValueError(f"must be less than {characters + 1} characters")
        return text

    return AfterValidator(check)


Label = Annotated[PlainText, at_most(75)]
Placeholder = Annotated[PlainText, at_most(150)]


class Confirm(Part):
    """The question before an action is done."""

    title: Annotated[PlainText, at_most(100)]
    text: Annotated[AnyText, at_most(300)]
    confirm: Annotated[PlainText, at_most(30)]
    deny: Annotated[PlainText, at_most(30)]
    style: Literal["primary", "danger"] | None = None


class Option(Part):
    """One choice in a menu."""

    text: Annotated[PlainText, at_most(75)]
    value: Annotated[str, Field(min_length=1, max_length=150)]
    description: Annotated[PlainText, at_most(75)] | None = None


class OverflowOption(Option):
    """One line of an overflow menu; may open an address."""

    url: Url | None = None


class ListedOption(Part):
    """One checkbox or radio button; its text may carry markup."""

    text: Annotated[AnyText, at_most(75)]
    value: Annotated[str, Field(min_length=1, max_length=150)]
    description: Annotated[AnyText, at_most(75)] | None = None


class OptionGroup(Part):
    """Choices under a heading."""

    label: Annotated[PlainText, at_most(75)]
    options: Annotated[list[Option], Field(min_length=1, max_length=100)]


class DispatchConfig(Part):
    """When a text input tells the app before it is submitted."""

    trigger_actions_on: Annotated[
        list[Literal["on_enter_pressed", "on_character_entered"]], Field(min_length=1, max_length=2)
    ]


class ConversationFilter(Part):
    """Which conversations a picker offers."""

    include: Annotated[list[Literal["im", "mpim", "private", "public"]], Field(min_length=1)] | None = None
    exclude_external_shared_channels: bool = False
    exclude_bot_users: bool = False
