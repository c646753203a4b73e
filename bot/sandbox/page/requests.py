"""What the page may ask for, as data: one class a kind, read strictly.

Owns these forms. Must not know how any is carried out.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Word = Annotated[str, Field(max_length=255)]

Text = Annotated[str, Field(max_length=40_000)]

Given = Annotated[Any, Field(default=None)]
"""What is put into an element: a text, an option's value, a person's id, several as a list, None for nothing."""


class Part(BaseModel):
    """A piece of a request: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PageRequest(Part):
    """Something that `who` does."""

    who: Word


class OnMessage(PageRequest):
    """Something done to a message."""

    channel: Word
    ts: Word


class SurfaceRef(Part):
    """Where an element stands: in a message (ephemeral or not), or in a modal or home."""

    channel: Word = ""
    ts: Word = ""
    view: Word = ""


class OnElement(PageRequest):
    """Something done to an element of blocks."""

    place: SurfaceRef
    block_id: Word
    action_id: Word


class Filled(Part):
    """What one input holds."""

    block_id: Word
    action_id: Word
    given: Given


class Post(PageRequest):
    """Write a message, with files that were uploaded before."""

    act: Literal["post"]
    channel: Word
    text: Text = ""
    thread_ts: Word | None = None
    broadcast: bool = False
    files: Annotated[list[Word], Field(max_length=10)] = []


class Edit(OnMessage):
    """Change an own message."""

    act: Literal["edit"]
    text: Text


class Delete(OnMessage):
    """Delete a message."""

    act: Literal["delete"]


class React(OnMessage):
    """Add a reaction, or take it back."""

    act: Literal["react"]
    name: Word
    on: bool = True


class Command(PageRequest):
    """Type a slash command."""

    act: Literal["command"]
    channel: Word
    command: Word
    text: Text = ""
    thread_ts: Word | None = None


class Shortcut(PageRequest):
    """Use a shortcut, from anywhere or on a message."""

    act: Literal["shortcut"]
    callback: Word
    channel: Word = ""
    ts: Word = ""


class Press(OnElement):
    """Press a button, or choose in a menu that tells the bot at once. `confirmed`: by its dialog, where it has one."""

    act: Literal["press"]
    given: Given
    confirmed: bool | None = None
    inputs: list[Filled] = []


class Fill(OnElement):
    """Put something into an input."""

    act: Literal["fill"]
    given: Given


class Suggest(OnElement):
    """Ask what an external menu offers for what was typed."""

    act: Literal["suggest"]
    query: Word


class Submit(PageRequest):
    """Submit the modal on top with everything that stands in it."""

    act: Literal["submit"]
    view: Word
    inputs: list[Filled] = []


class Close(PageRequest):
    """Close the modal on top, or all of them."""

    act: Literal["close"]
    everything: bool = False


class Home(PageRequest):
    """Look at the app's home, or at its messages."""

    act: Literal["home"]
    tab: Literal["home", "messages"] = "home"


class Read(PageRequest):
    """Mark read up to a message: a channel, or a thread of it."""

    act: Literal["read"]
    channel: Word
    ts: Word
    thread_ts: Word | None = None


class Join(PageRequest):
    """Join a public channel, or leave one."""

    act: Literal["join"]
    channel: Word
    on: bool = True


class Hurry(PageRequest):
    """Send now what waits for the app to come back."""

    act: Literal["hurry"]


class Run(PageRequest):
    """Press a button of a panel."""

    act: Literal["run"]
    panel: Word
    action: Word
    argument: Word = ""


AnyDeed = (
    Post
    | Edit
    | Delete
    | React
    | Command
    | Shortcut
    | Press
    | Fill
    | Suggest
    | Submit
    | Close
    | Home
    | Read
    | Join
    | Hurry
    | Run
)

DEED: TypeAdapter[AnyDeed] = TypeAdapter(Annotated[AnyDeed, Field(discriminator="act")])
"""Reads a request; raises pydantic's ValidationError."""
