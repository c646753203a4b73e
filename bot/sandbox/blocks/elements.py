"""Interactive elements: buttons, menus, pickers, inputs.

Owns what each element takes. Must not know in which block it stands.
"""

from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import Field, model_validator

from bot.sandbox.blocks.base import (
    Confirm,
    ConversationFilter,
    DispatchConfig,
    Id,
    Label,
    ListedOption,
    Option,
    OptionGroup,
    OverflowOption,
    Part,
    Placeholder,
    Url,
)


class Element(Part):
    """Anything a person can press or fill."""

    action_id: Id | None = None


class Focusable(Element):
    """An element the cursor can be put into when a view opens."""

    focus_on_load: bool = False
    confirm: Confirm | None = None


class Button(Element):
    """A button."""

    type: Literal["button"]
    text: Label
    value: Annotated[str, Field(max_length=2000)] | None = None
    url: Url | None = None
    style: Literal["primary", "danger"] | None = None
    confirm: Confirm | None = None
    accessibility_label: Annotated[str, Field(max_length=75)] | None = None


class Overflow(Element):
    """The ⋯ menu."""

    type: Literal["overflow"]
    options: Annotated[list[OverflowOption], Field(min_length=1, max_length=5)]
    confirm: Confirm | None = None


class Checkboxes(Focusable):
    """Boxes to tick."""

    type: Literal["checkboxes"]
    options: Annotated[list[ListedOption], Field(min_length=1, max_length=10)]
    initial_options: Annotated[list[ListedOption], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _offered(self) -> Self:
        return check_offered(self, self.options, self.initial_options or [])


class RadioButtons(Focusable):
    """One of several."""

    type: Literal["radio_buttons"]
    options: Annotated[list[ListedOption], Field(min_length=1, max_length=10)]
    initial_option: ListedOption | None = None

    @model_validator(mode="after")
    def _offered(self) -> Self:
        return check_offered(self, self.options, [self.initial_option] if self.initial_option else [])


class Menu(Focusable):
    """What all select menus share."""

    placeholder: Placeholder | None = None


class Multi(Menu):
    """What all menus of several choices share."""

    max_selected_items: Annotated[int, Field(ge=1)] | None = None


class StaticOptions(Part):
    """The choices of a static menu: options or groups of them, one of the two, never none."""

    options: Annotated[list[Option], Field(min_length=1, max_length=100)] | None = None
    option_groups: Annotated[list[OptionGroup], Field(min_length=1, max_length=100)] | None = None

    def offered(self) -> list[Option]:
        """Every choice."""
        return [*(self.options or []), *(option for group in self.option_groups or [] for option in group.options)]

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.options is None) == (self.option_groups is None):
            raise ValueError("must have either options or option_groups")
        return self


class StaticSelect(Menu, StaticOptions):
    """A menu of fixed choices."""

    type: Literal["static_select"]
    initial_option: Option | None = None

    @model_validator(mode="after")
    def _offered(self) -> Self:
        return check_offered(self, self.offered(), [self.initial_option] if self.initial_option else [])


class MultiStaticSelect(Multi, StaticOptions):
    """Several of fixed choices."""

    type: Literal["multi_static_select"]
    initial_options: Annotated[list[Option], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _offered(self) -> Self:
        return check_offered(self, self.offered(), self.initial_options or [])


class ExternalSelect(Menu):
    """A menu the app fills while somebody types."""

    type: Literal["external_select"]
    initial_option: Option | None = None
    min_query_length: int | None = None


class MultiExternalSelect(Multi):
    """Several from a menu the app fills."""

    type: Literal["multi_external_select"]
    initial_options: Annotated[list[Option], Field(min_length=1)] | None = None
    min_query_length: int | None = None


class UsersSelect(Menu):
    """One person."""

    type: Literal["users_select"]
    initial_user: str | None = None


class MultiUsersSelect(Multi):
    """Several people."""

    type: Literal["multi_users_select"]
    initial_users: list[str] | None = None


class ConversationsSelect(Menu):
    """One conversation of any kind."""

    type: Literal["conversations_select"]
    initial_conversation: str | None = None
    default_to_current_conversation: bool = False
    response_url_enabled: bool = False
    filter: ConversationFilter | None = None


class MultiConversationsSelect(Multi):
    """Several conversations."""

    type: Literal["multi_conversations_select"]
    initial_conversations: list[str] | None = None
    default_to_current_conversation: bool = False
    filter: ConversationFilter | None = None


class ChannelsSelect(Menu):
    """One public channel."""

    type: Literal["channels_select"]
    initial_channel: str | None = None
    response_url_enabled: bool = False


class MultiChannelsSelect(Multi):
    """Several public channels."""

    type: Literal["multi_channels_select"]
    initial_channels: list[str] | None = None


class DatePicker(Menu):
    """A day."""

    type: Literal["datepicker"]
    initial_date: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")] | None = None


class TimePicker(Menu):
    """A time of day."""

    type: Literal["timepicker"]
    initial_time: Annotated[str, Field(pattern=r"^\d\d:\d\d$")] | None = None
    timezone: str | None = None


class DateTimePicker(Focusable):
    """A moment, in seconds."""

    type: Literal["datetimepicker"]
    initial_date_time: Annotated[int, Field(ge=1_000_000_000, le=9_999_999_999)] | None = None


class TextInput(Element):
    """What all typed inputs share."""

    placeholder: Placeholder | None = None
    focus_on_load: bool = False
    dispatch_action_config: DispatchConfig | None = None
    initial_value: str | None = None


class PlainTextInput(TextInput):
    """Typed text."""

    type: Literal["plain_text_input"]
    multiline: bool = False
    min_length: Annotated[int, Field(ge=0, le=3000)] | None = None
    max_length: Annotated[int, Field(ge=1, le=3000)] | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(self.initial_value or "") > (self.max_length or 3000):
            raise ValueError(f"initial_value must be less than {(self.max_length or 3000) + 1} characters")
        return self


class EmailInput(TextInput):
    """An e-mail address."""

    type: Literal["email_text_input"]


class UrlInput(TextInput):
    """A web address."""

    type: Literal["url_text_input"]


class NumberInput(TextInput):
    """A number, kept as a string."""

    type: Literal["number_input"]
    is_decimal_allowed: bool
    min_value: str | None = None
    max_value: str | None = None


class RichTextInput(TextInput):
    """Formatted text."""

    type: Literal["rich_text_input"]
    initial_value: Any = None


class FileInput(Element):
    """Uploaded files."""

    type: Literal["file_input"]
    filetypes: list[str] | None = None
    max_files: Annotated[int, Field(ge=1, le=10)] | None = None


Select = (
    StaticSelect
    | MultiStaticSelect
    | ExternalSelect
    | MultiExternalSelect
    | UsersSelect
    | MultiUsersSelect
    | ConversationsSelect
    | MultiConversationsSelect
    | ChannelsSelect
    | MultiChannelsSelect
)
Picker = Checkboxes | RadioButtons | DatePicker | TimePicker | DateTimePicker
Typed = PlainTextInput | EmailInput | UrlInput | NumberInput | RichTextInput | FileInput


M = TypeVar("M")


def check_offered(menu: M, offered: list[Any], chosen: list[Any]) -> M:
    """Raise where something preselected is not among the choices, compared as a whole, as Slack does."""
    if any(option not in offered for option in chosen):
        raise ValueError("initial option must match one of the options provided")
    return menu
