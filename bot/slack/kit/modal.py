"""The frame of a modal and its inputs, and the plain modals that every subject uses.

Owns Slack's limits on modals, and the ids by which inputs are found again. Must not know any subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    OptionGroup,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
    UrlInputElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section
from bot.slack.kit.localization import Texts
from bot.slack.kit.message_limits import shortened
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext

VALUE = "value"
"""Action id of inputs that say nothing before they are submitted."""

REDRAW = "redraw"
"""Action id of inputs on which the modal is drawn again in place."""

TITLE = 24

OPTION = 75

LONGEST_TEXT = 3000

MODAL_BLOCKS = 100

MOST_OPTIONS = 100

READ_FIRST = 3
"""Blocks before an input behind which it is not begun with: what is said above it would be out of sight."""

FEW = 10
"""Options up to which boxes are shown; Slack takes no more of them."""

_ITEM = re.compile(r"[A-Z]\d+")
"""The key of a risk, a condition, a mitigation."""

Choice = tuple[str, str]
"""An option's value (at most 150 characters) and its label (plain text)."""


def modal(
    say: Texts, callback: str, meta: ModalMetadata, blocks: Sequence[Block], *, submits: bool = True, title: str = ""
) -> View:
    """A modal: its button is the text `modal-CALLBACK-submit`; its title what it is about (`title`), else the text
    `modal-CALLBACK` behind the key of what it is about.
    """
    _focus_first(blocks)
    return View(
        type="modal",
        callback_id=callback,
        title=PlainTextObject(text=shortened(title or _title(say, callback, meta), TITLE)),
        submit=PlainTextObject(text=shortened(say(f"modal-{callback}-submit"), TITLE)) if submits else None,
        close=PlainTextObject(text=say("modal-cancel" if submits else "modal-close")),
        private_metadata=meta.written(),
        blocks=list(blocks),
    )


def _title(say: Texts, callback: str, meta: ModalMetadata) -> str:
    """`C2 · Verify`, or `A-12 · Vote`; without the key where that would not fit."""
    what = say(f"modal-{callback}")
    of = meta.key if _ITEM.fullmatch(meta.key) else meta.audit
    titled = say("modal-titled", of=of, what=what) if of else what
    return titled if len(titled) <= TITLE else what


