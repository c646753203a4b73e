"""Blocks, and the views that hold them.

Owns what may stand in each block and on each surface. Must not word errors: `check` does.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from bot.sandbox.blocks.base import AnyText, Id, Mrkdwn, Part, PlainText, Url, at_most
from bot.sandbox.blocks.elements import Button, Overflow, Picker, Select, Typed


class Block(Part):
    """Anything a surface is made of."""

    block_id: Id | None = None


class ImageElement(Part):
    """A small picture beside text."""

    type: Literal["image"]
    alt_text: Annotated[str, Field(min_length=1, max_length=2000)]
    image_url: Url | None = None
    slack_file: dict[str, str] | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.image_url is None) == (self.slack_file is None):
            raise ValueError("must have either image_url or slack_file")
        return self


class Image(Block, ImageElement):
    """A picture."""

    title: Annotated[PlainText, at_most(2000)] | None = None


class Section(Block):
    """Text, fields, and one thing beside them."""

    type: Literal["section"]
    text: Annotated[AnyText, at_most(3000)] | None = None
    fields: Annotated[list[Annotated[AnyText, at_most(2000)]], Field(min_length=1, max_length=10)] | None = None
    accessory: Annotated[ImageElement | Button | Overflow | Select | Picker, Field(discriminator="type")] | None = None
    expand: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and self.fields is None:
            raise ValueError("must have either text or fields")
        return self


class Header(Block):
    """A large line."""

    type: Literal["header"]
    text: Annotated[PlainText, at_most(150)]


class Divider(Block):
    """A line between blocks."""

    type: Literal["divider"]


class Context(Block):
    """Small print."""

    type: Literal["context"]
    elements: Annotated[
        list[Annotated[ImageElement | PlainText | Mrkdwn, Field(discriminator="type")]],
        Field(min_length=1, max_length=10),
    ]


class Actions(Block):
    """Buttons and menus in a row."""

    type: Literal["actions"]
    elements: Annotated[
        list[Annotated[Button | Overflow | Select | Picker, Field(discriminator="type")]],
        Field(min_length=1, max_length=25),
    ]


class Input(Block):
    """A labelled question."""

    type: Literal["input"]
    label: Annotated[PlainText, at_most(2000)]
    element: Annotated[Select | Picker | Typed, Field(discriminator="type")]
    hint: Annotated[PlainText, at_most(2000)] | None = None
    optional: bool = False
    dispatch_action: bool = False


class RichTextPart(Part):
    """A paragraph, list, quote or code of rich text; its pieces are taken as they come."""

    type: Literal["rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"]
    elements: list[dict[str, Any]]
    style: Literal["bullet", "ordered"] | None = None
    indent: int | None = None
    offset: int | None = None
    border: int | None = None
    language: str | None = None


class RichText(Block):
    """Formatted text as Slack's own editor makes it."""

    type: Literal["rich_text"]
    elements: list[RichTextPart]


class Markdown(Block):
    """Text in standard markdown."""

    type: Literal["markdown"]
    text: Annotated[str, Field(min_length=1)]


class Table(Block):
    """Rows and columns."""

    type: Literal["table"]
    rows: Annotated[
        list[Annotated[list[dict[str, Any]], Field(min_length=1, max_length=20)]],
        Field(min_length=1, max_length=100),
    ]
    column_settings: Annotated[list[dict[str, Any] | None], Field(max_length=20)] | None = None


Everywhere = Section | Header | Divider | Context | Actions | Input | RichText | Image
MessageBlock = Annotated[Everywhere | Markdown | Table, Field(discriminator="type")]
ViewBlock = Annotated[Everywhere, Field(discriminator="type")]

MessageBlocks = Annotated[list[MessageBlock], Field(max_length=50)]
ViewBlocks = Annotated[list[ViewBlock], Field(max_length=100)]
Title = Annotated[PlainText, at_most(24)]


class ViewContent(Part):
    """What modals and homes share."""

    private_metadata: Annotated[str, Field(max_length=3000)] | None = None
    callback_id: Annotated[str, Field(max_length=255)] | None = None
    external_id: Annotated[str, Field(max_length=255)] | None = None


class Modal(ViewContent):
    """A modal."""

    type: Literal["modal"]
    title: Title
    blocks: ViewBlocks
    submit: Title | None = None
    close: Title | None = None
    clear_on_close: bool = False
    notify_on_close: bool = False
    submit_disabled: bool = False

    @model_validator(mode="after")
    def _can_be_submitted(self) -> Self:
        if self.submit is None and any(isinstance(block, Input) for block in self.blocks):
            raise ValueError("must define `submit` to use an `input` block in modals")
        return self


class Home(ViewContent):
    """A home tab."""

    type: Literal["home"]
    blocks: ViewBlocks