def _focus_first(blocks: Sequence[Block]) -> None:
    """Whoever opens it types at once, unless there is something to read first."""
    first = next((block for block in blocks[:READ_FIRST] if isinstance(block, InputBlock)), None)
    element = first.element if first else None
    if isinstance(element, InputInteractiveElement) and not isinstance(element, FileInputElement | RadioButtonsElement):
        element.focus_on_load = True


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of one modal, labelled by the texts `input-MODAL-BLOCK` (and `…-hint`, where there is one)."""

    say: Texts
    modal: str

    def text(
        self, block: str, *, initial: str = "", lines: bool = False, optional: bool = False, label: str = ""
    ) -> Block:
        """A typed text, of one line or of several."""
        element = PlainTextInputElement(
            action_id=VALUE, multiline=lines, initial_value=initial[:LONGEST_TEXT] or None, max_length=LONGEST_TEXT
        )
        return self._input(block, element, optional=optional, label=label)

    def link(self, block: str) -> Block:
        """An address; never needed."""
        return self._input(block, UrlInputElement(action_id=VALUE), optional=True)

    def file(self, block: str) -> Block:
        """One file; never needed."""
        return self._input(block, FileInputElement(action_id=VALUE, max_files=1), optional=True)

    def select(
        self, block: str, choices: Iterable[Choice], initial: str = "", *, optional: bool = False, label: str = ""
    ) -> Block:
        """One of a list."""
        options = _options(choices)
        element = StaticSelectElement(action_id=VALUE, options=options, initial_option=_chosen(options, initial))
        return self._input(block, element, optional=optional, label=label)

    def menu(
        self,
        block: str,
        groups: Iterable[tuple[str, Iterable[Choice]]],
        initial: str = "",
        *,
        redraws: bool = False,
        optional: bool = False,
        label: str = "",
    ) -> Block:
        """One of a long list, in groups of at most a hundred. `redraws`: the modal is drawn again when it changes."""
        found = [(title, _options(choices)) for title, choices in groups]
        element = StaticSelectElement(
            action_id=REDRAW if redraws else VALUE,
            option_groups=[OptionGroup(label=PlainTextObject(text=title), options=options) for title, options in found],
            initial_option=_chosen([option for _, options in found for option in options], initial),
        )
        return self._input(block, element, optional=optional, dispatches=redraws, label=label)

    def several(
        self,
        block: str,
        choices: Iterable[Choice],
        initial: Sequence[str] = (),
        *,
        label: str = "",
        in_menu: bool = False,
    ) -> Block:
        """Some of a list, or none: boxes for a few, a menu for many, or `in_menu` always."""
        options = _options(choices)
        ticked = [option for option in options if option.value in initial] or None
        kind = CheckboxesElement if len(options) <= FEW and not in_menu else StaticMultiSelectElement
        element = kind(action_id=VALUE, options=options, initial_options=ticked)
        return self._input(block, element, optional=True, label=label)

    def radio(
        self,
        block: str,
        choices: Iterable[Choice],
        initial: str = "",
        *,
        redraws: bool = False,
        optional: bool = False,
        label: str = "",
    ) -> Block:
        """One of a few, all in sight. `redraws`: the modal is drawn again when the choice changes."""
        options = _options(choices)
        element = RadioButtonsElement(
            action_id=REDRAW if redraws else VALUE, options=options, initial_option=_chosen(options, initial)
        )
        return self._input(block, element, optional=optional, dispatches=redraws, label=label)

    def person(self, block: str, initial: str = "", *, optional: bool = False) -> Block:
        """One person, by user id."""
        element = UserSelectElement(action_id=VALUE, initial_user=initial or None)
        return self._input(block, element, optional=optional)

    def people(
        self, block: str, initial: Sequence[str] = (), *, most: int = 25, label: str = "", optional: bool = True
    ) -> Block:
        """Some people, by user id; perhaps nobody."""
        element = UserMultiSelectElement(action_id=VALUE, initial_users=list(initial) or None, max_selected_items=most)
        return self._input(block, element, optional=optional, label=label)

    def day(self, block: str, initial: date | None = None, *, optional: bool = False, label: str = "") -> Block:
        """A calendar day."""
        element = DatePickerElement(action_id=VALUE, initial_date=initial.isoformat() if initial else None)
        return self._input(block, element, optional=optional, label=label)

    def channel(self, block: str, initial: str = "", *, optional: bool = False) -> Block:
        """A public or private channel."""
        element = ConversationSelectElement(
            action_id=VALUE,
            initial_conversation=initial or None,
            filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
        )
        return self._input(block, element, optional=optional)

    def _input(
        self,
        block: str,
        element: InputInteractiveElement,
        *,
        optional: bool = False,
        dispatches: bool = False,
        label: str = "",
    ) -> Block:
        key = f"input-{self.modal}-{block}"
        hint = f"{key}-hint"
        return InputBlock(
            block_id=block,
            label=PlainTextObject(text=label or self.say(key)),
            hint=PlainTextObject(text=self.say(hint)) if hint in self.say and not label else None,
            element=element,
            optional=optional,
            dispatch_action=dispatches or None,
        )


def _options(choices: Iterable[Choice]) -> list[Option]:
    return [Option(value=value, text=PlainTextObject(text=shortened(label, OPTION))) for value, label in choices]


def _chosen(options: Sequence[Option], value: str) -> Option | None:
    return next((option for option in options if value and option.value == value), None)


def document_choices(framework: Framework, wanted: Iterable[ArtifactSpec] | None = None) -> list[Choice]:
    """Documents with the number of their stage: `3 Model card`."""
    number = {a.key: n for n, stage in enumerate(framework.stages, 1) for a in stage.artifacts}
    return [(a.key, f"{number[a.key]} {a.title}") for a in (framework.artifacts() if wanted is None else wanted)]


def stage_choices(framework: Framework, wanted: Iterable[str] | None = None) -> list[Choice]:
    """Stages with their number."""
    keys = None if wanted is None else set(wanted)
    return [(s.key, f"{n} {s.title}") for n, s in enumerate(framework.stages, 1) if keys is None or s.key in keys]


def role_choices(framework: Framework, wanted: Iterable[str] | None = None) -> list[Choice]:
    """Roles."""
    keys = None if wanted is None else set(wanted)
    return [(r.key, r.title) for r in framework.roles if keys is None or r.key in keys]


def form_choices(framework: Framework, least: int = 0, most: int = 20) -> list[Choice]:
    """Release forms with their number, least to most open."""
    return [(str(o.number), f"{o.number} {o.title}") for o in framework.options if least <= o.number <= most]


def document_title(context: ViewContext, meta: ModalMetadata) -> str:
    """What a modal about a document is called; nothing where it is about none (plain)."""
    known = context.framework.has_artifact(meta.artifact)
    return context.framework.artifact(meta.artifact).title if known else ""


def reason_modal(context: ViewContext, callback: str, meta: ModalMetadata, said: str) -> View:
    """`said` is what the reason is for."""
    blocks = [*section(said), Inputs(context.say, callback).text("reason", lines=True)]
    return modal(context.say, callback, meta, blocks, title=document_title(context, meta))


def text_modal(say: Texts, blocks: Sequence[Block], title: str = "") -> View:
    """Words, and a button to close them."""
    return modal(say, "said", ModalMetadata(request="said"), blocks[:MODAL_BLOCKS], submits=False, title=title)


def keeping_what_is_beneath(view: View) -> View:
    """A modal that lies over one in which something is typed, and closes alone."""
    view.private_metadata = ModalMetadata.read(view.private_metadata or "{}").replace(keeps=True).written()
    return view


def signed_modal(context: ViewContext, meta: ModalMetadata, *, closes: bool = False) -> View:
    """Recorded; the button withdraws it. `closes`: nothing is missing, and whoever reads it may close the stage."""
    value = ButtonValue(audit=context.audit.key, stage=meta.stage, role=meta.role)
    said = context.say("signed", stage=context.stage_title(meta.stage), role=context.role_title(meta.role))
    close = ButtonValue(audit=context.audit.key, stage=meta.stage)
    pressed = (
        button(context.say("button-close-stage"), ActionId.CLOSE_STAGE, close, "primary") if closes else None,
        button(context.say("button-withdraw"), ActionId.WITHDRAW, value),
    )
    blocks = [*section(said), *actions(*pressed)]
    return modal(context.say, "signed", meta, blocks, submits=False)


A_TEXT = "text"
"""The name of a document that is a text. Not its first words: what is removed later must be nowhere else."""
